### Audit of a scorecard: its document, its tables, its remarks.

## What stops it

no-indicators = `{ $scorecard }` has no indicators to audit
no-indicators-help = audit a scorecard that gives points
firms-at-top = number of firms that count as first
firms-at-top-help = give 1 or more

## The document

title = Audit of { $scorecard }, { $cohort } as of { $day }: { $firms ->
    [one] 1 firm
   *[other] { $firms } firms
}
values = Values and marks
values-of = raw values and marks
missing = missing
zero = zero
outside = outliers
skew = skew
kurtosis = kurtosis
no-marks = no marks
full-marks = full marks
quartiles = quartiles of marks

weights = Weight and importance
weights-of = weight and importance
groups-of = groups
weight = weight
expected = expected
importance = importance
ratio = ratio
own-ratio = own S
correlated-ratio = correlated S
alpha = alpha
mean-shift = without: mean shift
greatest-shift = greatest
leave-top = leave top { $top }
weights-note =
    S: the share of the variance of the points that disappears when the indicator is fixed; R²: the share that a straight line explains
    importance: S over the sum of all S
    expected: the importance that the weights alone would give, as if indicators were independent and their marks had equal variance; proportional to the squared weight
    ratio: importance over expected
    own S: the part of S that comes from the indicator itself; correlated S: the part from its correlation with others
    without: rank shifts with its weight at 0 and the others raised in proportion, and firms that leave the top (ties count in part)
    alpha: Cronbach's alpha, whether the indicators of a group measure the same
weights-chart = Weight and importance of indicators, % of the whole

correlation = Correlation
correlation-with = correlation with
closest = closest
adjusted-p = adjusted p
own-group = own { $r }
alpha-of-all =
    own: with the other indicators of its group; closest: the most correlated indicator, with the adjusted p of this correlation
    alpha of all indicators together: { $alpha }

by-segment = Importance over expected by segment
by-segment-of = importance over expected
all-segments = all

points = Points
points-chart = Firms by points
points-across = points
points-up = firms
points-from = points  0 ▕
distinct-points = { $distinct ->
    [one] 1 distinct value
   *[other] { $distinct } distinct values
}; { $tied } of the firms have the same points as another firm; { $pairs } of all pairs of firms have equal points
grades = grades  { $grades }
grade = { $grade } { $firms } ({ $share })
grade-below = below { $firms } ({ $share })

remarks = Remarks
no-remarks = no remarks
warnings-of = { $count ->
    [one] 1 warning ({ $kinds })
   *[other] { $count } warnings ({ $kinds })
}
# So many remarks of a kind.
of-kind = { $count } { $kind }
notes-of = { $count ->
    [one] 1 note ({ $kinds })
   *[other] { $count } notes ({ $kinds })
}
hidden = … and { $remarks }
hidden-of-segment = … and in { $segment }: { $remarks }
all-remarks = { $warnings ->
    [one] 1 warning
   *[other] { $warnings } warnings
}, { $notes ->
    [one] 1 note
   *[other] { $notes } notes
}: print all with --format json

## Columns of its tables

of-parts = the whole cohort or a segment, and how well its points distinguish firms
of-grades = a grade over the whole cohort or a segment
of-indicators = an indicator over the whole cohort or a segment
of-groups = a group below the root over the whole cohort or a segment
of-correlations = a pair of indicators over the whole cohort or a segment
of-with-groups = an indicator and a group over the whole cohort or a segment
of-group-correlations = a pair of groups over the whole cohort or a segment
of-points = an interval of published points over the whole cohort or a segment
of-remarks = a remark, and what to do about it

about-part = segment, or `all` for the whole cohort
about-scored = number of scored firms
about-top = number of firms that count as first
about-distinct-points = number of different points
about-tied = share of firms with the points of another firm, 0..1
about-tied-pairs = share of pairs of firms with the same points, 0..1
about-largest-tie = largest number of firms with the same points
about-largest-tie-at = the points of these firms
about-entropy = Shannon's entropy of the points over ln n, 0..1
about-alpha = { $of ->
    [group] Cronbach's alpha of the shares of full marks of its indicators
   *[all] Cronbach's alpha of the shares of full marks of all indicators
}
about-alpha-standardised = Cronbach's alpha of the standardised shares of full marks
about-alpha-firms = number of firms behind alpha

