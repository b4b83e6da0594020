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
foreign-help = name the campaign in which these firms were scored, and write ids as there
all-bad = { $outcomes ->
    [one] the only outcome that counts is bad
   *[other] all { $outcomes } outcomes that count are bad
}
all-good = { $outcomes ->
    [one] the only outcome that counts is good
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
separated-help = check how the outcomes came about, or add more: outcomes decided by the points themselves prove nothing
unsettled = the search for weights did not converge
unsettled-help = narrow --bounds, or leave out indicators that are nearly the same
bent = group `{ $group }` of `{ $card }` { $how }: its points are not a sum by weights
bent-help = calibrate a scorecard whose groups are all sums or arithmetic means

## Rows of outcomes

firm-unknown = no firm of the cohort has the id `{ $id }`
firm-unknown-help = check whether the firm was in the cohort: the outcome does not count
firm-unknown-cut-help = export the file again with the id column formatted as text: a spreadsheet keeps 15 digits of a number
firm-quarantined = the cohort's row of `{ $id }` is in quarantine
firm-quarantined-help = correct that row: until then the outcome does not count
amount-contradicts = the outcome is `{ $outcome }`, but the amount is `{ $amount }`
amount-contradicts-help = correct one of the two: an amount above 0 goes with the outcome 1
window-backwards = the window ends on { $to }, before it begins on { $from }
window-backwards-help = correct the days: the row is set aside
outcome-differs = `{ $id }` has another outcome on line { $line }
outcome-differs-help = keep the right row; give loans of different times a window each
rows-lost = { $went } rows of outcomes went in, but { $came } came out
rows-lost-help = report this fault of the program with the file's header

## Why no weight is free

no-weight-free = no weight is free: { $why }
fixed-single = no group has two indicators with a weight to weigh against each other
fixed-bounds = --bounds keeps every weight as it is
fixed-few = fewer than { $least } bad or { $least } good firms have outcomes
fixed-few-segments = segments have weights of their own, and no segment has { $least } bad and { $least } good firms
fixed-alike = firms with an outcome differ in fewer than two indicators of every group

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
verdict-gain-unclear = on firms held out, the gain in AUC is { $gain }, and the interval does not lie above 0
verdict-auc-unclear = on firms held out, the AUC is { $auc }, and the interval does not lie above 0.5
verdict-later-loss = on firms held out, the gain in AUC is { $gain }, but on later windows it is { $loss }
verdict-gain = on firms held out, the gain in AUC is { $gain }, all of it above 0

## Cautions

swapped = bad firms have more points than good ones (AUC { $auc }): check --good, as 1 and 0 may be swapped
hindsight = { $outcomes ->
    [one] the window of 1 outcome begins before or ends by { $as-of }, the as-of day of the points
   *[other] the windows of { $outcomes } outcomes begin before or end by { $as-of }, the as-of day of the points
}: points that knew the outcome prove nothing; give data and --as-of from before the windows
unlisted = { $listed } of { $firms } firms with an outcome are on a list, and { $unknown ->
    [one] 1 firm on no list has no outcome: the weights say nothing about it
   *[other] { $unknown } firms on no list have no outcome: the weights say nothing about them
}
unlisted-range = { $listed } of { $firms } firms with an outcome are on a list, and { $unknown ->
    [one] 1 firm on no list has no outcome: the weights say nothing about it
   *[other] { $unknown } firms on no list have no outcome: the weights say nothing about them
}, and over all firms the AUC may be { $low } or { $high }
worth-few = a few firms have most of the outcomes: the { $rarer } outcomes of the rarer kind are worth { $worth } independent ones, and intervals are too narrow
off-chances = chances by today's points predict worse than the mean rate (Brier score { $brier } against { $mean }): do not use them
restricted = the points of firms with an outcome vary { $ratio } times as much as those of all firms: over all firms the AUC is usually greater
few-per-weight = the outcomes have { $firms } firms of the rarer kind per free weight, fewer than { $least }: free fewer weights or wait for more, and check the intervals
at-bound = { $bound ->
    [one] 1 of { $weights } weights found lies at a bound
   *[other] { $bound } of { $weights } weights found lie at a bound
}: the outcomes ask for more than --bounds gives, and intervals end there
wrong-way = higher scores on { $indicators } go with bad outcomes: check whether the direction is intended, as no weight can correct it
suspicious = the information value of { $indicators } is suspiciously high: check whether the indicator contains the outcome
shifted = points of { $base } and of { $other } are { $reading } (PSI { $psi }): what holds for one may not hold for the other
overlap = the windows `{ $earlier }` and `{ $later }` overlap: the later outcomes are not entirely later
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
share-bad = { $bad } of { $outcomes } outcomes are bad ({ $share }), { $bad-firms } of { $firms } firms are bad; 1 is taken as { $one ->
    [good] good
   *[bad] bad
}
depend = outcomes of one firm depend on each other: firms are shuffled, drawn and held out whole
depend-worth = outcomes of one firm depend on each other, and these are worth { $worth ->
    [one] 1 independent one
   *[other] { $worth } independent ones
}: firms are shuffled, drawn and held out whole
on-lists = { $listed } of these firms are on a list, { $referred } of all { $scored } firms scored
verdict = Verdict
verdict-proposed = A case for the weights below: { $reason }
verdict-kept = No case for change: { $reason }
searches-level = the best of { $searches } searches looks better than it is: for 95 % over all of them each interval has to hold { $level } % (Bonferroni)
bear-in-mind = bear in mind
evidence = Evidence
evidence-note =
    corrected: IV less its mean by chance alone; the reading is of this
    by chance: an indicator without any relation has no greater IV 95 times in 100; –: no reading
    bins go from least to most; pooled: how many are left where the bad rate is made to fall
not-shuffled = by chance: outcomes are exchanged among firms with equally many; { $firms ->
    [one] 1 firm has no partner and keeps its own
   *[other] { $firms } firms have no partner and keep their own
}
unseen = Firms without an outcome
unseen-line = AUC of today's points over all { $firms } firms scored, by the assumed outcome of the { $unseen ->
    [one] 1 firm without one
   *[other] { $unseen } firms without one
}
unseen-note = bounds of what the data leave open, not an interval of chance; each firm counts once
roc = ROC curve: shares of bad and good firms, from the fewest points up
roc-today = today's points
roc-held-out = points held out
roc-across = share of good firms
roc-up = share of bad firms
weights = Weights
weights-proposed = proposed: weights within { $reach } % of today's that maximise the { $goal ->
    [auc] AUC
   *[likelihood] likelihood
}, { $free } free, with 95 % intervals of { $draws } draws
weights-not-proposed = not proposed, shown for study only: weights within { $reach } % of today's that maximise the { $goal ->
    [auc] AUC
   *[likelihood] likelihood
}, { $free } free, with 95 % intervals of { $draws } draws
nonlinear = points of some firms are not a sum by weights (an indicator left out, a floor, or a deduction to 0): they are taken as they change at today's weights, and other weights may fit slightly better
best-fit = no other weights within the bounds fit these outcomes better
segments-kept = today's weights stay in { $segments }: fewer than { $least } bad or { $least } good firms
weight-kept = { " " }(kept)
weight-held = { " " }(held by bounds)
weight-interval = { " " }({ $low } to { $high })
held-out = Held out
held-by-firm = by firm, { $folds } folds
held-by-time = by time
held-note = intervals come from drawing firms anew; the weights behind points held out are not found anew
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
grades-monotone = the bad rate never falls from a grade to the next below
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
unseen-least = worst for the points
unseen-greatest = best for the points
below-grades = below
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
head-brier-mean = Brier of the mean
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
head-captured = of all bad so far
head-grade = grade
head-indicator = indicator
head-weight = weight

