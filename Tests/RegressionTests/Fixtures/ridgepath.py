"""Makes ridgepath.json: Ridge and RidgeCV (leave-one-out) of scikit-learn on columns of standard deviation 1 (over n - 1)."""
import json
import pathlib

import numpy as np
import sklearn
from sklearn.linear_model import Ridge, RidgeCV

rng = np.random.default_rng(17)
x = rng.normal(0, 1, (40, 6)) * [1, 10, 0.1, 1, 1, 1000]
x[:, 4] = x[:, 3] + rng.normal(0, 0.01, 40)
y = x @ [2, 0.1, 5, 1, 1, 0] + rng.normal(0, 1, 40) + 7
z = (x - x.mean(axis=0)) / x.std(axis=0, ddof=1)
penalties = [1e-3, 0.1, 1.0, 10.0, 1000.0]
cv = RidgeCV(alphas=penalties, store_cv_results=True, gcv_mode="svd").fit(z, y)
out = {
    "source": f"scikit-learn {sklearn.__version__}, NumPy {np.__version__}, 2026-11",
    "columns": x.T.tolist(), "response": y.tolist(), "penalties": penalties,
    "coefficients": [(Ridge(alpha=a, solver="svd").fit(z, y).coef_ / x.std(axis=0, ddof=1)).tolist() for a in penalties],
    "squaredErrors": cv.cv_results_.T.tolist(), "best": float(cv.alpha_),
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(out, indent=1) + "\n")