about-grade = id of the grade; empty for firms below the last
about-at-least = least points of the grade
about-grade-firms = firms with the grade
about-grade-share = share of the part's firms that have the grade, 0..1

about-indicator = id of the indicator
about-group = id of the group
about-own-group = id of the indicator's group
about-members = number of indicators in the group
about-counting = number of firms that the indicator counts for
about-missing = share of these firms without a value, 0..1
about-zero = share of known raw values that are 0, 0..1
about-floor = share of firms with no marks, 0..1
about-ceiling = share of firms with full marks, 0..1
about-distinct = number of different shares of full marks

about-least = { $of ->
    [raw] least raw value
   *[share] least share of full marks
}
about-first-quartile = { $of ->
    [raw] first quartile of the raw values
   *[share] first quartile of the shares of full marks
}
about-median = { $of ->
    [raw] median of the raw values
   *[share] median of the shares of full marks
}
about-third-quartile = { $of ->
    [raw] third quartile of the raw values
   *[share] third quartile of the shares of full marks
}
about-greatest = { $of ->
    [raw] greatest raw value
   *[share] greatest share of full marks
}
about-mean = { $of ->
    [raw] mean of the raw values
   *[share] mean of the shares of full marks
}
about-deviation = { $of ->
    [raw] standard deviation (divisor n) of the raw values
   *[share] standard deviation (divisor n) of the shares of full marks
}
about-skew = { $of ->
    [raw] sample-adjusted skew G1 of the raw values
   *[share] sample-adjusted skew G1 of the shares of full marks
}
about-kurtosis = { $of ->
    [raw] sample-adjusted excess kurtosis G2 of the raw values
   *[share] sample-adjusted excess kurtosis G2 of the shares of full marks
}
about-outside = { $of ->
    [raw] share of the raw values beyond 1.5 interquartile ranges from the quartiles, 0..1
   *[share] share of the shares of full marks beyond 1.5 interquartile ranges from the quartiles, 0..1
}
about-far-out = { $of ->
    [raw] share of the raw values beyond 3 interquartile ranges from the quartiles, 0..1
   *[share] share of the shares of full marks beyond 3 interquartile ranges from the quartiles, 0..1
}
about-skewed = { $of ->
    [raw] whether |G1| > { $skew } and G2 > { $kurtosis } of the raw values
   *[share] whether |G1| > { $skew } and G2 > { $kurtosis } of the shares of full marks
}

