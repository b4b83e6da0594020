### Scoring: findings of a cohort, and why a firm is not scored.
indicator-blank = no firm has a value for indicator `{ $indicator }` of `{ $scorecard }`
fields-absent = add a column for { $fields }
field = { $title } ({ $name })
cells-blank = fill the cells of its columns: its value is `{ $rule }`

# Why a firm is not scored.
no-segment = fits no segment
no-segment-absent = fits no segment: the segments' rules need columns that are absent: { $fields }
quoted = `{ $name }`
indicators-missing = { $count ->
    [one] { $indicators } has no value
   *[other] { $indicators } have no value
}
coverage-low = { $known } % of the weight is known, { $least } % is needed
