### Consents of firms: what ends soon, has ended or was withdrawn.

no-ledger = the campaign names no ledger of consents
no-ledger-help = write consents = "consents.csv": a table with a row per consent; see docs/consent.md
title = Consents · { $campaign } · as of { $day }
cohort = { $consenting } of { $firms } firms consent to at least one institution; { $without ->
    [0] every firm has a row
    [one] 1 firm has no row
   *[other] { $without } firms have no row
} in the ledger
counts = consents that end within { $within } days: { $ends }; ended: { $ended }; withdrawn: { $withdrawn }; begin later: { $later }
outside = { $firms ->
    [one] 1 firm of the ledger is
   *[other] { $firms } firms of the ledger are
} not in the cohort
ends = ends soon
ended = ended
withdrawn = withdrawn
later = begins later
every-institution = every institution
header-firm = firm
header-institution = institution
header-state = consent
header-day = day
about = consents that end soon, ended, were withdrawn or begin later
about-firm = id of the firm
about-name = name of the firm, if it is in the cohort
about-institution = id of the institution; empty for every institution without rows of its own
about-fate = ends (within the days asked for), ended, withdrawn or later
about-day = the day on which it ends, ended, was withdrawn or begins
about-in-cohort = whether the firm is in the cohort
