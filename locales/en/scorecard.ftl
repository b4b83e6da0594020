### Scorecards.

# Titles of parts that a scorecard gives none.
all-firms = All firms
bonus = Bonus
deduction = Deduction

# Shared by several faults.
quoted = `{ $name }`
did-you-mean = did you mean `{ $near }`?
key-missing = missing key `{ $key }`
value-refused = `{ $value }` is not allowed
remove = remove it
swap = swap the two
name-other = choose another name
name-once = name it once

# Where scorecards come from.
unknown-scorecard = no scorecard is called `{ $id }`
built-in-help = the built-in scorecards are { $ids }; for a file of your own, give its path
own-id-same = `{ $id }` is the id of the scorecard it extends
own-id-help = give the scorecard its own id: it differs from the one it extends
own-title-help = give the scorecard its own title: it differs from the one it extends
own-basis-help = write "local" or "illustrative", since its points differ from those of the scorecard it extends; write "official" if it has every weight of a document

# Whose weights they are. $more counts the indicators after $first.
not-official-weights = { $more ->
    [0] a scorecard that changes another is not official: the weight of `{ $first }` stands in another file
    [one] a scorecard that changes another is not official: the weights of `{ $first }` and 1 more indicator stand in another file
   *[other] a scorecard that changes another is not official: the weights of `{ $first }` and { $more } more indicators stand in another file
}
not-official-weights-help = write every weight of the document into it, see `jifen scorecards weights`; otherwise write "local" or "illustrative"
not-official-source = a scorecard that changes another is not official: it names no `source`
not-official-source-help = name the document the weights stand in: source = "…"
local-illustrative = { $more ->
    [0] the weight of `{ $first }` is called local, but stands in { $file }, which calls it illustrative
    [one] the weights of `{ $first }` and 1 more indicator are called local, but are illustrative in other files, such as { $file }
   *[other] the weights of `{ $first }` and { $more } more indicators are called local, but are illustrative in other files, such as { $file }
}
local-illustrative-help = write every weight you decided on into it, those you keep too; until then write "illustrative"
illustrative = the weights of `{ $id }` are illustrative, not official
illustrative-note = the weights of `{ $id }` are illustrative, not official: { $note }
illustrative-help = enter the official weights or your own (`jifen scorecards weights`), then write weights_basis = "official" or "local"

# Names.
name-taken = `{ $name }` is already the name of { $bearer ->
    [rules] a value that every rule knows
    [lists] a column that every list has
    [dictionary] a field of the dictionary
    [part] a part of the whole
    [derived] a derived value
    [indicator] an indicator
    [group] a group
    [segment] a segment
    [gate] a gate
    [route] a route
    [grade] a grade
    [top] a top
   *[field] a field
}
name-taken-at = `{ $name }` is already the name of { $bearer ->
    [derived] a derived value
    [indicator] an indicator
    [group] a group
    [segment] a segment
    [gate] a gate
    [route] a route
    [grade] a grade
    [top] a top
   *[field] a field
} on line { $line }
name-not-for-rules = `{ $name }` cannot be used in rules
name-not-for-rules-help = use lower-case letters, digits and _, starting with a letter: rules write the name without quotation marks
id-invalid = `{ $name }` is not a valid id
id-invalid-help = use lower-case letters, digits, - and _
id-empty-help = give it a name

# Numbers: what a key allows.
give-finite = give a finite number
give-positive = give a number above 0
give-not-negative = give a number of 0 or more
give-share = give a share from 0 to 1
give-share-positive = give a share above 0 and at most 1
give-up-to = give a whole number from 0 to { $most }
decimals-too-fine = `{ $decimals }` decimals are too fine for a scale of { $scale }
decimals-too-fine-help = points carry 15 digits: use fewer decimals or a smaller scale
segment-unknown = no segment is called `{ $id }`
segment-unknown-help = the segments are { $segments }
segment-no-number = `{ $written }` has no number for segment `{ $segment }`

