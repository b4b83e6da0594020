"""Weights of random matrices against pymcdm, scikit-criteria, scipy and numpy.

Usage: weights.py PROGRAM, where PROGRAM is the example `peers`: it reads cases as JSON lines and answers each.
Where a peer gives no number (a constant column, a zero), ours is compared with what is documented.
"""

import json
import subprocess
import sys
import warnings

import numpy as np
import scipy.optimize
from pymcdm import weights as pymcdm
from skcriteria.preprocessing import weighters as skc

warnings.filterwarnings("ignore")
random = np.random.default_rng(20251231)
compared = {}


def shares():
    """Matrices of firms by indicators: plain, tied, with zeros, with a constant column, related, negative."""
    for n in range(400):
        kind = ["plain", "tied", "zeros", "constant", "related", "negative"][n % 6]
        firms, indicators = int(random.integers(4, 60)), int(random.integers(2, 9))
        x = random.uniform(0.02, 1, (firms, indicators))
        if kind == "tied":
            x = np.ceil(x * 5) / 5
        elif kind == "zeros":
            x[random.uniform(size=x.shape) < 0.2] = 0
        elif kind == "constant":
            x[:, int(random.integers(indicators))] = 0.4
        elif kind == "related":
            x = 0.7 * x[:, [0]] + 0.3 * x
        elif kind == "negative":
            x = x - 0.5
        if (np.ptp(x, axis=0) == 0).all() or (kind != "constant" and (np.ptp(x, axis=0) == 0).any()):
            continue
        yield kind, x


def same(name, kind, found, expected, tolerance=1e-9):
    found, expected = np.asarray(found, float), np.asarray(expected, float)
    assert np.isfinite(expected).all(), f"{name} of {kind}: the peer has no number"
    worst = np.abs(found - expected).max()
    assert worst <= tolerance, f"{name} of {kind}: {found} is not {expected}"
    count, most = compared.get(name, (0, 0.0))
    compared[name] = (count + 1, max(most, worst))


def without_constants(x, of):
    """The weights `of` gives the columns that vary, and 0 for the others."""
    varies = np.ptp(x, axis=0) > 0
    weights = np.zeros(x.shape[1])
    weights[varies] = of(x[:, varies]) if varies.sum() > 1 else 1.0
    return weights


def varimax(loadings):
    """By singular values, where ours turns pair after pair."""
    size = np.sqrt((loadings**2).sum(axis=1, keepdims=True))
    a, rotation, before = loadings / size, np.eye(loadings.shape[1]), 0
    for _ in range(5000):
        turned = a @ rotation
        u, s, v = np.linalg.svd(a.T @ (turned**3 - turned * (turned**2).mean(axis=0)))
        rotation = u @ v
        if s.sum() - before < 1e-15:
            break
        before = s.sum()
    return a @ rotation * size


def simplicity(loadings):
    """What varimax makes great (Kaiser 1958): variances of squared loadings over communalities, per factor."""
    squared = loadings**2 / (loadings**2).sum(axis=1, keepdims=True)
    return squared.var(axis=0).sum()


def pca(x):
    """Weights, and how simple the factors are that they come from."""
    m = x.shape[1]
    values, vectors = np.linalg.eigh(np.corrcoef(x, rowvar=False))
    values, vectors = values[::-1], vectors[:, ::-1]
    kept = (values > 1) & (values >= 0.1 * m)
    loadings = vectors[:, kept] * np.sqrt(values[kept])
    if kept.sum() > 1:
        loadings = varimax(loadings)
    amounts = (loadings**2).max(axis=1)
    return amounts / amounts.sum(), simplicity(loadings)


