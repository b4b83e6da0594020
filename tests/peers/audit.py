"""What an audit says of random columns against scipy, scikit-learn, pingouin and numpy.

Usage: audit.py PROGRAM, where PROGRAM is the example `peers`: it reads cases as JSON lines and answers each.
Where a peer gives no number (a constant column, too few values), ours is compared with what is documented.
"""

import json
import subprocess
import sys
import warnings

import numpy as np
import pandas as pd
import pingouin
import scipy.interpolate
import scipy.stats
from sklearn.linear_model import LinearRegression

warnings.filterwarnings("ignore")
random = np.random.default_rng(20251231)
# How near two ways of solving for the same curve come: where ranks rise as tiers do, a ridge takes a thousandth of the little
# that a curve over them adds to the line.
CURVE = 1e-3
compared = {}


def same(name, kind, found, expected, tolerance=1e-9):
    assert found is not None, f"{name} of {kind}: we have no number, the peer has {expected}"
    assert np.isfinite(expected), f"{name} of {kind}: the peer has no number"
    worst = abs(found - expected) / max(1.0, abs(expected))
    assert worst <= tolerance, f"{name} of {kind}: {found} is not {expected}"
    count, most = compared.get(name, (0, 0.0))
    compared[name] = (count + 1, max(most, worst))


def nothing(name, kind, found):
    assert found is None, f"{name} of {kind}: {found}, where there is nothing to tell"
    count, most = compared.get(f"{name}: nothing", (0, 0.0))
    compared[f"{name}: nothing"] = (count + 1, most)


def column(x):
    return [None if np.isnan(value) else float(value) for value in x]


def raws():
    """Raw values with shares: plain, heavy-tailed, counts, with gaps, constant, few, none."""
    for n in range(400):
        kind = ["plain", "heavy", "counts", "gaps", "constant", "few", "none", "huge"][n % 8]
        firms = int(random.integers(0, 4)) if kind == "few" else int(random.integers(5, 300))
        x = random.normal(3, 2, firms)
        if kind == "heavy":
            x = np.exp(random.normal(0, 2, firms))
        elif kind == "counts":
            x = random.poisson(0.7, firms).astype(float)
        elif kind == "gaps":
            x[random.uniform(size=firms) < 0.4] = np.nan
        elif kind == "constant":
            x[:] = 0.1
        elif kind == "none":
            x[:] = np.nan
        elif kind == "huge":
            x = x * 1e150
        shares = np.clip(np.nan_to_num(x) / 5, 0, 1)
        yield kind, x, shares


def against_profile(kind, raw, shares, ours):
    known = raw[~np.isnan(raw)]
    if len(raw):
        same("missing", kind, ours["missing"], np.isnan(raw).mean())
        same("floor", kind, ours["floor"], (shares == 0).mean())
        same("ceiling", kind, ours["ceiling"], (shares == 1).mean())
        same("distinct", kind, ours["distinct"], len(np.unique(shares)))
    else:
        nothing("missing", kind, ours["missing"])
    if len(known) == 0:
        return nothing("distribution", kind, ours["raw"])
    same("zero", kind, ours["zero"], (known == 0).mean())
    told = ours["raw"]
    same("mean, numpy", kind, told["mean"], known.mean())
    same("deviation, numpy", kind, told["deviation"], known.std() if np.ptp(known) else 0.0)
    quartiles = np.quantile(known, [0.25, 0.5, 0.75])
    for key, expected in zip(("first_quartile", "median", "third_quartile"), quartiles):
        same("quartiles, numpy", kind, told[key], expected)
    if np.ptp(known) == 0 or len(known) < 4:
        nothing("skew", kind, told["skew"])
    else:
        unit = np.abs(known - known.mean()).max()
        z = (known - known.mean()) / unit
        same("skew, scipy", kind, told["skew"], scipy.stats.skew(z, bias=False), 1e-8)
        same("kurtosis, scipy", kind, told["kurtosis"], scipy.stats.kurtosis(z, bias=False), 1e-8)
        is_skewed = abs(told["skew"]) > 2 and told["kurtosis"] > 3.5
        assert told["is_skewed"] == is_skewed, f"skewed of {kind}"
    spread = told["third_quartile"] - told["first_quartile"]
    for key, times in (("outside", 1.5), ("far_out", 3.0)):
        if spread == 0:
            nothing(key, kind, told[key])
            continue
        low, high = told["first_quartile"] - times * spread, told["third_quartile"] + times * spread
        same(f"{key}, numpy", kind, told[key], ((known < low) | (known > high)).mean())


def cohorts():
    """Shares, weights and points: independent, related, tied, with a constant, with twins, with gaps."""
    for n in range(240):
        kind = ["plain", "related", "tied", "constant", "twins", "gaps"][n % 6]
        firms, indicators = int(random.integers(30, 200)), int(random.integers(2, 8))
        x = random.uniform(0, 1, (firms, indicators))
        if kind == "related":
            x = 0.7 * x[:, [0]] + 0.3 * x
        elif kind == "tied":
            x = np.ceil(x * 4) / 4
        elif kind == "constant":
            x[:, -1] = 0.4
        elif kind == "twins":
            x[:, -1] = x[:, 0]
        weights = random.dirichlet(np.ones(indicators))
        points = 100 * x @ weights
        if kind == "gaps":
            x[random.uniform(size=x.shape) < 0.05] = np.nan
        yield kind, x, weights, points


