### Scoring: findings of a cohort, and why a firm is not scored.
indicator-blank = no firm has a value for indicator `{ $indicator }` of `{ $scorecard }`
fields-absent = no column for { $fields }: add it
field = { $title } ({ $name })
cells-blank = its columns are there: fill in the cells that `{ $rule }` reads, or mend the rows of the supplement that gives them

# Why a firm is not scored.
no-segment = fits no segment
no-segment-absent = fits no segment: the segments' rules need columns that are absent: { $fields }
quoted = `{ $name }`
indicators-missing = { $count ->
    [one] { $indicators } has no value
   *[other] { $indicators } have no value
}
coverage-low = values are known for { $known } % of the weight, but { $least } % is needed
coverage-low-help = fill in the blank cells, or lower the scorecard's `minimum_coverage`
indicator-missing-help = fill it in, or set the indicator's `missing` in the scorecard
# For those who delivered the row, in the workbook that is returned to them.
coverage-low-advice = fill in the blank cells
indicator-missing-advice = fill it in
segment-none-advice = fill in the blank cells that the message names
segment-none-help = fill in what the segments' rules ask for, or add the missing column; or add a last segment without `when`
