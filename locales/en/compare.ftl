### Two scorings set side by side: the document, its tables, why firms are off a list.

## Refused options

persistence = persistence
persistence-help = give a number above 0 and below 1
first-firms-count = number of first firms
first-firms-count-help = give 1 or more

## What the two sides are

title = { $before } and { $after } compared
kind = { $kind ->
    [campaign] campaign
    [scorecard] scorecard
   *[run] run
}
scorecard = scorecard
as-of = as of
firms = firms
lists = lists
shared-firms = { $both ->
    [one] 1 firm
   *[other] { $both } firms
} on both sides, { $before } only in A, { $after } only in B
none-shared = no firm is on both sides: check that both sides identify firms by the same column
verdict-ranks = { $moved ->
    [0] none of { $firms } firms changes rank
    [one] 1 of { $firms } firms changes rank
   *[other] { $moved } of { $firms } firms change rank
}
verdict-lists = { $changed ->
    [0] no list changes
    [one] 1 of { $lists } lists changes: { $joined } in, { $left } out
   *[other] { $changed } of { $lists } lists change: { $joined } in, { $left } out
}

## How alike two rankings are

agreement = Agreement
agreement-of = agreement
spearman = Spearman's ρ
kendall = Kendall's τ
weighted-tau = weighted τ
weighted-tau-note = top ranks count more
rank-biased = rank-biased overlap
rank-biased-note = persistence { $persistence }: { $first ->
    [one] the first rank has { $weight } % of the weight
   *[other] the first { $first } ranks have { $weight } % of the weight
}
psi = PSI of points
psi-unread = { $firms ->
    [one] no reading: 1 firm is in both samples, so they are not independent
   *[other] no reading: { $firms } firms are in both samples, so they are not independent
}
psi-line = PSI of points  { $psi }
psi-line-read = PSI of points  { $psi }  { $reading }
moved = { $moved ->
    [0] none of { $firms ->
        [one] 1 firm
       *[other] { $firms } firms
    } changes rank
   *[other] { $moved } of { $firms ->
        [one] 1 firm
       *[other] { $firms } firms
    } { $moved ->
        [one] changes
       *[other] change
    } rank, by { $mean } on average and by { $most } at most
}
rises-chart = Firms by change of rank
rises-across = ranks risen
rises-up = firms
falls-by = falls by { $most }{ " " }
rises-by = { " " }rises by { $most }

first-firms = First firms
first = first
shared = shared
share = share
jaccard = Jaccard
long-as = lists of this length
institutions = { $count ->
    [one] 1 institution
   *[other] { $count } institutions
}

## What moves

movers = Biggest movers
movers-of = biggest movers
rank = rank
points = points
moved-by = due to
adjustment = adjustment of { $id }
part-moved = { $part } { $before } → { $after }
parts-more = { $parts } more: { $change }
movers-chart = Ranks of the biggest movers
rank-before = rank before
rank-after = rank after

parts = What changes points
indicator = indicator
group = group
mean-points = mean points
changes-by = mean absolute change
more-rows = … and { $rows } more

by-segment = By segment
by-region = By region
by-industry = By industry
by-division = By division
segment = segment
region = region
industry = industry
division = division
not-known = (not known)
code-within = { $code } ({ $within })
least-change = lowest change
greatest-change = highest
mean-rank = mean rank
of-first = share of first { $first }

lists-changed = Lists
institution = institution
listed = listed
kept = kept
joined = joined
left = left
why-left = why they left
reason = { $firms } { $reason }
reason-more = { $firms } { $reason } and { $others ->
    [one] 1 other reason
   *[other] { $others } other reasons
}

## How to read it

reading = How to read it
only-firm = { $firm } { $name }
only-alike = { $firms } ({ $why })
only-in = only in { $side }: { $firms }
only-in-more = only in { $side }: { $firms }; all: --format json or --out DIR
days-differ = A is as of { $before } and B as of { $after }: ages and dated values change ranks too
nothing-moves = all firms on both sides have the same rank, and no list changes
scales-differ = full marks are { $before } in A and { $after } in B: compare ranks, not points
ties = { $firms ->
    [one] 1 firm of { $side } has
   *[other] { $firms } firms of { $side } have
} the points of rank { $first }: tie-breakers and ids decide their order
top-differs = the rankings differ most at the top, where lists are filled: look at the first firms
explain =
    the firm that moves most, in full:
      jifen explain { $campaign } --firm { $firm }
explain-both =
    the firm that moves most, in full:
      jifen explain { $before } --firm { $firm }
      jifen explain { $after } --firm { $firm }
by-groups = changes are reported by group: runs with `detail = true` under [output] report them by indicator

## Other weights

