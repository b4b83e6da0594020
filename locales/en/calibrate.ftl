### Calibration: points against outcomes, other weights, and whether these do better on firms held out.

# What a word on the command line chooses.
choice-maximise-likelihood = The likelihood of a logistic regression on points
choice-maximise-auc = The area under the ROC curve

## Options

reach-invalid = `{ $number }` is not a share of a weight
reach-invalid-help = give a share from 0 to 1
folds-invalid = `{ $number }` is not a number of folds
folds-invalid-help = give 2 or more: each fold is held out from the others
draws-invalid = `{ $number }` is not a number of draws
draws-invalid-help = give { $least } or more

## What stops a calibration

foreign = { $unknown } of { $rows } rows name firms that are not in the cohort
foreign-help = name the campaign in which these firms were scored, and write ids as in its cohort
all-bad = { $outcomes ->
    [one] only 1 outcome counts, and it is bad
   *[other] all { $outcomes } outcomes that count are bad
}
all-good = { $outcomes ->
    [one] only 1 outcome counts, and it is good
   *[other] all { $outcomes } outcomes that count are good
}
one-is-bad-help = check --good: 1 is taken as bad and 0 as good, and a calibration needs both
one-is-good-help = check --good: 1 is taken as good and 0 as bad, and a calibration needs both
few = outcomes of { $bad } bad and { $good } good firms count, but a calibration needs { $least } of each
few-unreadable-help = correct the cells that could not be read: an outcome is 1 or 0, 是 or 否, or an amount
few-help = add outcomes of other firms or wait for more: further windows of the same firms add no firms
points-equal = all firms with an outcome have the same points
points-equal-help = add outcomes of firms with other points: equal points cannot be compared with outcomes
separated = some weights within the bounds separate all bad firms from all good ones, or all except those tied at one number of points
separated-help = check where the outcomes come from, or add more: outcomes that follow from the points themselves prove nothing
unsettled = the search for weights did not converge
unsettled-help = narrow --bounds, or leave out indicators that are nearly the same
bent = group `{ $group }` of `{ $card }` { $how }: its points are not a sum by weights
bent-help = use a scorecard whose groups are all sums or arithmetic means

## Rows of outcomes

firm-unknown = no firm of the cohort has the id `{ $id }`
firm-unknown-help = this outcome does not count: check whether the firm was in the cohort
firm-unknown-cut-help = export the file again with the id column formatted as text: a spreadsheet keeps 15 digits of a number
firm-quarantined = the cohort's row of `{ $id }` is in quarantine
firm-quarantined-help = this outcome does not count until that row is corrected
amount-contradicts = the outcome is `{ $outcome }`, but the amount is `{ $amount }`
amount-contradicts-help = correct one of the two: an amount above 0 goes with the outcome 1
window-backwards = the window ends on { $to }, before it begins on { $from }
window-backwards-help = this row does not count: correct the days
outcome-differs = `{ $id }` has another outcome on line { $line }
outcome-differs-help = keep the right row, or give each loan its own window if the loans are of different times
rows-lost = { $went } rows of outcomes went in, but { $came } came out
rows-lost-help = report this fault of the program with the file's header

## Why no weight is free

no-weight-free = no weight is free: { $why }
fixed-single = no group has two indicators with weight
fixed-bounds = --bounds keeps every weight as it is
fixed-few = fewer than { $least } bad or { $least } good firms have outcomes
fixed-few-segments = segments have different weights, and no segment has { $least } bad and { $least } good firms
fixed-alike = no group has two indicators in which firms with an outcome differ

## Why nothing is held out

fold-separated = without fold { $fold } of { $folds }, points separate all bad firms from all good ones; use more --folds to leave out fewer firms at a time
fold-unsettled = without fold { $fold } of { $folds }, the search for weights did not converge
one-window = the outcomes are of fewer than two windows
windows-unordered = neither days nor names say which window is earlier; give days, or names such as 2026, 2026H1, 2026Q1 or 2026-03, all of one kind
windows-at-once = all windows begin at the same time
windows-few = the earlier windows need { $least } bad and { $least } good firms that are not in the later ones, and the later windows need { $later } of each
earlier-separated = some weights separate all bad firms from all good ones in the earlier windows
earlier-unsettled = the search for weights did not converge in the earlier windows

