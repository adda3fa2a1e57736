"""Makes theta.json: parameters, objectives and forecasts of statsforecast's theta models and of R's thetaf.  python3 theta.py"""
import datetime, functools, json, os, subprocess
import numpy as np, statsforecast
from statsforecast.theta import auto_theta, forecast_theta
from statsmodels.tsa.seasonal import seasonal_decompose

import made_series

here = os.path.dirname(os.path.abspath(__file__))
rng = np.random.default_rng(11)
series = functools.partial(made_series.series, rng)

inputs = [(1, series(14, 1, 2, 3, 0, False)), (1, series(40, 1, 0, 2, 0, False)), (1, series(60, 1, -0.5, 1, 0, False)),
          (1, series(120, 1, 0.4, 4, 0, False)), (4, series(44, 4, 1, 2, 0.2, True)), (12, series(84, 12, 0.5, 2, 0.3, True)),
          (7, series(150, 7, 0.1, 1, 0.25, True)), (7, series(150, 7, 0.1, 1, 0.01, True)), (12, series(60, 12, 0, 5, 0.1, False)),
          (7, series(120, 7, -1.1, 1, 0.3, False)), (1, np.round(np.cumsum(rng.normal(0, 1, 100)), 3)), (1, np.round(1e9 * series(50, 1, 1, 2, 0, False), 0))]
frequency = lambda m: f"forecast::thetaf(ts(y, frequency={m}), h=18)"
cases = []
for m, y in inputs:
    models = {}
    for name in ["STM", "OTM", "DSTM", "DOTM"]:
        f = auto_theta(y, m, model=name)
        seasonal = f.get("decompose", False)
        kind = f.get("decomposition_type", "additive")
        s = seasonal_decompose(y, model=kind, period=m).seasonal if seasonal else None
        adjusted = y if s is None else (y / s if kind == "multiplicative" else y - s)
        par = {k: float(v) for k, v in f["par"].items()}
        models[name] = dict(alpha=par["alpha"], theta=par["theta"], level=par["initial_smoothed"],
                            squares=float(f["mse"] * max(np.abs(adjusted).mean(), 1e-10)), forecast=[float(v) for v in forecast_theta(f, 18)["mean"]])
    r = subprocess.run(["Rscript", "-e", f"y <- c({','.join(map(repr, y.tolist()))}); f <- {frequency(m)}; "
                        "cat(jsonlite::toJSON(list(alpha=f$model$alpha, sigma2=f$model$sigma, forecast=as.numeric(f$mean)), digits=12, auto_unbox=TRUE))"],
                       capture_output=True, text=True, check=True)
    cases.append(dict(y=y.tolist(), period=m, kind=kind if seasonal else "none", indices=[] if s is None else np.asarray(s[:m]).tolist(),
                      models=models, thetaf=json.loads(r.stdout)))
version = subprocess.run(["Rscript", "-e", "cat(R.version$minor, as.character(packageVersion('forecast')))"], capture_output=True, text=True).stdout
out = dict(program=f"statsforecast {statsforecast.__version__}, R 4.{version}", date=str(datetime.date.today()), cases=cases)
json.dump(out, open(os.path.join(here, "theta.json"), "w"))
for c in cases: print(c["period"], c["kind"], {k: (round(v["alpha"], 3), round(v["theta"], 2)) for k, v in c["models"].items()}, c["thetaf"]["alpha"])
