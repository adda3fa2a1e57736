"""Makes ces.json: parameters, objectives and forecasts of statsforecast's complex exponential smoothing.  python3 ces.py"""
import datetime, functools, json, os
import numpy as np, statsforecast
from statsforecast.ces import cesmodel, forecast_ces

import made_series

here = os.path.dirname(os.path.abspath(__file__))
rng = np.random.default_rng(23)
series = functools.partial(made_series.series, rng)

inputs = [(1, series(20, 1, 2, 3, 0, False)), (1, series(100, 1, 0, 2, 0, False)), (1, series(60, 1, -0.5, 1, 0, False)),
          (4, series(44, 4, 1, 2, 0.2, True)), (12, series(84, 12, 0.5, 2, 0.3, True)), (7, series(120, 7, 0.1, 1, 0.25, True)),
          (12, series(60, 12, 0, 5, 0.1, False)), (7, np.round(1e9 * series(60, 7, 0.1, 1, 0.3, False), 0))]
cases = []
for m, y in inputs:
    models = {}
    for kind, name in [("N", "none"), ("S", "simple"), ("P", "partial"), ("F", "full")]:
        if m == 1 and kind != "N":
            continue
        f = cesmodel(y, m, kind, np.nan, np.nan, np.nan, np.nan, 3)
        par = {k: (0.0 if np.isnan(v) else float(v)) for k, v in f["par"].items()}
        models[name] = dict(a0=par["alpha_0"], a1=par["alpha_1"], b0=par["beta_0"], b1=par["beta_1"],
                            squares=float(np.sum(np.asarray(f["residuals"]) ** 2)), aicc=float(f["aicc"]),
                            forecast=[float(v) for v in forecast_ces(f, 14)["mean"]])
    cases.append(dict(y=y.tolist(), period=m, models=models))
out = dict(program=f"statsforecast {statsforecast.__version__}, whose states are single precision", date=str(datetime.date.today()), cases=cases)
json.dump(out, open(os.path.join(here, "ces.json"), "w"))
for c in cases: print(c["period"], {k: [round(v[p], 3) for p in ("a0", "a1", "b0", "b1", "aicc")] for k, v in c["models"].items()})
