"""What numbers say of outcomes, on random data, against scikit-learn, scipy and numpy.

Usage: calibrate.py PROGRAM, where PROGRAM is the example `peers`: it reads cases as JSON lines and answers each.
Where a peer gives no number (all outcomes alike, a constant), ours is compared with what is documented.
"""

import json
import subprocess
import sys
import warnings

import numpy as np
import scipy.optimize
import scipy.stats
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score, roc_curve

warnings.filterwarnings("ignore")
random = np.random.default_rng(20260101)
# Of outcomes that firms have several times.
repeated = np.random.default_rng(20260102)
compared = {}


def same(name, kind, found, expected, tolerance=1e-9):
    found, expected = np.asarray(found, float), np.asarray(expected, float)
    assert np.isfinite(expected).all(), f"{name} of {kind}: the peer has no number"
    worst = np.abs(found - expected).max()
    assert worst <= tolerance, f"{name} of {kind}: {found} is not {expected}"
    count, most = compared.get(name, (0, 0.0))
    compared[name] = (count + 1, max(most, worst))


def noted(name, holds, told):
    assert holds, f"{name}: {told}"
    count, most = compared.get(name, (0, 0.0))
    compared[name] = (count + 1, most)


def numbers():
    """Numbers with outcomes: plain, tied, few values, constant, all of one class, extreme."""
    for n in range(360):
        kind = ["plain", "tied", "few", "constant", "one class", "extreme"][n % 6]
        firms = int(random.integers(2, 200))
        values = random.normal(size=firms)
        bad = random.uniform(size=firms) < 1 / (1 + np.exp(values))
        if kind == "tied":
            values = np.round(values, 1)
        elif kind == "few":
            values = np.round(values)
        elif kind == "constant":
            values[:] = 0.3
        elif kind == "one class":
            bad[:] = n % 12 < 6
        elif kind == "extreme":
            values = np.sign(values) * 10.0 ** (60 * np.abs(values))
        yield {"kind": kind, "parted": {"values": values.tolist(), "bad": bad.tolist()}}


def against_parted(case, ours):
    kind, values, bad = case["kind"], np.array(case["parted"]["values"]), np.array(case["parted"]["bad"])
    evidence = ours["evidence"]
    if bad.all() or not bad.any():
        alike = [ours["auc"], ours["ks"], evidence["iv"], evidence["auc"]]
        noted("one class has no numbers", alike == [None] * 4, ours)
        return
    same("auc, scikit-learn", kind, ours["auc"], roc_auc_score(~bad, values))
    false, true, _ = roc_curve(~bad, values, drop_intermediate=False)
    same("ks, scikit-learn", kind, ours["ks"], np.abs(true - false).max())
    same("ks, scipy", kind, ours["ks"], scipy.stats.ks_2samp(values[bad], values[~bad]).statistic)
    bins = evidence["bins"]
    # Numbers read from JSON may be one unit of the last place off.
    slack = 1e-14 * np.abs(values)
    inside = [(values >= bin["from"] - slack) & (values <= bin["to"] + slack) for bin in bins]
    noted("bins part everybody", (np.sum(inside, axis=0) == 1).all(), bins)
    counts = [((~bad[of]).sum(), bad[of].sum()) for of in inside]
    noted("bins count", counts == [(bin["good"], bin["bad"]) for bin in bins], bins)
    if len(np.unique(values)) > 10:
        # Bins of equal size, but for ties: no bin holds two tenths of different values.
        most = max(np.sum(of) - np.unique(values[of], return_counts=True)[1].max() for of in inside)
        noted("bins are tenths", len(bins) <= 10 and most <= len(values) / 10 + 1, bins)


def bins():
    for n in range(200):
        count = int(random.integers(1, 12))
        pairs = random.integers(0 if n % 2 else 1, 40, (count, 2))
        yield {"bins": pairs.tolist()}


