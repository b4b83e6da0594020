### Readings of statistics: half a sentence on the size of a number, and a legend with its source.

read = { $value } ({ $reading })

correlation-hardly = hardly related
correlation-weak = weakly related
correlation-weak-opposed = weakly related, in the opposite direction
correlation-moderate = moderately related
correlation-moderate-opposed = moderately related, in the opposite direction
correlation-strong = strongly related
correlation-strong-opposed = strongly related, in the opposite direction
correlation-very-strong = very strongly related
correlation-very-strong-opposed = very strongly related, in the opposite direction
correlation-legend = correlation: below 0.2 hardly related, 0.2 to 0.4 weakly, 0.4 to 0.6 moderately, 0.6 to 0.8 strongly, above 0.8 very strongly (Evans 1996)

tau = { $share } of pairs in the same order
tau-legend = Kendall's τ: of all pairs of firms, (1 + τ) / 2 stand in the same order (Kendall 1938)

concordance-none = no agreement
concordance-very-weak = very weak agreement
concordance-weak = weak agreement
concordance-moderate = moderate agreement
concordance-strong = strong agreement
concordance-very-strong = very strong agreement
concordance-legend = Kendall's W: 0 no agreement, 0.5 moderate, 0.7 strong, 1 the same order (Schmidt 1997)

psi-stable = hardly shifted
psi-shifted = somewhat shifted
psi-different = another population
psi-legend = PSI: below 0.1 hardly shifted, 0.1 to 0.25 somewhat shifted, above 0.25 another population (Siddiqi 2006)

iv-none = not predictive
iv-weak = weak
iv-medium = medium
iv-strong = strong
iv-suspicious = suspiciously strong
iv-legend = IV: below 0.02 not predictive, 0.02 to 0.1 weak, 0.1 to 0.3 medium, 0.3 to 0.5 strong, above 0.5 suspiciously strong (Siddiqi 2006)

ks = at the best cut, bad and good firms are { $points } percentage points apart
ks-legend = KS: the greatest gap between the shares of bad and of good firms below a number of points (Kolmogorov 1933, Smirnov 1939)

auc-reversed = reversed: the bad firm has fewer points in only { $pairs } of 100 pairs
auc-poor = poor: the bad firm has fewer points in { $pairs } of 100 pairs
auc-acceptable = acceptable: the bad firm has fewer points in { $pairs } of 100 pairs
auc-excellent = excellent: the bad firm has fewer points in { $pairs } of 100 pairs
auc-outstanding = outstanding: the bad firm has fewer points in { $pairs } of 100 pairs
auc-legend = AUC: 0.5 chance, 0.7 to 0.8 acceptable, 0.8 to 0.9 excellent, above 0.9 outstanding (Hosmer, Lemeshow and Sturdivant 2013)

brier-better = better than the base rate's { $base }
brier-no-better = no better than the base rate's { $base }
brier-legend = Brier score: the mean squared error of the predicted chances, 0 perfect; the base rate p alone scores p (1 − p) (Brier 1950)

sobol = { $share } of the variance
sobol-legend = Sobol index: an input's share of the variance, alone (first order) or with its interactions (total) (Sobol 1993)

cr-consistent = consistent enough
cr-inconsistent = too inconsistent to use
cr-legend = consistency ratio: consistent enough up to 0.05 for 3 members, 0.08 for 4 and 0.1 for 5 or more (Saaty 1994)
