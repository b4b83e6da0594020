### One firm explained: its points, and which lists it is on.

## Firms that cannot be explained

put-aside = the row of `{ $firm }` is quarantined: { $faults }
put-aside-help = correct the row: quarantined rows are not scored
unknown = no firm is called `{ $firm }`
unknown-help = give what identifies the firm, the credit code or the column that the campaign's `id` names, or its whole name
near-help = give the whole name or the id of one of these firms: { $firms }
near-firm = { $name } ({ $id })
several-help = { $firms } firms have that name: give the credit code of one
without-points = it has no points
not-scored = the firm is not scored: { $reason }
not-scored-help = fill in the blank cells
suppose-help = suppose a value that can be scored

## Head

title = { $firm } · { $stands }
title-named = { $firm } { $name } · { $stands }
line = line { $line }
lead = { $campaign } · as of { $day }
no-points = { $scorecard }: no points ({ $reason })
noticed = findings in its row
weights-illustrative = The weights of { $scorecard } are illustrative.
weights-illustrative-note = The weights of { $scorecard } are illustrative: { $note }.
rules-illustrative = The institutions' rules and capacities are illustrative.

scorecard = Scorecard { $scorecard }
checklist = { $scorecard }: a checklist
head-points = { $scorecard }: { $points } of { $scale } points
head-rank = rank { $rank } of { $firms }
head-segment = rank { $rank } of { $firms } in { $segment }
head-percentile = ahead of { $share } % of the others
head-grade = grade { $grade }
head-top = in the band { $top }
head-coverage = coverage { $share } %
qualifies = qualifies
held = held: { $reasons }
unqualified = does not qualify: { $reasons }

## Indicators and groups

header-indicator = indicator
header-raw = raw value
header-place = place on the curve
header-share = share
header-points = points
header-of = of
header-median = median share
header-ahead = points ahead
header-group = group
header-read = values read
left-out = left out
not-known = not known
none = none
cap = cut from { $points } by its cap
floor = lifted from { $points } by its floor
chart = Points by { $scorecard }, indicator by indicator
series-full = full marks
series-points = points

outdone = another alternative counts
inapplicable = does not count for this firm
pointless = no points
counts-as = counts as { $value }
treated-none = no value after { $steps }
treated = { $value } after { $steps }
# $step: as scorecards write it.
step = { $step }
tier = { $sign } { $bound } gives { $points }
tier-below = below all tiers gives { $points }
class = gives { $points }
linear = no marks at { $from }, full marks at { $to }
linear-log = no marks at { $from }, full marks at { $to }, log scale
reference = full marks at { $value }
knot = { $value } gives { $share } %
percentile = ahead of { $worse } of { $others }
percentile-equal = ahead of { $worse } of { $others }, level with { $equal }
minmax = peers from { $least } to { $greatest }
zscore = peers' mean { $mean }, standard deviation { $deviation }
per-unit = { $points } for each full { $unit }, at most { $cap }

strongest = greatest leads over the median of { $segment }: { $parts }
weakest = greatest lags behind the median of { $segment }: { $parts }
part = { $part } { $points }
above = next firm above in { $segment }: { $points } points, rank { $rank } in the segment
above-more = next firm above in { $segment }: { $points } points, rank { $rank } in the segment; its greatest leads over this firm: { $parts }

## Gates, routes and the pass rule

# $kind: gate, route, pass or part.
condition-name = { $kind ->
    [gate] gate
    [route] route
    [pass] pass rule
   *[part] part
}
condition-name-id = { $kind ->
    [gate] gate
    [route] route
    [pass] pass rule
   *[part] part
} { $id }
# $met: met, unmet, held, unknown, accepted, passes or fails.
condition = { $met ->
    [met] { $name }: met
    [unmet] { $name }: not met
    [held] { $name }: not known, so the firm is held
    [unknown] { $name }: not known
    [accepted] { $name }: not known, which the campaign accepts
    [passes] { $name }: not known, which counts as met
   *[fails] { $name }: not known, which counts as not met
}
condition-asks = { $condition }; requires { $asks }
condition-reads = { $condition }; requires { $asks } ({ $reads })
read = { $name } = { $value }
read-unit = { $name } = { $value } { $unit }
# $name: a field, or a result of scoring, as rules name it.
result-name = { $name }

## Lists

lists = Lists
on-lists = on the list of
off-lists = not on the list of
item = { $institution } { $name }: { $outcome }
no-list = on no list: { $reason }
own-rules-met = its own rules are met
own-rules-fail = besides, { $rules }
place = place { $place } of { $firms }
beyond = eligible at place { $place }, beyond the list's end at { $firms }
unmatched = on no list: eligible at { $institutions ->
    [one] 1 institution, whose places went to firms that come first
   *[other] { $institutions } institutions, whose places went to firms that come first
}
rule-fails = { $reason }
rule-fails-reads = { $reason } ({ $reads })
rule-unknown = the result of the rule is not known ({ $reason })
rule-unknown-reads = the result of the rule is not known ({ $reason }: { $reads })
consent-refused = the firm does not allow its data to reach institutions
consent-withdrawn = the firm withdrew or refuses its consent; `jifen consent` has the day
consent-none = no consent of the firm is in force, by the ledger of consents; `jifen consent` has the days
consent-unknown = the firm's consent to share its data with institutions is not known

## What would be different

what-if = What if
supposed = if { $changes }:
diff-no-points = { $scorecard }: no points instead of { $before } ({ $reason })
diff-points-none = { $scorecard }: { $points } points instead of none
diff-points = { $scorecard }: { $points } points instead of { $before }
diff-points-same = { $scorecard }: { $points } points as before
diff-rank = rank { $rank } instead of { $before }
diff-rank-same = rank { $rank } as before
diff-segment = in { $segment } instead of { $before }
diff-segment-rank = rank { $rank } instead of { $before } in { $segment }
diff-segment-rank-same = rank { $rank } in { $segment } as before
diff-grade = grade { $grade } instead of { $before }
diff-top = band { $top } instead of { $before }
diff-qualifies = it would qualify
diff-held = it would be held: { $reasons }
diff-unqualified = it would not qualify: { $reasons }
diff-part = { $part } { $points } instead of { $before }
diff-group = group { $part } { $points } instead of { $before }
diff-lists-same = every list stays the same
# $status: now-on, now-off, still-on or still-off.
diff-list = { $institution } { $name }: { $status ->
    [now-on] now listed
    [now-off] no longer listed
    [still-on] still listed
   *[still-off] still not listed
}, { $outcome }

# Grants.
grants = Programmes at { $institutions }
grant-chosen = { $title }
grant-routes = also open, without a sum: { $titles }
grant-open = open, but another combination is better: { $title }
grant-absent = not { $title }: { $reasons }