# Local fields.
header-taken = header `{ $header }` of field `{ $field }` already means field `{ $other }`
header-taken-help = choose another title or alias
name-is-header = `{ $name }` is a header of the field `{ $other }`
bound-not-finite = a bound of field `{ $field }` is not finite
bound-not-finite-help = remove a bound that limits nothing
bounds-swapped = field `{ $field }` can have no value from { $minimum } to { $maximum }
pattern-invalid = `{ $pattern }` of field `{ $field }` is not a regular expression
pattern-invalid-help = close every bracket and group in it
enum-empty = field `{ $field }` allows no value
enum-empty-help = list the values in `enum`, or remove it
bounds-idle = field `{ $field }` is not a number and has no bounds
bounds-idle-help = remove them
unit-idle = field `{ $field }` is not a number and has no unit
pattern-idle = field `{ $field }` is not a text and has neither `pattern` nor `enum`
pattern-idle-help = remove them, or make it a field of type `string`
unique-idle = `unique` of field `{ $field }` has no effect: only a campaign's `id` is unique
unique-idle-help = remove it; the field that a campaign names as `id` is always unique

# Rules.
rule-constant = { $what ->
    [pass] the pass rule
    [segment] the segment's rule
   *[condition] the condition
} `{ $rule }` { $verdict ->
    [all] holds for every firm
    [unknown] is known for no firm
   *[none] holds for no firm
}
rule-constant-help = name a field of the firm in it, or remove it
rule-limited-help = change its limits, or remove it
rule-limited-by-help = change its limits, or remove it: { $limit }
limit-whole = `{ $name }` is a whole number
limit-between = `{ $name }` is from { $low } to { $high }
limit-least = `{ $name }` is never below { $low }
limit-most = `{ $name }` is never above { $high }

# Segments.
segment-unreachable = no firm can reach segment `{ $segment }`
segment-unreachable-help = segment `{ $first }` takes every firm: give it a `when`
segments-too-many = too many segments
segments-too-many-help = write at most { $most } segments
segment-empty = no firm is left for segment `{ $segment }`
segment-empty-rest-help = remove it, or change the limits of the segments before it: they take every firm
segment-empty-rule-help = the segments before it take all of its firms: write the narrower segments first
segment-gap-any = no segment takes a firm whose `{ $name }` is a number
segment-gap-at = no segment takes a firm whose `{ $name }` is { $at }
segment-gap-from = no segment takes a firm whose `{ $name }` is { $low ->
    [at] at least
   *[beyond] above
} { $from }
segment-gap-to = no segment takes a firm whose `{ $name }` is { $high ->
    [at] at most
   *[beyond] below
} { $to }
segment-gap-between = no segment takes a firm whose `{ $name }` is { $low ->
    [at] at least
   *[beyond] above
} { $from } and { $high ->
    [at] at most
   *[beyond] below
} { $to }
segment-gap-help = let the limits meet, or add a last segment without `when`
segment-gap-unknown = no segment takes a firm whose `{ $name }` is not known
segment-gap-unknown-help = such a firm is not scored; to score it, add a last segment without `when`

# Gates, routes, the pass rule.
gate-id-help = give the gate an id of its own
route-id-help = give the route an id of its own
gate-reason-help = say what a person reads when it fails: reason = "more than 500 employees"
route-title-help = say what the firm has to show for it: title = "valid HNTE certificate"
route-without-pass = a route has no effect without a pass rule
route-without-pass-help = say what firms must pass otherwise: pass = "points >= 60"
condition-choice = a condition needs exactly one of `when`, `all_of`, `any_of` and `at_least`
condition-choice-help = put several rules under all_of, any_of or at_least
condition-empty = the condition has no parts
condition-empty-help = add a part, or remove the condition
condition-count = at least `{ $count }` { $of ->
    [one] of 1 condition is
   *[other] of { $of } conditions are
} required
condition-count-help = give a count from 1 to { $of }
conditions-too-many = the scorecard has more than { $most } conditions
conditions-too-many-help = join some with AND, or leave out parts that repeat others
hold-idle = only a gate and its parts can hold a firm
hold-idle-help = write unknown = "fail" or "pass", or make it a gate
unknown-idle = `unknown` belongs to a condition with `when`, or to a gate
unknown-idle-help = move it to the parts it is for: the result of several parts is always known
expecting-pass = a rule, or a table with `when`, `all_of`, `any_of` or `at_least`
expecting-per-segment = a number, or a table with a number for each segment

