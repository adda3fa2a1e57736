"""Makes programs.json: 50 seeded random linear programs with the objective of SciPy's HiGHS, and infeasible and unbounded ones.

    python3 programs.py > programs.json
"""
import json
import sys

import numpy as np
import scipy
from scipy.optimize import linprog

rng = np.random.default_rng(20261122)
digits = lambda values: [None if not np.isfinite(v) else float(v) for v in values]


def program(kind):
    """A random program around a known feasible point: `ranges` or degenerate (small whole numbers, ties), or badly scaled."""
    columns, rows = int(rng.integers(2, 25)), int(rng.integers(1, 30))
    whole = kind == "degenerate"
    matrix = rng.integers(-3, 4, (rows, columns)).astype(float) if whole else rng.normal(size=(rows, columns)).round(3)
    matrix[rng.random((rows, columns)) < 0.5] = 0
    costs = rng.integers(-3, 4, columns).astype(float) if whole else rng.normal(size=columns).round(3)
    lower = np.where(rng.random(columns) < 0.3, -5.0, 0.0)
    upper = np.where(rng.random(columns) < 0.3, np.inf, rng.integers(1, 9, columns).astype(float))
    point = np.clip(rng.integers(0, 5, columns).astype(float), lower, upper)
    if kind == "scaled":
        columnScale, rowScale = 10.0 ** rng.integers(-2, 3, columns), 10.0 ** rng.integers(-2, 3, rows)
        matrix = matrix * rowScale[:, None] / columnScale
        lower, upper, point, costs = lower * columnScale, upper * columnScale, point * columnScale, costs * 1e6 / columnScale
    activity = matrix @ point
    slack = np.abs(activity) * 0.2 + (0 if whole else 0.1)
    shape = rng.integers(0, 4, rows)
    rowLower = np.where(shape == 0, -np.inf, np.where(shape == 2, activity, activity - slack))
    rowUpper = np.where(shape == 1, np.inf, np.where(shape == 2, activity, activity + slack))
    return dict(kind=kind, costs=costs, lower=lower, upper=upper, matrix=matrix, rowLower=rowLower, rowUpper=rowUpper)


def solve(p):
    finite_upper, finite_lower = np.isfinite(p["rowUpper"]), np.isfinite(p["rowLower"])
    matrix = np.vstack([p["matrix"][finite_upper], -p["matrix"][finite_lower]])
    right = np.concatenate([p["rowUpper"][finite_upper], -p["rowLower"][finite_lower]])
    bounds = [(None if np.isinf(l) else l, None if np.isinf(u) else u) for l, u in zip(p["lower"], p["upper"])]
    return linprog(p["costs"], A_ub=matrix, b_ub=right, bounds=bounds, method="highs-ds")


cases, counts = [], {0: 0, 2: 0, 3: 0}
limits = {0: 50, 2: 5, 3: 5}
while any(counts[s] < limits[s] for s in limits):
    p = program(["plain", "degenerate", "scaled"][len(cases) % 3])
    if counts[0] >= limits[0] and counts[2] < limits[2]:
        p["rowLower"] = np.where(np.isfinite(p["rowLower"]), p["rowLower"] + 10, p["rowLower"])
        p["rowUpper"] = np.maximum(p["rowUpper"], p["rowLower"])
    result = solve(p)
    if result.status not in limits or counts[result.status] >= limits[result.status]:
        continue
    counts[result.status] += 1
    status = {0: "optimal", 2: "infeasible", 3: "unbounded"}[result.status]
    entries = [[int(i), int(j), float(p["matrix"][i, j])] for i, j in zip(*np.nonzero(p["matrix"]))]
    cases.append(
        dict(kind=p["kind"], status=status, objective=float(result.fun) if result.status == 0 else None, costs=digits(p["costs"]),
             lower=digits(p["lower"]), upper=digits(p["upper"]), rowLower=digits(p["rowLower"]), rowUpper=digits(p["rowUpper"]),
             entries=entries))
json.dump(dict(program=f"SciPy {scipy.__version__} linprog, HiGHS dual simplex", cases=cases), sys.stdout)
print()
