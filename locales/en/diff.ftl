### Two runs of one campaign: who joined and left each list, and why.

## What stands in the way

other-ids = identifies firms by `{ $after }`, and `{ $run }` by `{ $before }`
other-ids-help = compare runs whose [firms] name the same id column
unknown-institution = neither run has an institution called `{ $institution }`
unknown-institution-help = the institutions are { $institutions }
unknown-firm = neither `{ $before }` nor `{ $after }` scores a firm called `{ $firm }`
unknown-firm-help = name the firm by its id, or by a name that no other firm has
several-firms = several firms of `{ $run }` are called `{ $name }`
several-firms-help = name the firm by its id: { $firms }
not-balanced = the account of { $list } does not come out
the-ranking = the ranking
side-target = is one of the two runs
side-target-help = choose another name for the output

## What a run does not hold

no-points = { $run } has no points.parquet: points are explained by group; with `detail = true` under [output] it is by indicator
no-firms = { $run } has no firms.parquet: changed values are not named; with `firms = true` under [output] they are
values-not-kept = its values are not kept

## Reasons

reason = { $reason ->
    [institution] institution
    [row] firm new or gone
    [quarantined] quarantined
    [not-scored] not scored
    [consent] consent
    [excluded] served or referred already
    [rule] rule changed
    [capacity] capacity
    [matched] quota or matching
    [supplement] supplement
    [data] own data
    [day] as-of day
    [weights] weights or curves
    [scorecard] scorecard
    [peers] values of others
    [ahead] place among others
    [points] points
   *[unmet] rule or gate
}
no-row = { $run } has no row of the firm
no-list = { $run } has no such list
rule-changed = the rule was { $before }, now { $after }
rule-added = the rule { $rule } is new
rule-removed = the rule { $rule } is gone
order-changed = the order of the list was { $before }, now { $after }
by-points = by points
least-first = by { $by }, least first
greatest-first = by { $by }, greatest first
capacity = the list took { $before }, now { $after }; place { $place }
most = { $firms ->
    [one] at most 1 firm
   *[other] at most { $firms } firms
}
no-limit = firms without limit
no-quota = no quota
quota = by { $by }: { $numbers }
group-least = `{ $group }` at least { $least }
group-most = `{ $group }` at most { $most }
group-both = `{ $group }` { $least } to { $most }
group-each = at most { $most } of each group
group-others = at most { $most } of each other group
amount = the sum of { $of } up to { $most }
broadcast = every eligible firm on every list
matched = each firm on at most { $lists ->
    [one] 1 list
   *[other] { $lists } lists
}: { $order }
matched-preferred = each firm on at most { $lists ->
    [one] 1 list
   *[other] { $lists } lists
}, those of { $by }
matched-then = each firm on at most { $lists ->
    [one] 1 list
   *[other] { $lists } lists
}, those of { $by } first, then { $order }
formerly = formerly: { $state }
exclude-none = no firm excluded
exclude-served = excluding firms it serves
exclude-referred = { $months ->
    [one] excluding firms referred to it within 1 month
   *[other] excluding firms referred to it within { $months } months
}
exclude-list = excluding the firms of { $list }
firms-named = { $firms }
firms-more = { $firms } and { $more } more
came-ahead = { $all ->
    [one] 1 firm
   *[other] { $all } firms
} came onto the list ({ $firms }; { $new } new, { $eligible } newly eligible, { $overtook } from beyond its end)
made-room = { $all ->
    [one] 1 firm
   *[other] { $all } firms
} left the list ({ $firms }; { $gone } gone, { $ineligible } no longer eligible, { $fell } fallen beyond its end)
cut-offs = cut-off { $before } → { $after }
segment = segment { $before } → { $after }
days = as of { $before } → { $after }
points = points { $before } → { $after }: { $parts }
points-more = points { $before } → { $after }: { $parts } and { $more } more
points-only = points { $before } → { $after }
part = { $part } { $before } → { $after }
adjustment = adjustment of { $id }
cells = values: { $cells }
cells-more = values: { $cells } and { $more } more
cell = { $field } { $before } → { $after }
missing = missing
accepting = { $text }, accepting { $fields } as unknown
all-others = all others

## The document

