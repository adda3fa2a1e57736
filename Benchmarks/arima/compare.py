#!/usr/bin/env python3
"""Our ARIMA and decomposition methods beside R's and statsforecast's on the same series.  compare.py PROGRAM [COUNT [SET...]]

PROGRAM is the built ARIMABenchmark; SETs are monthly (M3, tests known), weekly (M4, the last 13 weeks held out), daily (vm-demand, 730 days,
the 30 after them held out) of ../shared/data, COUNT series of each. Processor time of one thread; criteria of all models by our exact
likelihood of their orders. 20 series of each set take about ten minutes, nearly all of it AutoARIMA of the peers.
"""
import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[name] = "1"
import re
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


def spread(items, count):
    return items[:: max(1, len(items) // count)][:count]


def monthly(count):
    train, test = (pd.read_csv(DATA / "m3" / f"monthly-{part}.csv.gz") for part in ("train", "test"))
    future = {k: g["y"].to_numpy() for k, g in test.groupby("unique_id")}
    return [(k, "12", g["y"].to_numpy(), future[k]) for k, g in spread(list(train.groupby("unique_id")), count)]


def weekly(count):
    table = pd.read_csv(DATA / "m4" / "weekly-train.csv.gz")
    return [(k, "52", g["y"].to_numpy()[-573:-13], g["y"].to_numpy()[-13:])
            for k, g in spread([p for p in table.groupby("unique_id") if len(p[1]) >= 200], count)]


def daily(count):
    table = pd.read_csv(DATA / "vm-demand" / "hourly-until-2023-06-30.csv.gz", parse_dates=["USAGE_HOUR"])
    table["day"] = table["USAGE_HOUR"].dt.floor("D")
    sums = table.groupby(["REGION_NUM", "INSTANCE_TYPE", "day"])["NORM_USAGE"].sum().reset_index()
    out = []
    for key, g in sums.groupby(["REGION_NUM", "INSTANCE_TYPE"]):
        y = g.set_index("day")["NORM_USAGE"].asfreq("D").fillna(0).to_numpy()
        if len(y) >= 760 and (y[-760:] > 0).mean() > 0.9:
            out.append((f"{key[0]}-{key[1]}", "7", y[-760:-30], y[-30:]))
    return spread(out, count)


def file(series, orders=None):
    with tempfile.NamedTemporaryFile("w", suffix=".tsv", delete=False) as f:
        for name, period, y, future in series:
            f.write("\t".join([name, period, (orders or {}).get(name, "-"), str(len(future)), ",".join(map(repr, map(float, y)))]) + "\n")
    return f.name


def rows(text):
    out = {}
    for line in text.splitlines():
        name, spent, likelihood, aicc, order, mean = line.split("\t")
        out[name] = dict(spent=float(spent), aicc=float(aicc), order=order, mean=np.array(mean.split(","), float) if mean else None)
    return out


def ours(program, series, method, orders=None, rounds=1):
    return rows(subprocess.run([program, file(series, orders), method, str(rounds)], capture_output=True, text=True, check=True).stdout)


def r(series, method):
    return rows(subprocess.run(["Rscript", str(HERE / "peers.R"), file(series), method], capture_output=True, text=True, check=True).stdout)


def statsforecast(series):
    from statsforecast.models import AutoARIMA

    AutoARIMA(season_length=1).forecast(np.sin(np.arange(60.0)), 2)
    out = {}
    for name, period, y, future in series:
        before = time.process_time()
        model = AutoARIMA(season_length=int(period))
        model.fit(y)
        mean = model.predict(len(future))["mean"]
        a = model.model_["arma"]
        constant = any(c in ("drift", "intercept") for c in model.model_["coef"])
        order = ",".join(map(str, [a[0], a[5], a[1], a[2], a[6], a[3], int(constant)]))
        out[name] = dict(spent=(time.process_time() - before) * 1000, order=order, mean=mean)
    return out


def orders(text):
    numbers = re.findall(r"\((\d+),(\d+),(\d+)\)", text)
    first, second = numbers[0], numbers[1] if len(numbers) > 1 else ("0", "0", "0")
    return ",".join([*first, *second, "1" if text.endswith("+c") else "0"])


def line(name, found, series, mine=None, program=None):
    known = [s for s in series if s[0] in found and found[s[0]]["mean"] is not None and len(found[s[0]]["mean"]) == len(s[3])]
    smape = np.mean([np.mean(200 * abs(found[k]["mean"] - z) / (abs(found[k]["mean"]) + abs(z) + 1e-300)) for k, _, _, z in known])
    scaled = np.mean([np.mean(abs(found[k]["mean"] - z)) / np.mean(abs(np.diff(y))) for k, _, y, z in known])
    spent = np.median([v["spent"] for v in found.values()])
    text = f"| {name} | {len(known)} | {smape:.2f} | {scaled:.3f} | {spent:.3g} |"
    if mine is None:
        return text + " | |"
    ratio = np.median([found[k]["spent"] / mine[k]["spent"] for k in mine if k in found])
    theirs = ours(program, series, "arima", {k: v["order"] for k, v in found.items()})
    lost = lambda o: (o.split(",")[1], o.split(",")[4])
    same = [k for k in mine if k in theirs and np.isfinite(theirs[k]["aicc"]) and lost(orders(mine[k]["order"])) == lost(found[k]["order"])]
    good = np.mean([mine[k]["aicc"] <= theirs[k]["aicc"] + 0.01 for k in same]) if same else np.nan
    return text + f" {ratio:.0f} | {100 * good:.0f} % of {len(same)} |"


def main():
    program, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 20
    for name in sys.argv[3:] or ["monthly", "weekly", "daily"]:
        series = {"monthly": monthly, "weekly": weekly, "daily": daily}[name](count)
        print(f"\n**{name}**, {len(series)} series\n")
        print("| method | series | sMAPE | MAE over mean change | ms a series | ÷ ours | our AICc not above theirs |\n|---|---|---|---|---|---|---|", flush=True)
        mine = ours(program, series, "autoarima", rounds=3)
        print(line("AutoARIMA", mine, series), flush=True)
        for method in ("mstl-ets", "mstl-drift", "mstl-theta", "mstl-arima", "harmonic"):
            print(line(method, ours(program, series, method), series), flush=True)
        print(line("R auto.arima", r(series, "autoarima"), series, mine, program), flush=True)
        print(line("R forecast(mstl, ets)", r(series, "mstl-ets"), series), flush=True)
        print(line("statsforecast AutoARIMA", statsforecast(series), series, mine, program), flush=True)


main()
