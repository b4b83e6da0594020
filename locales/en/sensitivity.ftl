### Sensitivity analysis.

# What a word on the command line chooses.
choice-vary-all = All indicators together
choice-vary-within = Indicators within each top-level group
choice-vary-between = Top-level groups
choice-vary-nested = Groups, and indicators within each

choice-curve-percentile = By place in the cohort
choice-curve-minmax = From the least to the greatest value
choice-curve-zscore = By distance from the mean

choice-missing-zero = No points
choice-missing-skip = Left out: the others carry its weight
choice-missing-mean = The cohort's mean
choice-missing-median = The cohort's median

choice-treatment-untrimmed = Outliers stay
choice-treatment-trimmed = Values drawn in to the 1 % and 99 % quantiles

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
}, seed { $seed }: each draw takes the weights of one judge, all judges equally likely
lead-concentration = { $draws ->
    [one] 1 draw
   *[other] { $draws } draws
}, seed { $seed }: Dirichlet weights of concentration { $concentration } around today's, { $vary ->
    [within] drawn for indicators within their groups
    [between] drawn for groups
    [nested] drawn for groups and for indicators within them
   *[all] drawn for all indicators together
}
lead-share = { $draws ->
    [one] 1 draw
   *[other] { $draws } draws
}, seed { $seed }: each weight times { $low } to { $high }, then scaled to the same sum, { $vary ->
    [within] drawn for indicators within their groups
    [between] drawn for groups
    [nested] drawn for groups and for indicators within them
   *[all] drawn for all indicators together
}
lead-choice = { $input }: { $options }
lead-errors = each draw scores new values within their errors: { $errors }
lead-in-full = lists depend on more than points: every draw was referred in full

# $share is a share of the value in per cent; $width, $low and $high are rules over the firm's fields.
error-share = { $indicator } within { $share }
error-width = { $indicator } within { $width }
error-bounds = { $indicator } between { $low } and { $high }

# What is uncertain: weights, and choices by the word of their option.
group = group { $group }
input = { $choice }
option = { $option }

# Ranks.
ranks = Ranks
ranks-line = ranks of { $firms ->
    [one] 1 firm
   *[other] { $firms } firms
} shift by { $mean } on average; nine draws in ten: { $low } to { $high }
chart-shifts = Draws by how far ranks shift on average
axis-ranks = ranks
axis-draws = draws
chart-intervals = Ranks of today's first firms: mean, and nine draws in ten
axis-rank = rank

# Lists.
lists = Lists
lists-note = core: on it in at least 95 % of the draws; contested: in more than 5 % and less than 95 %
    doubtful: on it today, but in less than half; waiting: not on it today, but in half or more
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
explained-alike = ranks shift alike in every draw: no variance to explain
explained-line = share of the variance of the rank shift that each weight explains, over { $draws ->
    [one] 1 draw
   *[other] all { $draws } draws
}
explained-note = weights add up to the whole, so each depends on the others: shares need not add up to 1
    SD: standard deviation of the weight over the draws, as a share of the whole
explained-judges = a weight has one value per judge: it explains as much as it reveals of who was drawn,
    and the judge explains what no other choice does
explained-errors = errors of values are in the variance too, without a row: they may explain what the others leave
spreads-line = today's weights ± standard deviation over the draws
uneven = under one concentration small weights vary relatively more: `{ $small }` ({ $least }) by { $most }, `{ $great }` ({ $greatest }) by { $fewest };
    `--share 25%` is the fairer comparison: each varies by the same proportion before scaling
header-weight = weight
header-explains = explains
header-interval = 95 % interval
header-deviation = SD
header-relative = SD / mean
interval = { $low } to { $high }

# Sobol indices.
sobol-judges = Judges and choices
sobol-judges-line = Sobol indices of the judge and of the choices ({ $rows } rows)
sobol-judges-note = first: by itself; total: together with the others; more rows narrow the intervals
sobol-draws = Draws before scaling
sobol-draws-line = Sobol indices of the independent draws before they are scaled to one sum ({ $rows } rows)
sobol-draws-note = first: by itself; total: together with the others; more rows narrow the intervals
    the inputs are draws, not weights: scaling makes each weight depend on every draw
header-input = input
header-drawn = draw before scaling
header-first = first
header-first-interval = 95 % of first
header-total = total
header-total-interval = 95 % of total

# Firms near a cut-off. c is the cut-off rank.
near = Near the cut-off
near-line = rank acceptability of the firms next to each cut-off
near-note = c: the cut-off rank; in: share of draws in which the firm is in; the columns after it: share of draws
    with a rank up to c/2, then up to 0.9 c, and so on (rounded down below c, up above it)
