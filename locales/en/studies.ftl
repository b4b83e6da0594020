### What several studies say: refused options, the likeness of two cohorts, searches that came before.

# $what is a noun with its adjectives, such as "number of draws".
unfit = `{ $number }` is not a valid { $what }

## The population stability index

psi-few-firms = too few firms to judge

of-stability = firms of two cohorts, by tenths of the points of the first
about-to = largest points of the first in it; the last bin has no end
about-base = firms of the first
about-other = firms of the second

## Searches for weights on the same data, by the log beside the campaign

searches-unknown = { $study ->
    [calibrate] the number of earlier searches on these firms and outcomes is not known
   *[tune] the number of earlier searches on these firms is not known
}
searches-none = { $study ->
    [calibrate] the log of searches (searches.jsonl) has no other search on these firms and outcomes
   *[tune] the log of searches (searches.jsonl) has no other search on these firms
}
seeds = { $count ->
    [one] 1 seed
   *[other] { $count } seeds
}
bounds = { $count ->
    [one] 1 set of bounds
   *[other] { $count } sets of bounds
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
    [one] the log of searches (searches.jsonl) has 1 other search on these firms and outcomes ({ $kinds }); { $succeeded } proposed other weights
   *[other] the log of searches (searches.jsonl) has { $others } other searches on these firms and outcomes ({ $kinds }); { $succeeded } proposed other weights
}
calibrations-best = { $others ->
    [one] the log of searches (searches.jsonl) has 1 other search on these firms and outcomes ({ $kinds }); { $succeeded } proposed other weights; the best AUC held out is { $auc }
   *[other] the log of searches (searches.jsonl) has { $others } other searches on these firms and outcomes ({ $kinds }); { $succeeded } proposed other weights; the best AUC held out is { $auc }
}
tunings = { $others ->
    [one] the log of searches (searches.jsonl) has 1 other search on these firms ({ $kinds }); { $succeeded } met all goals
   *[other] the log of searches (searches.jsonl) has { $others } other searches on these firms ({ $kinds }); { $succeeded } met all goals
}

# Predicates of "the line …".
line-no-search = is not a search
line-broken = is cut off or not JSON