effect = Effect
scored = { $firms ->
    [one] 1 firm
   *[other] { $firms } firms
} scored both under today's and under the new weights
no-longer-scored = { $count ->
    [one] 1 firm
   *[other] { $count } firms
} would no longer be scored: { $firms }
no-longer-scored-more = { $count ->
    [one] 1 firm
   *[other] { $count } firms
} would no longer be scored: { $firms }; all: --format json
newly-scored = { $count ->
    [one] 1 firm
   *[other] { $count } firms
} would newly be scored: { $firms }
newly-scored-more = { $count ->
    [one] 1 firm
   *[other] { $count } firms
} would newly be scored: { $firms }; all: --format json

## Why a firm is not on the other side, or on the other's list

not-scored-there = not scored on the other side: { $why }
row-aside = its row is in quarantine on the other side
not-in-cohort = not in the other side's cohort
not-among-scored = not among the scored firms of the other side
on-list = is on the list
beyond-list = beyond the end of the list
consent-refused = its data may not reach institutions
consent-withdrawn = it withdrew or refuses its consent
consent-none = no consent of it is in force, by the ledger of consents
consent-unknown = not known whether its data may reach institutions
not-qualified = does not qualify
not-qualified-why = does not qualify: { $why }
held = held
held-why = held: { $why }
not-scored = not scored
a-rule = a rule
rule-unknown = the result of the rule is not known ({ $reason })
no-such-list = the other side has no such list

## Columns of its tables

of-rises = firms on both sides by change of rank, in classes of equal width
about-middle = middle of the class, in ranks risen; below 0 for ranks fallen
about-rises-firms = number of firms in the class
of-only = a firm of one side alone
about-firm = what identifies the firm
about-name = its name
about-is-before = whether it is in A; else in B
about-only-why = why the other side does not score the firm
of-measures = a measure of how alike the two are
about-measure = its name
about-value = its value; empty where it has none
of-segment-moves = firms that are in one segment in A and in another in B
about-segment-before = the segment in A
about-segment-after = the segment in B
about-count = number of firms
of-tops = the first firms of each side, to one depth
about-first = number of first firms asked for
about-institutions = institutions whose list is as long, separated by ;
about-first-before = first firms of A
about-first-after = first firms of B
about-shared = firms among the first of both sides
about-share = shared firms over the greater number of first firms, 0 to 1
about-jaccard = shared firms over firms among the first of either side, 0 to 1
about-tied-before = firms of A with the points of the last of its first firms, if some of them are not among the first; otherwise 0
about-tied-after = firms of B with the points of the last of its first firms, if some of them are not among the first; otherwise 0
about-gone = first firms of A that B does not have
about-new = first firms of B that A does not have
of-overlap-weights = the weight of the first ranks in rank-biased overlap
about-depth = number of first ranks
about-weight = their share of the weight, 0 to 1
of-movers = a firm that moves much, those that move most first
about-rank-before = rank in A among the firms of both sides
about-rank-after = rank in B among the firms of both sides
about-points-before = published points in A
about-points-after = published points in B
of-moves = a change of one part of a mover's points, the greatest first; the changes add up to that of its points
about-mover = the mover
about-part = the indicator or group
about-adjusts = whether it is an adjustment: what a group adds to its members' points or takes from them
about-adds-before = points it adds in A, not rounded
about-adds-after = points it adds in B, not rounded
of-parts = a part that points add up from: an indicator, or a group where a side has no details
about-part-id = its id
about-mean-before = mean points in A
about-mean-after = mean points in B
about-mean-change = mean absolute change of points
of-segments = a segment of A's scorecard
of-regions = a province; within one province a prefecture, within one prefecture a county
of-industries = a section of industry
of-divisions = a division of industry
about-stratum = its id or code; empty where it is not known
about-stratum-firms = its firms on both sides
about-least-change = largest loss of points of any of the firms; the smallest gain if all gain
about-greatest-change = largest gain of points of any of the firms
about-mean-points-before = their mean points in A
about-mean-points-after = their mean points in B
about-mean-rank-before = their mean rank in A
about-mean-rank-after = their mean rank in B
about-share-before = their share of the first firms of A, 0 to 1
about-share-after = their share of the first firms of B, 0 to 1
of-lists = an institution's list
about-institution = the institution's id
about-listed-before = firms on the list in A
about-listed-after = firms on the list in B
about-kept = firms on the list in both
about-joined = firms on the list only in B
about-left = firms on the list only in A
of-reasons = why firms are on a list only on one side, the most frequent reason first
about-they-join = whether they are on the list only in B; otherwise only in A
about-reason = why they are not on the list on the other side
of-changes = a firm that joins a list or leaves it
about-joins = whether the firm is on the list only in B; otherwise only in A
about-why = why the firm is not on the list on the other side
of-firms = every firm of either side: those of both by id, then those of A alone, then those of B alone
