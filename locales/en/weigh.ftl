### Weights by a method, and what they would cause.

title = Weights of { $scorecard } by { $method }, { $cohort } as of { $day }
method = { $method }
in-segment = { $segment }: { $sentence }

# Weights beside today's.
weights = Weights
weights-in = Weights in { $segment }
header-interval = 95 %
header-interval-in = 95 % in { $segment }
interval = { $low } to { $high }
series-today = today
series-proposed = proposed

# How the weights came about.
todays-few = { $firms ->
    [one] 1 firm is
   *[other] { $firms } firms are
} too few to derive weights from: today's weights stay
todays-tied = { $firms ->
    [one] 1 firm is
   *[other] { $firms } firms are
} too few to correlate { $indicators } indicators: today's weights stay
replicates = 95 % of { $replicates } bootstrap replicates of { $firms ->
    [one] 1 firm
   *[other] { $firms } firms
} lie in the intervals
factors-none = no factor kept: common factors explain less than { $least } % of the variance and represent the indicators poorly
factors = { $factors ->
    [one] 1 factor
   *[other] { $factors } factors
} kept: explained variance { $explained }
factors-poor = { $factors ->
    [one] 1 factor
   *[other] { $factors } factors
} kept: explained variance { $explained }, together less than { $least } %; the factors represent the indicators poorly

# Judgements.
judges = Judges
of-judge = { $judge }: { $sentence }
of-group = { $group }: { $sentences }
of-expert = { "  " }{ $expert }: { $sentences }
whole = whole
best-worst = consistency ratio { $ratio }, ξ { $xi }
best-worst-revisit = consistency ratio { $ratio }, ξ { $xi }; reconsider { $indicator }
best-worst-alike = no consistency ratio, since all indicators are judged alike; ξ { $xi }
best-worst-alike-revisit = no consistency ratio, since all indicators are judged alike; ξ { $xi }; reconsider { $indicator }
share = { $indicator } { $share }
# $experts is 0 where nothing was merged.
ratio = consistency ratio { $ratio } by the random index of { $author }{ $experts ->
    [0] { "" }
   *[other] , { $experts } experts merged by geometric mean
}
ratio-unknown = consistency ratio not known by the random index of { $author }{ $experts ->
    [0] { "" }
   *[other] , { $experts } experts merged by geometric mean
}
ratio-alone = consistency ratio { $ratio }
ratio-alone-unknown = consistency ratio not known
reconsider = reconsider { $one } to { $other }: the judgement is { $judged }, all judgements together imply { $implied }
# $how is "mean" where the judges' weights are averaged.
agreement = { $judges ->
    [one] 1 judge
   *[other] { $judges } judges
}{ $how ->
    [mean] , all counted alike: weights are the mean of theirs
   *[other] { "" }
}; agreement of their orders: Kendall's W { $w }, p { $p } { $law ->
    [exact] over all arrangements
   *[other] by χ²
}
agreement-none = { $judges ->
    [one] 1 judge
   *[other] { $judges } judges
}{ $how ->
    [mean] , all counted alike: weights are the mean of theirs
   *[other] { "" }
}; no orders to compare: everyone weighs all indicators alike

