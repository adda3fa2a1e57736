"""Makes stl.json: decompositions by R's stl and by statsmodels, of real and of hard synthetic series."""

import datetime
import json

import numpy as np
import statsmodels
from statsmodels.datasets import co2
from statsmodels.tsa.seasonal import MSTL, STL, seasonal_decompose

from reference import r, short

rng = np.random.default_rng(20261122)


def synthetic(n, p, seed):
    g = np.random.default_rng(seed)
    t = np.arange(n)
    return 50 + 0.1 * t + 8 * np.sin(2 * np.pi * t / p) + g.standard_normal(n)


monthly = co2.load_pandas().data["co2"].resample("MS").mean().interpolate()
spikes = synthetic(140, 7, 1)
spikes[[20, 21, 77, 139]] += [300, -250, 1000, 90]
shift = synthetic(120, 12, 2)
shift[60:] += 500
zeros = np.where(np.arange(100) % 5 == 2, synthetic(100, 5, 3), 0.0)
series = {
    "co2": (short(monthly.values[:360]), 12),
    "nottem": ([float(v) for v in r("cat(as.numeric(nottem))").split()], 12),
    "spikes": (short(spikes), 7),
    "shift": (short(shift), 12),
    "zeros": (short(zeros), 5),
    "huge": (short(synthetic(61, 7, 4) * 1e12), 7),
    "tiny": (short(synthetic(61, 7, 5) * 1e-9), 7),
    "pairs": (short(synthetic(45, 2, 6)), 2),
    "two seasons": (short(synthetic(48, 24, 7)), 24),
    "constant": ([3.25] * 40, 7),
}
cases = []


def add(program, name, settings, trend, seasonal, weights):
    cases.append(
        {
            "program": program,
            "series": name,
            "settings": settings,
            "trend": short(trend),
            "seasonal": [short(s) for s in seasonal],
            "weights": short(weights),
        }
    )


def by_r(name, window, degree, robust, jumps):
    y, p = series[name]
    if robust and len(y) % 2 == 0:
        # R's partial sort leaves the lower of two middle residuals unsorted, so that the scale of the weights is not
        # the median's (nottem: rank 97 instead of 120 of 240). An odd number of values has one middle.
        name, y = name + ", odd", y[:-1]
        series[name] = (y, p)
    every = "" if jumps == "tenthOfSpan" else ", s.jump=1, t.jump=1, l.jump=1"
    out = r(
        f"y <- ts(c({','.join(repr(v) for v in y)}), frequency={p})\n"
        f"f <- stl(y, s.window={repr(window)}, s.degree={degree}, robust={'TRUE' if robust else 'FALSE'}{every})\n"
        "cat(sprintf('%.17g', f$time.series[,'trend']), '\\n', sprintf('%.17g', f$time.series[,'seasonal']), '\\n',"
        " sprintf('%.17g', f$weights), '\\n')"
    )
    trend, seasonal, weights = [[float(v) for v in line.split()] for line in out.strip().split("\n")]
    inner, outer = (1, 15) if robust else (2, 0)
    settings = {
        "periods": [p],
        "window": 0 if window == "periodic" else window,
        "degree": degree,
        "inner": inner,
        "outer": outer,
        "jumps": jumps,
    }
    add("R stl", name, settings, trend, [seasonal], weights)


def by_statsmodels(name, window, degrees, robust, jumps):
    y, p = series[name]
    odd = p if p % 2 else p + 1
    trend = int(np.ceil(1.5 * p / (1 - 1.5 / window)))
    trend += trend % 2 == 0
    tenth = (lambda q: -(-q // 10)) if jumps == "tenthOfSpan" else (lambda q: 1)
    low = max(3, odd)
    fit = STL(
        np.array(y),
        period=p,
        seasonal=window,
        trend=max(trend, 3),
        low_pass=low if low > p else low + 2,
        seasonal_deg=degrees[0],
        trend_deg=degrees[1],
        low_pass_deg=degrees[2],
        robust=robust,
        seasonal_jump=tenth(window),
        trend_jump=tenth(max(trend, 3)),
        low_pass_jump=tenth(low if low > p else low + 2),
    ).fit(inner_iter=2, outer_iter=15 if robust else 0)
    settings = {
        "periods": [p],
        "window": window,
        "lowPass": low if low > p else low + 2,
        "degree": degrees[0],
        "trendDegree": degrees[1],
        "lowPassDegree": degrees[2],
        "inner": 2,
        "outer": 15 if robust else 0,
        "jumps": jumps,
    }
    add("statsmodels STL", name, settings, fit.trend, [fit.seasonal], fit.weights)


for name in ("co2", "nottem", "spikes", "shift", "zeros", "huge", "tiny", "pairs", "constant"):
    by_r(name, "periodic", 0, False, "tenthOfSpan")
    # The residuals of a constant, and of zeros but for one phase, shrink to rounding errors: their robust weights are
    # those of the errors, nothing to compare.
    by_r(name, 11, 1, name not in ("co2", "constant", "zeros"), "tenthOfSpan")
by_r("co2", 7, 0, False, "none")
by_r("spikes", 7, 0, True, "none")
for name in ("co2", "spikes", "shift", "two seasons", "pairs"):
    by_statsmodels(name, 7, (1, 1, 1), False, "none")
    by_statsmodels(name, 13, (0, 0, 1), True, "tenthOfSpan")

t = np.arange(24 * 7 * 4)
double = 20 + 0.01 * t + 5 * np.sin(2 * np.pi * t / 24) + 3 * np.sign(np.sin(2 * np.pi * t / 168))
series["double"] = (short(double + rng.standard_normal(t.size)), 24)
low = lambda p: {"low_pass": p + 1 + p % 2}
values = np.array(series["double"][0])
# statsmodels takes the least odd low-pass window above the period, as for even periods do we.
fit = MSTL(values, periods=(24, 168), stl_kwargs={"inner_iter": 2, "outer_iter": 0}).fit()
add(
    "statsmodels MSTL",
    "double",
    {"periods": [24, 168], "window": -1, "degree": 1, "inner": 2, "outer": 0, "jumps": "none"},
    fit.trend,
    [fit.seasonal[:, 0], fit.seasonal[:, 1]],
    fit.weights,
)
classical = []
for name in ("co2", "spikes", "pairs", "constant"):
    y, p = series[name]
    fit = seasonal_decompose(np.array(y), period=p)
    inner = ~np.isnan(fit.trend)
    classical.append(
        {"series": name, "period": p, "trend": short(fit.trend[inner]), "seasonal": short(fit.seasonal)}
    )
json.dump(
    {
        "programs": {
            "R": r("cat(R.version$major, R.version$minor, sep='.')"),
            "statsmodels": statsmodels.__version__,
        },
        "date": datetime.date.today().isoformat(),
        "series": {name: values for name, (values, _) in series.items()},
        "cases": cases,
        "classical": classical,
    },
    open("stl.json", "w"),
    separators=(",", ":"),
)
