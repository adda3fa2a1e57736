#!/usr/bin/env python3
"""AutoETS beside R's ets and statsforecast's AutoETS: which form each chooses, how good, how fast.  One thread.

    agree.py BINARY [EACH]        EACH series of each group of M3 and as many made daily ones of 730 days (default 60)

BINARY is the built ETSBenchmark. Prints Markdown: agreement by group, and milliseconds of processor time a series with
ranges of 14 steps, as medians of ratios on the same series.
"""
import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[name] = "1"
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

import numpy as np
import pandas as pd

warnings.filterwarnings("ignore")
HERE = Path(__file__).resolve().parent
DATA = HERE.parents[1] / ".." / "shared" / "data"
PERIODS = {"yearly": 1, "quarterly": 4, "monthly": 12, "other": 1}


def m3(group, each):
    table = pd.read_csv(DATA / f"m3/{group}-train.csv.gz")
    series = [part.y.to_numpy(float) for _, part in table.groupby("unique_id", sort=False)]
    return series[:: max(1, len(series) // each)][:each]


def daily(count):
    rng = np.random.default_rng(5)
    week = np.array([1, 1.02, 1.03, 1.01, 0.98, 0.8, 0.75])
    for k in range(count):
        t = np.arange(730)
        level = 100 * np.exp(np.cumsum(rng.normal(0, 0.01, 730))) + (0.05 * t if k % 3 == 0 else 0)
        yield np.round(level * week[t % 7] ** (1 if k % 2 else 0.5) * (1 + rng.normal(0, 0.03, 730)) + 20 * (k % 4 == 0), 4)


def ours(binary, cases, setting):
    lines = "\n".join(f"{n}\t{p}\t" + ",".join(repr(float(v)) for v in y) for n, p, y in cases) + "\n"
    out = subprocess.run([binary, setting], input=lines, capture_output=True, text=True, check=True).stdout
    rows = (line.split("\t") for line in out.splitlines())
    return {name: (form, float(aicc), float(spent)) for name, form, _, aicc, spent in rows}


def by_r(cases):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cases.tsv"
        path.write_text("\n".join(f"{n}\t{p}\t" + ",".join(repr(float(v)) for v in y) for n, p, y in cases))
        out = subprocess.run(["Rscript", str(HERE / "peers.R"), str(path)], capture_output=True, text=True, check=True).stdout
    rows = (line.split("\t") for line in out.splitlines())
    return {name: (form, float(aicc), float(spent)) for name, form, aicc, spent in rows}


def by_statsforecast(cases):
    from statsforecast.models import AutoETS

    AutoETS(season_length=4).forecast(y=np.random.default_rng(1).random(40) + 5, h=14, level=[80, 95])
    found = {}
    for name, period, y in cases:
        start = time.process_time()
        AutoETS(season_length=period).forecast(y=y, h=14, level=[80, 95])
        spent = 1000 * (time.process_time() - start)
        model = AutoETS(season_length=period).fit(y).model_
        parts = model["components"]
        found[name] = (parts[0] + parts[1] + ("d" if parts[3] == "D" else "") + parts[2], model["aicc"], spent)
    return found


def main():
    binary, each = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 60
    groups = {f"M3 {g}": [(f"{g}{i}", p, y) for i, y in enumerate(m3(g, each))] for g, p in PERIODS.items()}
    groups["daily, 730"] = [(f"daily{i}", 7, y) for i, y in enumerate(daily(max(12, each // 3)))]
    print("| series | | same form as R | as statsforecast | R as statsforecast | AICc above R's by > 0.1 | below by > 0.1 |")
    print("|---|---|---|---|---|---|---|")
    total = np.zeros(6)
    for group, cases in groups.items():
        a, b, c = ours(binary, cases, "standard"), by_r(cases), by_statsforecast(cases)
        names = [n for n, _, _ in cases if n in a and n in b and n in c]
        counts = np.array([
            len(names), sum(a[n][0] == b[n][0] for n in names), sum(a[n][0] == c[n][0] for n in names),
            sum(b[n][0] == c[n][0] for n in names), sum(a[n][1] > b[n][1] + 0.1 for n in names),
            sum(a[n][1] < b[n][1] - 0.1 for n in names)])
        total += counts
        print_row(group, counts)
    print_row("all", total)
    speed(binary, groups["daily, 730"], a, b, c)


def print_row(group, counts):
    shares = " | ".join(f"{100 * v / counts[0]:.0f} %" for v in counts[1:])
    print(f"| {group} | {counts[0]:.0f} | {shares} |")


def speed(binary, cases, a, b, c):
    names = [n for n, _, _ in cases]
    sets = {s: ours(binary, cases, s) for s in ("standard", "nightly", "warm")}
    print("\n| 730 days, season 7 | ms a series | statsforecast ÷ ours | R ÷ ours |\n|---|---|---|---|")
    for name, key in (("15 forms", "standard"), ("8 forms, nightly", "nightly"), ("refit from yesterday", "warm")):
        own = np.array([sets[key][n][2] for n in names])
        ratios = [np.median(np.array([peer[n][2] for n in names]) / own) for peer in (c, b)]
        print(f"| {name} | {np.median(own):.2f} | {ratios[0]:.0f} | {ratios[1]:.0f} |")


if __name__ == "__main__":
    main()
