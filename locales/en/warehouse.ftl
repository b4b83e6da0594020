### `jifen sql`: a scorecard as plain SQL.

unsaid = SQL cannot say this exactly: { $cause }
unsaid-help = score these firms with `jifen run`, or take the part out of the scorecard
unsaid-irrational = a logarithm, root or power, whose last digits engines compute differently
unsaid-pattern = a pattern with `_`, or with `%` in its middle
unsaid-order = the order of texts, which engines see differently
unsaid-digits = a number with more digits than a double has
unsaid-treated = a treatment of outliers or a logarithm
unsaid-statistic = a mean or quantile of a quotient, a flag or a class
unsaid-normal = the normal distribution, which engines do not have

about-firms = Your table as the fields of the scorecard. Adapt this view: names, types and units of your columns.
about-scores = Points, ranks and grades of all firms
about-rejected = Firms that are not scored, each with the reason
about-checks = Firms with a number that is not exact; this view must be empty

written = The scripts are in { $folder }:
title = { $scorecard } in SQL for { $engine }
header = { $script }: { $about }
header-card = Scorecard { $scorecard } (SHA-256 { $sha256 }…) as of { $day }; tried with { $engine }