## The verdict

estimate = { $value } ({ $low } to { $high })
verdict-untested = no weights can be tested on firms that took no part in finding them
verdict-backwards = no weights within the bounds give good firms more points on average than bad ones
verdict-gain-unclear = on firms held out, the gain in AUC is { $gain }, and its interval does not lie wholly above 0
verdict-auc-unclear = on firms held out, the AUC is { $auc }, and its interval does not lie wholly above 0.5
verdict-later-loss = on firms held out, the gain in AUC is { $gain }, but on later windows it is { $loss }
verdict-gain = on firms held out, the gain in AUC is { $gain }, and the whole interval lies above 0

## Cautions

swapped = bad firms have more points than good ones (AUC { $auc }): check --good, as 1 and 0 may be swapped
hindsight = { $outcomes ->
    [one] the window of 1 outcome begins before or ends by { $as-of }, the as-of day of the points
   *[other] the windows of { $outcomes } outcomes begin before or end by { $as-of }, the as-of day of the points
}: points that already reflect the outcome prove nothing; use data and an --as-of day from before the windows
unlisted = { $listed } of { $firms } firms with an outcome are on a list, and { $unknown ->
    [one] 1 firm on no list has no outcome: the weights say nothing about it
   *[other] { $unknown } firms on no list have no outcome: the weights say nothing about them
}
unlisted-range = { $listed } of { $firms } firms with an outcome are on a list, and { $unknown ->
    [one] 1 firm on no list has no outcome: the weights say nothing about it
   *[other] { $unknown } firms on no list have no outcome: the weights say nothing about them
}, and over all firms the AUC may be from { $low } to { $high }
worth-few = a few firms have most of the outcomes: the { $rarer } outcomes of the rarer kind are worth { $worth } independent ones, and intervals are too narrow
off-chances = chances by today's points predict worse than the mean rate (Brier score { $brier } against { $mean }): do not use them
restricted = the points of firms with an outcome vary { $ratio } times as much as those of all firms: over all firms the AUC is usually greater
few-per-weight = the outcomes have { $firms } firms of the rarer kind per independent weight, fewer than { $least }: let fewer weights vary or wait for more outcomes, and check the intervals
at-bound = { $bound ->
    [one] 1 of { $weights } weights found lies at its own bound
   *[other] { $bound } of { $weights } weights found lie at their own bounds
}: wider --bounds may fit the outcomes better; the interval of such a weight ends at the bound
wrong-way = higher scores on { $indicators } go with bad outcomes: check whether the direction is intended, as no weight can correct it
suspicious = the information value of { $indicators } is suspiciously high: check whether the indicator contains the outcome
shifted = points of { $base } and of { $other } are { $reading } (PSI { $psi }): what holds for one may not hold for the other
overlap = the windows `{ $earlier }` and `{ $later }` overlap: some of the later outcomes are not later than the earlier ones
failed-draws = { $failed ->
    [one] 1 of { $draws } draws failed
   *[other] { $failed } of { $draws } draws failed
}, and intervals are too narrow

## The document

title = Points of { $scorecard } against { $outcomes }, { $cohort } as of { $as-of }
outcomes = Outcomes
rows-read = { $rows ->
    [one] 1 row read: { $fates }
   *[other] { $rows } rows read: { $fates }
}
rows-used = { $rows } count
rows-repeated = { $rows } repeated
rows-contradictory = { $rows } contradictory
rows-unreadable = { $rows } unreadable
rows-unanswered = { $rows } without an outcome
rows-unknown = { $rows } of firms not in the cohort
rows-quarantined = { $rows } of firms in quarantine
rows-not-scored = { $rows } of firms without points
share-bad = { $bad } of { $outcomes } outcomes are bad ({ $share }), { $bad-firms } of { $firms } firms are bad; an outcome of 1 means { $one ->
    [good] good
   *[bad] bad
}
depend = outcomes of one firm depend on each other: each firm is shuffled, drawn and held out as a whole
depend-worth = outcomes of one firm depend on each other, so these are worth { $worth ->
    [one] 1 independent one
   *[other] { $worth } independent ones
}: each firm is shuffled, drawn and held out as a whole
on-lists = { $listed } of these firms are on a list; of all { $scored } firms scored, { $referred } are on a list
verdict = Verdict
verdict-proposed = A case for the weights below: { $reason }
verdict-kept = No case for change: { $reason }
searches-level = the best of { $searches } searches looks better than it is: for a joint confidence of 95 %, each interval needs { $level } % (Bonferroni)
bear-in-mind = bear in mind
evidence = Evidence
evidence-note =
    corrected: IV less the mean IV of pure chance; the reading is that of the corrected IV
    by chance: pure chance gives an IV up to this in 95 of 100 cases; –: no reading, as IV may be chance
    bins go from the least to the greatest value; falls: whether the bad rate falls and never rises from one bin to the next
    pooled: bins left if neighbours are merged until the bad rate falls
