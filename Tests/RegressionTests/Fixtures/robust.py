"""Makes robust.json: statsmodels RLM (Huber, bisquare; H1, H2, H3) at its fixed point."""
import json
import pathlib

import numpy as np
import statsmodels
import statsmodels.api as sm

rng = np.random.default_rng(61)
n = 80
x = np.column_stack([np.ones(n), rng.normal(50, 10, n), rng.exponential(3, n)])
y = x @ [100.0, 1.5, -2.0] + 4 * rng.standard_t(3, n)
y[[5, 40, 77]] += [200, -400, 90]
fits = []
for name, norm in [("huber", sm.robust.norms.HuberT()), ("bisquare", sm.robust.norms.TukeyBiweight())]:
    fit = sm.RLM(y, x, M=norm).fit(scale_est="mad", conv="coefs", tol=1e-14, maxiter=2000)
    errors = {}
    for cov in ["H1", "H2", "H3"]:
        other = sm.RLM(y, x, M=norm).fit(scale_est="mad", conv="coefs", tol=1e-14, maxiter=2000, cov=cov)
        errors[cov] = other.bse.tolist()
    fits.append({"loss": name, "coefficients": fit.params.tolist(), "scale": float(fit.scale),
                 "weights": fit.weights.tolist(), "standardErrors": errors})
out = {"source": f"statsmodels {statsmodels.__version__}, NumPy {np.__version__}, 2026-11",
       "columns": x.T.tolist(), "response": y.tolist(), "fits": fits}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(out, indent=1) + "\n")
