### Publicity: the list shown in public for some days.

period = the period ends beyond the calendar
period-help = give fewer days
no-bands = the scorecard of this run has no bands by rank
no-bands-help = give --who referred or --who qualified, or declare `[[top]]` in the scorecard

## What is shown

title-referred = Public notice of firms to be referred: { $campaign }
title-qualified = Public notice of qualified firms: { $campaign }
title-banded = Public notice of firms in bands: { $campaign }
announced-referred = By their innovation points ({ $scorecard }, as of { $day }), the following firms ({ $firms }) are to be referred in { $campaign }.
announced-qualified = By their innovation points ({ $scorecard }, as of { $day }), the following firms ({ $firms }) qualify in { $campaign }.
announced-banded = By their innovation points ({ $scorecard }, as of { $day }), the following firms ({ $firms }) are in the bands of { $campaign }.
period-of = The notice stands from { $from } to { $to } ({ $days ->
    [one] { $days } calendar day
   *[other] { $days } calendar days
}).
objections = Objections are received in writing within this period, with the facts and the papers that prove them. Contact: { $contact }.
illustrative = Note: { $note }.

header-number = no.
header-name = firm
header-credit-code = credit code
header-id = id
header-segment = stage
header-region = region
header-industry = industry
header-points = points
header-grade = grade
header-band = band
fact-period = period
fact-objections = objections

## What was written

shown = { $firms ->
    [one] { $firms } firm shown
   *[other] { $firms } firms shown
}
without-consent = { $firms ->
    [one] { $firms } firm left out: its consent is refused or not known
   *[other] { $firms } firms left out: their consent is refused or not known
}
about-notice = The run, the period and the number of firms, for programs
about-page = The public list, to be printed