separation = the points today: KS { $ks }; AUC { $auc }
not-shuffled = by chance: outcomes are exchanged among firms with the same number of outcomes; { $firms ->
    [one] 1 firm has no such partner and keeps its outcomes
   *[other] { $firms } firms have no such partner and keep their outcomes
}
unseen = Firms without an outcome
unseen-line = AUC of today's points over all { $firms } firms scored, by what is assumed for the { $unseen ->
    [one] 1 firm without an outcome
   *[other] { $unseen } firms without an outcome
}
unseen-note = the range is what the data leave open, not a confidence interval; each firm counts once
roc = ROC curve: shares of bad and good firms, from the fewest points up
roc-today = today's points
roc-held-out = points held out
roc-across = share of good firms
roc-up = share of bad firms
weights = Weights
weights-proposed = proposed: weights within { $reach } % of today's that maximise the { $goal ->
    [auc] AUC
   *[likelihood] likelihood
}; independent weights: { $free }; 95 % intervals from { $draws } draws
weights-not-proposed = not proposed, for study only: weights within { $reach } % of today's that maximise the { $goal ->
    [auc] AUC
   *[likelihood] likelihood
}; independent weights: { $free }; 95 % intervals from { $draws } draws
nonlinear = points of some firms are not a sum by weights (an indicator left out, a floor, or a deduction to 0): the search uses the change of their points at today's weights, so other weights may fit slightly better
best-fit = no other weights within the bounds fit these outcomes better
segments-kept = today's weights stay in { $segments }: fewer than { $least } bad or { $least } good firms
weight-kept = { " " }(kept)
weight-held = { " " }(held by its own or its group's bounds)
weight-interval = { " " }({ $low } to { $high })
held-out = Held out
held-by-firm = by firm, { $folds } folds
held-by-time = by time
held-note = intervals come from bootstrap draws of firms; the weights are not found again in each draw
no-firm = not held out by firm: { $why }
no-time = not held out by time: { $why }
periods = found in { $trained }, tested on { $tested }
chances = Chances
chance-today = by today's points
chance-found = by the weights found
chance-chart = Chance of going bad: predicted and observed
chance-across = predicted, %
chance-up = observed, %
outcomes-here = { $outcomes ->
    [one] 1 outcome
   *[other] { $outcomes } outcomes
}
by-points = Bad outcomes by points
grades-monotone = from each grade to the next lower one, the bad rate rises or stays the same
grades-mixed = the bad rate does not follow the order of the grades
stability = points of { $base } and of { $other }: PSI { $psi }, { $reading }
stability-shared = points of { $base } and of { $other }: PSI { $psi }, no reading: { $shared ->
    [one] 1 firm
   *[other] { $shared } firms
} in both
stability-none = points of { $base } and of { $other }: PSI { $psi }, no firms to compare
all-scored = all firms scored
all-with-outcomes = firms with outcomes
windows-range = { $first } to { $last }

## Readings and cases

points = points
unseen-not-counted = not counted
unseen-all-good = all good
unseen-by-points = as their points predict
unseen-all-bad = all bad
unseen-least = least AUC possible
unseen-greatest = greatest AUC possible
below-grades = below all grades
range = { $low } to { $high }
pooled-of = { $left } of { $all }

## Headers

head-window = window
head-outcomes = outcomes
head-bad = bad
head-firms = firms
head-bad-firms = bad firms
head-bad-rate = bad rate
head-held-out = held out
head-auc-today = AUC today
head-auc-found = AUC found
head-gain = gain
head-loss-gain = loss       0     gain
head-chance = chance of going bad, held out
head-predicted = predicted
head-observed = observed
head-unseen = firms without an outcome
head-corrected = corrected
head-by-chance = by chance
head-known = known
head-rates = bad rate by bins
head-falls = falls
head-pooled = pooled
head-points-today = points today
head-lift = lift
head-captured = cumulative share of bad
head-grade = grade
head-indicator = indicator
head-weight = weight

## Tables and their columns

table-selection = AUC of today's points over all firms scored, by what is assumed for firms without an outcome
col-unseen = What is assumed for firms without an outcome
col-auc = Area under the ROC curve (AUC)
table-evidence = Evidence of the points and of each indicator on outcomes, a row each
col-id = The indicator; `points` for the points as a whole
col-title = Title of the indicator
col-known = Outcomes of firms whose value is known
col-known-firms = Firms with these outcomes
col-iv = Information value (IV)
col-iv-corrected = IV less the mean IV of pure chance: about 0 for an indicator unrelated to outcomes
col-iv-by-chance = 95 % quantile of the IV of pure chance
col-strength = Reading of the corrected IV; empty if the IV is not above that of chance
col-ks = Kolmogorov–Smirnov distance (KS)
col-auc-half = Area under the ROC curve (AUC); above 0.5: more is better
col-auc-error = Standard error of the AUC, by firms
col-auc-low = Lower end of the 95 % interval of the AUC
col-auc-high = Upper end of the 95 % interval of the AUC
col-monotone = Whether the bad rate falls over the bins
col-pooled = Bins left if neighbours are merged until the bad rate falls
table-bins = The bins of the points and of each indicator, a row each
col-from = Least value; empty for firms whose value is not known
col-to = Greatest value
col-good = Good outcomes
col-bad = Bad outcomes
col-firms = Firms with these outcomes
col-bad-firms = Firms with a bad outcome
col-bad-rate = Share of bad outcomes
col-woe = Weight of evidence; above 0: better than all outcomes together
table-weights = Weights of each indicator in each segment
col-indicator = The indicator
col-segment = The segment
col-today = Today's weight, in points of the scale
col-fitted = The weight found
col-low = Lower end of the 95 % interval
col-high = Upper end of the 95 % interval
col-proposed = The weight proposed, rounded; empty without a proposal
table-held-out = AUC on outcomes held out, and the gain of the weights found
col-by = Held out by firm or by time
col-what = Name of the number
col-outcomes-out = Outcomes held out
col-value = The number
table-calibration = Predicted chances and observed shares on outcomes held out, by tenths of the points
col-chance-weights = Weights behind the chance
col-tenth = Number of the tenth, the most points first
col-outcomes = Outcomes
col-predicted = Mean predicted chance
col-observed = Share that went bad
table-lift = Bad outcomes by tenths of points, the fewest first
col-points-weights = Weights behind the points
col-from-points = Least points
col-to-points = Most points
col-lift = Bad rate over the bad rate of all outcomes
col-captured = Share of all bad outcomes with these points or fewer
table-grades = Bad outcomes by today's grade, best first
col-grade = The grade; empty below the last
table-draws = Draws of the bootstrap; empty where a draw failed
col-draw = Number of the draw, from 0: with the seed it repeats the draw
col-draw-today = AUC of today's points
col-draw-fitted = AUC of the points held out
table-outcomes = Every outcome that counts
col-firm = Id of the firm
col-window = Window of the outcome
col-went-bad = Whether the firm went bad
col-points = Today's points
col-fold = The fold in which the firm was held out, from 0; empty where no fold could be held out
col-points-held-out = Points by weights found without this fold
col-chance-today = Chance of going bad by today's points
col-chance-held-out = Chance of going bad by the points held out
table-rows = What became of every row of the file of outcomes
col-line = Line of the row
col-row-firm = Firm of the row; empty where the row could not be read
col-fate = What became of the row

## The overlay

overlay-title = weights calibrated on outcomes
overlay-method = weights calibrated for the greatest { $goal ->
    [auc] AUC
   *[likelihood] likelihood
}, each within { $reach } % of today's
overlay-outcomes = { $outcomes } outcomes, { $bad } bad, of { $firms } firms, { $bad-firms } bad, of { $file }, SHA-256 { $sha256 }
overlay-seed = seed { $seed }