def against_bins(case, ours):
    pairs = np.array(case["bins"], float)
    whole = pairs.sum(axis=0)
    if (whole == 0).any():
        noted("one class has no information", ours["iv"] is None, ours)
        return
    lacking = (pairs == 0).any(axis=1) & (pairs.sum(axis=1) > 0)
    shares = (pairs + 0.5 * lacking[:, None]) / whole
    filled = pairs.sum(axis=1) > 0
    woe = np.zeros(len(pairs))
    woe[filled] = np.log(shares[filled, 0] / shares[filled, 1])
    same("woe, numpy", "bins", ours["woe"], woe)
    # The information value is the symmetric divergence of Kullback and Leibler.
    if filled.all() and not lacking.any():
        divergence = scipy.stats.entropy(shares[:, 0], shares[:, 1]) + scipy.stats.entropy(shares[:, 1], shares[:, 0])
        same("iv, scipy", "bins", ours["iv"], divergence)
    pairs = pairs[filled]
    rates = pairs[:, 1] / pairs.sum(axis=1)
    fitted = IsotonicRegression(increasing=False).fit_transform(np.arange(len(rates)), rates, sample_weight=pairs.sum(axis=1))
    same("pools, scikit-learn", "bins", len(ours["pools"]), len(np.unique(np.round(fitted, 12))))


def moved():
    for n in range(150):
        count = int(random.integers(2, 12))
        least = 0 if n % 3 == 0 else 1
        yield {"moved": {"base": random.integers(least, 50, count).tolist(), "other": random.integers(least, 50, count).tolist()}}


def against_moved(case, ours):
    base, other = np.array(case["moved"]["base"], float), np.array(case["moved"]["other"], float)
    if base.sum() == 0 or other.sum() == 0:
        noted("an empty cohort has no index", ours["psi"] is None, ours)
        return
    some = (base > 0) | (other > 0)
    p, q = np.maximum(base, 0.5) / base.sum(), np.maximum(other, 0.5) / other.sum()
    same("psi, numpy", "counts", ours["psi"], ((p - q) * np.log(p / q))[some].sum())


def chances():
    for n in range(150):
        firms = int(random.integers(30, 300))
        chance = random.uniform(0.02, 0.98, firms)
        if n % 3 == 0:
            chance = np.round(chance, 1)
        elif n % 3 == 1:
            chance = chance**3
        yield {"chances": {"chances": chance.clip(0.01, 0.99).tolist(), "came": (random.uniform(size=firms) < chance).tolist()}}


def against_chances(case, ours):
    chance, came = np.array(case["chances"]["chances"]), np.array(case["chances"]["came"])
    same("brier, scikit-learn", "chances", ours["brier"], brier_score_loss(came, chance))
    order = np.argsort(chance, kind="stable")
    tenths, start, statistic = ours["tenths"], 0, 0
    for tenth in tenths:
        own = order[start : start + tenth["outcomes"]]
        start += tenth["outcomes"]
        same("tenths, numpy", "chances", [tenth["predicted"], tenth["observed"]], [chance[own].mean(), came[own].mean()])
        expected = chance[own].sum()
        statistic += (came[own].sum() - expected) ** 2 / (expected * (1 - expected / len(own)))
    same("hosmer-lemeshow, numpy", "chances", ours["hosmer_lemeshow"], statistic, 1e-8)
    same("hosmer-lemeshow p, scipy", "chances", ours["p"], scipy.stats.chi2.sf(statistic, len(tenths) - 2))


def clustered():
    """Outcomes of firms: several or one each, alike or not, with ties."""
    for n in range(200):
        count = int(repeated.integers(6, 60))
        rows = np.repeat(np.arange(count), repeated.integers(1, 5, count) if n % 4 else 1)
        values = repeated.normal(size=count)[rows]
        if n % 3 == 0:
            values = np.round(values)
        bad = repeated.uniform(size=len(rows)) < 0.3
        if n % 2:
            bad = (repeated.uniform(size=count) < 0.3)[rows]
        yield {"clustered": {"values": values.tolist(), "bad": bad.tolist(), "firms": rows.tolist()}}


