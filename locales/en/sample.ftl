### What a sample cannot be.

firms-out = a sample has 1 to { $most } firms, not `{ $firms }`
dirty-out = the share of dirty rows is 0 to 1, not `{ $dirty }`
day-out = a sample's as-of day lies in the years { $first } to { $last }, not on `{ $day }`
