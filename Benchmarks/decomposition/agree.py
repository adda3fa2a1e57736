"""Compares our STL and MSTL with R's stl, forecast::mstl and statsmodels' STL and MSTL, equal settings, as Markdown.

    python3 agree.py EXECUTABLE

EXECUTABLE is DecompositionBenchmark, built for release. Real series come from ../shared/data, the hard ones are made here. A
difference is the largest of trend, seasons (both relative to the largest value of the series) and robustness weights; above
1e-8 it is a departure and must carry one of the tags at the end, or the program exits with 1.
"""
import json, os, subprocess, sys, tempfile, warnings

import numpy as np
import pandas as pd
from statsmodels.tsa.seasonal import MSTL, STL

warnings.filterwarnings("ignore")
DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../shared/data")
BOUND = 1e-8
TAGS = {
    "even": "R's partial sort leaves the lower of the two middle residuals unsorted when the number of values is even, so its robust "
            "scale is not the median's; statsmodels' is, and so is ours.",
    "exact": "most of the series is fitted exactly, the median residual is a rounding error: our robust scale is at least 1e-12 of the "
             "largest value, the others weigh rounding errors down.",
    "sensitive": "the rounds amplify rounding: our own result moves as far (a tenth at least) when values change by 1e-14 "
                 "of the largest.",
}


def real():
    """Name, values, periods."""
    out = []
    read = lambda path, **keys: pd.read_csv(f"{DATA}/{path}", **keys)
    for k in range(4):
        folder = f"{DATA}/daily-cost/series"
        name = sorted(os.listdir(folder))[50 * k]
        out.append((f"daily-cost {name.split('.')[0]}", pd.read_csv(f"{folder}/{name}")["value"].to_numpy(float), [7, 30]))
    out.append(("births", read("business/births_us_daily.csv.gz")["y"].to_numpy(float)[:1461], [7, 365]))
    out.append(("bike sharing", read("business/bike_sharing_daily.csv.gz")["cnt"].to_numpy(float), [7, 30]))
    for column in ("metro", "bus"):
        out.append((f"Madrid {column}", read("business/public_transport_madrid_daily.csv.gz")[column].to_numpy(float), [7, 30]))
    out.append(("ERCOT price", read("business/price_ercot_dam_hourly.csv.gz")["y"].to_numpy(float)[:1344], [24, 168]))
    binder = read("binder/daily-cost-by-project.csv.gz").groupby("date")["cost_usd"].sum()
    out.append(("binder cost", binder.to_numpy(float), [7]))
    for path, periods, count, least in (("m4/hourly-train.csv.gz", [24, 168], 4, 700), ("m4/weekly-train.csv.gz", [52], 3, 200),
                                        ("m3/monthly-train.csv.gz", [12], 5, 100)):
        groups = [(i, g["y"].to_numpy(float)) for i, g in read(path).groupby("unique_id")]
        groups = [(i, y) for i, y in groups if len(y) >= least][::7][:count]
        out += [(f"{path.split('-')[0]} {i}", y[-1000:], periods) for i, y in groups]
    demand = read("vm-demand/hourly-until-2023-06-30.csv.gz").groupby(["REGION_NUM", "USAGE_HOUR"])["NORM_USAGE"].sum()
    for region in (1, 2):
        out.append((f"vm-demand region {region}", demand[region].to_numpy(float)[-1344:], [24, 168]))
    vms = read("utilization/bitbrains/cpu_50vms.csv.gz")
    for vm in sorted(vms["id"].unique())[:2]:
        out.append((f"bitbrains {vm}", vms[vms["id"] == vm]["cpu_usage_mhz"].to_numpy(float)[:1500], [12, 288]))
    return out


