### Tuning: goals for weights, what weights reach, and what stands in the way.

## The goal file

bounds-invalid = `{ $bounds }` is not a share of a weight
bounds-invalid-help = give a share from 0 to 1, such as 0.3
bounds-count = `{ $indicator }` has { $count ->
    [one] 1 bound
   *[other] { $count } bounds
}, but needs two
bounds-count-help = give the least and the greatest weight, such as [25, 40]
between-invalid = `[{ $least }, { $most }]` are not bounds of a weight
between-invalid-help = give the least first, both from 0 to { $scale }
kept-bounded = `{ $indicator }` is kept, but also has bounds
kept-bounded-help = remove it from `keep` or from `between`
evaluations-invalid = `{ $evaluations }` is not a number of evaluations
evaluations-invalid-help = give a number from 1 to { $most }, such as 20000
no-goal = the file names no goal
no-goal-help = add a `[[goal]]`: docs/tune.md shows each kind
too-many = the file names { $goals } goals
too-many-help = keep the goals that matter: a search takes { $most } at most
group-named = `{ $id }` is a group, but an indicator is needed
group-named-help = name the indicators within it, one by one
indicator-unknown = no indicator to weigh is called `{ $id }`
name-unknown = no group below the root and no indicator is called `{ $id }`
nearest-help = did you mean `{ $name }`?
known-help = name one of these: { $names }
never-met = `{ $bound }` can never be met
correlation-help = give a correlation from -1 to 1
count-help = give a number of firms or ranks, 0 or more
share-help = give a share from 0 to 1: 30 % is 0.3
no-bound = the goal does not say what to reach
no-bound-help = add `at_least` or `at_most`
bounds-crossed = at least { $least } is more than at most { $most }
bounds-crossed-help = give the lesser number to `at_least`
weight-invalid = `{ $weight }` is not a weight of a goal
weight-invalid-help = give a number from 0.000001 to 1000000; without `weight` it is 1
no-measure = the goal does not say what to measure
several-measures = the goal measures several things
measures-help = give one of among_first, importance_of, rank_correlation, rank_shift, qualified
needs-first = `{ $key }` has no meaning without `among_first`
needs-first-help = give the number of first firms in `among_first`
beyond-points = `{ $rule }` reads more than a firm's points, so only a full scoring run shows who qualifies
beyond-points-help = use this goal only for scorecards whose pass rule and routes read `points` alone
first-zero = `0` is not a number of first firms
one-or-more-help = give 1 or more
prefix-invalid = `{ $prefix }` is not a number of first characters
prefix-invalid-help = give 1 or more, for the texts of `of`
when-or-of = `among_first` needs either `when` or `of`
when-or-of-help = give `when = "…"` for the share of firms that meet a rule, or `of = "…"` for the largest share of one value
prefix-idle = `{ $rule }` is a { $kind ->
    [number] number
    [flag] flag
   *[date] date
} and has no first characters
prefix-idle-help = remove `prefix`
results-hint = write a rule over the firm's own fields: results such as points change with the weights

## What stops a search

nothing-to-weigh = `{ $card }` has no indicators to weigh
nothing-to-weigh-help = tune a scorecard that gives points
no-unit = no weight of { $decimals ->
    [one] 1 decimal
   *[other] { $decimals } decimals
} is between the bounds of `{ $indicator }`
no-unit-help = widen its bounds in `between`, or name it in `keep`
sums-apart = in segment `{ $segment }` the bounds allow weights with a sum of { $least } to { $most }, never { $total }
sums-apart-group = in segment `{ $segment }` and group `{ $group }` the bounds allow weights with a sum of { $least } to { $most }, never { $total }
sums-apart-help = widen `bounds` or `between`, or remove indicators from `keep`

## Goals by name: the log of searches has them in English, so a change of words makes another search

goal-holds = { $rule } among the first { $first }
goal-largest = largest { $of } among the first { $first }
goal-largest-prefix = largest { $of } by its { $prefix ->
    [one] first character
   *[other] first { $prefix } characters
}, among the first { $first }
goal-importance = importance of { $of }
goal-spearman = rank correlation with today (Spearman)
goal-kendall = rank correlation with today (Kendall)
goal-mean-shift = mean rank shift
goal-greatest-shift = greatest rank shift
goal-qualified-share = share of firms that qualify
goal-qualified-firms = firms that qualify
goal-must = { $title } (must)

## Why a goal cannot be met

holds-for-none = its rule holds for no firm of the cohort
never = { $why }, so the value is from { $least } to { $most } under any weights
why-holds = the rule holds for { $held } of { $firms } firms
why-largest = { $values ->
    [one] 1 value occurs
   *[other] { $values } values occur
} among { $firms } firms, and the most frequent has at most { $most } of the first { $first }
why-only-group = its group is the only one
why-only-indicator = its indicator is the only one
why-ranks = there are only { $firms } ranks
why-gates = { $passing } of { $firms } scored firms pass the gates

## The document

