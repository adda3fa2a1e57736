"""Real series with known periods, from ../shared/data.

The period comes from where the series comes from (months of a year, hours of a day); whether the season is there at
all is judged by two tests that are told the period and share nothing with a search: the strength of the season after
R's STL as `forecast::nsdiffs` uses it, and a Kruskal-Wallis test over the phases of the detrended series, as X-11 does
(`labels.R`). Both yes: the period is the label. Both no: "none" is. They differ: the series is left out.
"""
import csv
import gzip
import json
import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np


def rows(path):
    with gzip.open(path, "rt") as file:
        return list(csv.DictReader(file))


def long_form(path, every, first):
    """Every `every`-th series of a file in the long form, from number `first` on."""
    series = {}
    for row in rows(path):
        series.setdefault(row["unique_id"], []).append(float(row["y"]))
    return {name: series[name] for name in sorted(series)[first::every]}


def on_grid(times, values, step):
    """Values on an even grid from the first time to the last, NaN where there is none."""
    seconds = [round((t - times[0]).total_seconds() / step) for t in times]
    out = np.full(max(seconds) + 1, np.nan)
    for i, value in zip(seconds, values):
        out[i] = value
    return out


def number(text):
    return float(text) if text not in ("", "NA", "nan") else np.nan


def daily_business(folder):
    births = rows(folder / "business/births_us_daily.csv.gz")
    yield "births", [number(r["y"]) for r in births], [7, 365.25]
    bikes = rows(folder / "business/bike_sharing_daily.csv.gz")
    yield "bikes registered", [number(r["registered"]) for r in bikes], [7]
    yield "bikes casual", [number(r["casual"]) for r in bikes], [7]
    madrid = rows(folder / "business/public_transport_madrid_daily.csv.gz")
    for column in ("metro", "bus", "road", "train", "total"):
        yield "madrid " + column, [number(r[column]) for r in madrid], [7]


def hourly_business(folder):
    prices = [number(r["y"]) for r in rows(folder / "business/price_ercot_dam_hourly.csv.gz")]
    for k in range(0, len(prices) - 2016, len(prices) // 8):
        yield f"ercot {k}", prices[k:k + 2016], [24, 168]


def kpis(folder):
    series = {}
    for row in rows(folder / "kpi/aiops-kpi-hourly.csv.gz"):
        if row["split"] == "train":
            series.setdefault(row["series"], []).append((int(row["timestamp"]), number(row["value_mean"])))
    for name, points in series.items():
        times = [datetime.fromtimestamp(t) for t, _ in points]
        yield "kpi " + name[:8], on_grid(times, [v for _, v in points], 3600), [24, 168]


def cloud_demand(folder):
    series = {}
    for row in rows(folder / "vm-demand/hourly-until-2023-06-30.csv.gz"):
        key = row["REGION_NUM"] + row["INSTANCE_TYPE"]
        series.setdefault(key, []).append((datetime.fromisoformat(row["USAGE_HOUR"]), float(row["NORM_USAGE"])))
    for key in sorted(series):
        points = sorted(series[key])
        values = on_grid([t for t, _ in points], [v for _, v in points], 3600)
        if len(values) >= 4000:
            yield "demand " + key, values[-2016:], [24, 168]


def nab(folder):
    """Files of five-minute values with two weeks or more, added up to half hours."""
    for path in sorted((folder / "nab/data").glob("real*/*.csv.gz")):
        points = [(datetime.fromisoformat(r["timestamp"]), float(r["value"])) for r in rows(path)]
        gap = np.median([(b[0] - a[0]).total_seconds() for a, b in zip(points, points[1:])])
        if gap not in (300, 1800) or len(points) * gap < 14 * 86400:
            continue
        values = on_grid([t for t, _ in points], [v for _, v in points], gap)
        if gap == 300:
            with np.errstate(all="ignore"):
                values = np.array([np.nanmean(values[k:k + 6]) if np.isfinite(values[k:k + 6]).any() else np.nan
                                   for k in range(0, len(values) - 5, 6)])
        yield "nab " + path.stem.split(".")[0], values, [48, 336]


def bitbrains(folder):
    series = {}
    for row in rows(folder / "utilization/bitbrains/cpu_50vms.csv.gz"):
        time = datetime.fromisoformat(row["timestamp"].rstrip("Z"))
        series.setdefault(row["id"], []).append((time, float(row["cpu_usage_mhz"])))
    for name in sorted(series, key=int):
        points = sorted(series[name])
        hours = {}
        for time, value in points:
            hours.setdefault(time.replace(minute=0, second=0), []).append(value)
        times = sorted(hours)
        yield "vm " + name, on_grid(times, [np.mean(hours[t]) for t in times], 3600), [24, 168]


def all_series(folder, half):
    for name, y in long_form(folder / "m3/monthly-train.csv.gz", 8, 4 * half).items():
        yield "m3 monthly " + name, y, [12]
    for name, y in long_form(folder / "m3/quarterly-train.csv.gz", 6, 3 * half).items():
        yield "m3 quarterly " + name, y, [4]
    for name, y in long_form(folder / "m4/hourly-train.csv.gz", 8, 4 * half).items():
        yield "m4 hourly " + name, y, [24, 168]
    for source in (daily_business, hourly_business, kpis, cloud_demand, nab, bitbrains):
        yield from list(source(folder))[half::2]


def cases(folder, half):
    """The series of one half of the data, 0 or 1, that the two tests agree on."""
    found = []
    for name, values, periods in all_series(Path(folder), half):
        y = np.asarray(values, float)
        seen = np.flatnonzero(np.isfinite(y))
        y = y[seen[0]:seen[-1] + 1]
        if np.nanstd(y) > 0 and len(y) >= 28 and np.isfinite(y).mean() > 0.6:
            found.append((name, y, [p for p in periods if 3 * p <= len(y)]))
    lines = [json.dumps({"periods": p, "y": [None if np.isnan(v) else v for v in y]}) for _, y, p in found]
    script = Path(__file__).with_name("labels.R")
    out = subprocess.run(["Rscript", str(script)], input="\n".join(lines), text=True, capture_output=True, check=True)
    for (name, y, periods), line in zip(found, out.stdout.splitlines(), strict=True):
        verdicts = line.split()
        label = [p for p, verdict in zip(periods, verdicts) if verdict == "yes"]
        optional = [p for p, verdict in zip(periods, verdicts) if verdict == "unsure"]
        if optional and not label:
            continue
        facts = {"n": len(y), "optional": optional}
        yield name, "real " + ("with" if label else "without") + " a season", facts, label, y


if __name__ == "__main__":
    import collections
    import sys
    kinds = collections.Counter((name.split()[0], str(label)) for name, _, _, label, _ in cases(sys.argv[1], int(sys.argv[2])))
    for key, count in sorted(kinds.items()):
        print(*key, count)
