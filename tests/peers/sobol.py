"""Sobol indices of random functions against SALib and scipy, and of Ishigami's against its own.

Usage: sobol.py PROGRAM, where PROGRAM is the example `peers`. Totals are Jansen's in all three, first orders those of Saltelli
et al. (2010). SALib takes its mean over the mixed samples too, so that its first order is set against ours within what that
moves, and ours against the formula written out.
"""

import json
import subprocess
import sys
import warnings

import numpy as np
from SALib.analyze import sobol as salib
from scipy.stats import sobol_indices

warnings.filterwarnings("ignore")
random = np.random.default_rng(20260203)


def functions():
    """Inputs, and a function of a matrix: sums, products, steps, ties, inputs without effect, and one that is constant."""
    for n in range(240):
        k = int(random.integers(1, 8))
        w = random.normal(size=k) * (random.uniform(size=k) < 0.8)
        kind = ["sum", "product", "step", "tied", "constant", "large"][n % 6]
        yield kind, k, {
            "sum": lambda x, w=w: x @ w,
            "product": lambda x, w=w: np.prod(1 + w * (x - 0.5), axis=1),
            "step": lambda x, w=w: (x @ w > w.sum() / 2).astype(float),
            "tied": lambda x, w=w: np.round(x @ w, 1),
            "constant": lambda x, w=w: np.full(len(x), 3.25),
            "large": lambda x, w=w: 1e9 + x @ w,
        }[kind]


def sample(k, f, rows):
    a, b = random.uniform(size=(rows, k)), random.uniform(size=(rows, k))
    mixed = []
    for i in range(k):
        ab = a.copy()
        ab[:, i] = b[:, i]
        mixed.append(f(ab))
    return f(a), f(b), np.array(mixed)


def ishigami(x):
    x = (2 * x - 1) * np.pi
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def main():
    # scipy takes powers of two alone.
    cases = [(kind, *sample(k, f, 2 ** int(random.integers(1, 9)))) for kind, k, f in functions()]
    cases.append(("ishigami", *sample(3, ishigami, 1 << 15)))
    lines = "\n".join(json.dumps({"a": a.tolist(), "b": b.tolist(), "mixed": ab.tolist()}) for _, a, b, ab in cases)
    answers = subprocess.run([sys.argv[1], "sobol"], input=lines + "\n", capture_output=True, text=True, check=True).stdout.splitlines()
    worst, constant = 0.0, 0
    for (kind, a, b, ab), answer in zip(cases, answers, strict=True):
        found = json.loads(answer)
        variance = np.var(np.r_[a, b])
        if found is None:
            # SALib and scipy have NaN here.
            assert np.ptp(np.r_[a, b]) == 0, kind
            constant += 1
            continue
        total = np.array([one["total"] for one in found])
        first = np.array([one["first"] for one in found])
        k, rows = ab.shape
        problem = {"num_vars": k, "names": [str(i) for i in range(k)], "bounds": [[0, 1]] * k}
        y = np.column_stack([a, *ab, b]).ravel()
        theirs = salib.analyze(problem, y, calc_second_order=False, num_resamples=2, print_to_console=False, seed=1)
        # scipy fails on one input alone.
        scipys = sobol_indices(func={"f_A": a[None], "f_B": b[None], "f_AB": ab[:, None]}, n=rows).total_order if k > 1 else total
        saltelli = np.array([((b - np.r_[a, b].mean()) * (mixed - a)).mean() / variance for mixed in ab])
        noise = 1e-4 if kind == "large" else 1e-9
        for name, one, other in [
            ("total of SALib", total, theirs["ST"]),
            ("total of scipy", total, np.ravel(scipys)),
            ("first order", first, saltelli),
        ]:
            gap = np.abs(one - other).max()
            assert gap < noise, f"{name}, {kind}: {one} is not {other}"
            worst = max(worst, gap)
        if kind == "ishigami":
            assert np.abs(first - [0.3139051827, 0.4424111448, 0]).max() < 0.05, first
            assert np.abs(total - [0.5575888552, 0.4424111448, 0.2436836725]).max() < 0.05, total
            assert np.abs(first - theirs["S1"]).max() < 0.05
            for one, exact in zip(found, [0.5575888552, 0.4424111448, 0.2436836725]):
                low, high = one["total_interval"]
                assert low - 0.02 < exact < high + 0.02, one
    assert constant >= 30
    print(f"{len(cases)} samples, {constant} of them constant: at most {worst:.1e} apart")


if __name__ == "__main__":
    main()
