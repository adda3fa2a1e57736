"""Makes ets.json: one-step errors, forecasts and optima of statsmodels' ETSModel.  python3 ets.py"""
import json, os, datetime
import numpy as np, statsmodels
from statsmodels.tsa.exponential_smoothing.ets import ETSModel

rng = np.random.default_rng(7)
cases = []
for n, m, trend, season in [(60, 1, False, False), (60, 1, True, False), (140, 7, False, True), (200, 7, True, True), (96, 12, True, True)]:
    t = np.arange(n)
    level = 100 + np.cumsum(rng.normal(0, 1, n)) + (0.3 * t if trend else 0)
    y = level + (10 * np.sin(2 * np.pi * t / m) if season else 0) + rng.normal(0, 2, n)
    y = np.round(y, 4)
    make = lambda: ETSModel(y, error="add", trend="add" if trend else None, damped_trend=trend, seasonal="add" if season else None, seasonal_periods=m if season else None)
    model = make()
    p = {"smoothing_level": 0.3}
    if trend: p.update(smoothing_trend=0.05, damping_trend=0.9)
    if season: p["smoothing_seasonal"] = 0.1
    p["initial_level"] = float(y[:m if season else 5].mean())
    if trend: p["initial_trend"] = 0.25
    # statsmodels wants the seasons newest first: initial_seasonal.0 belongs to the last phase before the first value.
    s = (y[:m] - y[:m].mean()) if season else np.zeros(0)
    if season:
        for i in range(m): p[f"initial_seasonal.{i}"] = float(s[m - 1 - i])
    names = model.param_names
    vec = [p[k] for k in names]
    r = model.smooth(vec)
    best = make().fit(disp=False, maxiter=2000)
    cases.append(dict(y=y.tolist(), period=m if season else 1, trend=trend, alpha=p["smoothing_level"], beta=p.get("smoothing_trend", 0.0),
        gamma=p.get("smoothing_seasonal", 0.0), phi=p.get("damping_trend", 1.0), level=p["initial_level"], slope=p.get("initial_trend", 0.0),
        season=s.tolist(), names=names, sse=float(np.sum(np.asarray(r.resid) ** 2)), errors=np.asarray(r.resid).tolist(), forecast=np.asarray(r.forecast(20)).tolist(),
        bestSSE=float(np.sum(np.asarray(best.resid) ** 2))))
out = dict(program="statsmodels " + statsmodels.__version__, date=str(datetime.date.today()), cases=cases)
json.dump(out, open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "ets.json"), "w"))
for c in cases: print(c["names"], c["sse"], c["bestSSE"])