## Tables and their columns

table-selection = AUC of today's points over all firms scored, by the assumed outcome of firms without one
col-unseen = Assumed outcome of the firms without one
col-auc = Area under the ROC curve (AUC)
table-evidence = Evidence of the points and of each indicator on outcomes, a row each
col-id = The indicator; `points` for the whole
col-title = Title of the indicator
col-known = Outcomes of firms whose value is known
col-known-firms = Firms with these outcomes
col-iv = Information value (IV)
col-iv-corrected = IV less its mean by chance alone: about 0 of noise
col-iv-by-chance = The IV of noise stays at or below this 95 times in 100
col-strength = Reading of the corrected IV; empty where chance may bring the IV about
col-ks = Kolmogorov–Smirnov distance (KS)
col-auc-half = Area under the ROC curve (AUC); above 0.5 more is better
col-auc-error = Standard error of the AUC, by firms
col-auc-low = Lower end of the 95 % interval of the AUC
col-auc-high = Upper end of the 95 % interval of the AUC
col-monotone = Whether the bad rate falls over the bins
col-pooled = Bins left where the bad rate is made to fall
table-bins = The bins of the points and of each indicator, a row each
col-from = Least value; empty for firms whose value is not known
col-to = Greatest value
col-good = Good outcomes
col-bad = Bad outcomes
col-firms = Firms with these outcomes
col-bad-firms = Firms with a bad outcome
col-bad-rate = Share of bad outcomes
col-woe = Weight of evidence; above 0 better than all outcomes together
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
col-chance-weights = Weights the chance is by
col-tenth = Number of the tenth, the most points first
col-outcomes = Outcomes
col-predicted = Mean predicted chance
col-observed = Share that went bad
table-lift = Bad outcomes by tenths of points, the fewest first
col-points-weights = Weights the points are by
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
col-fold = The fold the firm was held out with, from 0; empty where no fold could be held out
col-points-held-out = Points by weights found without this fold
col-chance-today = Chance of going bad by today's points
col-chance-held-out = Chance of going bad by the points held out
table-rows = Disposition of every row of the file of outcomes
col-line = Line of the row
col-row-firm = Firm of the row; empty where the row could not be read
col-fate = Disposition of the row

## The overlay

overlay-title = weights calibrated on outcomes
overlay-method = weights calibrated by { $goal } within { $reach } % of today's
overlay-outcomes = { $outcomes } outcomes, { $bad } bad, of { $firms } firms, { $bad-firms } bad, of { $file }, SHA-256 { $sha256 }
overlay-seed = seed { $seed }