def against_clustered(case, ours):
    """Obuchowski (1997), by matrices of all pairs."""
    values, bad, firms = (np.array(case["clustered"][name]) for name in ("values", "bad", "firms"))
    kinds = [np.unique(firms[bad]), np.unique(firms[~bad])]
    if min(len(kind) for kind in kinds) < 2:
        noted("one class has no error", ours["error"] is None, ours)
        return
    x, y = values[bad], values[~bad]
    order = (x[:, None] < y[None, :]) + 0.5 * (x[:, None] == y[None, :])
    area = order.mean()
    count, m, n = firms.max() + 1, len(x), len(y)
    d = np.bincount(firms[bad], order.mean(axis=1) - area, count)
    e = np.bincount(firms[~bad], order.mean(axis=0) - area, count)
    i, j, f = len(kinds[0]), len(kinds[1]), len(np.unique(firms))
    a, b = i / (i - 1) * (d**2).sum() / m**2, j / (j - 1) * (e**2).sum() / n**2
    both = f / (f - 1) * (d * e).sum() / (m * n)
    variance = max(a + b + 2 * both, 0)
    same("error of an area, numpy", "clustered", ours["error"] ** 2, variance)
    if a + b > 1e-12:
        degrees = (a + b) ** 2 / (a**2 / (i - 1) + b**2 / (j - 1))
        same("degrees of an area, numpy", "clustered", ours["degrees"], degrees, 1e-6)
        if 0 < area < 1 and variance > 1e-12:
            odds, error = np.log(area / (1 - area)), np.sqrt(variance) / (area * (1 - area))
            ends = odds + np.array([-1, 1]) * scipy.stats.t.ppf(0.975, degrees) * error
            same("interval of an area, scipy", "clustered", ours["interval"], 1 / (1 + np.exp(-ends)), 1e-7)


def line(points, bad):
    """Constant and slope, not below 0, of the log-odds of going bad over falling points, by Newton's method."""
    x, theta = np.column_stack([np.ones(len(points)), -points]), np.array([np.log(bad.mean() / (1 - bad.mean())), 0.0])
    start = theta.copy()
    for _ in range(25):
        chance = 1 / (1 + np.exp(-x @ theta))
        theta = theta + np.linalg.solve((x * (chance * (1 - chance))[:, None]).T @ x, x.T @ (bad - chance))
    return theta if theta[1] > 0 else start


def noise():
    """Points that say nothing, against outcomes of firms seen through one or several windows."""
    for design, (count, bads, windows, alike) in enumerate(NOISE):
        for _ in range(200):
            seen = repeated.choice(windows, count)
            rows = np.repeat(np.arange(count), seen)
            points = repeated.uniform(size=count)[rows]
            bad = (rows < bads) if alike else repeated.uniform(size=len(rows)) < bads / count
            ever = np.isin(np.arange(count), rows[bad])
            fold = np.empty(count, int)
            order = np.concatenate([repeated.permutation(np.flatnonzero(ever)), repeated.permutation(np.flatnonzero(~ever))])
            fold[order] = np.arange(count) % 5
            chances, sloped = np.empty(len(rows)), np.empty(len(rows), bool)
            for part in range(5):
                out = fold[rows] == part
                constant, slope = line(points[~out], bad[~out])
                chances[out], sloped[out] = 1 / (1 + np.exp(slope * points[out] - constant)), slope > 0
            yield {
                "design": design,
                "noise": {
                    "points": points.tolist(), "bad": bad.tolist(), "firms": rows.tolist(), "chances": chances.tolist(),
                    "sloped": sloped.tolist(),
                },
            }


# Firms, bad ones, windows each is seen through, and whether a firm is the same in each.
NOISE = [(100, 25, [4], True), (200, 40, [4], True), (100, 25, [2, 3, 4, 5, 6], True), (100, 25, [4], False), (300, 60, [1], True)]
beyond = {}


def against_noise(case, ours):
    evidence, calibration = ours["evidence"], ours["calibration"]
    found = beyond.setdefault(case["design"], np.zeros(4, int))
    outside = not evidence["auc_low"] <= 0.5 <= evidence["auc_high"]
    found += [1, evidence["strength"] is not None, outside, calibration["p"] < 0.05]


def free_fits():
    """Logistic regressions without bounds."""
    for n in range(120):
        firms, columns = int(random.integers(60, 400)), int(random.integers(1, 6))
        x = random.normal(size=(firms, columns))
        if n % 3 == 1:
            x = np.round(x)
        times = random.integers(0, 4, firms) if n % 2 else np.ones(firms)
        odds = x @ random.normal(scale=0.7, size=columns) - 0.5
        happened = random.uniform(size=firms) < 1 / (1 + np.exp(-odds))
        rows = np.column_stack([np.ones(firms), x])
        yield {
            "fit": {
                "rows": rows.tolist(), "happened": happened.tolist(), "times": times.astype(float).tolist(), "bounds": [],
                "start": [0.0] * (columns + 1), "precision": 1e-9,
            }
        }


