"""Makes elasticnet.json: scikit-learn's ElasticNet, run to its fixed point, on columns of standard deviation 1 (over n)."""
import json
import pathlib

import numpy as np
import sklearn
from sklearn.linear_model import ElasticNet

rng = np.random.default_rng(21)
cases = []


def case(title, x, y, mixing, positive=False, shares=(0.5, 0.1, 0.01, 0.003)):
    z = (x - x.mean(axis=0)) / x.std(axis=0)
    target = y - y.mean()
    slopes = z.T @ target / len(y)
    largest = (slopes.max() if positive else np.abs(slopes).max()) / mixing
    fits = []
    for share in shares:
        m = ElasticNet(alpha=largest * share, l1_ratio=mixing, tol=1e-15, max_iter=10_000_000, positive=positive)
        b = m.fit(z, target).coef_
        r = target - z @ b
        a = largest * share
        objective = r @ r / (2 * len(y)) + a * (mixing * np.abs(b).sum() + (1 - mixing) / 2 * b @ b)
        fits.append({"penalty": a, "coefficients": b.tolist(), "objective": objective})
    cases.append({
        "title": title, "columns": x.T.tolist(), "response": y.tolist(), "mixing": mixing, "positive": positive,
        "fits": fits,
    })


x = rng.normal(0, 1, (60, 8)) * [1, 100, 0.01, 1, 5, 1e6, 1, 1]
y = x @ [3, 0.02, 0, 0, -1, 1e-6, 0, 0.5] + rng.normal(0, 1, 60) + 50
case("units from 0.01 to 1e6", x, y, 1)
case("units from 0.01 to 1e6", x, y, 0.5)
case("no negative coefficient", x, y, 0.9, positive=True)
base = rng.normal(0, 1, (50, 1))
x = base + rng.normal(0, 0.05, (50, 6))
case("six nearly equal columns", x, x.sum(axis=1) + rng.normal(0, 0.3, 50), 1)
x = rng.normal(0, 1, (20, 30))
case("more columns than rows", x, x[:, 0] - x[:, 1] + rng.normal(0, 0.3, 20), 1, shares=(0.5, 0.1, 0.03))
case("more columns than rows", x, x[:, 0] - x[:, 1] + rng.normal(0, 0.3, 20), 0.3, shares=(0.5, 0.1, 0.03))
out = {"source": f"scikit-learn {sklearn.__version__}, NumPy {np.__version__}, 2026-11", "cases": cases}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(out, indent=1) + "\n")
