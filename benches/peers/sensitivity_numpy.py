"""Sensitivity to weights with NumPy: the script one would write, doing what `jifen sensitivity` does.

    python sensitivity_numpy.py FIRMS.csv OUT --draws STUDY

STUDY is what `jifen sensitivity --out STUDY` wrote: its draws are taken, so that both do the same, and what comes of them is
compared number by number. Per draw: points as a matrix product in each segment, rounded; an argsort; ranks, ties 1, 2, 2, 4;
every list down to its capacity. Then each firm's mean rank, its 5 % and 95 % quantile, and its chance to be on each list.
Prints seconds, without reading the cohort and the draws, as JSON.
"""

import json
import re
import sys
import time
from pathlib import Path

import numpy as np
import polars as pl

import job as jobs
import polars_peer as peer

THRESHOLD = re.compile(r"points >= (\d+(?:\.\d+)?)")


def half_away(points, decimals):
    """Units of points from 0 on, rounded half up; what sums of binary fractions lose below a half is none of it."""
    units = points * 10.0**decimals
    noise = np.maximum(units, 1e3 * 10.0**decimals) * 2.0**-46
    return np.floor(units + (0.5 + noise)).astype(np.int64)


def cohort(job):
    """The scored firms in the order that breaks ties but for points, their shares of full marks, and who is eligible where
    but for points."""
    shares = [peer.marks(i).alias("share_" + i.id) for i in job.indicators]
    firms = peer.derive(job, peer.read(job)).with_columns(shares).collect()
    (_, second) = job.scorecard["tie_breaker"]
    firms = firms.sort([peer.rule(second["by"]), "id"], descending=[True, False], nulls_last=True)
    static, thresholds = [], []
    open_to_all = firms.select(pl.col("consent").fill_null(False) & pl.col("failed").is_null()).to_series()
    for institution in job.institutions:
        holds, threshold = open_to_all, 0.0
        for when in (job.rules[at][0] for at in institution.rules):
            if found := THRESHOLD.fullmatch(when):
                threshold = max(threshold, float(found[1]))
            else:
                jobs.require("points" not in when, f"a rule `{when}`")
                holds = holds & firms.select(peer.rule(when).fill_null(False)).to_series()
        static.append(holds.to_numpy())
        thresholds.append(threshold)
    matrix = firms.select(share.meta.output_name() for share in shares).to_numpy()
    return firms, np.ascontiguousarray(matrix), np.array(static), thresholds


def study(job, firms, shares, static, thresholds, weights):
    """Ranks of every draw, and how often each firm is on each list."""
    decimals = job.scorecard["decimals"]
    rows = {id: np.flatnonzero(firms["segment"].to_numpy() == id) for id, _ in job.segments}
    parts = {id: shares[own] for id, own in rows.items()}
    first_group = job.scorecard["tie_breaker"][0]["by"].removeprefix("points.")
    in_group = np.array([i.group == first_group for i in job.indicators])
    draws, count = len(weights[job.segments[0][0]]), len(shares)
    ranks = np.empty((draws, count), np.int32)
    on = np.zeros((len(job.institutions), count), np.int64)
    points, tie = np.empty(count), np.empty(count)
    own_order = {}
    for at, institution in enumerate(job.institutions):
        if institution.order:
            by = firms.select(peer.rule(institution.order[0])).to_series()
            own_order[at] = (-by if institution.order[1] else by).fill_null(np.inf).to_numpy()
    for draw in range(draws):
        for id, own in rows.items():
            w = weights[id][draw]
            points[own] = parts[id] @ w
            tie[own] = parts[id] @ (w * in_group)
        units = half_away(points, decimals)
        order = np.argsort(-(units * 10**7 + half_away(tie, decimals)), kind="stable")
        falling = units[order]
        begins = np.r_[True, falling[1:] != falling[:-1]]
        ranks[draw, order] = np.maximum.accumulate(np.where(begins, np.arange(count), 0)) + 1
        for at, institution in enumerate(job.institutions):
            eligible = static[at] & (units >= round(thresholds[at] * 10**decimals))
            listed = order[eligible[order]]
            if at in own_order:
                listed = listed[np.argsort(own_order[at][listed], kind="stable")]
            on[at, listed[: institution.capacity]] += 1
    return ranks, on


def summary(ranks):
    """Mean rank and the two quantiles, some firms at a time."""
    draws, count = ranks.shape
    mean = ranks.sum(axis=0, dtype=np.int64) / draws
    low, high = np.empty(count, np.int32), np.empty(count, np.int32)
    place = int(np.ceil(0.05 * draws - 1e-9)) - 1
    for start in range(0, count, 1000):
        some = np.partition(ranks[:, start : start + 1000], (place, draws - 1 - place), axis=0)
        low[start : start + 1000], high[start : start + 1000] = some[place], some[draws - 1 - place]
    return mean, low, high


def main():
    at = sys.argv.index("--draws")
    folder = Path(sys.argv[at + 1])
    del sys.argv[at : at + 2]
    job = jobs.load(__doc__)
    drawn = pl.read_parquet(folder / "draws.parquet")
    ids = [id for id, _ in job.segments]
    weights = {id: drawn.select(f"weight_{i.id}.{id}" for i in job.indicators).to_numpy() for id in ids}
    firms, shares, static, thresholds = cohort(job)
    began = time.perf_counter()
    ranks, on = study(job, firms, shares, static, thresholds, weights)
    ranked = time.perf_counter()
    mean, low, high = summary(ranks)
    ended = time.perf_counter()
    print(json.dumps({"draws": len(ranks), "firms": len(shares), "seconds": ended - began, "of_these_percentiles": ended - ranked}))

    theirs = pl.read_parquet(folder / "sensitivity.parquet")
    ours = pl.DataFrame({"firm": firms["id"], "mean": mean, "low": low, "high": high}).with_columns(
        pl.Series(i.id, on[at] / len(ranks)) for at, i in enumerate(job.institutions)
    )
    both = theirs.join(ours, on="firm")
    assert len(both) == len(theirs) == len(ours), "not the same firms"
    pairs = [("mean_rank", "mean"), ("rank_low", "low"), ("rank_high", "high")]
    pairs += [(f"chance_{i.id}", i.id) for i in job.institutions]
    differ = {name: int((abs(both[name] - both[other]) > 1e-9).sum()) for name, other in pairs}
    worst = max(differ.values())
    if worst:
        sys.exit(f"numbers differ: {({name: count for name, count in differ.items() if count})}")


if __name__ == "__main__":
    main()
