### What several studies say: refused options, the likeness of two cohorts, searches that came before.

# $what is a noun with its adjectives, such as "number of draws".
unfit = `{ $number }` is no { $what }

## The population stability index

psi-few-firms = too few firms to judge

of-stability = firms of two cohorts, by tenths of the points of the first
about-to = largest points of the first in it; the last bin has no end
about-base = firms of the first
about-other = firms of the second

## Searches for weights on the same data, by the log beside the campaign

searches-unknown = { $study ->
    [calibrate] the number of other searches on these firms and outcomes before this one is not known
   *[tune] the number of other searches on these firms before this one is not known
}
searches-none = { $study ->
    [calibrate] no other search on these firms and outcomes came before, by the log beside the campaign
   *[tune] no other search on these firms came before, by the log beside the campaign
}
seeds = { $count ->
    [one] 1 seed
   *[other] { $count } seeds
}
bounds = { $count ->
    [one] 1 bound
   *[other] { $count } bounds
}
objectives = { $count ->
    [one] 1 objective
   *[other] { $count } objectives
}
goal-files = { $count ->
    [one] 1 goal file
   *[other] { $count } goal files
}
scorecards = { $count ->
    [one] 1 scorecard
   *[other] { $count } scorecards
}
calibrations = { $others ->
    [one] 1 other search on these firms and outcomes came before ({ $kinds }): { $succeeded } of them proposed other weights
   *[other] { $others } other searches on these firms and outcomes came before ({ $kinds }): { $succeeded } of them proposed other weights
}
calibrations-best = { $others ->
    [one] 1 other search on these firms and outcomes came before ({ $kinds }): { $succeeded } of them proposed other weights, at best AUC { $auc } held out
   *[other] { $others } other searches on these firms and outcomes came before ({ $kinds }): { $succeeded } of them proposed other weights, at best AUC { $auc } held out
}
tunings = { $others ->
    [one] 1 other search on these firms came before ({ $kinds }): { $succeeded } of them met all goals
   *[other] { $others } other searches on these firms came before ({ $kinds }): { $succeeded } of them met all goals
}

# Predicates of "the line …".
line-no-search = is not a search
line-broken = is cut off or not JSON