# Cautions: what was seen, and what to do.
cautions = bear in mind
caution = { $message }; { $help }
few-firms-pairs = { $firms ->
    [one] 1 firm
   *[other] { $firms } firms
} for { $indicators ->
    [one] 1 indicator
   *[other] { $indicators } indicators
} are fewer than { $least } per indicator: correlations, and so the weights by { $method }, are largely chance
few-firms-spread = { $firms ->
    [one] 1 firm is
   *[other] { $firms } firms are
} fewer than { $least }: spreads, and so the weights by { $method }, are largely chance
few-firms-help = use { $enough } firms or more, look at the intervals, or use a method that asks people
# A weight that a method changes: "changes the weight of rd from 20 to 90".
against-factor = { $method } changes the weight of { $indicator } from { $today } to { $proposed }, although the indicator falls when its factor rises (loading { $loading }): squared loadings give weight also to indicators that work against the others
against-factor-in = { $method } changes the weight of { $indicator } in { $segment } from { $today } to { $proposed }, although the indicator falls when its factor rises (loading { $loading }): squared loadings give weight also to indicators that work against the others
against-factor-help = check the indicator's direction; if it is right, leave the indicator out or weigh by another method
hardly-varies = { $method } changes the weight of { $indicator } from { $today } to { $proposed }: { $alike } of the firms have nearly the same marks in it, and { $law }
hardly-varies-in = { $method } changes the weight of { $indicator } in { $segment } from { $today } to { $proposed }: { $alike } of the firms have nearly the same marks in it, and { $law }
hardly-varies-help = set this weight by judgement: rarity does not measure importance
law-entropy = the fewer firms hold most of the marks, the greater the weight, without limit
law-merec = the weight grows with the distance between most firms and the few with the least marks
law-critic = the indicator correlates with few others, since it hardly varies
law-pca = its correlations rest on the few firms that differ
law-deviation = the weight is in proportion to √(p (1 − p)), with p the share of firms that differ, however important the difference is
law-falls = the method gives little weight to such an indicator
untied-curve = marks in { $indicators } are percentiles without ties, which are evenly spread however the values are: { $effect }
untied-curve-help = use a curve that reads values instead of ranks, such as linear or minmax, or a method that asks people
effect-weight = weights by { $method } depend on the curve, not on the data
effect-critic = the standard deviation of these marks depends only on the curve; their correlations depend on the data
effect-merec = the distance of firms from the least depends on the curve alone

# Refusals.
nothing-to-weigh = segment `{ $segment }` of `{ $scorecard }` has no indicator to weigh
nothing-to-weigh-help = give a weight to an indicator of its base: weights of bonus and deduction are not derived
firms-few = `{ $method }` weighs { $indicators } indicators by { $firms ->
    [one] 1 firm
   *[other] { $firms } firms
}: it needs more firms than indicators, since correlations of fewer firms depend on one another
firms-few-help = use { $enough } firms or more, or a method that asks people: ahp, bwm, roc, swing
least-share = `{ $share }` is not a valid least share
least-share-help = give a share above 0 and below 1
option-idle = `--{ $option }` is read by `{ $reader }`, not by `{ $method }`
option-idle-help = leave --{ $option } out, or choose { $reader }
not-judged = `{ $method }` derives weights from data, not from judgements
not-judged-help = leave --judgements out, or choose ahp, bwm, roc or swing
judgements-missing = `{ $method }` needs judgements
judgements-missing-help = give a file with --judgements; docs/weights.md shows one
within-idle = `{ $method }` uses no data of firms, so segments cannot have weights of their own
within-idle-help = leave --within out: judgements hold for all segments

# What the scorecard that is written says of its weights.
origin-spearman = { $method } (spearman)
origin-least-share = { $method } (shares below { $share } count as { $share })
origin-title = weights by { $method }
origin = weights derived by { $method }
origin-within = weights derived by { $method }, each segment by its own firms
origin-within-todays = weights derived by { $method }, each segment by its own firms (too few firms, today's weights kept: { $segments })
origin-judgements = judgements { $file }, SHA-256 { $hash }

# Tables: what a row is, and what columns hold.
about-weights = A row per indicator and segment
about-indicator = The indicator's id
about-segment = The segment's id
about-today = Today's weight, in points of the scale
about-proposed = The proposed weight, in points of the scale
about-low = 2.5 % quantile of its bootstrap replicates; empty for methods that read no firms
about-high = 97.5 % quantile of its bootstrap replicates; empty for methods that read no firms
about-judges = A row per judge and indicator, where there are several judges
about-judge = The judge's name
about-weight = The indicator's share of all weight, by this judge alone
about-cautions = A row per caution about the weights
about-kind = The kind of caution
about-caution-segment = The segment; empty for the whole cohort
about-indicators = The indicators that the caution concerns, separated by ;
about-message = What was seen
about-help = What to do about it
header-indicator = indicator
