"""Makes solutions.json: factorizations and solutions from NumPy and SciPy; ill-conditioned ones exactly, by fractions."""
import json
import pathlib
from fractions import Fraction

import numpy as np
import scipy
from scipy import linalg

rng = np.random.default_rng(11)


def exact(a, b):
    """Least squares of rational input by the normal equations, without rounding."""
    a = [[Fraction(v) for v in row] for row in a]
    b = [Fraction(v) for v in b]
    n = len(a[0])
    m = [[sum(r[i] * r[j] for r in a) for j in range(n)] + [sum(r[i] * v for r, v in zip(a, b))] for i in range(n)]
    for i in range(n):
        p = next(k for k in range(i, n) if m[k][i] != 0)
        m[i], m[p] = m[p], m[i]
        m[i] = [v / m[i][i] for v in m[i]]
        for k in range(n):
            if k != i:
                m[k] = [v - m[k][i] * w for v, w in zip(m[k], m[i])]
    return [float(row[n]) for row in m]


# Longley (1967), NIST StRD: 1, GNP deflator, GNP, unemployed, armed forces, population, year → employment.
longley = np.array([
    [83.0, 234289, 2356, 1590, 107608, 1947], [88.5, 259426, 2325, 1456, 108632, 1948],
    [88.2, 258054, 3682, 1616, 109773, 1949], [89.5, 284599, 3351, 1650, 110929, 1950],
    [96.2, 328975, 2099, 3099, 112075, 1951], [98.1, 346999, 1932, 3594, 113270, 1952],
    [99.0, 365385, 1870, 3547, 115094, 1953], [100.0, 363112, 3578, 3350, 116219, 1954],
    [101.2, 397469, 2904, 3048, 117388, 1955], [104.6, 419180, 2822, 2857, 118734, 1956],
    [108.4, 442769, 2936, 2798, 120445, 1957], [110.8, 444546, 4681, 2637, 121950, 1958],
    [112.6, 482704, 3813, 2552, 123366, 1959], [114.2, 502601, 3931, 2514, 125368, 1960],
    [115.7, 518173, 4806, 2572, 127852, 1961], [116.9, 554894, 4007, 2827, 130081, 1962],
])
employment = [60323, 61122, 60171, 61187, 63221, 63639, 64989, 63761, 66019, 67857, 68169, 66513, 68655, 69564, 69331,
              70551]
x = np.arange(21.0)
wampler = np.column_stack([x**k for k in range(6)])
full = {
    "well": (rng.normal(size=(12, 4)), rng.normal(size=12), 1e-12),
    "one": (np.array([[4.0]]), np.array([2.0]), 1e-12),
    "square": (rng.normal(size=(6, 6)), rng.normal(size=6), 1e-11),
    "longley": (np.column_stack([np.ones(16), longley]), np.array(employment, float), 1e-7),
    "wampler1": (wampler, wampler.sum(axis=1), 1e-7),
    "vandermonde": (np.vander(np.linspace(0, 1, 15), 8), np.cos(np.linspace(0, 1, 15)), 1e-7),
    "hilbert": (linalg.hilbert(6), np.ones(6), 1e-7),
}
a = rng.normal(size=(10, 3))
deficient = {
    "repeated column": np.column_stack([a, a[:, 0] - 2 * a[:, 2]]),
    "zero column": np.column_stack([a, np.zeros(10)]),
    "wide": rng.normal(size=(3, 7)),
    "rank one": np.outer(np.arange(1.0, 6), np.arange(1.0, 4)),
    "zero": np.zeros((4, 2)),
}
spd = a.T @ a + np.eye(3)
symmetric = rng.normal(size=(7, 7))
symmetric = symmetric + symmetric.T
band = np.zeros((4, 9))  # two above, one below the diagonal
band[:] = rng.normal(size=(4, 9))
band[2] += 3
positive = np.vstack([np.full(9, 4.0) + rng.random(9), rng.random(9), rng.random(9)])
cols = lambda m: np.asarray(m, float).T.tolist()
rhs9 = rng.normal(size=9).tolist()
out = {
    "source": f"NumPy {np.__version__}, SciPy {scipy.__version__}, Python fractions, 2026-11",
    "full": [
        {"name": n, "columns": cols(m), "response": list(map(float, b)), "solution": exact(m.tolist(), list(b)),
         "bound": bound}
        for n, (m, b, bound) in full.items()
    ],
    "deficient": [
        {"name": n, "columns": cols(m), "response": (b := rng.normal(size=len(m))).tolist(),
         "solution": np.linalg.lstsq(m, b, rcond=None)[0].tolist(), "rank": int(np.linalg.matrix_rank(m)),
         "singular": np.linalg.svd(m, compute_uv=False).tolist()}
        for n, m in deficient.items()
    ],
    "positiveDefinite": {
        "columns": cols(spd), "lower": cols(np.linalg.cholesky(spd)), "inverse": cols(np.linalg.inv(spd)),
        "logDeterminant": float(np.linalg.slogdet(spd)[1]), "condition": float(np.linalg.cond(spd, 1)),
    },
    "symmetric": {"columns": cols(symmetric), "values": np.linalg.eigvalsh(symmetric).tolist()},
    "band": {"storage": band.tolist(), "response": rhs9,
             "solution": linalg.solve_banded((1, 2), band, rhs9).tolist()},
    "positiveBand": {"storage": positive.tolist(), "response": rhs9,
                     "solution": linalg.solveh_banded(positive, rhs9, lower=True).tolist()},
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(out, indent=1) + "\n")
