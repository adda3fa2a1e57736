"""Makes simple.json: intermittent and benchmark methods of statsforecast, and the ranges of R's forecast.  python3 simple.py"""
import datetime, json, os, subprocess
import numpy as np, statsforecast
from statsforecast import models as m

here = os.path.dirname(os.path.abspath(__file__))
rng = np.random.default_rng(41)
sparse = [np.where(rng.random(n) < p, np.round(rng.gamma(2, 5, n), 2), 0.0) for n, p in [(40, 0.3), (120, 0.15), (200, 0.5), (60, 0.9)]]
sparse.append(np.concatenate([sparse[1], np.zeros(25)]))
intermittent = []
for y in sparse:
    one = lambda model: float(model.forecast(y=y, h=1)["mean"][0])
    intermittent.append(dict(y=y.tolist(), croston=one(m.CrostonClassic()), crostonSBA=one(m.CrostonSBA()), tsb=one(m.TSB(alpha_d=0.2, alpha_p=0.15)),
                             adida=one(m.ADIDA()), imapa=one(m.IMAPA())))
y = np.round(50 + np.cumsum(rng.normal(0.2, 2, 60)) + 8 * np.sin(2 * np.pi * np.arange(60) / 7), 3)
plain = {}
for name, model in [("naive", m.Naive()), ("drift", m.RandomWalkWithDrift()), ("average", m.HistoricAverage()), ("seasonalNaive", m.SeasonalNaive(season_length=7)),
                    ("window", m.WindowAverage(window_size=10)), ("seasonalWindow", m.SeasonalWindowAverage(season_length=7, window_size=3))]:
    level = None if "indow" in name else [80]
    f = model.forecast(y=y, h=16, level=level)
    plain[name] = dict(mean=f["mean"].tolist(), lower=f["lo-80"].tolist() if level else [], upper=f["hi-80"].tolist() if level else [])
r = subprocess.run(["Rscript", "-e", f"library(forecast); y <- c({','.join(map(repr, y.tolist()))}); f <- rwf(y, h=16, drift=TRUE, level=80); g <- snaive(ts(y, frequency=7), h=16, level=80);"
                    "cat(jsonlite::toJSON(list(drift=as.numeric(f$upper), seasonalNaive=as.numeric(g$upper)), digits=12))"], capture_output=True, text=True, check=True)
version = subprocess.run(["Rscript", "-e", "cat(R.version$minor, as.character(packageVersion('forecast')))"], capture_output=True, text=True).stdout
out = dict(program=f"statsforecast {statsforecast.__version__}, R 4.{version}", date=str(datetime.date.today()), intermittent=intermittent, y=y.tolist(), plain=plain, upperInR=json.loads(r.stdout))
json.dump(out, open(os.path.join(here, "simple.json"), "w"))
print(plain["drift"]["upper"][:3], out["upperInR"]["drift"][:3], plain["seasonalNaive"]["upper"][:2], out["upperInR"]["seasonalNaive"][:2])