about-weight = nominal weight, share of the scale, 0..1
about-correlation-with-points = Pearson's r with the points
about-ratio = correlation ratio S, 0..1
about-freedom = degrees of freedom of the curve behind S
about-linear = R² of the points on the marks, 0..1
about-importance = S over the sum of all S, 0..1; each S is first multiplied by the share of firms it counts for
about-over-weight = importance over weight
about-expected = the importance that the weights alone would give, 0..1: independent indicators, marks of equal variance, proportional to the squared weight
about-over-expected = importance over expected
about-spread = the part of over_expected that comes from the spread of the marks; above 1: marks vary more than those of others
about-explained = R² of the marks on those of all others, 0..1
about-explained-adjusted = explained_by_others adjusted for chance (Ezekiel's adjusted R²), 0..1
about-redundant = whether the others already contain what it measures
about-uncorrelated = own part of S
about-correlated = part of S from the correlation with others
about-linear-uncorrelated = own part of R²
about-with-rest = Pearson's r with the rest of the points (without the own part)
about-importance-firms = number of firms behind r, S and R²
about-split-firms = number of firms behind the two parts of S
about-with-own-group = Pearson's r with the weighted mean share of the other indicators of its group
about-alpha-without = Cronbach's alpha of the other indicators of its group
about-mean-shift = mean shift of ranks if left out
about-greatest-shift = greatest shift of a rank if left out
about-spearman = Spearman's rho between the points with it and the points without it
about-leave-top = number of first firms that are no longer first if it is left out; firms that share the last of the first ranks count in part; empty where all firms are first

about-first = id of the first
about-second = id of the second
about-inside = whether both are in one group
about-both = number of firms that have a value of both
about-correlation = Pearson's r of their shares of full marks
about-is-own = whether it is the indicator's own group
about-correlation-with-group = Pearson's r of the indicator's share with the weighted mean share of the group; in its own group, of the other indicators
about-p = { $of ->
    [points] two-sided p-value of the correlation with the points
    [rest] two-sided p-value of the correlation with the rest of the points
    [apart] two-sided p-value of the difference from the correlation with the indicator's own group
   *[pair] two-sided p-value of the correlation
}
about-adjusted-p = { $of ->
    [points] p-value adjusted for all tests of its kind (Benjamini and Hochberg 1995)
    [rest] p-value adjusted for all tests of its kind (Benjamini and Hochberg 1995)
    [apart] p-value adjusted for all indicators and other groups (Benjamini and Hochberg 1995)
    [fit] p-value adjusted for all indicators and groups (Benjamini and Hochberg 1995)
    [groups] p-value adjusted for all pairs of groups of the part (Benjamini and Hochberg 1995)
   *[pair] p-value adjusted for all pairs of the part (Benjamini and Hochberg 1995)
}

about-from = lower end, in points
about-to = upper end, in points
about-firms-within = number of firms in the interval

about-severity = note or warning
about-key = kind of remark
about-subjects = ids that the remark concerns, separated by blanks
about-excess = distance beyond the bound: 0 at the bound, 1 at the worst possible
about-message = the observation
about-help = what to do about it

## Remarks: of each kind when it is made (meaning), how severe it is, what to do, and the sentences themselves

severity = { $severity ->
    [note] note
   *[warning] warning
}

few-firms-meaning = fewer than { $least } firms: only missing and constant values are judged
few-firms-advice = audit a larger cohort, or all segments together
few-firms = { $firms ->
    [one] only 1 firm: too few to judge
   *[other] only { $firms } firms: too few to judge
}
few-firms-of-all-advice = audit a larger cohort

all-missing-meaning = no firm has a value; the remark names the missing column
all-missing-advice = name its column in the campaign, or give its weight to other indicators
all-missing = no firm has a value for `{ $id }`
all-missing-cause = no firm has a value for `{ $id }`: { $cause }
all-missing-weight = name its column in the campaign, or give its weight of { $weight } to other indicators
all-missing-bind = name its column in the campaign

mostly-missing-meaning = more than { $most } of the values are missing
mostly-missing-advice = ask firms to report the value, or lower its weight: a missing value describes the report, not the firm
mostly-missing = `{ $id }` is missing for { $share } of the firms
mostly-missing-report = ask firms to report the value: a missing value describes the report, not the firm

constant-meaning = all firms with a known value have the same marks
constant-advice = move its bounds, or give its weight to other indicators
constant = `{ $id }` is the same for all firms
constant-known = `{ $id }` is the same for all { $known } firms with a known value
constant-move = it distinguishes no firms: move its bounds, or give its weight of { $weight } to other indicators
constant-give = it distinguishes no firms: give its weight of { $weight } to other indicators

at-floor-meaning = more than { $many } of the firms with a known value have no marks
at-floor-advice = move the bound where marks begin; without a bound (flag, classes, percentile) use a value or marks that vary more, or lower the weight
at-ceiling-meaning = more than { $many } of the firms with a known value have full marks
at-ceiling-advice = move the bound of full marks; without a bound (flag, classes, percentile) use a value or marks that vary more, or lower the weight
at-end-severity = note; a warning above { $most }
at-end = { $end ->
    [floor] { $share } of the firms have no marks in `{ $id }`, which does not distinguish between them
   *[ceiling] { $share } of the firms have full marks in `{ $id }`, which does not distinguish between them
}
at-end-known = { $end ->
    [floor] { $share } of the { $known } firms with a known value have no marks in `{ $id }`, which does not distinguish between them
   *[ceiling] { $share } of the { $known } firms with a known value have full marks in `{ $id }`, which does not distinguish between them
}
end-flag = a flag says only yes or no: use a number instead
end-flag-less = a flag says only yes or no: lower its weight, or use a number instead
end-classes = give its classes other marks
end-classes-less = give its classes other marks, or lower its weight
end-relative = its marks are relative to the other firms, so there is no bound to move: use a value that varies more
end-relative-less = its marks are relative to the other firms, so there is no bound to move: lower its weight, or use a value that varies more
end-floor = { $turn ->
    [raise] raise the bound where marks begin
   *[lower] lower the bound where marks begin
}
end-floor-less = { $turn ->
    [raise] raise the bound where marks begin, or lower its weight
   *[lower] lower the bound where marks begin, or lower its weight
}
end-ceiling = { $turn ->
    [raise] raise the bound of full marks
   *[lower] lower the bound of full marks
}

skewed-meaning = the marks have a skew beyond ±{ $skew } and a kurtosis above { $kurtosis }
skewed-advice = treat outliers, lower the bound of full marks, or lower its weight
skewed = the marks in `{ $id }` differ mainly for a few firms: skew { $skew }, kurtosis { $kurtosis }
skewed-treat = treat outliers (`ln1p`, `winsorise` or `draw_in`)
skewed-treat-less = treat outliers (`ln1p`, `winsorise` or `draw_in`), or lower its weight
skewed-bound = { $turn ->
    [raise] treat outliers (`ln1p`, `winsorise` or `draw_in`), or raise the bound of full marks
   *[lower] treat outliers (`ln1p`, `winsorise` or `draw_in`), or lower the bound of full marks
}
skewed-bound-less = { $turn ->
    [raise] treat outliers (`ln1p`, `winsorise` or `draw_in`), raise the bound of full marks, or lower its weight
   *[lower] treat outliers (`ln1p`, `winsorise` or `draw_in`), lower the bound of full marks, or lower its weight
}

say-the-same-meaning = two indicators correlate above { $same }
say-the-same-severity = warning; a note where they are in two groups
say-the-same-advice = merge them, or keep one, with one weight for what both measure; if they are in two groups, keep one of them
say-the-same = `{ $one }` and `{ $other }` measure the same: r = { $r }
say-the-same-merge = merge them, or keep one: together they have a weight of { $weight }
say-the-same-across = `{ $one }` of `{ $group }` and `{ $other }` of `{ $other_group }` measure the same: r = { $r }
say-the-same-keep = keep one of them: what they measure counts in both groups

oppose-meaning = two indicators of a group correlate below 0, beyond chance (p below { $level }, adjusted for all pairs)
oppose-severity = note (they have little in common); a warning if the correlation is below { $opposed } (they oppose each other)
oppose-advice = check their directions, or separate them
oppose = `{ $one }` and `{ $other }` of `{ $group }` oppose each other: r = { $r }
oppose-check = firms with more marks in one have fewer in the other: check the direction of each, or separate them
oppose-little = `{ $one }` and `{ $other }` of `{ $group }` have little in common: r = { $r }
oppose-little-check = no change is needed if they are meant to complement each other; otherwise check the direction of each

other-group-meaning = an indicator correlates with another group more than with the rest of its own, beyond chance (p below { $level }, adjusted for all indicators and groups)
other-group-severity = note; a warning if the correlation with the other group is above { $weak } and exceeds that with its own group by more than { $further }
other-group-advice = move it, or state why it stays
other-group = `{ $id }` correlates with `{ $other }` (r = { $r }) more than with the rest of `{ $own }` (r = { $own_r })
other-group-move = move it to `{ $other }`, or state in the scorecard why it stays

low-alpha-meaning = Cronbach's alpha of a group is below { $least }
low-alpha-advice = no change is needed if its indicators are meant to complement each other; otherwise find the indicator that lowers alpha
low-alpha = the indicators of `{ $id }` do not measure the same thing: alpha is { $alpha }

redundant-meaning = the others explain more than { $most } of an indicator or a group (adjusted R², beyond chance: adjusted p below { $level }); if indicators are combinations of one another, the one with the smallest own part of S is found first, and the others are then judged without it
redundant-advice = keep one of those that measure the same, or merge them: the others already contain what it measures
redundant = `{ $id }` is redundant: the others explain { $explained } of it; own S is only { $own }, of S { $whole }

matters-less-meaning = the importance of an indicator or a group is below { $less } times the expected importance (independent indicators, marks of equal variance), because its marks vary little or because it correlates negatively with the rest of the points
matters-less-severity = warning if the marks vary little; a note if the correlation is negative (adjusted p below { $level })
matters-less-advice = spread its marks, or raise its weight: an indicator that gives most firms the same marks decides little
matters-less = `{ $id }` has { $weight } of the weight, but its marks vary little: by their spread alone its importance would be { $importance } (expected: { $expected })
matters-less-spread = spread its marks: an indicator in which firms hardly differ decides little, whatever its weight
matters-less-against = `{ $id }` has { $weight } of the weight and an importance of { $importance } (expected: { $expected }); its correlation with the rest of the points is negative: r = { $r }
matters-less-check = find the indicators with which it correlates negatively, and check the direction of each

matters-more-meaning = the importance of an indicator or a group is above its weight and above { $more } times the expected importance (independent indicators, marks of equal variance)
matters-more-severity = warning if the cause is the indicator itself (most of S is its own, and its own part of R² alone passes the same bound); otherwise a note, if it correlates with the rest of the points (adjusted p below { $level })
matters-more-advice = lower its weight, unless it is meant to decide this much; if the cause is correlation with other indicators, find them
matters-more = `{ $id }` has { $weight } of the weight and an importance of { $importance } (expected: { $expected })
matters-more-lower = lower its weight, unless it is meant to decide this much
matters-more-with = `{ $id }` has { $weight } of the weight and an importance of { $importance } (expected: { $expected }); it correlates with the rest of the points: r = { $r }
matters-more-find = find the indicators that it correlates with: most of its importance is shared with them and does not depend on its own weight

decides-alone-meaning = an indicator correlates above { $same } with the points although others have weight, and most of its S is its own
decides-alone-advice = lower its weight, or find why the others add little
decides-alone = `{ $id }` nearly determines the points alone: r = { $r }

against-points-meaning = an indicator correlates below 0 with the points, beyond chance (p below { $level }, adjusted for all indicators)
against-points-severity = note; a warning if the correlation is below { $opposed } (firms with more marks in it have fewer points)
against-points-advice = check its direction
against-points = firms with more marks in `{ $id }` have fewer points: r = { $r }
against-points-check = check its direction: firms with more marks in it have fewer in other indicators
against-points-little = `{ $id }` has a weak negative correlation with the points: r = { $r }
against-points-little-check = no change is needed if it is meant to measure something different; otherwise check its direction

moves-nobody-meaning = without it every firm keeps its rank
moves-nobody-advice = remove it, or give it weight
moves-nobody = without `{ $id }` every firm keeps its rank
moves-nobody-remove = remove it
moves-nobody-raise = remove it, or give it enough weight to matter
moves-nobody-differ = remove it, or use a curve that spreads its marks more

ties-meaning = more than { $most } of all pairs of firms have the same points
ties-advice = publish more decimals, or use finer curves
ties = { $share } of all pairs of firms have the same points
ties-finer = publish more decimals, or use curves with more steps

heap-meaning = more than { $most } of the firms have the same points
heap-advice = find the cause
heap = { $share } of the firms have the same points, { $points }
heap-find = find the floor, cap or missing value that causes it; tie-breakers order these firms

crowded-grade-meaning = more than { $most } of the firms have one grade
crowded-grade-advice = move the bounds of the grades
crowded-grade = { $share } of the firms have grade `{ $grade }`
empty-grade-meaning = no firm has the grade
empty-grade = no firm has grade `{ $grade }`

source-audits = the JRC's audits of composite indicators
source-correlations = the JRC's reading of correlations
source-correlations-becker = the JRC's reading of correlations; Becker and others 2017
source-correlations-many = the JRC's reading of correlations; Benjamini and Hochberg 1995
source-many = Benjamini and Hochberg 1995
source-ends = McHorney and Tarlov 1995
source-alpha = Nunnally 1978, as the OECD handbook cites him
source-importance = Becker and others 2017
source-inflation = a variance inflation above 10: Marquardt 1970
source-ties = Ferguson's δ below 0.9, Kline 2000
