### Sensitivity analysis.

# What a word on the command line chooses.
choice-vary-all = All indicators
choice-vary-within = Indicators within each top-level group
choice-vary-between = Top-level groups
choice-vary-nested = Groups, and indicators within each

choice-curve-percentile = By place in the cohort
choice-curve-minmax = By place between the least and the greatest value
choice-curve-zscore = By distance from the mean

choice-missing-zero = No points
choice-missing-skip = Left out: the other indicators carry its weight
choice-missing-mean = The cohort's mean
choice-missing-median = The cohort's median

choice-treatment-untrimmed = Outliers stay
choice-treatment-trimmed = Values beyond the 1 % and 99 % quantiles are set to them

choice-combine-mean = The arithmetic mean of shares
choice-combine-geometric = The geometric mean: a share of 0 leaves no points
choice-combine-harmonic = The harmonic mean: a share of 0 leaves no points

# Titles and the lines below them.
title = Sensitivity of { $scorecard }, { $cohort } as of { $day }
draw-title = Draw { $draw }: ranks shift by { $shift } on average
draw-title-choices = Draw { $draw }, { $choices }: ranks shift by { $shift } on average
lead-judges = { $draws ->
    [one] 1 draw
   *[other] { $draws } draws
}, seed { $seed }: each draw has the weights of one judge; all judges are equally likely
lead-concentration = { $draws ->
    [one] 1 draw
   *[other] { $draws } draws
}, seed { $seed }: Dirichlet weights of concentration { $concentration } around today's; { $vary ->
    [within] indicators vary within their groups
    [between] groups vary
    [nested] groups vary, and so do indicators within them
   *[all] the weights of all indicators vary
}
lead-share = { $draws ->
    [one] 1 draw
   *[other] { $draws } draws
}, seed { $seed }: each weight times a factor from { $low } to { $high }, then scaled to the same sum; { $vary ->
    [within] indicators vary within their groups
    [between] groups vary
    [nested] groups vary, and so do indicators within them
   *[all] the weights of all indicators vary
}
lead-choice = { $input }: { $options }
lead-errors = each draw also scores values drawn anew within their errors: { $errors }
lead-in-full = lists depend on more than points, so every draw ran the whole referral

# $share is a share of the value in per cent; $width, $low and $high are rules over the firm's fields.
error-share = { $indicator } ± { $share }
error-width = { $indicator } ± { $width }
error-bounds = { $indicator } from { $low } to { $high }

# What is uncertain: weights, and choices by the word of their option.
group = group { $group }
input = { $choice }
option = { $option }

# Ranks.
ranks = Ranks
ranks-line = ranks of { $firms ->
    [one] 1 firm
   *[other] { $firms } firms
} shift by { $mean } on average, and by { $low } to { $high } in nine draws of ten
chart-shifts = Draws by mean rank shift
axis-ranks = ranks
axis-draws = draws
chart-intervals = Ranks of today's first firms: mean, and interval of nine draws in ten
axis-rank = rank

# Lists.
lists = Lists
lists-note = core: on the list in at least 95 % of the draws; contested: in more than 5 % and less than 95 %
    doubtful: on the list today, but in less than half of the draws
    waiting: not on the list today, but in at least half of the draws
any-list = any list
top = top { $rank }
header-list = list
header-today = today
header-core = core
header-contested = contested
header-doubtful = doubtful
header-waiting = waiting
header-cut-off = cut-off
header-contested-zone = contested zone
contested-zone = { $from } to { $to } points

# What rank shifts are explained by.
explained = Shares of rank variance
explained-alike = every draw has the same mean rank shift: there is no variance to explain
explained-line = each weight's share of the variance of the mean rank shift, over { $draws ->
    [one] 1 draw
   *[other] all { $draws } draws
}
explained-note = weights have a fixed sum and so depend on one another: their shares of the variance need not add up to 1
    SD: standard deviation of the weight over the draws, as a share of the sum of weights
explained-judges = each judge has one value of each weight: a weight explains as much as its values distinguish judges,
    and the judge explains what the other choices leave
explained-errors = errors of values have no row: they may explain the part of the variance that weights and choices do not explain
spreads-line = today's weights ± SD over the draws
uneven = with one concentration for all, small weights vary more in proportion: `{ $small }` ({ $least }) by { $most }, `{ $great }` ({ $greatest }) by { $fewest };
    to compare weights fairly, use `--share 25%`: all weights then vary in the same proportion before scaling
header-weight = weight
header-explains = explains
header-interval = 95 % interval
header-deviation = SD
header-relative = SD / mean
interval = { $low } to { $high }

