"""Correlations of random rankings against scipy, and rank-biased overlap against its definition by sets.

Usage: compare.py PROGRAM, where PROGRAM is the example `peers`: it reads cases as JSON lines and answers each.
Where scipy gives no number (a constant side, fewer than two firms), ours must be missing too.
"""

import json
import math
import subprocess
import sys
import warnings

import numpy as np
import scipy.stats

warnings.filterwarnings("ignore")
random = np.random.default_rng(20251231)
compared = {}


def same(name, kind, found, expected, tolerance=1e-9):
    if expected is None or math.isnan(expected):
        assert found is None, f"{name} of {kind}: {found}, where the peer has no number"
    else:
        assert found is not None, f"{name} of {kind}: none, where the peer has {expected}"
        assert abs(found - expected) <= tolerance, f"{name} of {kind}: {found} is not {expected}"
    count, most, missing = compared.get(name, (0, 0.0, 0))
    apart = 0.0 if found is None else abs(found - expected)
    compared[name] = (count + 1, max(most, apart), missing + (found is None))


def columns():
    """Pairs of columns: apart, related, equal, reversed, tied, constant, of one firm or two, and large ones."""
    kinds = ["apart", "related", "equal", "reversed", "tied", "few values", "constant", "small", "zeros"]
    for n in range(540):
        kind = kinds[n % len(kinds)]
        firms = int(random.integers(1, 4)) if kind == "small" else int(random.integers(2, 120))
        x = random.normal(size=firms)
        y = random.normal(size=firms)
        if kind == "related":
            y = x + 0.5 * y
        elif kind == "equal":
            y = x.copy()
        elif kind == "reversed":
            y = -x
        elif kind == "tied":
            x, y = np.round(x, 1), np.round(x + y, 1)
        elif kind == "few values":
            x, y = random.integers(0, 3, firms).astype(float), random.integers(0, 4, firms).astype(float)
        elif kind == "constant":
            x = np.full(firms, 0.1)
        elif kind == "zeros":
            x, y = np.where(x > 0, x, 0.0), np.where(y > 0, -0.0, y)
        yield kind, x, y
    for n in range(4):
        x = random.normal(size=20_000)
        yield "large", np.round(x, n), np.round(x + random.normal(size=20_000), n)


def against_scipy(kind, x, y, ours):
    several = len(x) > 1
    peer = lambda of: of(x, y).statistic if several else math.nan
    same("spearman, scipy", kind, ours["spearman"], peer(scipy.stats.spearmanr))
    same("kendall, scipy", kind, ours["kendall"], peer(scipy.stats.kendalltau))
    same("weighted tau, scipy", kind, ours["weighted_tau"], peer(scipy.stats.weightedtau))


def rankings():
    """Pairs of rankings over items some of which only one has: alike, disjoint, uneven, tied, of one item, empty."""
    kinds = ["apart", "alike", "disjoint", "uneven", "tied", "all tied", "one", "empty", "inside"]
    for n in range(540):
        kind = kinds[n % len(kinds)]
        size = int(random.integers(1, 60))
        items = [f"f{i}" for i in range(size)]
        score = lambda names: {name: float(random.normal()) for name in names}
        a, b = score(items), score(items)
        if kind == "alike":
            b = {name: value + 0.1 * float(random.normal()) for name, value in a.items()}
        elif kind == "disjoint":
            b = score([f"g{i}" for i in range(size)])
        elif kind == "uneven":
            b = score(items[: max(1, size // 3)] + [f"g{i}" for i in range(int(random.integers(0, 20)))])
        elif kind == "tied":
            a = {name: round(value) for name, value in a.items()}
            b = {name: round(value, 1) for name, value in score(items[size // 4 :]).items()}
        elif kind == "all tied":
            a = dict.fromkeys(items, 1.0)
        elif kind == "one":
            a, b = {"f0": 1.0}, score(items)
        elif kind == "empty":
            a = {}
        elif kind == "inside":
            b = {name: a[name] for name in items[: max(1, size // 2)]}
        yield kind, a, b, float(random.choice([0.3, 0.8, 0.9, 0.98, 0.999]))


def overlap(a, b, p):
    """The definition: sets of the items of rank d or less, for every depth d; items of one value come in together."""
    if not a or not b:
        return None
    rank = lambda items: {name: 1 + sum(other > value for other in items.values()) for name, value in items.items()}
    short, long = sorted((rank(a), rank(b)), key=len)
    total, agreement, at_end = 0.0, 0.0, 0.0
    for d in range(1, len(long) + 1):
        seen = [{name for name, place in ranks.items() if place <= d} for ranks in (short, long)]
        both = len(seen[0] & seen[1])
        if d <= len(short):
            agreement = 2 * both / (len(seen[0]) + len(seen[1]))
            at_end = agreement
        else:
            agreement = 2 * (both + (d - len(short)) * at_end) / (len(seen[1]) + d)
        total += agreement * p**d
    return (1 - p) / p * total + agreement * p ** len(long)


def extrapolated(a, b, p):
    """Equation 32 of Webber, Moffat and Zobel (2010), which knows no ties."""
    order = lambda items: sorted(items, key=items.get, reverse=True)
    short, long = sorted((order(a), order(b)), key=len)
    s, l = len(short), len(long)
    x = lambda d: len(set(short[:d]) & set(long[:d]))
    first = sum(x(d) / d * p**d for d in range(1, l + 1))
    second = sum(x(s) * (d - s) / (s * d) * p**d for d in range(s + 1, l + 1))
    return (1 - p) / p * (first + second) + ((x(l) - x(s)) / l + x(s) / s) * p**l


def weight_of_first(p, depth):
    """The weights (1 - p) p^(d - 1) of depths d, each shared evenly by the ranks down to d, by adding them up."""
    d = np.arange(1, 200_000)
    return float(((1 - p) * p ** (d - 1) * np.minimum(d, depth) / d).sum())


def against_definition(kind, a, b, p, ours):
    same("rank-biased overlap, sets", kind, ours["overlap"], overlap(a, b, p))
    if a and b and len(set(a.values())) == len(a) and len(set(b.values())) == len(b):
        same("rank-biased overlap, equation 32", kind, ours["overlap"], extrapolated(a, b, p))
    same("weight of the first ten", kind, ours["weight_of_first_ten"], weight_of_first(p, 10))


def main():
    pairs, ranked = list(columns()), list(rankings())
    cases = [{"columns": [x.tolist(), y.tolist()]} for _, x, y in pairs]
    cases += [{"rankings": {"a": a, "b": b, "p": p}} for _, a, b, p in ranked]
    lines = "".join(json.dumps(case) + "\n" for case in cases)
    told = subprocess.run([sys.argv[1], "compare"], input=lines, capture_output=True, text=True, check=True).stdout
    answers = iter([json.loads(line) for line in told.splitlines()])
    for kind, x, y in pairs:
        against_scipy(kind, x, y, next(answers))
    for kind, a, b, p in ranked:
        against_definition(kind, a, b, p, next(answers))
    for name, (count, most, missing) in compared.items():
        assert count > 200, f"{name}: only {count} compared"
        print(f"{name}: {count} compared, {missing} without a number, {most:.1e} apart at most")


main()
