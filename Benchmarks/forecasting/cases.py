#!/usr/bin/env python3
"""Cuts the public data into forecasting cases: a history, and what came after it.

    cases.py OUT [SET...]        writes OUT/SET.tsv where it is not there yet

One case a line, tab-separated: group, id, seasons, season of the error scale, frequency, first day, history, future,
noise-free future (cost-forecast only). Both the Swift benchmark and peers.py read these files, so that all methods see
the same numbers.
"""
import sys
from pathlib import Path

import numpy as np
import pandas as pd

DATA = Path(__file__).resolve().parents[2] / ".." / "shared" / "data"
SHAPES = {"yearly": (1, 6), "quarterly": (4, 8), "monthly": (12, 18), "other": (1, 8)}


def row(group, name, seasons, scale, frequency, start, history, future, oracle=()):
    text = lambda values: ",".join(repr(float(v)) for v in values)
    return "\t".join([group, name, seasons, str(scale), frequency, start, text(history), text(future), text(oracle)])


def long_form(path):
    table = pd.read_csv(path)
    return {name: part for name, part in table.groupby("unique_id", sort=False)}


def m3():
    for group, (season, _) in SHAPES.items():
        train = long_form(DATA / f"m3/{group}-train.csv.gz")
        test = long_form(DATA / f"m3/{group}-test.csv.gz")
        for name, part in train.items():
            # The made-up dates of "other" say nothing; its spacing is not known.
            frequency = "other" if group == "other" else group
            yield row(group, name, str(season), season, frequency, part.ds.iloc[0], part.y, test[name].y)


def m4(group, season, scale, horizon, every=1):
    for i, (name, part) in enumerate(long_form(DATA / f"m4/{group}-train.csv.gz").items()):
        if i % every == 0 and len(part) >= horizon + 6:
            y = part.y.to_numpy()
            yield row(group, name, season, scale, group, str(part.ds.iloc[0])[:10], y[:-horizon], y[-horizon:])


def cost_forecast():
    train = long_form(DATA / "cost-forecast/train.csv.gz")
    for name, part in long_form(DATA / "cost-forecast/test.csv.gz").items():
        group = name.rsplit("-", 1)[0]
        yield row(group, name, "7", 7, "daily", train[name].ds.iloc[0], train[name].y, part.y, part.oracle)


def vm_demand():
    """Daily mean demand; 40 weekly origins, 90 days; total and regions, and region × instance type where in use."""
    table = pd.read_csv(DATA / "vm-demand/hourly-until-2023-06-30.csv.gz")
    table["day"] = table.USAGE_HOUR.str[:10]
    table["value"] = table.NORM_USAGE / 24
    days = pd.date_range("2021-02-01", "2023-06-30").strftime("%Y-%m-%d")
    daily = lambda part: part.groupby("day").value.sum().reindex(days, fill_value=0.0).to_numpy()
    series = {"total": ("aggregate", daily(table))}
    for region, part in table.groupby("REGION_NUM"):
        series[f"region {region}"] = ("aggregate", daily(part))
        for kind, own in part.groupby("INSTANCE_TYPE"):
            series[f"region {region} {kind}"] = ("sku", daily(own))
    for name, (group, y) in series.items():
        for week in range(40):
            origin = len(y) - 90 - 7 * week
            history = y[:origin]
            first = int(np.argmax(history > 0)) if history.any() else origin
            if origin - first >= 60 and (history[-28:] > 0).any():
                yield row(
                    group, f"{name}@{days[origin]}", "7", 7, "daily", days[first], history[first:],
                    y[origin : origin + 90])


def m5():
    table = pd.read_csv(DATA / "m5/aggregates-daily.csv.gz")
    for name, part in table.groupby("series", sort=False):
        y, days = part.units.to_numpy(), part.date.to_numpy()
        for k in range(3):
            origin = len(y) - 28 * (k + 1)
            yield row(
                name.split(":")[0], f"{name}@{days[origin]}", "7", 7, "daily", days[0], y[:origin],
                y[origin : origin + 28])