# Sobol indices.
sobol-judges = Judges and choices
sobol-judges-line = Sobol indices of the judge and of the choices (sample of { $rows } rows)
sobol-judges-note = first: effect of the input alone; total: with its interactions; a sample of more rows narrows the intervals
sobol-draws = Draws before scaling
sobol-draws-line = Sobol indices of the independent draws before they are scaled to weights (sample of { $rows } rows)
sobol-largest = the largest total index: { $input }, { $total }
sobol-draws-note = first: effect of the input alone; total: with its interactions; a sample of more rows narrows the intervals
    the inputs are draws, not weights: after scaling, each weight depends on all draws
header-input = input
header-drawn = draw before scaling
header-first = first
header-first-interval = 95 % of first
header-total = total
header-total-interval = 95 % of total

# Firms near a cut-off. c is the cut-off rank.
near = Near the cut-off
near-line = rank acceptability of the firms next to each cut-off
near-note = c: the cut-off rank; in: share of draws that include the firm
    other columns: share of draws with a rank in the column's range, which excludes its lower bound
    (bounds below c are rounded down, bounds above c rounded up)
near-kept = { $more ->
    [one] 1 more cut-off
   *[other] { $more } more cut-offs
} and more firms are in the table `acceptability` of --out DIR
near-never = { $cut_off }: no draw includes any of the firms just outside
near-central = { $cut_off }: { $draws ->
    [one] 1 draw includes
   *[other] { $draws } draws include
} { $firm }; mean weights of these draws: { $weights }
near-weight = { $indicator } { $central } (today { $today })
near-of = { $cut_off } (c = { $rank })
header-near = cut-off
header-firm = firm
header-rank = rank
header-in = in
header-beyond = more
is-in = in
is-out = out

# Refusals.
error-form = write it like rd=10%, 10% for all indicators, rd=rd_error or rd=rd_low..rd_high
error-no-share = `{ $extent }` is not a share between 0 and 1: write it like rd=10%, 10% for all indicators, rd=rd_error or rd=rd_low..rd_high
error-twice = `{ $indicator }` has two errors
error-twice-help = write one error for each indicator
error-all-twice = two errors are given for all indicators
error-all-twice-help = give only one
no-number = `{ $scorecard }` has no indicator whose value is a number
no-number-help = leave --error out: only numbers have errors
indicator-unknown = `{ $scorecard }` has no indicator `{ $indicator }`
indicator-nearest = did you mean `{ $indicator }`?
indicator-list = `jifen scorecards show { $scorecard }` lists its indicators
not-number = `{ $indicator }` has no error of measurement: its value is not a number
not-number-help = remove this --error
rule-fault = { $fault } in `--error …{ $rule }`
rule-fault-help = write a bound as a number or a rule over the firm's fields, in the indicator's unit
bounds-unknown = the bounds of `{ $indicator }` are not known: its value counts as exact
bounds-unknown-help = fill in the fields that the bounds name
bounds-crossed = the lower bound of `{ $indicator }`, { $low }, is above the upper bound, { $high }
bounds-below = the error of `{ $indicator }` is { $width }, which is below 0
bounds-crossed-help = write LOW..HIGH with the lower bound first, and no width below 0
bounds-outside = `{ $indicator }` is { $value }, outside its bounds { $low } to { $high }
bounds-outside-help = write bounds in the unit of the indicator's value
variants-many = the choices make { $variants } combinations, more than { $most }
variants-many-help = choose fewer curves, missing policies, treatments or ways of combining at a time
nothing-to-weigh = `{ $scorecard }` has no indicator to weigh
nothing-to-weigh-help = name a scorecard with weights in its base: weights of bonus and deduction are not drawn
concentration-range = `{ $concentration }` is not a concentration from 1 to { $most }
concentration-range-help = give 1 to { $most }: the greater it is, the nearer draws are to today's weights; at 1,000,000 a weight of a tenth of the whole has a standard deviation of 0.0003
share-range = `{ $share }` is not a valid share for varying weights
share-range-help = give a share above 0 and below 1, such as 0.25
judges-vary = judges weigh all indicators: `--vary { $vary }` does not apply to them
judges-vary-help = leave --vary out
judges-few = { $judges ->
    [one] 1 judge is
   *[other] { $judges } judges are
} too few to draw weights from
judges-few-help = give the judgements of two people or more, a --judges for each file
draws-range = `{ $number }` is not a number of draws
draws-range-help = give 1 to { $most }
rows-range = `{ $number }` is not a number of rows for Sobol indices
rows-range-help = give { $most } at most, or 0 for no indices
near-range = `{ $number }` is not a number of firms near a cut-off
near-range-help = give { $most } at most, or 0 for none
top-range = `{ $number }` is not a number of first ranks
top-range-help = give 1 or more
draw-range = `{ $number }` is not the number of a draw
draw-range-help = give 1 or more
combine-picks = `{ $scorecard }` cannot be combined by `{ $way }`: its group `{ $group }` takes { $own ->
    [min] the fewest points of its members
   *[max] the most points of its members
}
combine-picks-help = leave --combine out: only a sum and a mean can be combined otherwise
combine-same = `{ $scorecard }` combines its top level by `{ $way }` already
combine-same-help = name another way: the scorecard's own way is already drawn as `as-written`

