#!/usr/bin/env python3
"""Daily series of the public data, one a line: group, name, first day, values.

    panels.py OUT [SET...]        writes OUT/SET.tsv where it is not there yet

`peers.py` and the Swift program read these files, so that all methods see the same numbers.
"""
import sys
from pathlib import Path

import numpy as np
import pandas as pd

DATA = Path(__file__).resolve().parents[2] / ".." / "shared" / "data"


def daily(table, day, value, days):
    return table.groupby(day)[value].sum().reindex(days, fill_value=0.0).to_numpy(dtype=float)


def binder():
    """Real cost of mybinder.org; its first and its last day are partial, and one day is missing."""
    table = pd.read_csv(DATA / "binder/daily-cost-by-project.csv.gz")
    category = pd.read_csv(DATA / "binder/daily-cost-by-category.csv.gz")
    days = list(pd.date_range(table.date.min(), table.date.max()).strftime("%Y-%m-%d"))[1:-1]
    total = pd.Series(daily(table, "date", "cost_usd", days))
    known = set(table.date)
    gaps = [i for i, day in enumerate(days) if day not in known]

    def filled(part):
        values = daily(part, "date", "cost_usd", days)
        for i in gaps:
            values[i] = values[i - 7]
        return values

    yield "total", "total", days, filled(table)
    for name, part in table.groupby("project_id"):
        yield "project", f"project {name}", days, filled(part)
    for name, part in category.groupby("category"):
        yield "category", f"category {name}", days, filled(part)
    items = pd.read_csv(DATA / "binder/line-items.csv.gz")
    for (project, item), part in items.groupby(["project_id", "line_item"]):
        if part.cost_usd.sum() < 1:
            continue
        yield "item", f"{project} · {item}", days, filled(part)


def vm_demand():
    """Demand of a day: the total, regions, region × instance type."""
    table = pd.read_csv(DATA / "vm-demand/hourly-until-2023-06-30.csv.gz")
    table["day"] = table.USAGE_HOUR.str[:10]
    days = list(pd.date_range("2021-02-01", "2023-06-30").strftime("%Y-%m-%d"))
    yield "aggregate", "total", days, daily(table, "day", "NORM_USAGE", days)
    for region, part in table.groupby("REGION_NUM"):
        yield "aggregate", f"region {region}", days, daily(part, "day", "NORM_USAGE", days)
        for kind, own in part.groupby("INSTANCE_TYPE"):
            yield "instance type", f"region {region} {kind}", days, daily(own, "day", "NORM_USAGE", days)


def cost_forecast():
    """Simulated daily costs of nine kinds: what is to be learned from and what came after it, in one."""
    train = pd.read_csv(DATA / "cost-forecast/train.csv.gz")
    test = pd.read_csv(DATA / "cost-forecast/test.csv.gz")
    both = pd.concat([train[["unique_id", "ds", "y"]], test[["unique_id", "ds", "y"]]])
    for name, part in both.groupby("unique_id", sort=True):
        yield name.rsplit("-", 1)[0], name, list(part.ds), part.y.to_numpy(dtype=float)


def m5():
    table = pd.read_csv(DATA / "m5/aggregates-daily.csv.gz")
    for name, part in table.groupby("series", sort=False):
        yield name.split(":")[0], name, list(part.date), part.units.to_numpy(dtype=float)


def held_out():
    """Fresh series of the kinds of cost-forecast, from a seed that no setting was chosen with."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "forecasting"))
    from cases import simulated

    for line in simulated(2063):
        group, name, _, _, _, start, history, future, _ = line.split("\t")
        values = np.array((history + "," + future).split(","), float)
        yield group, name, list(pd.date_range(start, periods=len(values)).strftime("%Y-%m-%d")), values


SETS = {"binder": binder, "vm-demand": vm_demand, "cost-forecast": cost_forecast, "cost-forecast-held-out": held_out, "m5": m5}


def main():
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[2:] or SETS:
        target = out / f"{name}.tsv"
        if target.exists():
            continue
        rows = []
        for group, series, days, values in SETS[name]():
            assert len(days) == len(values) == len(set(days)), series
            first = int(np.argmax(values != 0)) if (values != 0).any() else len(values)
            if len(values) - first > 90:
                text = ",".join(repr(float(v)) for v in values[first:])
                rows.append("\t".join([group, series, str(days[first])[:10], text]))
        part = target.with_suffix(".part")
        part.write_text("\n".join(rows) + "\n")
        part.rename(target)
        print(f"{name}: {len(rows)} series", file=sys.stderr)


if __name__ == "__main__":
    main()