def against_free_fit(case, ours):
    fit = case["fit"]
    rows, happened, times = np.array(fit["rows"]), np.array(fit["happened"]), np.array(fit["times"])
    peer = LogisticRegression(C=np.inf, tol=1e-12, max_iter=10000, solver="newton-cholesky")
    peer.fit(rows[:, 1:], happened, sample_weight=times)
    same("coefficients, scikit-learn", "fit", ours["coefficients"], np.append(peer.intercept_, peer.coef_), 1e-6)


def separable(rows, happened):
    """Whether some coefficients put all that happened at or above 0 and all else at or below, some of them strictly."""
    signed = np.where(happened, 1, -1)[:, None] * rows
    solved = scipy.optimize.linprog(-signed.sum(axis=0), A_ub=-signed, b_ub=np.zeros(len(rows)), bounds=(-1, 1))
    return -solved.fun > 1e-9


def apart():
    """So few firms that many are separated."""
    for n in range(150):
        firms, columns = int(random.integers(4, 25)), int(random.integers(1, 4))
        x = random.normal(size=(firms, columns))
        if n % 2:
            x = np.round(x)
        rows = np.column_stack([np.ones(firms), x])
        happened = random.uniform(size=firms) < 0.5
        yield {
            "fit": {
                "rows": rows.tolist(), "happened": happened.tolist(), "times": [1.0] * firms, "bounds": [],
                "start": [0.0] * (columns + 1), "precision": 1e-9,
            }
        }


def against_apart(case, ours):
    rows, happened = np.array(case["fit"]["rows"]), np.array(case["fit"]["happened"])
    separated = separable(rows, happened)
    noted("separated, scipy linprog", separated == (ours["end"] == "separated"), (separated, ours))


def bounded():
    """Weights of indicators in groups, each within a share of today's, each group's sum fixed: as `calibrate` has them."""
    for n in range(80):
        kind = ["plain", "ties", "constant", "alike", "reversed"][n % 5]
        sizes = random.integers(1, 5, int(random.integers(1, 4)))
        m, firms, reach = int(sizes.sum()), int(random.integers(150, 500)), float(random.choice([0.1, 0.3, 0.6, 1.0]))
        if kind == "constant":
            # Something must vary.
            m, sizes = max(m, 2), sizes if m > 1 else np.array([2])
        shares = random.uniform(size=(firms, m))
        if kind == "ties":
            shares = np.round(shares * 4) / 4
        elif kind == "constant":
            shares[:, 0] = 0.5
        elif kind == "alike" and m > 1:
            shares[:, 1] = shares[:, 0]
        today = random.uniform(0.5, 2, m)
        today /= today.sum()
        truth = today * random.uniform(1 - reach, 1 + reach, m)
        points = shares @ truth
        slope = 6.0 if kind != "reversed" else -3.0
        happened = random.uniform(size=firms) < 1 / (1 + np.exp(-(slope * (points.mean() - points) - 0.5)))
        groups = np.split(np.arange(m), np.cumsum(sizes)[:-1])
        rows, bounds = [np.ones(firms), -shares @ today], []
        for group in groups:
            last, columns = group[-1], []
            for member in group[:-1]:
                columns.append(len(rows))
                rows.append(shares[:, last] - shares[:, member])
                bounds += [[(1, reach * today[member]), (columns[-1], sign)] for sign in (1, -1)]
            if columns:
                bounds += [[(1, reach * today[last])] + [(column, sign) for column in columns] for sign in (1, -1)]
        yield {
            "kind": kind, "shares": shares, "today": today, "reach": reach, "groups": groups,
            "fit": {
                "rows": np.column_stack(rows).tolist(), "happened": happened.tolist(), "times": [1.0] * firms,
                "bounds": [([(1, 1.0)], 0.0), ([(1, -1.0)], 1000.0)]
                + [([(int(c), float(x)) for c, x in bound], 0.0) for bound in bounds],
                "start": [0.0, 2.0] + [0.0] * (len(rows) - 2), "precision": 1e-7,
            },
        }