# What a condition asks of a firm, and why a firm does not qualify.
asks-all = all of ({ $parts })
asks-any = one of ({ $parts })
asks-some = { $count } of ({ $parts })
asks-titled = { $title }: { $asks }
reason-unknown = not known: { $facts }
field-named = { $name } ({ $title })
reason-not-met = not met: { $title }
reason-rule = does not pass { $rule }
reason-none = none of: { $parts }
reason-fewer = fewer than { $count } of { $of }: { $parts }

# Curves.
direction-idle = `lower` has no meaning for the curve of `{ $id }`
direction-idle-help = remove the direction and turn the curve round: the curve itself says which end is better
direction-contrary = the direction of `{ $id }` contradicts its `{ $key }`
direction-contrary-help = remove the direction
tiers-choice = the tiers of `{ $id }` need either `at_least` or `at_most`
tiers-choice-help = write at_least where more is better, else at_most
tier-not-finite = a tier is not finite
tier-not-finite-help = give each tier a bound and points
tier-order = tier `{ $tier }` stands after tier `{ $before }`
tier-order-help = write tiers from most points to fewest: bounds descend in at_least, ascend in at_most
tier-points = points `{ $points }` do not descend to 0
tier-points-help = write tiers from most points to fewest, none below 0
tiers-pointless = no tier of `{ $id }` gives points
tiers-pointless-help = give at least one tier points
goalposts-order = low `{ $low }` is not below high `{ $high }`
goalposts-order-in = low `{ $low }` is not below high `{ $high }` in segment `{ $segment }`
goalposts-order-help = swap them; where less is better, write direction = "lower"
goalpost-log = low `{ $low }` has no logarithm
goalpost-log-in = low `{ $low }` has no logarithm in segment `{ $segment }`
goalpost-log-help = give a goalpost above 0
knots-few = a line needs at least two knots, not { $count }
knots-few-help = write [[x, share], [x, share]]
knot-refused = knot `{ $knot }` is not allowed
knot-refused-help = give a finite x and a share from 0 to 1
knot-order = knot `{ $knot }` stands after knot `{ $before }`
knot-order-help = write knots by ascending x
classes-alike = every class gives the same points as the rest
classes-alike-help = write classes = { "{" } points = { "{" } national = 10, provincial = 8 { "}" }, otherwise = 0 { "}" }
treatment-idle = `{ $id }` is not a number and takes no treatment
draw-in-none-help = give 1 or more, or remove the step
quantiles-order = quantiles `{ $lower }` and `{ $upper }` are not in order within 0 to 1
quantiles-order-help = give shares such as lower = 0.01, upper = 0.99
missing-unsaid = `{ $id }` does not say what a missing value counts as
missing-unsaid-help = write missing = "zero", here or for the whole scorecard at its top
missing-of-classes = `{ $id }` is not a number and cannot count as `{ $written }`
missing-of-classes-help = write zero, skip or reject; the points of another class stand in `otherwise`
missing-of-flag = the flag `{ $id }` cannot count as `{ $written }`
missing-of-flag-help = write zero, skip, reject, or value = 0 or 1
within-twice = `{ $name }` stands twice in `within`

# Limits that no firm reaches.
cap-idle = cap `{ $cap }` of `{ $id }` is never reached: full marks are { $most }
cap-idle-help = lower it, or remove it
cap-idle-units = cap `{ $cap }` of `{ $id }` is never reached: its units give at most { $most } points
cap-idle-units-help = lower the cap, or give more points per unit: the value is never above { $high }
floor-idle = floor `0` of `{ $id }` has no effect: points are never below 0
floor-idle-help = raise it, or remove it
tier-same = tier `{ $tier }` of `{ $id }` gives `{ $points }` points, the same as the tier below
tier-same-help = remove it, or give it points of its own
tier-unreachable = no firm can reach tier `{ $tier }` of `{ $id }`
tier-unreachable-help = change or remove the tier: the value is never { $side ->
    [above] above
   *[below] below
} { $bound }
tier-left = no firm is left for tier `{ $tier }` of `{ $id }`
tier-left-help = change or remove the tier: the value is never { $side ->
    [above] above
   *[below] below
} { $bound }, and tier `{ $better }` takes that value
tier-left-whole-help = change or remove the tier: the value is a whole number, and none lies between this tier and tier `{ $better }`

