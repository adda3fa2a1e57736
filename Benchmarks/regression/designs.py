"""Real series with the designs that a cost model would give them, and the certified sets of NIST."""
import json
import math
import pathlib

import numpy as np
import pandas as pd

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"


def fourier(t, period, pairs):
    return [f(2 * math.pi * k * t / period) for k in range(1, pairs + 1) for f in (np.sin, np.cos)]


def design(dates, kind, drivers=()):
    """Intercept, line, calendar and harmonics; a list of columns."""
    n = len(dates)
    t = np.arange(n, dtype=float)
    columns = [np.ones(n), t / n]
    if kind == "daily":
        columns += [(dates.dayofweek == k).astype(float) for k in range(1, 7)]
        columns += [(dates.day == 1).astype(float), (dates.is_month_end).astype(float)]
        if n > 500:
            columns += fourier(t, 365.25, 3)
    else:
        columns += fourier(t, 12 if kind == "monthly" else 365.25 / 7, 3)
    return [np.asarray(c, dtype=float).tolist() for c in [*columns, *drivers]]


def problem(name, frame, kind, drivers=()):
    frame = frame.dropna()
    values = frame.iloc[:, 0].astype(float)
    columns = design(pd.DatetimeIndex(frame.index), kind, [frame[d] for d in drivers])
    weights = (0.5 + (np.arange(len(values)) % 5)).tolist()
    return {"name": name, "columns": columns, "y": values.tolist(), "lags": 7 if kind == "daily" else 3, "weights": weights}


def read(path, time):
    return pd.read_csv(DATA / path, parse_dates=[time]).set_index(time)


def real():
    """Twenty-eight real series, daily, weekly and monthly."""
    bike = read("business/bike_sharing_daily.csv.gz", "date")
    yield problem("bike hire, temperature, holiday", bike[["cnt", "temp", "holiday"]], "daily", ["temp", "holiday"])
    yield problem("bike hire, registered", bike[["registered", "temp", "weathersit"]], "daily", ["temp", "weathersit"])
    yield problem("births", read("business/births_us_daily.csv.gz", "ds")[["y"]], "daily")
    madrid = read("business/public_transport_madrid_daily.csv.gz", "date")
    for line in ["metro", "bus", "road", "train"]:
        yield problem(f"Madrid {line}", madrid[[line]], "daily")
    price = read("business/price_ercot_dam_hourly.csv.gz", "ds").resample("D").mean()
    yield problem("ERCOT price, temperature", price, "daily", ["temp_celsius_houston"])
    m5 = pd.read_csv(DATA / "m5/aggregates-daily.csv.gz", parse_dates=["date"])
    for name in sorted(m5.series.unique())[:6]:
        yield problem(f"M5 {name}", m5[m5.series == name].set_index("date")[["units"]], "daily")
    demand = pd.read_csv(DATA / "vm-demand/hourly-until-2023-06-30.csv.gz", parse_dates=["USAGE_HOUR"])
    by_day = demand.groupby(["REGION_NUM", demand.USAGE_HOUR.dt.normalize()]).NORM_USAGE.sum()
    for region in sorted(demand.REGION_NUM.unique()):
        yield problem(f"VM demand, region {region}", by_day[region].to_frame(), "daily")
    cost = pd.read_csv(DATA / "binder/daily-cost-by-project.csv.gz", parse_dates=["date"])
    yield problem("mybinder.org cost", cost.groupby("date").cost_usd.sum().to_frame(), "daily")
    flights = read("business/ansett_weekly.csv.gz", "week_start")
    flights = flights[(flights.airports == "MEL-SYD") & (flights["class"] == "Economy")]
    yield problem("Ansett passengers", flights[["passengers"]], "weekly")
    scripts = pd.read_csv(DATA / "pbs/pbs-monthly-cost.csv.gz", parse_dates=["month"])
    totals = scripts.groupby(["concession", "type", "month"])[["cost_aud", "scripts"]].sum()
    for key in list(totals.groupby(level=[0, 1]).groups)[:4]:
        yield problem(f"PBS cost, {key[0]}, {key[1]}", totals.loc[key], "monthly", ["scripts"])
    m3 = pd.read_csv(DATA / "m3/monthly-train.csv.gz", parse_dates=["ds"])
    for name in sorted(m3.unique_id.unique())[100:104]:
        yield problem(f"M3 {name}", m3[m3.unique_id == name].set_index("ds")[["y"]], "monthly")


def certified():
    """The NIST sets as the tests hold them: columns, y, degree and the certified values."""
    for s in json.loads((ROOT / "Tests/RegressionTests/Fixtures/nist.json").read_text())["sets"]:
        ones = [1.0] * len(s["y"])
        degree = s["degree"]
        rounded = [[v**k for v in s["x"][0]] for k in range(degree + 1)] if degree else (
            [ones, *s["x"]] if s["hasIntercept"] else s["x"])
        yield {**s, "columns": rounded, "lags": 0}


def calendar(days=730, columns=40, seed=1):
    """The design that speed is measured on: a line, a week, a year and drivers."""
    rng = np.random.default_rng(seed)
    t = np.arange(days)
    parts = [np.ones(days), t / days, *fourier(t, 7, 3), *fourier(t, 365.25, 10)]
    while len(parts) < columns:
        parts.append(rng.normal(50, 10, days))
    x = np.column_stack(parts)
    return x, x @ rng.normal(size=columns) + rng.normal(size=days)