def r_squared(x, y):
    return LinearRegression().fit(x, y).score(x, y)


def against_importance(kind, x, weights, points, ours):
    columns = [(x[~np.isnan(column), at], points[~np.isnan(column)]) for at, column in enumerate(x.T)]
    ratios = np.array([penalised(*both)[1] if np.ptp(both[0]) else 0.0 for both in columns])
    # What is known of fewer than 30 of many takes no part.
    counts = np.array([len(both[0]) >= 30 or len(points) < 30 for both in columns])
    shares = ratios / ratios[counts].sum()
    whole = ~np.isnan(x[:, counts]).any(axis=1)
    z, y = x[whole][:, counts], points[whole]
    tests = [one["correlation_chance"] for one in ours if one["correlation_chance"] is not None]
    if tests:
        adjusted = scipy.stats.false_discovery_control([test["p"] for test in tests])
        for test, expected in zip(tests, adjusted):
            same("adjusted p, scipy", kind, test["adjusted"], expected)
    is_split = whole.sum() >= counts.sum() + 2
    for at, one in enumerate(ours):
        known = ~np.isnan(x[:, at])
        same("ratio of a share, numpy", kind, one["ratio"], ratios[at], CURVE)
        if counts[at]:
            over = shares[at] / (weights[at] / weights[counts].sum())
            same("importance, numpy", kind, one["share"], shares[at], CURVE)
            same("importance over weight, numpy", kind, one["over_nominal"], over, CURVE)
            expected = weights[at] ** 2 / (weights[counts] ** 2).sum()
            same("expected importance, numpy", kind, one["expected"], expected)
            same("importance over expected, numpy", kind, one["over_expected"], shares[at] / expected, CURVE)
            variances = np.nanvar(x, axis=0) * weights**2
            spread = variances[at] / variances[counts].sum() / expected
            same("spread, numpy", kind, one["spread"], spread)
        else:
            nothing("importance", kind, one["share"])
        if np.ptp(x[known, at]) == 0:
            nothing("correlation", kind, one["correlation"])
            same("ratio of a constant", kind, one["ratio"], 0)
            if counts[at] and is_split:
                same("own part of a constant", kind, one["uncorrelated"], 0)
            continue
        r = scipy.stats.pearsonr(x[known, at], points[known])[0]
        same("correlation, scipy", kind, one["correlation"], r)
        p = scipy.stats.pearsonr(x[known, at], points[known])[1]
        same("p of a correlation, scipy", kind, one["correlation_chance"]["p"], p, 1e-6)
        same("R², scikit-learn", kind, one["linear"], r_squared(x[known][:, [at]], points[known]))
        if not (counts[at] and is_split):
            nothing("own R²", kind, one["uncorrelated"])
            continue
        column = counts[:at].sum()
        own, others = z[:, column], np.delete(z, column, axis=1)
        same("R² on the others, scikit-learn", kind, one["explained_by_others"], r_squared(others, own), 1e-8)
        residual = own - LinearRegression().fit(others, own).predict(others)
        expected = 0.0 if np.ptp(residual) < 1e-9 else r_squared(residual[:, None], y)
        same("own R², scikit-learn", kind, one["linear_uncorrelated"], expected, 1e-7)
        left = residual.var() / own.var()
        ratio = penalised(own, y)[1]
        bent = (ratio - r_squared(own[:, None], y)) * (1 - r_squared(others, own))
        same("own S, scikit-learn", kind, one["uncorrelated"], expected + bent, CURVE)
        same("correlated S, scikit-learn", kind, one["correlated"], ratio - expected - bent, CURVE)
        if left > 1e-6:
            # The points less the line on what the others leave, times the indicator.
            slope = np.polyfit(residual, y, 1)[0]
            rest = y - slope * own
            if rest.var() > 1e-9 * y.var():
                same("r with the rest, scipy", kind, one["with_rest"], scipy.stats.pearsonr(own, rest)[0], 1e-7)
                p = scipy.stats.pearsonr(own, rest)[1]
                same("p with the rest, scipy", kind, one["with_rest_chance"]["p"], p, 1e-6)


def against_consistency(kind, x, ours):
    x = x[~np.isnan(x).any(axis=1)]
    varying = np.ptp(x, axis=0) > 0
    items = x[:, varying]
    if items.shape[1] < 2:
        return nothing("alpha", kind, ours["alpha"])
    same("alpha, pingouin", kind, ours["alpha"], pingouin.cronbach_alpha(pd.DataFrame(items))[0])
    r = np.corrcoef(items, rowvar=False)
    k = items.shape[1]
    mean = (r.sum() - k) / (k * (k - 1))
    same("standardised alpha, numpy", kind, ours["standardised"], k * mean / (1 + (k - 1) * mean))
    for at, alpha in enumerate(ours["without"]):
        rest = x[:, varying & (np.arange(x.shape[1]) != at)]
        if not varying[at] or rest.shape[1] < 2:
            nothing("alpha without", kind, alpha)
        else:
            same("alpha without, pingouin", kind, alpha, pingouin.cronbach_alpha(pd.DataFrame(rest))[0])