# The tree, and its weights.
group-empty = group `{ $group }` has no members
group-empty-help = give it an indicator, or remove it
reject-beside = `{ $id }` is not part of the base and cannot reject a firm
reject-beside-help = give it missing = "zero"
reserved-idle = group `{ $group }` is not a sum and cannot reserve points
reserved-idle-help = remove it, or the `combine`
reserved = `{ $points }` points of `{ $group }` belong to no indicator yet
reserved-help = in a scorecard that extends this one, add indicators to group `{ $group }` and write reserved = 0
group-weight-idle = the weight of group `{ $group }` has no effect
group-weight-idle-help = remove it: its full marks are those of its members; a weight counts where the group or its parent is a mean
cap-below-floor = cap `{ $cap }` of `{ $id }` is below its floor `{ $floor }`
mean-weightless = no member of `{ $group }` has a weight in segment `{ $segment }`
mean-weightless-help = give a member a weight there, or set the group's weight there to 0
floor-above-full = floor `{ $floor }` of `{ $group }` is above its full marks `{ $full }` in segment `{ $segment }`
floor-above-full-help = lower the floor
weight-missing = indicator `{ $id }` has no weight
weight-missing-help = write weight = a number, or one for each segment

# The sum of full marks. $parts lists members with their full marks.
sum-wrong = full marks add up to `{ $sum }`, but the scale is `{ $scale }`
sum-wrong-in = full marks add up to `{ $sum }` in { $count ->
    [one] segment
   *[other] segments
} { $segments }, but the scale is `{ $scale }`
sum-help = change weights or the scale
sum-help-parts = change weights or the scale; full marks now: { $parts }
sum-help-parts-in = change weights or the scale; full marks now in segment `{ $segment }`: { $parts }
sum-part = { $id } { $points }
sum-parts-more = { $more ->
    [one] 1 more member
   *[other] { $more } more members
}
sum-reserved = reserved { $points }
sum-since = `{ $key }` holds since { $day }

# Grades, tops, ties.
grade-unreachable = no firm can reach grade `{ $grade }` at `{ $bound }`
grade-unreachable-help = lower it: a firm has at most { $most } points
grade-order = grade `{ $grade }` at `{ $bound }` is not below the one before it
grade-order-help = write grades from best to worst
top-order = top `{ $top }` is not larger than the one before it
top-order-help = write tops from best to worst; each share includes the firms of the tops before it
top-within = top `{ $top }` ranks firms within a group that has no ranks
top-within-help = write within = [] for all firms, or within = ["segment"]
tie-text = `{ $rule }` is a text, which has no better or worse
tie-text-help = order by a number, a date or a flag; firms still equal are ordered by id

# How a group's members become its points: after "group:", or on its own.
combine-mean = weighted mean of the shares
combine-geometric = geometric mean of the shares
combine-harmonic = harmonic mean of the shares
combine-max = the best member counts
combine-min = the worst member counts
# Predicates of a group.
departs-most = takes the points of its best member
departs-fewest = takes the points of its worst member
departs-bent = takes a geometric or harmonic mean
departs-cap = has a cap
departs-reserved = keeps points back
departs-floor = has a floor

# Weights to try, as the command line has them.
trial-how = write it like rd_expense=12, or rd_expense@start-up=12 for one segment
trial-no-weight = `{ $weight }` is not a weight: write a number such as 12 or 12.5
trial-rescaled = { $set }, the others rescaled

# Names that rules cannot use where they stand.
hint-points = `{ $name }` is known once there are points: to the pass rule, routes and institutions
hint-leading = it is the leading scorecard: rules call its results `points`, `rank` and so on
hint-further = name `{ $id }` under `further_scorecards` in the campaign
# What a word on the command line chooses.
choice-basis-official = Set by the authority that issued the scorecard
choice-basis-local = Set by a locality
choice-basis-derived = Derived by a method from data or judgements
choice-basis-illustrative = Not decided yet: a draft, or example values