def simulated(seed):
    """Fresh series of the nine kinds that cost-forecast has, from what can be told of them by looking at that set."""
    random = np.random.default_rng(seed)
    days = pd.date_range("2023-11-17", periods=820)
    t = np.arange(820) - 730.0
    for kind in ("steady", "yearly", "monthend", "shift", "newsvc", "zeros", "holiday", "spikes", "short90"):
        for k in range(30):
            base = np.exp(random.uniform(2.5, 10))
            growth = random.uniform(-0.1, 0.47) / 365
            week = np.where(days.dayofweek >= 5, random.uniform(0.6, 0.95), 1.0) * (1 + 0.012 * random.normal(size=7))[days.dayofweek]
            mean = base * week * np.exp(growth * t)
            noise = np.zeros(820)
            for i in range(820):
                noise[i] = 0.4 * noise[i - 1] + 0.039 * random.normal()
            first, extra = 0, np.ones(820)
            if kind == "yearly":
                mean *= np.exp(random.uniform(0.13, 0.3) * np.sin(2 * np.pi * t / 365.25 + random.uniform(0, 2 * np.pi)))
            elif kind == "monthend":
                left = days.days_in_month - days.day
                mean = mean * np.where(left < random.integers(1, 4), random.uniform(1.4, 2.1), 1)
                mean += np.where(days.day == 1, base * random.uniform(1, 2.6), 0)
            elif kind == "shift":
                for _ in range(random.integers(2, 5)):
                    mean = mean * np.where(np.arange(820) < random.integers(60, 715), np.exp(random.choice([-1, 1]) * random.uniform(0.2, 1.2)), 1)
            elif kind == "newsvc":
                mean = base * week / (1 + np.exp(-random.uniform(0.06, 0.25) * (t + random.uniform(25, 90))))
                first, extra = 365, np.where(t < -random.integers(52, 110), 0, 1)
            elif kind == "zeros":
                shape = k % 3
                on = [days.dayofweek < 5, days.dayofweek == k % 7, random.uniform(size=820) < 0.45][shape]
                mean = base * np.exp(growth * t) * (1 if shape == 2 else on)
                extra = on if shape == 2 else extra
            elif kind == "holiday":
                from pandas.tseries.holiday import USFederalHolidayCalendar

                off = days.isin(USFederalHolidayCalendar().holidays("2023-01-01", "2026-12-31"))
                off |= ((days.month == 12) & (days.day >= 23)) | ((days.month == 1) & (days.day == 1))
                mean = mean * np.where(off, 0.75, 1)
            elif kind == "spikes":
                extra = np.where((random.uniform(size=820) < 0.011) & (t < 0), np.exp(random.uniform(0.9, 2.1, size=820)), 1)
            elif kind == "short90":
                first = 640
            y = np.round(mean * np.exp(noise) * extra, 4)
            yield row(kind, f"{kind}-{k}", "7", 7, "daily", str(days[first].date()), y[first:730], y[730:], mean[730:])


SETS = {
    "m3": m3,
    "m4-yearly": lambda: m4("yearly", "1", 1, 6),
    "m4-yearly-sample": lambda: m4("yearly", "1", 1, 6, every=10),
    "m4-weekly": lambda: m4("weekly", "52", 1, 13),
    "m4-hourly": lambda: m4("hourly", "24,168", 24, 48),
    "m4-hourly-sample": lambda: m4("hourly", "24,168", 24, 48, every=4),
    "cost-forecast": cost_forecast,
    "simulated": lambda: simulated(2027),
    "simulated-held-out": lambda: simulated(2039),
    "vm-demand": vm_demand,
    "m5": m5,
}


def main():
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[2:] or SETS:
        target = out / f"{name}.tsv"
        if target.exists():
            continue
        rows = list(SETS[name]())
        part = target.with_suffix(".part")
        part.write_text("\n".join(rows) + "\n")
        part.rename(target)
        print(f"{name}: {len(rows)} cases")


if __name__ == "__main__":
    main()