title = Weights of { $scorecard } tuned for { $goals }, { $cohort } as of { $as-of }: { $firms ->
    [one] 1 firm
   *[other] { $firms } firms
}
goals = Goals
verdict-today = today's weights meet { $goals ->
    [one] the goal
   *[other] all { $goals } goals
}
verdict-met = the weights below meet { $goals ->
    [one] the goal
   *[other] all { $goals } goals
}; { $moved } of the weight goes to other indicators, the least found in { $evaluations ->
    [one] 1 evaluation
   *[other] { $evaluations } evaluations
} (seed { $seed })
verdict-met-whole = the weights below meet { $goals ->
    [one] the goal
   *[other] all { $goals } goals
}; { $moved } of the weight goes to other indicators, the least possible: all weights were tried, in { $evaluations ->
    [one] 1 evaluation
   *[other] { $evaluations } evaluations
} (seed { $seed })
verdict-none = no weights tried in { $evaluations ->
    [one] 1 evaluation
   *[other] { $evaluations } evaluations
} (seed { $seed }) meet { $goals ->
    [one] the goal
   *[other] all { $goals } goals
}: the weights below come nearest and meet { $met }; { $moved } of the weight goes to other indicators
verdict-hopeless = no weights can meet { $goals ->
    [one] the goal
   *[other] all { $goals } goals
}, so nothing was searched; today's weights meet { $met }
verdict-impossible = no weights can meet { $goals ->
    [one] the goal
   *[other] all { $goals } goals
}: all possible weights were tried, in { $evaluations ->
    [one] 1 evaluation
   *[other] { $evaluations } evaluations
} (seed { $seed }); the weights below come nearest and meet { $met } of { $goals ->
    [one] 1 goal
   *[other] { $goals } goals
}; { $moved } of the weight goes to other indicators
weights = Weights
weights-note = ↓ at the lower bound, ↑ at the upper bound, = kept
agreement = Spearman's ρ with today's ranks: { $spearman }; ranks shift by { $mean } on average, by { $greatest } at most
trade-off = Trade-off
trade-off-chart = Goals against closeness to today
trade-off-across = weights moved, %
trade-off-up = shortfall of the goals
point-found = found:
point-met = { $goals ->
    [one] 1 goal met:
   *[other] { $goals } goals met:
}

## What to do

what-to-do = What to do
nothing-to-do = nothing to do
use-weights = to use these weights, write them as a new scorecard (--write NEW.toml) and name that in the campaign
takes-all = goal { $number } counts all { $firms ->
    [one] 1 firm
   *[other] { $firms } firms
} as first: `{ $title }`
takes-all-help = count fewer firms as first: weights change nothing in this goal
conflict = goals { $first } and { $second } were each met, but never together: the nearest values together are { $one } and { $other }
conflict-help = ask less of one of them, or widen the bounds
never-all = every two goals were met together, but never all of them
never-all-help = ask less of one of them, widen the bounds, or search longer
cannot-be-met = goal { $number } cannot be met: { $why }
compare-rule-help = compare the rule with the cells of the cohort: a region is a code such as 440305, not a name
less-or-first-help = ask for less, or change how many firms count as first
less-help = ask for less
met-by-none = goal { $number } is met only because its rule holds for no firm
slipped = goal { $number } is met among the firms scored today, but not among the firms scored with these weights
slipped-help = ask for a little more, or lower the scorecard's `minimum_coverage`
no-value = goal { $number } has no value: the points, or the values that it measures, do not vary
no-value-help = check that the cohort has firms that differ
missed = goal { $number } was not met in { $evaluations ->
    [one] 1 evaluation
   *[other] { $evaluations } evaluations
}, even when it was the only goal: its nearest value is { $nearest }
missed-help = search longer or with another seed, ask for less, or widen the bounds
missed-whole-help = ask for less, or widen the bounds

## Headers

head-goal = goal
head-asked = asked
head-today = today
head-found = found
head-met = met
head-audited = by jifen audit
audited-note = by jifen audit: importance of the weights found, from curves fitted to the marks; the search uses straight lines
head-moved = trade-off: moved
head-goal-number = goal { $number }
head-missing = shortfall
largest-value = { " " }({ $value })
mark-found = { " " }◀ found

## Tables and their columns

table-goals = a goal
col-goal = what is measured
col-must = whether the goal comes before the others
col-goal-weight = how much a shortfall counts
col-at-least = lower bound of the value
col-at-most = upper bound of the value
col-goal-today = value under today's weights
col-today-met = whether today's weights meet the goal
col-goal-found = value under the found weights
col-found-met = whether the found weights meet the goal
col-shortfall = distance from the bound, times the goal's weight
col-largest-found = for a largest share, the value that has this share under the found weights
col-nearest = value that came nearest to the bound
col-audited = importance by correlation ratios, as an audit reports it
col-impossible = why no weights can meet the goal
table-weights = an indicator's weight in a segment
col-segment = id of the segment
col-indicator = id of the indicator
col-group = id of its group
col-today = today's weight, in the unit of the scale
col-found = the found weight
col-least = the least weight
col-most = the greatest weight
table-front = weights of the trade-off between goals and closeness to today
col-point = number of the weights, from the least moved
col-is-found = whether they are the found weights
col-moved = share of the weights that moved, 0..1
col-met = goals that are met
col-missing = sum of the shortfalls of all goals
col-goal-value = value of goal { $number }: { $title }
table-front-weights = an indicator's weight in a segment, at a point of the trade-off
col-weights-point = number of the weights
col-weight = the weight, in the unit of the scale

## The overlay

overlay-title = weights tuned
overlay-today = weights tuned, as today
overlay-trial = weights tuned, on trial
overlay-met = weights tuned, meeting { $met } of { $goals ->
    [one] 1 goal
   *[other] { $goals } goals
}
overlay-goals = goals { $file }, SHA-256 { $sha256 }, seed { $seed }