def against_bounded(case, ours):
    """scipy's SLSQP over constant, slope and slope times weights, from several starts."""
    shares, today, reach, kind = case["shares"], case["today"], case["reach"], case["kind"]
    happened, m = np.array(case["fit"]["happened"]), len(case["today"])
    noted("the search comes to rest", ours["end"] == "greatest", (kind, ours))
    x = np.column_stack([np.ones(len(shares)), -shares])

    def loss(z):
        odds = x @ z[: m + 1]
        return np.logaddexp(0, np.where(happened, -odds, odds)).sum()

    def slope_of(z):
        odds = x @ z[: m + 1]
        return np.append(x.T @ (1 / (1 + np.exp(-odds)) - happened), 0)

    # z: constant, slope times each weight, slope.
    # sign * (z_i - slope * today_i) <= reach * slope * today_i.
    inside = np.array([np.concatenate([[0], -sign * np.eye(m)[i], [today[i] * (reach + sign)]]) for i in range(m) for sign in (1, -1)])
    sums = np.array([np.concatenate([[0], np.isin(np.arange(m), group) * 1.0, [-today[group].sum()]]) for group in case["groups"]])
    constraints = [
        {"type": "ineq", "fun": lambda z: inside @ z, "jac": lambda z: inside},
        {"type": "eq", "fun": lambda z: sums @ z, "jac": lambda z: sums},
        {"type": "ineq", "fun": lambda z: z[-1:], "jac": lambda z: np.eye(m + 2)[-1:]},
    ]
    best = np.inf
    for slope in (1.0, 5.0):
        start = np.concatenate([[0], slope * today, [slope]])
        solved = scipy.optimize.minimize(
            loss, start, jac=slope_of, constraints=constraints, method="SLSQP", options={"maxiter": 1000, "ftol": 1e-13}
        )
        within = (inside @ solved.x > -1e-8).all() and np.abs(sums @ solved.x).max() < 1e-8
        best = min(best, solved.fun if within else np.inf)
    same("greatest likelihood, scipy SLSQP", kind, ours["log_likelihood"], -best, 1e-5)
    noted("the gap told is kept", -best - ours["log_likelihood"] <= ours["gap"] + 1e-6, (kind, ours["end"], ours["gap"], best))
    z = np.array(ours["coefficients"])
    kept = all(sum(c * z[column] for column, c in bound) + k > 0 for bound, k in case["fit"]["bounds"])
    noted("bounds are kept", kept, z)


def main():
    kinds = [
        (list(numbers()), against_parted, ["parted"]),
        (list(bins()), against_bins, ["bins"]),
        (list(moved()), against_moved, ["moved"]),
        (list(chances()), against_chances, ["chances"]),
        (list(clustered()), against_clustered, ["clustered"]),
        (list(noise()), against_noise, ["noise"]),
        (list(free_fits()), against_free_fit, ["fit"]),
        (list(apart()), against_apart, ["fit"]),
        (list(bounded()), against_bounded, ["fit"]),
    ]
    lines = "".join(json.dumps({key: case[key] for key in keys}) + "\n" for cases, _, keys in kinds for case in cases)
    told = subprocess.run([sys.argv[1], "calibrate"], input=lines, stdout=subprocess.PIPE, text=True, check=True).stdout
    answers = iter([json.loads(line) for line in told.splitlines()])
    for cases, against, _ in kinds:
        for case in cases:
            against(case, next(answers))
    for design, (runs, *counts) in beyond.items():
        shares = 100 * np.array(counts) / runs
        # At a nominal 5 %: two standard errors of 200 runs on either side.
        assert ((shares >= 2) & (shares <= 8)).all(), (NOISE[design], shares)
        print(f"noise {NOISE[design]}: IV beyond chance, AUC's interval off one half, Hosmer-Lemeshow below 0.05: {shares} %")
    pooled = sum(beyond.values())
    assert all(3 <= 100 * count / pooled[0] <= 7 for count in pooled[1:]), pooled
    for name, (count, most) in compared.items():
        assert count >= 10 or name.startswith(("one class", "an empty")), f"{name}: only {count} compared"
        print(f"{name}: {count} compared, {most:.1e} apart at most")


main()
