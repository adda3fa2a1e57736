#!/usr/bin/env python3
"""Our methods beside statsforecast's and R's on the same series: objectives, forecasts, processor time.  compare.py PROGRAM [COUNT [PART...]]

PROGRAM is the built MethodsBenchmark; PARTs are theta, ces (objectives and forecasts on COUNT series a group of M3, M4 weekly and vm-demand
from ../shared/data), accuracy (M3, vm-demand), coverage and speed (n = 730, season 7). All of it takes about four minutes.
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
DATA = Path(__file__).resolve().parents[2] / ".." / "shared" / "data"
THETA = {"Theta": "STM", "OptimizedTheta": "OTM", "DynamicTheta": "DSTM", "DynamicOptimizedTheta": "DOTM"}


def m3(group, period, count):
    table = pd.read_csv(DATA / "m3" / f"{group}-train.csv.gz")
    groups = [(f"m3-{k}", period, g["y"].to_numpy()) for k, g in table.groupby("unique_id")]
    return groups[:: max(1, len(groups) // count)][:count]


def weekly(count):
    table = pd.read_csv(DATA / "m4" / "weekly-train.csv.gz")
    groups = [(f"m4-{k}", 1, g["y"].to_numpy()[-600:]) for k, g in table.groupby("unique_id")]
    return groups[:: max(1, len(groups) // count)][:count]


def demand():
    table = pd.read_csv(DATA / "vm-demand" / "hourly-until-2023-06-30.csv.gz", parse_dates=["USAGE_HOUR"])
    table["day"] = table["USAGE_HOUR"].dt.floor("D")
    daily = table.groupby(["REGION_NUM", "INSTANCE_TYPE", "day"])["NORM_USAGE"].sum().reset_index()
    out = []
    for key, g in daily.groupby(["REGION_NUM", "INSTANCE_TYPE"]):
        y = g.set_index("day")["NORM_USAGE"].asfreq("D").fillna(0).to_numpy()
        if len(y) >= 730:
            out.append((f"vm-{key[0]}-{key[1]}", 7, y[-730:]))
    return out


def ours(program, series, method, horizon, rounds=1):
    with tempfile.NamedTemporaryFile("w", suffix=".tsv", delete=False) as f:
        for name, period, *values in series:
            f.write("\t".join([name, str(period)] + [",".join(map(repr, map(float, v))) for v in values]) + "\n")
    text = subprocess.run([program, f.name, method, str(horizon), str(rounds)], capture_output=True, text=True, check=True).stdout
    os.unlink(f.name)
    rows = {}
    for line in text.splitlines():
        name, plain, paths, objective, details, mean, *held = line.split("\t")
        rows[name] = (float(plain), float(paths), float(objective), details, np.array(mean.split(","), float), *(np.array(h.split(","), float) for h in held))
    return rows


def theirs_theta(kind):
    from statsforecast.theta import auto_theta, forecast_theta

    def run(y, m, h):
        f = auto_theta(y, m, model=kind)
        return float(np.sum(np.asarray(f["mse"]))), forecast_theta(f, h)["mean"], f

    return run


def compare_theta(program, series, h):
    from statsmodels.tsa.seasonal import seasonal_decompose

    print("| method | series | objective ours ÷ theirs: median, largest | ours lower, higher by > 0.1 % | forecasts: median difference | 90 % below |")
    print("|---|---|---|---|---|---|")
    for method, kind in THETA.items():
        found, ratios, gaps = ours(program, series, method, h), [], []
        for name, m, y in series:
            objective, mean, f = theirs_theta(kind)(y, m, h)
            adjusted = y
            if f.get("decompose", False):
                s = seasonal_decompose(y, model=f["decomposition_type"], period=m).seasonal
                adjusted = y / s if f["decomposition_type"] == "multiplicative" else y - s
            squares = objective * max(np.abs(adjusted).mean(), 1e-10)
            if squares <= 1e-9 * np.sum(y**2):
                continue
            ratios.append(found[name][2] / squares)
            gaps.append(np.mean(np.abs(found[name][4] - mean)) / np.mean(np.abs(mean)))
        row(method, ratios, gaps)


def forgets(kind, m, n, a0, a1, b0, b1):
    """Whether a model forgets its start: the largest eigenvalue of what is left of a state after a step."""
    size = {"N": 2, "S": 2, "P": 2 + m, "F": 2 + 2 * m}[kind]
    f, g, w = np.zeros((size, size)), np.zeros(size), np.zeros(size)
    f[:2, :2], g[:2], w[0] = [[1, a1 - 1], [1, 1 - a0]], [a0 - a1, a0 + a1], 1
    if kind in "PF":
        for i in range(1, m):
            f[2 + i, 1 + i] = 1
        f[2, 1 + m], g[2], w[1 + m] = 1, b0, 1
    if kind == "F":
        for i in range(1, m):
            f[2 + m + i, 1 + m + i] = 1
        f[2, 1 + 2 * m], f[2 + m, 1 + m], f[2 + m, 1 + 2 * m] = b1 - 1, 1, 1 - b0
        g[2], g[2 + m] = b0 - b1, b0 + b1
    return np.abs(np.linalg.eigvals(f - np.outer(g, w))).max() <= 1 + (1 / n if kind in "PF" else 0)


def compare_ces(program, series, h):
    from statsforecast.ces import cesmodel, forecast_ces

    print("| method | series | objective ours ÷ theirs: median, largest | ours lower, higher by > 0.1 % | forecasts: median difference | 90 % below |")
    print("|---|---|---|---|---|---|")
    for kind in "NSPF":
        seasonal = [s for s in series if kind == "N" or (s[1] > 1 and len(s[2]) >= 2 * s[1] and len(s[2]) >= 8)]
        found, ratios, gaps, unstable = ours(program, seasonal, "CES-" + kind, h), [], [], 0
        for name, m, y in seasonal:
            f = cesmodel(y, m, kind, None, None, None, None, 3)
            squares = np.sum(np.asarray(f["residuals"]) ** 2)
            if squares <= 1e-9 * np.sum(y**2) or name not in found:
                continue
            if not forgets(kind, m, len(y), **{k: v for k, v in zip(("a0", "a1", "b0", "b1"), f["par"].values())}):
                unstable += 1
                continue
            ratios.append(found[name][2] / squares)
            mean = forecast_ces(f, h)["mean"]
            gaps.append(np.mean(np.abs(found[name][4] - mean)) / np.mean(np.abs(mean)))
        row(f"CES {kind} (theirs unstable, left out: {unstable})", ratios, gaps)


def row(method, ratios, gaps):
    lower = np.mean(np.array(ratios) < 0.999)
    higher = np.mean(np.array(ratios) > 1.001)
    print(f"| {method} | {len(ratios)} | {np.median(ratios):.6f}, {np.max(ratios):.6f} | {100 * lower:.0f} %, {100 * higher:.0f} % | {100 * np.median(gaps):.2f} % | {100 * np.quantile(gaps, 0.9):.2f} % |", flush=True)


def sparse(count):
    """Days of demand between zeros, as no data set at hand has them."""
    rng = np.random.default_rng(5)
    return [(f"sparse-{k}", 7, np.where(rng.random(730) < 0.05 + 0.05 * k, rng.gamma(2, 5, 730), 0.0)) for k in range(count)]


def peer(name):
    from statsforecast import models as m

    return {
        "Theta": lambda: m.Theta(season_length=7), "OptimizedTheta": lambda: m.OptimizedTheta(season_length=7),
        "DynamicTheta": lambda: m.DynamicTheta(season_length=7), "DynamicOptimizedTheta": lambda: m.DynamicOptimizedTheta(season_length=7),
        "AutoCES": lambda: m.AutoCES(season_length=7), "CrostonClassic": m.CrostonClassic, "CrostonSBA": m.CrostonSBA,
        "TSB": lambda: m.TSB(alpha_d=0.1, alpha_p=0.1), "ADIDA": m.ADIDA, "IMAPA": m.IMAPA, "Naive": m.Naive,
        "RandomWalkWithDrift": m.RandomWalkWithDrift, "HistoricAverage": m.HistoricAverage, "SeasonalNaive": lambda: m.SeasonalNaive(season_length=7),
        "WindowAverage": lambda: m.WindowAverage(window_size=28), "SeasonalWindowAverage": lambda: m.SeasonalWindowAverage(season_length=7, window_size=4),
    }[name]()


def speed(program, series, h=30):
    """Milliseconds of processor time a series; theirs with normal or simulated ranges where they have them, ours with 200 paths."""
    print("| method | ours: fit and means, ms | ours with 200 paths, ms | theirs, ms | theirs ÷ ours with paths (means alone where they have no ranges) |")
    print("|---|---|---|---|---|")
    rare = sparse(8)
    for method in ["Theta", "OptimizedTheta", "DynamicTheta", "DynamicOptimizedTheta", "AutoCES", "CrostonClassic", "CrostonSBA", "TSB", "ADIDA",
                   "IMAPA", "Naive", "SeasonalNaive", "RandomWalkWithDrift", "HistoricAverage", "WindowAverage", "SeasonalWindowAverage"]:
        model, noranges = peer(method), method in ("CrostonClassic", "CrostonSBA", "TSB", "ADIDA", "IMAPA", "WindowAverage", "SeasonalWindowAverage")
        level, cases = None if noranges else [80, 95], rare if method in ("CrostonClassic", "CrostonSBA", "TSB", "ADIDA", "IMAPA") else series
        model.forecast(y=cases[0][2], h=h, level=level)
        mine, times = ours(program, cases, method, h, rounds=50), []
        for name, _, y in cases:
            clock = time.process_time()
            for _ in range(5):
                model.forecast(y=y, h=h, level=level)
            times.append(200 * (time.process_time() - clock))
        plain, paths = (np.array([mine[name][k] for name, _, _ in cases]) for k in (0, 1))
        ratio = np.median(np.array(times) / (plain if noranges else paths))
        print(f"| {method} | {np.median(plain):.3f} | {np.median(paths):.3f} | {np.median(times):.2f} | {ratio:.0f} |", flush=True)
    for method, call in (("thetaf", "thetaf(y, h=30)"), ("FLAIR", None), ("intermittent", None)):
        cases = rare if method == "intermittent" else series
        mine = ours(program, cases, method, h, rounds=50)
        plain, paths = (np.median([mine[name][k] for name, _, _ in cases]) for k in (0, 1))
        theirs = r_time(cases, call) if call else float("nan")
        print(f"| {method}{' (R)' if call else ''} | {plain:.3f} | {paths:.3f} | {theirs:.2f} | {theirs / paths:.0f} |".replace("nan", "–"), flush=True)


def r_time(series, call):
    """Milliseconds a series of an R call on y, a series of season 7."""
    values = ";".join(f"x[[{i + 1}]] <- c({','.join(map(repr, map(float, y)))})" for i, (_, _, y) in enumerate(series))
    script = (f"suppressMessages(library(forecast)); x <- list(); {values}; for (v in x) {{ y <- ts(v, frequency=7); {call} }};"
              f"t <- proc.time()[1]; for (k in 1:3) for (v in x) {{ y <- ts(v, frequency=7); {call} }}; cat((proc.time()[1] - t) * 1000 / 3 / length(x))")
    with tempfile.NamedTemporaryFile("w", suffix=".R", delete=False) as f:
        f.write(script)
    out = subprocess.run(["Rscript", f.name], capture_output=True, text=True, check=True).stdout
    os.unlink(f.name)
    return float(out)


def accuracy_m3(program):
    """sMAPE of all M3 series by group, and what the bounds of CES are worth."""
    methods = ["thetaf", "Theta", "OptimizedTheta", "DynamicTheta", "DynamicOptimizedTheta", "AutoCES-stable", "AutoCES-2", "AutoCES", "AutoCES-10", "FLAIR"]
    print("| M3, sMAPE | " + " | ".join(methods) + " |\n|---|" + "---|" * len(methods))
    for group, period, h in [("yearly", 1, 6), ("quarterly", 4, 8), ("monthly", 12, 18), ("other", 1, 8)]:
        series = m3(group, period, 10**6)
        test = {f"m3-{k}": g["y"].to_numpy()[:h] for k, g in pd.read_csv(DATA / "m3" / f"{group}-test.csv.gz").groupby("unique_id")}
        cells = []
        for method in methods:
            found = ours(program, series, method, h)
            errors = [200 * np.mean(np.abs(found[n][4] - test[n]) / (np.abs(found[n][4]) + np.abs(test[n]))) for n in found]
            cells.append(f"{np.mean(errors):.2f}")
        print(f"| {group} | " + " | ".join(cells) + " |", flush=True)


def accuracy_demand(program):
    """WAPE on vm-demand over all days of the cases of `forecasting/cases.py`."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "forecasting"))
    import cases

    rows = [line.split("\t") for line in cases.vm_demand()]
    series = [(r[1], 7, np.array(r[6].split(","), float)) for r in rows]
    future = {r[1]: np.array(r[7].split(","), float) for r in rows}
    groups = {name: [r[1] for r in rows if r[0] == name] for name in ("aggregate", "sku")}
    print("| vm-demand, WAPE | aggregates 30 d | 90 d | instance types 30 d | 90 d |\n|---|---|---|---|---|")
    every = {}
    for method in ["FLAIR", "DynamicOptimizedTheta", "ETS-level", "AutoCES", "SeasonalNaive", "GlobalLinearModel", "median"]:
        if method == "median":
            means = {n: np.median([e[n] for e in every.values() if n in e], axis=0) for n in future}
        else:
            means = every[method] = {n: v[4] for n, v in ours(program, series, method, 90).items()}
        cells = []
        for names in groups.values():
            for h in (30, 90):
                error = sum(np.abs(means[n][:h] - future[n][:h]).sum() for n in names if n in means)
                cells.append(f"{100 * error / sum(np.abs(future[n][:h]).sum() for n in names if n in means):.2f} %")
        print(f"| {method} | " + " | ".join(cells) + " |", flush=True)


