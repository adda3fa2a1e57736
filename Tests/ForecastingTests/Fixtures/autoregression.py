"""Makes autoregression.json: scikit-learn's Ridge on lags of the same series, iterated.  python3 autoregression.py"""
import datetime, json, os
import numpy as np, sklearn
from sklearn.linear_model import Ridge

here = os.path.dirname(os.path.abspath(__file__))
rng = np.random.default_rng(24)


def hours(n, level, noise):
    t = np.arange(n)
    week = np.where(t % 168 >= 120, 0.7, 1.0)
    e = np.zeros(n)
    for i in range(1, n):
        e[i] = 0.8 * e[i - 1] + noise * rng.normal()
    return np.round(level * week * (1 + 0.4 * np.sin(2 * np.pi * t / 24)) * np.exp(e), 3)


def forecast(y, lags, anchors, log, horizon=48):
    x = np.log(y) if log else y
    middle, spread = x.mean(), x.std()
    z = (x - middle) / spread
    reach = max(lags)
    design = np.column_stack([z[reach - k : len(z) - k] for k in lags] + [np.ones(len(z) - reach)])
    anchor = min(anchors, key=lambda k: sum(abs(z[i] - z[i - k]) for i in range(max(anchors), len(z))))
    prior = np.array([float(k == anchor) for k in lags] + [0.0])
    b = Ridge(alpha=1, fit_intercept=False, solver="svd").fit(design, z[reach:] - design @ prior).coef_ + prior
    z = list(z)
    for _ in range(horizon):
        z.append(sum(c * z[-k] for c, k in zip(b, lags)) + b[-1])
    out = np.array(z[-horizon:]) * spread + middle
    return b[:-1], np.exp(out) if log else out


cases = []
day = [1, 2, 3, 4, 22, 23, 24, 25, 26, 47, 48, 49]
week = day + [72, 96, 120, 143, 144, 145, 167, 168, 169, 192]
signed = hours(400, 50, 0.05) - 60
for y, periods, lags, log in [(hours(900, 300, 0.05), [24, 168], week, True), (hours(200, 1e6, 0.02), [24], day, True),
                              (np.round(signed, 3), [24], day, False)]:
    coefficients, values = forecast(y, lags, [1, 24], log)
    cases.append(dict(y=y.tolist(), periods=periods, lags=lags, coefficients=coefficients.tolist(), forecast=values.tolist()))
json.dump(dict(program="scikit-learn " + sklearn.__version__, date=str(datetime.date.today()), cases=cases),
          open(os.path.join(here, "autoregression.json"), "w"), separators=(",", ":"))
