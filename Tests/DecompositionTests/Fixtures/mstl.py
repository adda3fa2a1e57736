"""Makes mstl.json: decompositions into two and three seasons by R's forecast::mstl and by statsmodels' MSTL."""

import datetime
import json

import numpy as np
import statsmodels
from statsmodels.tsa.seasonal import MSTL

from reference import r, short


def synthetic(n, periods, seed):
    g = np.random.default_rng(seed)
    t = np.arange(n)
    y = 100 + 0.05 * t + g.standard_normal(n)
    for k, p in enumerate(periods):
        y += (6 - k) * np.sin(2 * np.pi * t / p + k) + (t % p == p // 2) * 5
    return y


series = {
    "week, month, quarter": (synthetic(430, (7, 30, 91), 1), (7, 30, 91)),
    "day, week": (synthetic(24 * 7 * 3, (24, 168), 2), (24, 168)),
    "spikes": (synthetic(301, (7, 28), 3), (7, 28)),
}
for i, size in ((50, 300), (51, -250), (200, 1e4)):
    series["spikes"][0][i] += size
series = {name: (np.array(short(y)), periods) for name, (y, periods) in series.items()}
cases = []


def add(program, name, degree, inner, outer, jumps, trend, seasonal, weights):
    settings = {"periods": series[name][1], "window": -1, "degree": degree, "inner": inner, "outer": outer, "jumps": jumps}
    cases.append({"program": program, "series": name, "settings": settings, "trend": short(trend),
                  "seasonal": [short(s) for s in seasonal], "weights": weights})


def by_forecast(name):
    y, periods = series[name]
    out = r(
        "suppressMessages(library(forecast))\n"
        f"y <- msts(c({','.join(repr(float(v)) for v in y)}), seasonal.periods = c({','.join(map(str, periods))}))\n"
        "f <- mstl(y)\n"
        "for (part in colnames(f)[-1]) cat(sprintf('%.17g', f[, part]), '\\n')"
    )
    rows = [[float(v) for v in line.split()] for line in out.strip().split("\n")]
    add("forecast::mstl", name, 0, 2, 0, "tenthOfSpan", rows[0], rows[1:-1], [1.0] * len(y))


def by_statsmodels(name, robust):
    y, periods = series[name]
    # Our least odd low-pass window is not below the period, statsmodels' above it: the same for even periods only.
    keys = {"robust": robust, "inner_iter": 2, "outer_iter": 15 if robust else 0}
    fit = MSTL(y, periods=periods, stl_kwargs=keys).fit()
    add("statsmodels MSTL", name, 1, 2, 15 if robust else 0, "none", fit.trend, fit.seasonal.T, short(fit.weights))


for name in series:
    by_forecast(name)
for robust in (False, True):
    by_statsmodels("day, week", robust)
versions = {"forecast": r("cat(as.character(packageVersion('forecast')))"), "statsmodels": statsmodels.__version__}
json.dump(
    {"programs": versions, "date": datetime.date.today().isoformat(), "series": {n: y.tolist() for n, (y, _) in series.items()},
     "cases": cases, "classical": []},
    open("mstl.json", "w"), separators=(",", ":"))