def curves():
    """Pairs with a shape: none, a line, a bow, a wave, a step; few, or many, or with few different values."""
    shapes = {
        "none": lambda x: 0 * x,
        "line": lambda x: x,
        "bow": lambda x: x * x,
        "wave": lambda x: np.sin(4 * x),
        "step": lambda x: (x > 0.3).astype(float),
    }
    for n in range(300):
        shape = list(shapes)[n % 5]
        tied, many = n % 2 == 0, n % 6 == 5
        firms = int(random.integers(1100, 2500)) if many else int(random.integers(20, 400))
        x = random.uniform(-1, 1, firms)
        if tied:
            x = np.round(x * 3) / 3
        y = shapes[shape](x) + random.normal(0, random.choice([0.05, 0.3, 1.0]), firms)
        yield shape, tied or not many, x, y


def places(x):
    """The place of each x among all, from 0 to 1, a value of many counted as a 40th of all."""
    _, at, counts = np.unique(x, return_inverse=True, return_counts=True)
    weights = np.minimum(counts, len(x) / 40)
    return ((weights.cumsum() - weights / 2) / weights.sum())[at]


def penalised(x, y):
    """A line and a penalised spline over ranks, on all firms and without sums over neighbours, by dense least squares of both."""
    t, n = (x - x.min()) / np.ptp(x), len(x)
    basis = scipy.interpolate.BSpline.design_matrix(np.clip(places(x), 0, 1), np.arange(-3, 44) / 40, 3).toarray()
    design = np.column_stack([np.ones(n), t, basis])
    second = np.zeros((41, 45))
    second[:, 2:] = np.diff(np.eye(43), 2, axis=0)
    y = y - y.mean()
    line = np.polyval(np.polyfit(t, y, 1), t)
    fits = [(2.0, line)]
    for exponent in range(8, -13, -1):
        # Rows below the data are the penalty: the design's lost ranks cost nothing in fitted values.
        rows = np.vstack([design / np.sqrt(n), 10 ** (exponent / 4) * second])
        left, sizes, _ = np.linalg.svd(rows, full_matrices=False)
        left = left[:n, sizes > 1e-11 * sizes[0]]
        freedom = (left**2).sum()
        if 1.4 * freedom >= n:
            break
        fits.append((freedom, left @ (left.T @ y)))
    best = min(fits, key=lambda fit: np.mean((y - fit[1]) ** 2) / (1 - 1.4 * fit[0] / n) ** 2)
    adjusted = 1 - ((y - best[1]) ** 2).sum() / (n - best[0]) / y.var(ddof=1)
    return best[0], max(line.var() / y.var(), adjusted)


def against_curve(shape, exact, x, y, ours):
    freedom, expected = penalised(x, y)
    if exact:
        # Tiers, or so few firms that none share a bin: both fit the same thing.
        same("ratio, numpy", shape, ours["ratio"], expected, CURVE)
        # A curve that hardly leaves the line is chosen or not.
        same("freedom, numpy", shape, ours["freedom"], freedom, 0.03)
        groups = [y[x == value] for value in np.unique(x)]
        between = sum(len(group) * (group.mean() - y.mean()) ** 2 for group in groups) / len(y)
        assert ours["ratio"] <= between / y.var() + 1e-9, f"{shape}: more than the means at each value explain"
    else:
        same("ratio in bins, numpy", shape, ours["ratio"], expected, 1e-3)
    same("R², scipy", shape, ours["linear"], scipy.stats.pearsonr(x, y)[0] ** 2)


def main():
    profiles, shares, pairs = list(raws()), list(cohorts()), list(curves())
    cases = [{"profile": {"raw": column(raw), "shares": column(x)}} for _, raw, x in profiles]
    for _, x, weights, points in shares:
        columns = [column(x[:, at]) for at in range(x.shape[1])]
        cases.append(
            {"importance": {"columns": columns, "nominal": weights.tolist(), "points": points.tolist()}}
        )
        cases.append({"consistency": columns})
    cases += [{"ratio": {"x": x.tolist(), "y": y.tolist()}} for _, _, x, y in pairs]
    lines = "".join(json.dumps(case) + "\n" for case in cases)
    told = subprocess.run([sys.argv[1], "audit"], input=lines, capture_output=True, text=True, check=True).stdout
    answers = iter([json.loads(line) for line in told.splitlines()])
    for kind, raw, x in profiles:
        against_profile(kind, raw, x, next(answers))
    for kind, x, weights, points in shares:
        against_importance(kind, x, weights, points, next(answers))
        against_consistency(kind, x, next(answers))
    for shape, tied, x, y in pairs:
        against_curve(shape, tied, x, y, next(answers))
    for name, (count, most) in compared.items():
        assert count > 3, f"{name}: only {count} compared"
        print(f"{name}: {count} compared, {most:.1e} apart at most")


main()
