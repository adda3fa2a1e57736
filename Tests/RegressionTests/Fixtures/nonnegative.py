"""Makes nonnegative.json: scipy's nnls and lsq_linear (BVLS) on random, collinear and badly scaled problems."""
import json
import pathlib

import numpy as np
import scipy
from scipy.optimize import lsq_linear, nnls

rng = np.random.default_rng(7)
cases = []


def case(title, x, y, free=()):
    if free:
        low = np.where([j in free for j in range(x.shape[1])], -np.inf, 0.0)
        fit = lsq_linear(x, y, bounds=(low, np.inf), method="bvls", tol=1e-15, max_iter=1000)
        b = fit.x
        keep = (b != 0) & ~((np.abs(b) < 1e-12) & (low == 0))
        b = np.zeros(x.shape[1])
        b[keep] = np.linalg.lstsq(x[:, keep], y, rcond=None)[0]
    else:
        b, _ = nnls(x, y, maxiter=10000)
    cases.append({
        "title": title, "columns": x.T.tolist(), "response": y.tolist(), "free": list(free), "coefficients": b.tolist(),
        "norm": float(np.linalg.norm(y - x @ b)),
    })


x = np.column_stack([np.ones(60), rng.exponential(100, (60, 4))])
case("cost on drivers", x, x @ [500, 2, 0, 0.3, 0] + rng.normal(0, 20, 60))
case("half of the causes are negative", x, x @ [500, 2, -1, 0.3, -2] + rng.normal(0, 20, 60))
x = rng.normal(0, 1, (40, 15))
case("noise alone", x, rng.normal(0, 1, 40))
x = rng.uniform(0, 1, (50, 1)) + rng.normal(0, 1e-3, (50, 8))
case("nearly the same column eight times", x, x.sum(axis=1) + rng.normal(0, 0.1, 50))
x = rng.uniform(0, 1, (30, 5)) * [1e9, 1, 1e-9, 1e3, 1]
case("units from 1e-9 to 1e9", x, x @ [1e-9, 3, 1e9, 0, -1] + rng.normal(0, 0.1, 30))
x = np.column_stack([np.ones(50), np.linspace(-1, 1, 50), rng.exponential(1, (50, 4))])
case("intercept and trend are free", x, x @ [-5, -2, 1, 0, -1, 2] + rng.normal(0, 0.3, 50), free=(0, 1))
out = {"source": f"SciPy {scipy.__version__}, NumPy {np.__version__}, 2026-11", "cases": cases}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(out, indent=1) + "\n")
