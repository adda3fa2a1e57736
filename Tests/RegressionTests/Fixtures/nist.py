"""Makes nist.json: the eleven certified linear least-squares sets of the NIST Statistical Reference Datasets.

    python3 nist.py FOLDER

FOLDER holds the files Norris.dat ... Wampler5.dat as NIST publishes them; here they come with Debian's gretl-common 2022c
(`/usr/share/gretl/data/nist`), where gretl checks its own least squares against them. The certified values are checked
here a second time, by exact rational arithmetic on the decimals of the file.
"""
import json
import pathlib
import re
import sys
from fractions import Fraction

NUMBER = r"-?\d*\.?\d+(?:E[-+]?\d+)?"
SETS = ["Norris", "Pontius", "NoInt1", "NoInt2", "Filip", "Longley"] + [f"Wampler{k}" for k in range(1, 6)]
DEGREES = {"Norris": 1, "Pontius": 2, "Filip": 10, **{f"Wampler{k}": 5 for k in range(1, 6)}}


def solve(a, b):
    """Gauss in fractions: the solution of a x = b for a matrix b."""
    n = len(a)
    rows = [list(r) + list(s) for r, s in zip(a, b)]
    for k in range(n):
        pivot = next(i for i in range(k, n) if rows[i][k] != 0)
        rows[k], rows[pivot] = rows[pivot], rows[k]
        rows[k] = [v / rows[k][k] for v in rows[k]]
        for i in range(n):
            if i != k and rows[i][k] != 0:
                rows[i] = [v - rows[i][k] * w for v, w in zip(rows[i], rows[k])]
    return [r[n:] for r in rows]


def exact(columns, y):
    """Coefficients, and the squares of their standard errors and of the residual deviation."""
    p = len(columns)
    gram = [[sum(u * v for u, v in zip(a, b)) for b in columns] for a in columns]
    right = [[sum(u * v for u, v in zip(a, y))] + [Fraction(i == j) for j in range(p)] for i, a in enumerate(columns)]
    found = solve(gram, right)
    beta = [r[0] for r in found]
    rss = sum((v - sum(b * c[i] for b, c in zip(beta, columns))) ** 2 for i, v in enumerate(y))
    variance = rss / (len(y) - p)
    return beta, [variance * found[j][j + 1] for j in range(p)], variance


def digits(certified, value):
    certified, value = float(certified), float(value)
    return certified == value or abs(certified - value) <= 1e-14 * abs(value)


def read(folder, name):
    lines = (folder / f"{name}.dat").read_text().splitlines()
    parameters = [re.findall(NUMBER, l.split(None, 1)[1]) for l in lines[:60] if re.match(r"\s*B\d+\s", l)]
    deviation = next(re.findall(NUMBER, l)[0] for l in lines[:60] if "Standard Deviation" in l and re.search(NUMBER, l))
    r2 = next(re.findall(NUMBER, l.replace("R-Squared", ""))[0] for l in lines[:60] if "R-Squared" in l)
    rows = [l.split() for l in lines[60:] if l.strip() and not l.startswith("Data")]
    y = [Fraction(r[0]) for r in rows]
    xs = [[Fraction(r[k]) for r in rows] for k in range(1, len(rows[0]))]
    ones = [Fraction(1)] * len(y)
    degree = DEGREES.get(name)
    columns = xs if name.startswith("NoInt") else [ones, *xs] if degree is None else [
        [v**k for v in xs[0]] for k in range(degree + 1)]
    beta, squares, variance = exact(columns, y)
    for (b, s), e, q in zip(parameters, beta, squares):
        assert digits(b, e) and digits(s, float(q) ** 0.5), (name, b, s, float(e))
    assert digits(deviation, float(variance) ** 0.5), name
    return {
        "name": name, "degree": degree, "hasIntercept": not name.startswith("NoInt"), "y": [float(v) for v in y],
        "x": [[float(v) for v in x] for x in xs], "estimates": [float(b) for b, _ in parameters],
        "standardErrors": [float(s) for _, s in parameters], "residualDeviation": float(deviation), "rSquared": float(r2),
    }


folder = pathlib.Path(sys.argv[1])
out = {"source": "NIST StRD, linear regression, files of gretl-common 2022c (Debian 12), 2026-11", "sets": [read(folder, s) for s in SETS]}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(out) + "\n")