# Tables: what a row is, and what columns hold.
about-firms = A row per firm, in today's place order
about-firm = Id of the firm
about-name = Name of the firm, if the cohort has it
about-segment = Its segment
about-points = Today's published points
about-rank = Today's rank
about-mean-rank = Mean rank over the draws
about-rank-low = 5 % quantile of its ranks
about-rank-high = 95 % quantile of its ranks
about-chance-any = Share of draws on any list
about-chance-top = Share of draws in this top
about-chance-list = Share of draws on the list of { $institution }

about-draws = A row per draw: what was drawn, and how far ranks shift
about-draw = Number of the draw
about-shift = Mean absolute rank shift
about-choice = The option drawn
about-weight = The weight drawn, in the scorecard's own unit

about-lists = A row per list, a row for all lists together, and a row per top
about-list = The institution's id, `any list`, or the top
about-list-name = Name
about-capacity = Most firms that the list may have
about-list-today = Firms on the list today
about-core = Firms on the list in at least 95 % of the draws
about-contested = Firms on the list in more than 5 % and less than 95 % of the draws
about-doubtful = Firms on the list today, but in less than half of the draws
about-waiting = Firms not on the list today, but in at least half of the draws
about-cut-off = Today's points of the last firm on the list
about-contested-from = Least of today's points in the contested zone
about-contested-to = Most of today's points in the contested zone

about-explained = Share of the variance of the mean absolute rank shift that each input explains, over all draws
about-factor = The indicator or group that has the weight, or the choice
about-share = Share of the variance, summed over segments whose weights differ
about-share-low = 2.5 % quantile of its bootstrap replicates
about-share-high = 97.5 % quantile of its bootstrap replicates

about-weights = Spread of each weight over the draws, and what it explains: a row per weight and segment
about-weight-factor = The indicator or group
about-weight-segment = The segment
about-weight-today = Today's weight, as a share of the whole
about-weight-mean = Its mean over the draws
about-weight-deviation = Its standard deviation over the draws
about-weight-relative = The standard deviation over the mean
about-weight-share = Share of the variance of the mean rank shift that the weight explains

about-indices = Sobol indices of the mean absolute rank shift, a row per uncertain input
about-input = The input
about-first = First-order index
about-total = Total index

about-sobol = The mean absolute rank shifts that the indices are estimated from, a row per row of the sample
about-row = Number n of the row: A is draw n, B is draw n plus the number of rows
about-a = Shift of the draw of A
about-b = Shift of the draw of B
about-mixed = Shift of the draw of A with { $input } from that of B

about-one-draw = A row per indicator and segment
about-indicator = The indicator's id
about-segment-id = The segment's id
about-today = Today's weight, in the scorecard's own unit
about-drawn = The drawn weight, in the scorecard's own unit

about-acceptability = Rank acceptability: a row per cut-off and firm near it, in today's place order
about-of = The institution's id, or the top
about-of-rank = The cut-off rank c: today's rank of the last firm that is in
about-is-in = Whether the firm is in today
about-ins = Number of draws that include the firm
about-chance = Share of draws that include the firm
about-to-half = Share of draws with a rank up to c/2
about-to-nine-tenths = Share of draws with a rank beyond c/2, up to 0.9 c
about-to-cut-off = Share of draws with a rank beyond 0.9 c, up to c
about-to-eleven-tenths = Share of draws with a rank beyond c, up to 1.1 c
about-to-three-halves = Share of draws with a rank beyond 1.1 c, up to 1.5 c
about-beyond = Share of draws with a rank beyond 1.5 c

about-central = Central weights: mean weights of the draws that include a firm near a cut-off, a row per cut-off, firm, indicator and segment; a firm that no draw includes has no rows
about-central-weight = The mean weight, in the scorecard's own unit