def hard():
    rng = np.random.default_rng(7)
    t = np.arange(301)
    y = 100 + 0.1 * t + 8 * np.sin(2 * np.pi * t / 7) + rng.standard_normal(301)
    spikes = y.copy()
    spikes[[20, 150, 300]] += [1e4, -5e3, 2e3]
    step = y + np.where(t > 150, 1000, 0)
    return [("spikes", spikes, [7, 30]), ("level shift", step, [7, 30]), ("1e12", y * 1e12, [7, 30]), ("1e-9", y * 1e-9, [7, 30]),
            ("two seasons", y[:60], [30]), ("period 2", y, [2]), ("constant", np.full(101, 0.1), [7]),
            ("mostly zeros", np.where(t % 7 == 3, y, 0), [7]), ("heavy tails", y + rng.standard_t(1.5, 301), [7, 30])]


R = """
suppressMessages(library(forecast))
cases <- jsonlite::fromJSON(commandArgs(TRUE)[1], simplifyDataFrame = FALSE)
write <- function(x) cat("[", paste(ifelse(is.finite(x), sprintf("%.17g", x), "null"), collapse = ","), "]")
for (case in cases) {
  if (case$method == "stl") {
    x <- ts(case$y, frequency = case$periods[1])
    j <- if (case$jumps) list() else list(s.jump = 1, t.jump = 1, l.jump = 1)
    f <- tryCatch(do.call(stl, c(list(x, s.window = if (case$window == 0) "periodic" else case$window, s.degree = case$degree, robust = case$robust), j)),
      error = function(e) NULL)
    if (is.null(f)) { cat("null\\n"); next }
    parts <- list(f$time.series[, "trend"], f$time.series[, "seasonal"]); weights <- f$weights
  } else {
    f <- mstl(msts(case$y, seasonal.periods = case$periods))
    parts <- lapply(colnames(f)[-c(1, ncol(f))], function(n) f[, n]); weights <- rep(1, length(case$y))
  }
  cat("{\\"parts\\":["); for (i in seq_along(parts)) { if (i > 1) cat(","); write(parts[[i]]) }
  cat("],\\"weights\\":"); write(weights); cat("}\\n")
}
"""


def by_r(cases):
    with tempfile.TemporaryDirectory() as folder:
        with open(f"{folder}/cases.json", "w") as file:
            json.dump(cases, file)
        with open(f"{folder}/run.R", "w") as file:
            file.write(R)
        run = subprocess.run(["Rscript", f"{folder}/run.R", f"{folder}/cases.json"], capture_output=True, text=True, check=True)
    return [json.loads(line) for line in run.stdout.strip().split("\n")]


def questions():
    """Program, method, series, our question, what R is asked or how statsmodels is called."""
    odd = lambda x: int(np.ceil(x)) | 1
    for name, y, periods in real() + hard():
        p = periods[0]
        base = {"values": y.tolist(), "periods": [p], "window": 11, "degrees": [1, 1, 1], "inner": 2, "outer": 0, "jumps": True}
        for method, change in {
            "plain, jumps": {}, "plain, every point": {"jumps": False}, "periodic": {"window": 0, "degrees": [0, 1, 1]},
            "degree 0": {"degrees": [0, 1, 1], "window": 7}, "robust": {"inner": 1, "outer": 15},
            "robust, even count": {"inner": 1, "outer": 15},
        }.items():
            ours = base | change
            if ours["outer"] > 0 and (len(y) % 2 == 0) != method.endswith("even count"):
                ours["values"] = y[:-1].tolist()
            if 2 * p < len(ours["values"]):
                yield "R stl", method, name, ours, {"method": "stl", "y": ours["values"], "periods": [p], "window": ours["window"],
                    "degree": ours["degrees"][0], "robust": ours["outer"] > 0, "jumps": ours["jumps"]}
        for method, outer in {"plain, every point": 0, "robust, every point": 15}.items():
            low = odd(p + 1)
            fit = lambda y=y, p=p, low=low, outer=outer: STL(y, period=p, seasonal=11, trend=odd(1.5 * p / (1 - 1.5 / 11)), low_pass=low,
                                                            robust=outer > 0).fit(inner_iter=2, outer_iter=outer)
            yield "statsmodels STL", method, name, base | {"jumps": False, "outer": outer, "lowPass": low}, fit
        if len(periods) > 1 and 2 * periods[-1] < len(y):
            two = base | {"periods": periods, "degrees": [0, 1, 1]}
            yield "forecast::mstl", "defaults", name, two, {"method": "mstl", "y": y.tolist(), "periods": periods}
            if all(q % 2 == 0 for q in periods):
                fit = lambda y=y, periods=periods: MSTL(y, periods=periods, stl_kwargs={"inner_iter": 2, "outer_iter": 0}).fit()
                yield "statsmodels MSTL", "two inner passes", name, two | {"degrees": [1, 1, 1], "jumps": False}, fit