near-kept = { $more ->
    [one] 1 more cut-off
   *[other] { $more } more cut-offs
} and further firms: see the table `acceptability`
near-never = { $cut_off }: no draw includes any of the firms just outside
near-central = { $cut_off }: { $draws ->
    [one] 1 draw includes
   *[other] { $draws } draws include
} { $firm }; mean weights: { $weights }
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
error-twice-help = name each indicator once
error-all-twice = two errors are given for all indicators
error-all-twice-help = give one
no-number = `{ $scorecard }` has no indicator whose value is a number
no-number-help = leave --error out: only numbers have errors
indicator-unknown = `{ $scorecard }` has no indicator `{ $indicator }`
indicator-nearest = did you mean `{ $indicator }`?
indicator-list = `jifen scorecards show { $scorecard }` lists its indicators
not-number = `{ $indicator }` has no error of measurement: its value is not a number
not-number-help = leave it out
rule-fault = { $fault } in `--error …{ $rule }`
rule-fault-help = write a bound as a number of the firm's fields, in the indicator's unit
bounds-unknown = the bounds of `{ $indicator }` are not known: its value counts as exact
bounds-unknown-help = fill in the fields that the bounds name
bounds-crossed = the bounds of `{ $indicator }` are { $low } to { $high }, the wrong way round
bounds-below = `{ $indicator }` is known to within { $width }, which is below 0
bounds-crossed-help = write LOW..HIGH with the lower bound first, and no width below 0
bounds-outside = `{ $indicator }` is { $value }, outside its bounds { $low } to { $high }
bounds-outside-help = write bounds in the unit of the indicator's value
variants-many = the choices make { $variants } combinations, more than { $most }
variants-many-help = ask for fewer curves, policies, treatments or ways of combining at a time
nothing-to-weigh = `{ $scorecard }` has no indicator to weigh
nothing-to-weigh-help = name a scorecard with weights in its base: those of bonus and deduction are not drawn
concentration-range = `{ $concentration }` is not a concentration from 1 to { $most }
concentration-range-help = give 1 to { $most }: the greater, the nearer to today's weights; at 1,000,000 a tenth of the whole varies by 0.0003
share-range = `{ $share }` is not a share to vary weights by
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
top-range = `{ $number }` is not a top by rank
top-range-help = give 1 or more
draw-range = `{ $number }` is not the number of a draw
draw-range-help = give 1 or more
combine-picks = `{ $scorecard }` cannot be combined by `{ $way }`: its group `{ $group }` takes { $own ->
    [min] the fewest points of its members
   *[max] the most points of its members
}
combine-picks-help = leave --combine out: only a sum and a mean can be combined otherwise
combine-same = `{ $scorecard }` combines its top level by `{ $way }` already
combine-same-help = name another way: the scorecard's own is drawn as `as-written`

# Tables: what a row is, and what columns hold.
about-firms = A row per firm, in today's place order
about-firm = What distinguishes it from others
about-name = Its name, where the cohort has one
about-segment = Its segment
about-points = Today's published points
about-rank = Today's rank
about-mean-rank = Mean rank over the draws
about-rank-low = 5 % quantile of its ranks
about-rank-high = 95 % quantile of its ranks
about-chance-any = Share of draws on any list
about-chance-top = Share of draws in this top
about-chance-list = Share of draws on the list of { $institution }

about-draws = A row per draw: what it drew, and how far ranks move
about-draw = Number of the draw
about-shift = Mean absolute rank shift
about-choice = The option drawn
about-weight = The weight drawn, in the scorecard's own unit

about-lists = A row per list, for all of them together, and per top
about-list = The institution's id, `any list`, or the top
about-list-name = Name
about-capacity = Most firms on it
about-list-today = Firms on it today
about-core = Firms on it in at least 95 % of the draws
about-contested = Firms on it in more than 5 % and less than 95 % of the draws
about-doubtful = Firms on it today, but in less than half of the draws
about-waiting = Firms not on it today, but in at least half of the draws
about-cut-off = Today's points of the last firm on it
about-contested-from = Least of today's points in the contested zone
about-contested-to = Most of today's points in the contested zone

about-explained = Share of the variance of the mean absolute rank shift that each input explains, over all draws
about-factor = The indicator or group whose weight it is, or the choice
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
about-weight-share = Share of the variance of the rank shift that it explains

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
about-of-rank = The cut-off rank c: today's rank of the last firm in
about-is-in = Whether it is in today
about-ins = Draws in which it is in
about-chance = Share of draws in which it is in
about-to-half = Share of draws with a rank up to c/2
about-to-nine-tenths = Share of draws with a rank beyond c/2, up to 0.9 c
about-to-cut-off = Share of draws with a rank beyond 0.9 c, up to c
about-to-eleven-tenths = Share of draws with a rank beyond c, up to 1.1 c
about-to-three-halves = Share of draws with a rank beyond 1.1 c, up to 1.5 c
about-beyond = Share of draws with a rank beyond 1.5 c

about-central = Central weights: mean weights of the draws in which a firm near a cut-off is in, a row per cut-off, firm, indicator and segment; a firm that is never in has no rows
about-central-weight = The mean weight, in the scorecard's own unit