title = From { $before } to { $after }
title-firm = { $firm }, then and now
nothing = nothing changed: the same firms with the same ranks, on the same lists
verdict-lists = { $changed } of { $lists ->
    [one] 1 list
   *[other] { $lists } lists
} changed: { $new } in, { $gone } out
verdict-ranking = ranking: { $new } new, { $gone } gone, { $moved } of { $kept } others changed rank
then = then
now = now
campaign = campaign
scorecard = scorecard
as-of = as of
day = { $day }
firms = firms
lists = lists
account = Account
sums = then − gone + new = now; moved: with another place on the list, or another rank
all-scored = all scored firms
institution = institution
before = then
after = now
gone = gone
new = new
moved = moved
reasons = Reasons
reasons-heading = firms that joined or left, by the reason that decided
terms = Parameters that changed
terms-heading = parameters that changed
what = what
what-is = { $what ->
    [scorecard] scorecard
    [day] as-of day
    [condition] gate or pass rule
    [segment] segment
    [weight] weight
    [curve] curve
    [rule] rule
    [capacity] capacity
    [order] order
    [quota] quota
    [exclude] excluded firms
    [match] matching
   *[supplement] supplement
}
change = { $change ->
    [gone] gone
    [new] new
   *[moved] moved
}
list-heading = { $name }: { $change ->
    [gone] { $firms } gone
    [new] { $firms } new
   *[moved] { $firms } with another place
}
firm = firm
changed = change
place = place
points-of = points
why = reason
more-rows = … and { $rows } more
whole-list = whole list: jifen diff { $before } { $after } --institution { $institution } --out DIR
scored = New and gone firms
scored-heading = firms that one run alone scores
rank = rank
movers = Biggest movers
movers-heading = biggest movers among the firms of both runs
one-firm = one firm in full: jifen diff { $before } { $after } --firm { $firm }
unplaced = { $lists ->
    [one] 1 list has an order of its own, and one of the runs does not hold its places
   *[other] { $lists } lists have an order of their own, and one of the runs does not hold their places
}

## One firm

page = { $firm }
page-named = { $firm } { $name }
firm-lists = { $before ->
    [one] on 1 list
   *[other] on { $before } lists
} then, on { $after } now: { $joined } joined, { $left } left
standing = Standing
on-list = place { $place } of { $of }
beyond-list = place { $place }, beyond the { $of } on the list
off-scores = not among the scored firms
rank-of = { $rank } of { $firms }
segment-of = segment
points-heading = Points
points-why = what moved the points: { $reason }
part-of-points = indicator
difference = difference
raw-value = raw value
values = Values
values-heading = changed values
value = field
of-supplement = (supplement)
lists-changed = lists joined or left
list-change = { $institution } { $name }: { $before } → { $after }
reason-detail = { $reason }: { $detail }
lists-same = Other lists
still-on = still on the list
still-off = not on the list, then or now
list-same = { $institution } { $name }: { $state }
states = { $before } → { $after }

## Columns of its tables

of-accounts = the ranking (no institution) or a list, with what became of its firms
about-institution = the institution's id; empty for the ranking
about-list-name = the institution's name
about-before = firms in the earlier run
about-gone = firms of the earlier run alone
about-new = firms of the later run alone
about-after = firms in the later run
about-moved = firms of both runs with another place or rank
about-unmoved = firms of both runs with the same place or rank
about-unplaced = firms of both runs whose place one of them does not hold
about-capacity-before = most firms on the list in the earlier run; empty without a limit
about-capacity-after = most firms on the list in the later run; empty without a limit
about-cut-off-before = points of the last firm in the earlier run; empty for a list with its own order
about-cut-off-after = points of the last firm in the later run; empty for a list with its own order
of-reasons = a reason on one list or in the ranking, with the number of firms it decided on
about-change = what happened: gone, new or moved
about-reason = the deciding reason: institution, row, quarantined, not-scored, consent, excluded, rule, capacity, matched, supplement, data, day, weights, scorecard, peers, ahead, points or unmet
about-firms = number of firms
of-terms = a parameter that differs
about-what = what it is
about-institutions = ids of the institutions it applies to, ; between them; empty for all firms
about-term = its id, or the reason of a rule
about-text-before = its text in the earlier run; empty if it has none
about-text-after = its text in the later run; empty if it has none
of-changes = a firm that joined or left a list, or has another place there
about-firm = the firm's id
about-name = the firm's name
about-place-before = place in the list's order in the earlier run, also beyond its end; empty if it has none
about-place-after = place in the list's order in the later run, also beyond its end; empty if it has none
about-points-before = published points in the earlier run
about-points-after = published points in the later run
about-detail = the facts behind the reason
of-scored = a firm that one run alone scores
about-rank = its rank in the run that scores it
about-points = its points in the run that scores it
of-movers = a firm with a great change of rank
about-common-rank-before = rank in the earlier run among the firms of both
about-common-rank-after = rank in the later run among the firms of both
of-ranking = a firm of both runs with another published rank
about-rank-before = published rank in the earlier run
about-rank-after = published rank in the later run
