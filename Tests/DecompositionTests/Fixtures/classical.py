"""Makes classical.json: additive and multiplicative decompositions by R's decompose and statsmodels' seasonal_decompose."""

import datetime
import json

import numpy as np
import statsmodels
from statsmodels.tsa.seasonal import seasonal_decompose

from reference import r, short


def numbers(text):
    return [None if v == "NA" else float(v) for v in text.split()]


g = np.random.default_rng(20261122)
t = np.arange(61)
growing = np.exp(2 + 0.03 * t + 0.3 * np.sin(2 * np.pi * t / 7) + 0.05 * g.standard_normal(61))
series = {
    "AirPassengers": (numbers(r("cat(as.numeric(AirPassengers))")), 12),
    "nottem": (numbers(r("cat(as.numeric(nottem))")), 12),
    "growing": (short(growing), 7),
    "huge": (short(growing * 1e12), 7),
    "tiny": (short(growing * 1e-9), 7),
    "pairs": (short(growing[:9]), 2),
    "two seasons": (short(growing[:24]), 12),
}
cases = []
for name, (y, p) in series.items():
    for kind in ("additive", "multiplicative"):
        out = r(
            f"y <- ts(c({','.join(repr(v) for v in y)}), frequency={p})\n"
            f"f <- decompose(y, '{kind}')\n"
            "for (v in list(f$trend, f$seasonal, f$random)) cat(sprintf('%.17g', v), '\\n')"
        )
        trend, seasonal, remainder = [numbers(line) for line in out.strip().split("\n")]
        fit = seasonal_decompose(np.array(y), model=kind, period=p)
        for program, parts in (
            ("R decompose", (trend, seasonal, remainder)),
            ("statsmodels seasonal_decompose", (fit.trend, fit.seasonal, fit.resid)),
        ):
            inner = [v is not None and not np.isnan(v) for v in parts[0]]
            keep = lambda values: short(v for v, k in zip(values, inner) if k)
            cases.append(
                {
                    "program": program,
                    "kind": kind,
                    "series": name,
                    "period": p,
                    "trend": keep(parts[0]),
                    "seasonal": short(parts[1]),
                    "remainder": keep(parts[2]),
                }
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
    },
    open("classical.json", "w"),
    separators=(",", ":"),
)