def coverage(program):
    """What the ranges of 500 paths held: days and totals, at 80 and 95 %."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "forecasting"))
    import cases

    sets = {"M3 monthly, 18 steps": [], "cost-forecast, 30 days": [], "vm-demand, 30 days": []}
    test = {k: g["y"].to_numpy() for k, g in pd.read_csv(DATA / "m3" / "monthly-test.csv.gz").groupby("unique_id")}
    sets["M3 monthly, 18 steps"] = [(n, m, y, test[n[3:]]) for n, m, y in m3("monthly", 12, 400)]
    for name, rows in (("cost-forecast, 30 days", cases.cost_forecast()), ("vm-demand, 30 days", cases.vm_demand())):
        fields = [line.split("\t") for line in rows]
        sets[name] = [(r[1].replace(" ", "-"), 7, np.array(r[6].split(","), float), np.array(r[7].split(","), float)[:30]) for r in fields][:: 1 if "cost" in name else 4]
    print("| held at 80 %, at 95 %: steps; totals | " + " | ".join(sets) + " |\n|---|" + "---|" * len(sets))
    for method in ["DynamicOptimizedTheta", "AutoCES", "FLAIR", "SeasonalNaive", "ETS-level"]:
        cells = []
        for series in sets.values():
            held = np.mean([r[5] for r in ours(program, series, method, 30).values()], axis=0) * 100
            cells.append(f"{held[0]:.0f}, {held[2]:.0f}; {held[1]:.0f}, {held[3]:.0f}")
        print(f"| {method} | " + " | ".join(cells) + " |", flush=True)


def main():
    program = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 40
    series = m3("yearly", 1, count) + m3("quarterly", 4, count) + m3("monthly", 12, count) + m3("other", 1, count // 2)
    days = demand()
    series += weekly(count // 4) + days[:: max(1, len(days) // count)][:count // 2]
    parts = sys.argv[3:] or ["theta", "ces", "accuracy", "coverage", "speed"]
    if "theta" in parts:
        compare_theta(program, series, 18)
    if "ces" in parts:
        compare_ces(program, series, 18)
    if "accuracy" in parts:
        accuracy_m3(program)
        accuracy_demand(program)
    if "coverage" in parts:
        coverage(program)
    if "speed" in parts:
        speed(program, days[:8])


if __name__ == "__main__":
    main()
