#!/usr/bin/env python3
"""Forecasts of other programs on the same cases, one thread, kept in files.

    peers.py CASES OUT SET METHOD...      writes OUT/SET/METHOD.tsv unless it is there

One case a line: id, milliseconds, means, then lower and upper ends of the 80 % and of the 95 % range, step by step.
METHOD: AutoETS AutoTheta DOTM AutoCES MSTL SeasonalNaive AutoARIMA (statsforecast), Prophet, published (M3 only).
"""
import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[name] = "1"
import logging
import sys
import time
import warnings
from pathlib import Path

import numpy as np
import pandas as pd

warnings.filterwarnings("ignore")
PUBLISHED = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "m3" / "published-forecasts"
LEVELS = [80, 95]


def cases(path):
    for line in Path(path).read_text().splitlines():
        group, name, seasons, scale, frequency, start, history, future, _ = line.split("\t")
        yield name, [int(s) for s in seasons.split(",")], start, np.array(history.split(","), float), future.count(",") + 1


def statsforecast_method(name, seasons):
    from statsforecast import models as m

    season = seasons[0]
    if season > 24 and name != "MSTL":
        season = 1
    return {
        "AutoETS": lambda: m.AutoETS(season_length=season),
        "AutoTheta": lambda: m.AutoTheta(season_length=season),
        "DOTM": lambda: m.DynamicOptimizedTheta(season_length=season),
        "AutoCES": lambda: m.AutoCES(season_length=season),
        "AutoARIMA": lambda: m.AutoARIMA(season_length=season),
        "MSTL": lambda: m.MSTL(season_length=seasons if len(seasons) > 1 else seasons[0]),
        "SeasonalNaive": lambda: m.SeasonalNaive(season_length=season),
        "SeasonalNaiveWeek": lambda: m.SeasonalNaive(season_length=seasons[-1]),
    }[name]()


def by_statsforecast(method, seasons, start, y, h):
    from statsforecast.models import Naive

    for model in (statsforecast_method(method, seasons), Naive()):
        try:
            r = model.forecast(y=y, h=h, level=LEVELS)
            ends = [r[f"{side}-{level}"] for level in LEVELS for side in ("lo", "hi")]
            if np.all(np.isfinite(r["mean"])):
                return [r["mean"]] + ends
        except Exception:
            pass
    raise RuntimeError("not even the naive forecast works")


def by_prophet(method, seasons, start, y, h):
    from prophet import Prophet

    logging.getLogger("cmdstanpy").setLevel(logging.ERROR)
    table = pd.DataFrame({"ds": pd.date_range(start, periods=len(y)), "y": y})
    ends, mean = [], None
    model = Prophet(interval_width=0.8).fit(table)
    future = model.make_future_dataframe(h).tail(h)
    samples = model.predictive_samples(future)["yhat"]
    mean = model.predict(future)["yhat"].to_numpy()
    for level in LEVELS:
        for p in (50 - level / 2, 50 + level / 2):
            ends.append(np.percentile(samples, p, axis=1))
    return [mean] + ends


def published(folder):
    for path in sorted(PUBLISHED.glob("*.csv.gz")):
        rows = []
        for line in pd.read_csv(path, index_col=0).itertuples():
            mean = [v for v in line[1:] if np.isfinite(v)]
            if mean:
                rows.append(f"{line[0]}\t0\t" + ",".join(map(repr, mean)) + "\t\t\t\t")
        (folder / f"M3-{path.name.split('.')[0]}.tsv").write_text("\n".join(rows) + "\n")


def main():
    source, out, data, *methods = sys.argv[1:]
    folder = Path(out) / data
    folder.mkdir(parents=True, exist_ok=True)
    for method in methods:
        target = folder / f"{method}.tsv"
        if method == "published":
            published(folder)
        elif not target.exists():
            forecast = by_prophet if method == "Prophet" else by_statsforecast
            rows = []
            for i, (name, seasons, start, y, h) in enumerate(cases(Path(source) / f"{data}.tsv")):
                if i == 0:
                    forecast(method, seasons, start, y, h)
                clock = time.process_time()
                parts = forecast(method, seasons, start, y, h)
                spent = 1000 * (time.process_time() - clock)
                text = ["" if p is None else ",".join(f"{v:.9g}" for v in p) for p in parts]
                rows.append(f"{name}\t{spent:.3f}\t" + "\t".join(text))
            target.write_text("\n".join(rows) + "\n")
            print(data, method, len(rows), flush=True)


if __name__ == "__main__":
    main()
