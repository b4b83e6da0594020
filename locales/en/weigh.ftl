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
} too few to weigh by: today's weights stay
todays-tied = { $firms ->
    [one] 1 firm is
   *[other] { $firms } firms are
} too few to correlate { $indicators } indicators: today's weights stay
replicates = 95 % of { $replicates } bootstrap replicates of { $firms ->
    [one] 1 firm
   *[other] { $firms } firms
} lie in the intervals
factors-none = no factor kept, so the factors explain less than { $least } % of the variance: they represent the indicators poorly
factors = { $factors ->
    [one] 1 factor
   *[other] { $factors } factors
} kept, explaining { $explained } of the variance
factors-poor = { $factors ->
    [one] 1 factor
   *[other] { $factors } factors
} kept, explaining { $explained } of the variance, less than { $least } % together: they represent the indicators poorly

# Judgements.
judges = Judges
of-judge = { $judge }: { $sentence }
of-group = { $group }: { $sentences }
of-expert = { "  " }{ $expert }: { $sentences }
whole = whole
best-worst = consistency ratio { $ratio }, ξ { $xi }
best-worst-revisit = consistency ratio { $ratio }, ξ { $xi }; reconsider { $indicator }
best-worst-alike = no consistency ratio, since all are judged alike, ξ { $xi }
best-worst-alike-revisit = no consistency ratio, since all are judged alike, ξ { $xi }; reconsider { $indicator }
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
reconsider = reconsider { $one } to { $other }: judged { $judged }, implied by all together { $implied }
# $how is "mean" where the judges' weights are averaged.
agreement = { $judges ->
    [one] 1 judge
   *[other] { $judges } judges
}{ $how ->
    [mean] , each counting alike: the mean of their weights
   *[other] { "" }
}; agreement of their orders: Kendall's W { $w }, p { $p } { $law ->
    [exact] of all arrangements
   *[other] by χ²
}
agreement-none = { $judges ->
    [one] 1 judge
   *[other] { $judges } judges
}{ $how ->
    [mean] , each counting alike: the mean of their weights
   *[other] { "" }
}; no agreement of their orders: everyone weighs all indicators alike

# Cautions: what was seen, and what to do.
cautions = bear in mind
caution = { $message }; { $help }
few-firms-pairs = { $firms ->
    [one] 1 firm
   *[other] { $firms } firms
} for { $indicators ->
    [one] 1 indicator
   *[other] { $indicators } indicators
} are fewer than { $least } each: correlations, and so the weights by { $method }, are largely chance
few-firms-spread = { $firms ->
    [one] 1 firm is
   *[other] { $firms } firms are
} fewer than { $least }: spreads, and so the weights by { $method }, are largely chance
few-firms-help = weigh { $enough } firms or more, look at the intervals, or use a method that asks people
# A weight that a method changes: "takes rd from 20 to 90".
against-factor = { $method } takes { $indicator } from { $today } to { $proposed }, although it falls where its factor rises (loading { $loading }): weight by squared loadings rewards what works against the rest
against-factor-in = { $method } takes { $indicator } in { $segment } from { $today } to { $proposed }, although it falls where its factor rises (loading { $loading }): weight by squared loadings rewards what works against the rest
against-factor-help = check the indicator's direction; if it is right, leave the indicator out or weigh by another method
hardly-varies = { $method } takes { $indicator } from { $today } to { $proposed }, and { $alike } of firms are alike in it: { $law }
hardly-varies-in = { $method } takes { $indicator } in { $segment } from { $today } to { $proposed }, and { $alike } of firms are alike in it: { $law }
hardly-varies-help = set this weight by judgement: rarity is not importance, nor commonness unimportance
law-entropy = the fewer firms have most of an indicator, the greater its weight, without bound
law-merec = its weight grows with the distance of the many from the few that have least
law-critic = it correlates with few others, since it hardly varies
law-pca = its correlations rest on the few firms that differ
law-deviation = its weight is in proportion to √(p (1 − p)), p being the share of firms that differ, whatever the difference is worth
law-falls = the method gives little weight to what most firms have alike
untied-curve = shares of { $indicators } are percentiles without ties, evenly spread whatever the values are: { $effect }
untied-curve-help = use a curve of values, such as linear or minmax, or a method that asks people
effect-weight = { $method } weighs the curve, not the data
effect-critic = contrast depends on the curve alone, and only conflict on the data
effect-merec = the distance of firms from the least depends on the curve alone

# Refusals.
nothing-to-weigh = segment `{ $segment }` of `{ $scorecard }` has no indicator to weigh
nothing-to-weigh-help = give an indicator of its base a weight: those of bonus and deduction are not proposed
firms-few = `{ $method }` weighs { $indicators } indicators by { $firms ->
    [one] 1 firm
   *[other] { $firms } firms
}: it needs more firms than indicators, since correlations of fewer firms depend on one another
firms-few-help = weigh { $enough } firms or more, or ask people: ahp, bwm, roc, swing
least-share = `{ $share }` is not a least share
least-share-help = give a share above 0 and below 1
option-idle = `--{ $option }` is read by `{ $reader }`, not by `{ $method }`
option-idle-help = leave --{ $option } out, or choose { $reader }
not-judged = `{ $method }` asks data, not people
not-judged-help = leave --judgements out, or choose ahp, bwm, roc or swing
judgements-missing = `{ $method }` needs judgements
judgements-missing-help = give a file with --judgements; docs/weights.md shows one
within-idle = `{ $method }` knows no firms, and so no segments
within-idle-help = leave --within out: judgements hold for all segments

# What the scorecard that is written says of its weights.
origin-spearman = { $method } (spearman)
origin-least-share = { $method } (shares below { $share } count as { $share })
origin-title = weights by { $method }
origin = weights derived by { $method }
origin-within = weights derived by { $method }, each segment by its own firms
origin-within-todays = weights derived by { $method }, each segment by its own firms (today's kept for want of firms: { $segments })
origin-judgements = judgements { $file }, SHA-256 { $hash }

# Tables: what a row is, and what columns hold.
about-weights = A row per indicator and segment
about-indicator = The indicator's id
about-segment = The segment's id
about-today = Today's weight, in points of the scale
about-proposed = The proposed weight, in points of the scale
about-low = 2.5 % quantile of its bootstrap replicates; empty where no firms are read
about-high = 97.5 % quantile of its bootstrap replicates; empty where no firms are read
about-judges = A row per judge and indicator, where there are several judges
about-judge = The judge's name
about-weight = Its share of the whole by this judge alone
about-cautions = A row per caution about the weights
about-kind = The kind of caution
about-caution-segment = The segment; empty for the whole cohort
about-indicators = The indicators it is about, separated by ;
about-message = What was seen
about-help = What to do about it
header-indicator = indicator
