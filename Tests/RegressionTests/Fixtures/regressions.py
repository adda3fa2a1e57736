"""Makes regressions.json: OLS, WLS and Huber's RLM of statsmodels, and ridge by explicit leave-one-out refits."""
import json
import pathlib

import numpy as np
import statsmodels
import statsmodels.api as sm

rng = np.random.default_rng(5)
n = 60
t = np.arange(n)
x = np.column_stack([np.ones(n), (t - (n - 1) / 2) / n, rng.normal(50, 10, n), rng.exponential(3, n)])
y = x @ [100.0, 20.0, 1.5, -2.0] + rng.normal(0, 4, n)
new = np.column_stack([np.ones(5), (np.arange(n, n + 5) - (n - 1) / 2) / n, rng.normal(50, 10, 5), rng.exponential(3, 5)])
w = rng.uniform(0.2, 5, n)
spoilt = y.copy()
spoilt[[3, 20, 41]] += [300, -150, 500]
names = ["intercept", "trend", "users", "size"]


def describe(fit, rows):
    p = fit.get_prediction(rows)
    frame = p.summary_frame(alpha=0.1)
    return {
        "coefficients": fit.params.tolist(), "standardErrors": fit.bse.tolist(), "rSquared": float(fit.rsquared),
        "scale": float(np.sqrt(fit.scale)), "residuals": fit.resid.tolist(), "mean": p.predicted_mean.tolist(),
        "standardErrorOfMean": p.se_mean.tolist(), "lower": frame["obs_ci_lower"].tolist(),
        "upper": frame["obs_ci_upper"].tolist(),
    }


rlm = sm.RLM(spoilt, x, M=sm.robust.norms.HuberT()).fit(scale_est="mad", conv="coefs", tol=1e-13, maxiter=500)


def ridge(z, target, a):
    center, mean = z.mean(axis=0), target.mean()
    b = np.linalg.solve((z - center).T @ (z - center) + a * np.eye(z.shape[1]), (z - center).T @ (target - mean))
    return mean - center @ b, b


z = (x[:, 1:] - x[:, 1:].mean(axis=0)) / x[:, 1:].std(axis=0, ddof=1)
penalties = [10.0 ** (-4 + k / 3) for k in range(25)]
losses = []
for a in penalties:
    errors = []
    for i in range(n):
        keep = np.arange(n) != i
        c, b = ridge(z[keep], y[keep], a)
        errors.append(y[i] - c - z[i] @ b)
    losses.append(np.mean(np.square(errors)))
soft = np.exp(-(np.array(losses) - min(losses)) / min(losses))
soft /= soft.sum()
mean = sum(s * ridge(z, y, a)[1] for s, a in zip(soft, penalties))

out = {
    "source": f"statsmodels {statsmodels.__version__}, NumPy {np.__version__}, 2026-11",
    "names": names, "columns": x.T.tolist(), "response": y.tolist(), "new": new.T.tolist(), "weights": w.tolist(),
    "ols": describe(sm.OLS(y, x).fit(), new),
    "wls": describe(sm.WLS(y, x, weights=w).fit(), new),
    "throughZero": describe(sm.OLS(y, x[:, 2:]).fit(), new[:, 2:]),
    "spoilt": spoilt.tolist(),
    "huber": {"coefficients": rlm.params.tolist(), "scale": float(rlm.scale), "weights": rlm.weights.tolist()},
    "ridge": {"weights": soft.tolist(), "coefficients": (mean / x[:, 1:].std(axis=0, ddof=1)).tolist()},
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(out, indent=1) + "\n")
