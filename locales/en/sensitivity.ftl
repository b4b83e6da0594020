### Sensitivity analysis.

# What a word on the command line chooses.
choice-vary-all = All indicators together
choice-vary-within = Indicators within each top-level group
choice-vary-between = Top-level groups
choice-vary-nested = Groups, and indicators within each

choice-curve-percentile = By place in the cohort
choice-curve-minmax = From the least to the greatest value
choice-curve-zscore = By distance from the mean

choice-missing-zero = No points
choice-missing-skip = Left out: the others carry its weight
choice-missing-mean = The cohort's mean
choice-missing-median = The cohort's median

choice-treatment-untrimmed = Outliers stay
choice-treatment-trimmed = Values drawn in to the 1 % and 99 % quantiles

choice-combine-mean = The arithmetic mean of shares
choice-combine-geometric = The geometric mean: a share of 0 leaves no points
choice-combine-harmonic = The harmonic mean: a share of 0 leaves no points