def against_data(kind, x, ours):
    benefit = np.ones(x.shape[1])
    ranked = lambda x: skc.critic_weights(x, np.ones(x.shape[1]), correlation="spearman")
    plain = lambda x: skc.critic_weights(x, np.ones(x.shape[1]))
    same("stddev, pymcdm", kind, ours["stddev"]["weights"], pymcdm.standard_deviation_weights(x))
    same("stddev, scikit-criteria", kind, ours["stddev"]["weights"], skc.std_weights(x))
    same("critic, pymcdm", kind, ours["critic"]["weights"], without_constants(x, pymcdm.critic_weights))
    same("critic, scikit-criteria", kind, ours["critic"]["weights"], without_constants(x, plain))
    same("critic by rank, scikit-criteria", kind, ours["critic_by_rank"]["weights"], without_constants(x, ranked))
    if kind != "negative":
        same("entropy, scikit-criteria", kind, ours["entropy"]["weights"], skc.entropy_weights(x))
        floored = np.maximum(x, 0.01)
        same("merec, pymcdm", kind, ours["merec"]["weights"], pymcdm.merec_weights(floored, benefit))
        same("merec, scikit-criteria", kind, ours["merec"]["weights"], skc.merec_weights(floored, benefit))
    if kind in ("plain", "tied", "constant", "related"):
        same("entropy, pymcdm", kind, ours["entropy"]["weights"], pymcdm.entropy_weights(x))
    if kind in ("plain", "tied", "related"):
        expected, other = pca(x)
        # The criterion may have several tops; ours must be as good as the other, and where both found one, the same.
        gap = simplicity(np.array(ours["pca"]["loadings"]).T) - other
        assert gap > -1e-9, f"varimax of {kind}: ours is {-gap} below the other"
        if gap < 1e-9:
            same("pca, numpy", kind, ours["pca"]["weights"], expected, 1e-6)


def pairs():
    for _ in range(300):
        n = int(random.integers(2, 10))
        matrix = np.ones((n, n))
        for i in range(n):
            for j in range(i + 1, n):
                matrix[i, j] = random.choice([1 / 9, 1 / 7, 1 / 5, 1 / 3, 1, 2, 3, 5, 7, 9])
                matrix[j, i] = 1 / matrix[i, j]
        yield matrix


def against_pairs(matrix, ours):
    values, vectors = np.linalg.eig(matrix)
    first = np.argmax(values.real)
    vector = np.abs(vectors[:, first].real)
    same("ahp weights, numpy", "pairs", ours["weights"], vector / vector.sum())
    same("ahp eigenvalue, numpy", "pairs", ours["lambda_max"], values[first].real)


def best_worst():
    for _ in range(400):
        n, most = int(random.integers(2, 9)), int(random.integers(1, 10))
        to_best, to_worst = random.integers(1, most + 1, n), random.integers(1, most + 1, n)
        to_best[0], to_best[1], to_worst[0], to_worst[1] = 1, most, most, 1
        yield to_best.tolist(), to_worst.tolist()


def against_linear(to_best, to_worst, ours):
    n, rows = len(to_best), []
    for j in range(n):
        for one, times, other in ((0, to_best[j], j), (j, to_worst[j], 1)):
            for sign in (1, -1):
                row = np.zeros(n + 1)
                row[one] += sign
                row[other] -= sign * times
                row[n] = -1
                rows.append(row)
    cost = np.append(np.zeros(n), 1)
    whole = np.append(np.ones(n), 0)[None]
    solved = scipy.optimize.linprog(cost, A_ub=rows, b_ub=np.zeros(len(rows)), A_eq=whole, b_eq=[1])
    same("bwm gap, scipy", "judgements", ours["xi"], solved.fun)
    weights = np.append(ours["weights"], ours["xi"] + 1e-9)
    assert (np.array(rows) @ weights <= 0).all(), f"bwm of {to_best}, {to_worst} breaks its own bounds"


def orders():
    for n in range(1, 30):
        yield random.permutation(n).tolist()


def against_centroids(places, ours):
    n = len(places)
    same("roc, numpy", "order", ours["weights"], [sum(1 / i for i in range(k + 1, n + 1)) / n for k in places])


def main():
    data, matrices = list(shares()), list(pairs())
    judged, ordered = list(best_worst()), list(orders())
    cases = [{"columns": x.T.tolist()} for _, x in data] + [{"matrix": m.tolist()} for m in matrices]
    cases += [{"best_worst": {"best": 0, "worst": 1, "to_best": a, "to_worst": b}} for a, b in judged]
    cases += [{"places": places} for places in ordered]
    lines = "".join(json.dumps(case) + "\n" for case in cases)
    told = subprocess.run([sys.argv[1], "weigh"], input=lines, capture_output=True, text=True, check=True).stdout
    answers = iter([json.loads(line) for line in told.splitlines()])
    for kind, x in data:
        against_data(kind, x, next(answers))
    for matrix in matrices:
        against_pairs(matrix, next(answers))
    for to_best, to_worst in judged:
        against_linear(to_best, to_worst, next(answers))
    for places in ordered:
        against_centroids(places, next(answers))
    for name, (count, most) in compared.items():
        assert count > 20, f"{name}: only {count} compared"
        print(f"{name}: {count} compared, {most:.1e} apart at most")


main()
