"""Demand to replay commitments on: hourly demand of four regions and their sum, as it was, reversed, declining and migrating.

    cases.py OUT [--data ../shared/data]

One line a family: suite, case, family, then the hourly values. The declines divide the trend out of the logarithm of the weekly
medians and put one of 20, 40 and 60 % a year in its place. `turning` grows for 75 weeks and then goes back the way it came.
`families` holds each region's instance types, which replace each other.
"""

import argparse

import numpy as np
import pandas as pd


def weeks(values):
    count = len(values) // 168
    return np.asarray(values, float)[: count * 168].reshape(count, 168)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out")
    parser.add_argument("--data", default="../shared/data")
    options = parser.parse_args()
    table = pd.read_csv(f"{options.data}/vm-demand/hourly-until-2023-06-30.csv.gz", parse_dates=["USAGE_HOUR"])
    hours = pd.date_range(table.USAGE_HOUR.min(), table.USAGE_HOUR.max(), freq="h")
    series = lambda rows: weeks(rows.groupby("USAGE_HOUR").NORM_USAGE.sum().reindex(hours).fillna(0))
    regions = {f"region {number}": rows for number, rows in table.groupby("REGION_NUM")}
    demand = {name: series(rows) for name, rows in regions.items()} | {"all regions": series(table)}
    suites = {"as it was": {}, "reversed": {}, "turning": {}}
    for name, values in demand.items():
        suites["as it was"][name] = {"": values}
        suites["reversed"][name] = {"": values[::-1]}
        suites["turning"][name] = {"": np.vstack([values[:75], values[:75][::-1][:50]])}
        medians = np.log(np.median(values, axis=1))
        week = np.arange(len(values))
        slope = np.polyfit(week, medians, 1)[0]
        for percent in (20, 40, 60):
            factor = np.exp((np.log(1 - percent / 100) / 52 - slope) * week)
            suites.setdefault(f"−{percent} % a year", {})[name] = {"": values * factor[:, None]}
    suites["families"] = {
        name: {kind: series(rows) for kind, rows in region.groupby("INSTANCE_TYPE")} for name, region in regions.items()
    }
    with open(options.out, "w", encoding="utf-8") as file:
        for suite, cases in suites.items():
            for case, families in cases.items():
                for family, values in families.items():
                    file.write(f"{suite},{case},{family},{' '.join(f'{v:.6g}' for v in values.ravel())}\n")


main()
