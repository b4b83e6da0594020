### Publicity: the list shown in public for some days.

period = the period ends beyond the calendar
period-help = give fewer days
no-bands = the scorecard of this run has no bands by rank
no-bands-help = give --who referred or --who qualified, or declare `[[top]]` in the scorecard

## What is shown

title-referred = Public notice of firms to be referred: { $campaign }
title-qualified = Public notice of qualified firms: { $campaign }
title-banded = Public notice of firms in bands: { $campaign }
announced = By their innovation points ({ $scorecard }, as of { $day }), the following firms ({ $firms }) { $who ->
    [qualified] qualify in { $campaign }
    [banded] are in the bands of { $campaign }
   *[referred] are to be referred in { $campaign }
}.
days-of = from { $from } to { $to } ({ $days ->
    [one] { $days } calendar day
   *[other] { $days } calendar days
})
period-of = The notice stands { $days }.
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
unit = Published by (seal): ____________________
date = Date: { $day }
fact-list = list
fact-period = period
fact-objections = objections
fact-unit = published by (seal)
fact-date = date
day = { $day }

## What was written

shown = { $firms ->
    [one] { $firms } firm shown
   *[other] { $firms } firms shown
}
without-consent = { $firms ->
    [one] { $firms } firm left out: its consent is refused, not known, for some institutions only, or no longer in force
   *[other] { $firms } firms left out: their consent is refused, not known, for some institutions only, or no longer in force
}
blank-columns = columns left out, blank for every firm: { $columns }
nameless = { $firms ->
    [one] { $firms } firm is shown without a name, so that the public cannot tell which firm it is
   *[other] { $firms } firms are shown without a name, so that the public cannot tell which firms they are
}
nameless-help = give the cohort a column 企业名称 (name) and run the campaign again
in-chinese = The notice is in Chinese; --lang en writes it in English.
in-english = The notice is in English.
who-referred = firms on at least one institution's list
who-qualified = qualified firms
who-banded = firms in a band by rank
about-notice = The run, the period and the number of firms, for programs
about-page = The public list, to be printed
