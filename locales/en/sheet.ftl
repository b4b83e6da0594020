### A firm's sheet: what a firm may know of its own result.

## Firms and runs that have no sheet

no-detail = the run was published without details, from which sheets are made
no-detail-help = set `detail = true` under `[output]` in the campaign and run it again
strange-card = describes another scorecard than that of its tables
unknown = no firm with points is called `{ $firm }`
unknown-help = give what identifies the firm in scores.csv, usually the credit code, or its whole name; firms without points have no sheet
several-help = { $firms } firms have that name: give the credit code of one

## Head

title = Sheet of points: { $firm }
title-named = Sheet of points: { $name }
lead = { $campaign } · as of { $day }
credit-code = credit code
id = id
scorecard = scorecard
segment = stage
points = points
points-of = { $points } of { $scale }
rank-term = rank
rank = { $rank } of { $firms }
rank-in = { $rank } of { $firms } in { $segment }
grade = grade
no-grade = none
grade-next = { $grade }; { $next } from { $points } points
top = band
result = result
qualified = qualifies
held = held: a fact is not known
unqualified = does not qualify

## Parts

parts = Points by indicator
header-part = indicator
header-value = value
header-points = points
header-full = full marks
header-share = share
not-known = not known
left-out = left out
by-class = by class

## What would raise the points

gains = What would raise the points most
header-gain = to gain
header-way = next step
with-unit = { $value } { $unit }
step-up = at least { $value } ({ $points })
step-down = at most { $value } ({ $points })
class = class { $classes } ({ $points })
flag-yes = yes instead of no
flag-no = no instead of yes
unknown-value = the value is not known: report it
peers = depends on other firms too
together = depends on several values together
deduction = points are subtracted here
gains-segment = All other values and the stage are supposed to stay. Full marks differ by stage.
gains-not-sum = The points of the whole are not the plain sum of those of its parts.

## Conditions

conditions = Conditions
header-condition = condition
header-result = result
gate = required: { $title }
gate-excludes = excludes: { $reason }
route = direct route: { $title }
pass = pass rule: { $title }
least-points = at least { $points } points
met = met
unmet = not met
excluded = applies
not-excluded = does not apply
state-held = not known; the firm is on no list until it is
state-passes = not known; counts as met
state-fails = not known; counts as not met

## Lists and notes

lists = Referral
referred = Referred to: { $institutions }
basis = Note: { $note }.
own-data = This sheet has only the firm's own data. Ranks count firms of the same stage; equal points have equal ranks.

## The folder of all sheets

title-all = Sheets of points
bundle = Sheets of points: { $campaign }
about = The sheet of one firm, to be given to this firm alone
written = { $sheets ->
    [one] { $sheets } sheet written
   *[other] { $sheets } sheets written
}
index = The sheet of each firm, for the bureau
index-id = What identifies the firm
index-name = Name of the firm
index-file = File of its sheet

# Grants, in yuan as files have them.
grant = Policy support at { $institution }
grant-principal = loan: demand { $demand }, principal { $principal }
grant-no-demand = the loan demand is not known, so that no sum is worked out
grant-subsidies = subsidies of all programmes: { $years }
grant-share = { $bearer } { $sum }
grant-borne = a loss of the principal would be borne by { $shares }
grant-routes = also open to you: { $titles }
grant-others = open, but another combination is better: { $titles }
grant-unknown = the facts for this are not known: { $reason }
grant-lacking = a number of the loan or of the programme is not known, or outside its bounds
grant-shares = the shares of a loss are outside the programme's bounds
grant-absent = not { $title }: { $reason }
