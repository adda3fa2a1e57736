"""Makes minima.json: what SciPy's minimisers reach on standard functions, from the starts given."""
import json
import pathlib

import numpy as np
import scipy
from scipy import optimize


def bowl(x):
    return sum((i + 1) * (v - i) ** 2 for i, v in enumerate(x)) + 3


def himmelblau(x):
    return (x[0] ** 2 + x[1] - 11) ** 2 + (x[0] + x[1] ** 2 - 7) ** 2


def beale(x):
    return sum((c - x[0] * (1 - x[1] ** k)) ** 2 for k, c in ((1, 1.5), (2, 2.25), (3, 2.625)))


functions = {"rosenbrock": optimize.rosen, "bowl": bowl, "himmelblau": himmelblau, "beale": beale}
starts = [
    ("rosenbrock", [-1.2, 1.0]), ("rosenbrock", [0.0, 0.0, 0.0, 0.0]), ("rosenbrock", [-1.2, 1.0, -1.2, 1.0, 2.0]),
    ("bowl", [5.0]), ("bowl", [5.0, -3.0, 8.0, 1.0]), ("bowl", [0.0] * 8),
    ("himmelblau", [0.0, 0.0]), ("himmelblau", [-3.0, 2.0]), ("himmelblau", [4.0, -2.0]), ("beale", [1.0, 1.0]),
]
cases = []
for name, start in starts:
    f = functions[name]
    tight = {"xatol": 1e-10, "fatol": 1e-14, "maxiter": 100000, "maxfev": 100000, "adaptive": len(start) > 2}
    simplex = optimize.minimize(f, start, method="Nelder-Mead", options=tight)
    newton = optimize.minimize(f, start, method="L-BFGS-B", options={"ftol": 1e-15, "gtol": 1e-10})
    cases.append({"name": name, "start": start, "simplex": float(simplex.fun), "quasiNewton": float(newton.fun)})

scalar = {
    "parabola": (lambda x: (x - 2) ** 2, [0, 5]),
    "cosine": (np.cos, [1, 6]),
    "kink": (lambda x: abs(x - 0.3) + 0.1 * x, [-4, 4]),
    "edge": (lambda x: x, [1, 2]),
}
lines = []
for name, (f, bounds) in scalar.items():
    r = optimize.minimize_scalar(f, bounds=bounds, method="bounded", options={"xatol": 1e-10})
    lines.append({"name": name, "bounds": bounds, "point": float(r.x), "value": float(r.fun)})
roots = {
    "cubic": (lambda x: x**3 - 2 * x - 5, [2, 3]),
    "exponential": (lambda x: np.exp(-x) - x, [0, 1]),
    "flat": (lambda x: (x - 1) ** 9, [0, 3.1]),
}
zeros = [
    {"name": n, "bounds": b, "point": float(optimize.brentq(f, *b, xtol=1e-14, maxiter=1000)), "value": 0.0}
    for n, (f, b) in roots.items()
]
out = {"source": f"SciPy {scipy.__version__}, 2026-11", "cases": cases, "lines": lines, "roots": zeros}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(out, indent=1) + "\n")
