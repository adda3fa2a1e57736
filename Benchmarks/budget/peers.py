#!/usr/bin/env python3
"""Month and quarter totals by statsforecast's AutoETS on the same series and origins, one thread, kept in files.

    peers.py PANELS OUT SET[/EVERY]...      writes OUT/SET.tsv unless it is there; of every EVERY-th series

One total a line: series, origin, first day, first day after it, mean, ends of P10 … P90 with independent days (the
square root of the sum of squared standard deviations), the same as the sum of daily quantiles.
"""
import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[name] = "1"
import sys
import warnings
from pathlib import Path

import numpy as np
import pandas as pd

warnings.filterwarnings("ignore")
LEAST = 60
Z90 = 1.2815515655446004


def forecast(history, horizon):
    from statsforecast import models as m

    for model in (m.AutoETS(season_length=7), m.SeasonalNaive(season_length=7), m.Naive()):
        try:
            r = model.forecast(y=history, h=horizon, level=[80])
            if all(np.all(np.isfinite(r[k])) for k in ("mean", "lo-80", "hi-80")):
                return r["mean"], r["lo-80"], r["hi-80"]
        except Exception:
            pass
    raise RuntimeError("not even the naive forecast works")


def origins(start, end):
    """First days of months with enough history and a whole month to come."""
    day = (start + pd.Timedelta(days=LEAST - 1)).to_period("M").to_timestamp() + pd.offsets.MonthBegin(1)
    while day + pd.offsets.MonthBegin(1) <= end:
        yield day
        day += pd.offsets.MonthBegin(1)


def main():
    panels, out = Path(sys.argv[1]), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    for word in sys.argv[3:]:
        name, _, every = word.partition("/")
        target = out / f"{name}.tsv"
        if target.exists():
            continue
        lines = (panels / f"{name}.tsv").read_text().splitlines()[:: int(every or 1)]
        rows = []
        for line in lines:
            _, series, first, text = line.split("\t")
            values = np.array(text.split(","), float)
            start = pd.Timestamp(first)
            end = start + pd.Timedelta(days=len(values))
            for origin in origins(start, end):
                ends = [origin + pd.offsets.MonthBegin(k) for k in (1, 3)]
                ends = [e for e in ends if e <= end]
                known = (origin - start).days
                mean, low, high = forecast(values[:known], (ends[-1] - origin).days)
                for e in ends:
                    n = (e - origin).days
                    total = mean[:n].sum()
                    half = np.sqrt((((high[:n] - low[:n]) / 2 / Z90) ** 2).sum()) * Z90
                    numbers = [total, total - half, total + half, low[:n].sum(), high[:n].sum()]
                    days = [str(d)[:10] for d in (origin, origin, e)]
                    rows.append("\t".join([series] + days + [repr(float(v)) for v in numbers]))
        part = target.with_suffix(".part")
        part.write_text("\n".join(rows) + "\n")
        part.rename(target)
        print(f"{name}: {len(rows)} totals", file=sys.stderr)


if __name__ == "__main__":
    main()
