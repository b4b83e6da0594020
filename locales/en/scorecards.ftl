### `jifen scorecards`: the list, a scorecard's page, the check, new scorecards.

# The list.
list-title = Scorecards
column-scorecard = scorecard
column-indicators = indicators
column-scale = scale
column-weights = weights
column-title = title
no-weights = none (a checklist)
basis = { $basis ->
    [official] official
    [local] local
    [derived] derived
   *[illustrative] illustrative
}

# Opening and checking.
is-campaign = is a campaign, where a scorecard is needed
is-institutions = is an institutions file, where a scorecard is needed
is-programme = is a programme, where a scorecard is needed
programme-help = `jifen programmes check { $name }` checks it
campaign-help = `jifen check` takes a campaign with all that it names
sound = { $id } is sound: { $indicators ->
    [one] 1 indicator
   *[other] { $indicators } indicators
}, { $gates ->
    [one] 1 gate
   *[other] { $gates } gates
}, { $routes ->
    [one] 1 route
   *[other] { $routes } routes
}, { $segments ->
    [one] 1 segment
   *[other] { $segments } segments
} on a scale of { $scale }

# A new scorecard: what is printed, and the remarks in the file.
new-written = { $file }: change it, then `jifen scorecards check { $file }`
new-basis = Where the weights come from: "local", or "illustrative" while you are trying.
new-missing = What an indicator without a value counts as: "zero", "skip", "reject", { "{" } value = 0 { "}" } …
new-unknown = Firms of which it is not known are held, on no list; "pass" and "fail" count them as met and as not met.
over-title = { $id }, after { $base }
over-changes = Changes to { $base }. A key replaces the other's value whole; an entry with an id changes the entry of that id.
over-remove = `remove = true` takes an entry out.
over-basis = Whose weights they are: for now those of { $base }. Write "local" once all are your own; until then, illustrative ones stay "illustrative".
over-weights = Its weights: to change some, remove `# ` from all lines of their paragraph.
over-extras = [bonus] and [deduction] are replaced whole: copy them from `jifen scorecards show { $base }`.

# A document's weights.
text-needed = the text is empty
weights-written = { $file }: weights of { $indicators ->
    [one] 1 indicator
   *[other] { $indicators } indicators
} in { $segments ->
    [one] 1 segment
   *[other] { $segments } segments
}, { $basis }: { $source }
weights-official = every output calls them official: if they are not the authority's, write --basis local or illustrative
weights-illustrative = segments, curves, gates and grades stay those of { $base }, which are illustrative
weights-next = name it in a campaign: scorecard = "{ $file }", relative to the campaign's file; print all of it: jifen scorecards show { $file }

# The page.
page-basis = Scale { $scale }, { $decimals ->
    [one] 1 decimal
   *[other] { $decimals } decimals
}, { $basis } weights.
page-coverage = A firm is scored if at least { $share } of the weight is known.
page-segments = Segments: a firm belongs to the first whose rule holds
page-segment = { $title } ({ $id }): `{ $rule }`
page-segment-rest = { $title } ({ $id }): all other firms
page-indicators = Indicators
column-indicator = indicator
column-weight = weight
column-way = from value to points
column-missing = not known
column-value = value
titled-since = { $title } (since { $day })
titled-unit = { $title } ({ $unit })
group-base = Base
group-bonus = { $title }: on top of the scale
group-deduction = { $title }: taken off
group-cap = at most { $points }
group-floor = at least { $points }
group-reserved = { $points } kept for indicators to come

# Firms that a statistic is taken over.
among-all = all firms
among-segment = the segment
among-industry = the industry
among-both = segment and industry

# Steps and curves.
step-winsorise = winsorised to quantiles { $lower } and { $upper } of { $among }
step-ln = natural logarithm
step-ln1p = natural logarithm of 1 + value
step-draw-in = at most { $most ->
    [one] 1 outlier
   *[other] { $most } outliers
} of { $among } drawn in
tier = { $sign } { $bound }: { $points }
class = { $class }: { $points }
knot = { $x }: { $share }
steps-else = { $steps }, else { $otherwise }
curve-linear = { $scale ->
    [log] from { $low } to { $high } on a log scale
   *[plain] from { $low } to { $high }
}
curve-linear-lower = { $scale ->
    [log] from { $low } to { $high } on a log scale, less is better
   *[plain] from { $low } to { $high }, less is better
}
curve-reference = { $better ->
    [less] share of { $reference }, less is better
   *[more] share of { $reference }
}
curve-piecewise = { $knots }, straight lines between
curve-percentile = { $better ->
    [less] percentile rank in { $among }, less is better
   *[more] percentile rank in { $among }
}
curve-minmax = { $better ->
    [less] place between least and greatest value of { $among }, less is better
   *[more] place between least and greatest value of { $among }
}
curve-zscore = { $better ->
    [less] standard score in { $among }, less is better
   *[more] standard score in { $among }
}
curve-per-unit = { $points } for each full { $unit }, at most { $cap }
curve-flag = { $better ->
    [less] yes or no, no is better
   *[more] yes or no
}
per-segment = ({ $numbers })
number-of-segment = { $segment } { $number }

# What a missing value counts as.
missing-zero = no points
missing-skip = left out
missing-mean = mean of { $among }
missing-median = median of { $among }
missing-value = as { $value }
missing-reject = firm not scored

# Gates, the pass rule, routes.
page-gates = Gates: all must hold
page-pass = Pass rule
page-routes = Routes: one replaces the pass rule
condition-reason = { $asks } (when it fails: { $reason })
where-unknown = { $policy ->
    [pass] where it is not known, it counts as met
    [fail] where it is not known, it counts as not met
   *[hold] where it is not known, the firm is held
}
where-rule-unknown = { $policy ->
    [pass] where `{ $rule }` is not known, it counts as met
    [fail] where `{ $rule }` is not known, it counts as not met
   *[hold] where `{ $rule }` is not known, the firm is held
}

# Grades, tops, ties, dates.
page-grades = Grades
page-grade = { $grade }: from { $points } points
page-tops = Tops
page-top = { $within ->
    [segment] { $title }: the first { $share } of the segment
   *[all] { $title }: the first { $share } of all firms
}
page-ties = Order of firms with equal points
page-tie = { $first ->
    [less] `{ $rule }`, less first
   *[more] `{ $rule }`, more first
}
page-dated = Values that change by date
dated-always = { $key } = `{ $value }` from the beginning
dated-always-source = { $key } = `{ $value }` from the beginning, { $source }
dated-since = { $key } = `{ $value }` since { $day }
dated-since-source = { $key } = `{ $value }` since { $day }, { $source }