def distance(ours, parts, weights, y):
    size = max(np.abs(y).max(), 1e-300)
    pairs = zip([ours["trend"]] + ours["seasonal"], parts)
    far = max(np.abs(np.array(a, float) - np.array(b, float)).max() / size for a, b in pairs)
    return max(far, np.abs(np.array(ours["weights"], float) - np.array(weights, float)).max())


def tag(method, question, parts, far, mine, program):
    y = np.array(question["values"])
    if "robust" not in method:
        return None
    if np.median(np.abs(y - np.sum(parts, axis=0))) < 1e-12 * np.abs(y).max():
        return "exact"
    if method.endswith("even count"):
        return "even"
    for seed in range(5):
        moved = y + 1e-14 * np.abs(y).max() * np.random.default_rng(seed).integers(-1, 2, len(y))
        theirs = answers(program, [question | {"values": moved.tolist()}])[0]
        if distance(mine, [theirs["trend"]] + theirs["seasonal"], theirs["weights"], y) > far / 10:
            return "sensitive"
    return None


def answers(program, questions):
    text = "".join(json.dumps(q) + "\n" for q in questions)
    run = subprocess.run([program, "answer"], input=text, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in run.stdout.strip().split("\n")]


def main():
    program = os.path.abspath(sys.argv[1])
    asked = list(questions())
    ours = answers(program, [q[3] for q in asked])
    r = iter(by_r([q[4] for q in asked if isinstance(q[4], dict)]))
    rows, departures = {}, []
    for (peer, method, name, question, call), mine in zip(asked, ours):
        if isinstance(call, dict):
            theirs = next(r)
            if theirs is None:
                continue
            parts, weights = theirs["parts"], theirs["weights"]
        else:
            fit = call()
            seasonal = np.asarray(fit.seasonal)
            parts, weights = [fit.trend] + (list(seasonal.T) if seasonal.ndim == 2 else [seasonal]), fit.weights
        far = distance(mine, parts, weights, np.array(question["values"]))
        known = tag(method, question, parts, far, mine, program) if far > BOUND or np.isnan(far) else None
        row = rows.setdefault((peer, method), [0, 0.0, 0])
        row[0] += 1
        if far <= BOUND:
            row[1] = max(row[1], far)
        else:
            row[2] += 1
            departures.append((peer, method, name, far, known))
    print(f"{len({q[2] for q in asked})} series, {len(real())} of them real.\n")
    print("| program | method | series | largest relative difference | departures |\n|---|---|---|---|---|")
    for (peer, method), (count, far, departing) in rows.items():
        print(f"| {peer} | {method} | {count} | {far:.1e} | {departing or '–'} |")
    print("\n| departure | series | largest relative difference | tag |\n|---|---|---|---|")
    for peer, method, name, far, known in departures:
        print(f"| {peer}, {method} | {name} | {far:.1e} | {known or 'UNEXPLAINED'} |")
    print()
    for name, text in TAGS.items():
        print(f"- **{name}**: {text}")
    sys.exit(any(known is None for *_, known in departures))


if __name__ == "__main__":
    main()
