"""Times our STL and MSTL against statsmodels, statsforecast and R on the same series, as Markdown.

    python3 compare.py EXECUTABLE [ROUNDS]

EXECUTABLE is DecompositionBenchmark, built for release. Every figure is processor time of one thread; in each round all programs
run one after the other, and a ratio is the median of the rounds' ratios. R is timed inside R, once as `stl` and once as
its Fortran alone (`.Fortran(stats:::C_stl, …)`); "faster peer" is the fastest of R's Fortran and statsmodels' Cython.
"""
import json, os, statistics, subprocess, sys, tempfile, time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[name] = "1"
import warnings

import numpy as np
from statsforecast.mstl import mstl as statsforecast_mstl
from statsmodels.tsa.seasonal import STL

warnings.filterwarnings("ignore")
REPEATS = {False: 20, True: 3}


def series(n, periods):
    rng = np.random.default_rng(1)
    t = np.arange(n)
    y = 100 + 0.05 * t + rng.standard_normal(n)
    for p in periods:
        y = y + 8 * np.sin(2 * np.pi * t / p)
    return y


def odd(x):
    x = int(np.ceil(x))
    return x if x % 2 else x + 1


def spans(p, window):
    """Seasonal, trend and low-pass span; the low-pass one odd and above the period, as statsmodels demands."""
    return window, odd(1.5 * p / (1 - 1.5 / window)), odd(p + 1)


class Case:
    def __init__(self, name, n, period, robust, jumps):
        self.name, self.n, self.period, self.robust, self.jumps = name, n, period, robust, jumps
        self.y = series(n, [period])
        self.spans = spans(period, 11)
        self.steps = [-(-q // 10) if jumps else 1 for q in self.spans]
        self.inner, self.outer = (1, 15) if robust else (2, 0)
        self.repeats = max(1, (3 if robust else 20) // (20 if period > 100 and not jumps else 1))

    def question(self):
        return {"values": self.y.tolist(), "periods": [self.period], "window": 11, "degrees": [1, 1, 1],
                "lowPass": self.spans[2], "inner": self.inner, "outer": self.outer, "jumps": self.jumps}

    def statsmodels(self):
        (s, t, l), (js, jt, jl) = self.spans, self.steps
        fit = lambda: STL(self.y, period=self.period, seasonal=s, trend=t, low_pass=l, robust=self.robust, seasonal_jump=js,
                          trend_jump=jt, low_pass_jump=jl).fit(inner_iter=self.inner, outer_iter=self.outer)
        return seconds(fit, self.repeats)


def seconds(call, repeats):
    start = time.process_time()
    for _ in range(repeats):
        call()
    return (time.process_time() - start) / repeats


R = """
cases <- jsonlite::fromJSON(commandArgs(TRUE)[1], simplifyDataFrame = FALSE)
timed <- function(call, repeats) { call(); t <- proc.time(); for (i in seq_len(repeats)) call(); sum((proc.time() - t)[1:2]) / repeats }
for (case in cases) {
  x <- ts(case$values, frequency = case$period); n <- length(x); s <- case$spans; j <- case$steps
  whole <- function() stl(x, s.window = s[1], s.degree = 1, t.window = s[2], l.window = s[3], s.jump = j[1], t.jump = j[2],
    l.jump = j[3], robust = case$outer > 0, inner = case$inner, outer = case$outer)
  fortran <- function() .Fortran(stats:::C_stl, x, n, as.integer(case$period), as.integer(s[1]), as.integer(s[2]), as.integer(s[3]),
    1L, 1L, 1L, as.integer(j[1]), as.integer(j[2]), as.integer(j[3]), as.integer(case$inner), as.integer(case$outer),
    weights = double(n), seasonal = double(n), trend = double(n), double((n + 2 * case$period) * 5))
  cat(timed(fortran, case$repeats), timed(whole, case$repeats), "\\n")
}
"""
R_MSTL = """
suppressMessages(library(forecast))
cases <- jsonlite::fromJSON(commandArgs(TRUE)[1], simplifyDataFrame = FALSE)
for (case in cases) {
  x <- msts(case$values, seasonal.periods = case$periods)
  mstl(x); t <- proc.time(); for (i in 1:20) mstl(x); cat(sum((proc.time() - t)[1:2]) / 20, "\\n")
}
"""


def by_r(code, cases):
    with tempfile.TemporaryDirectory() as folder:
        with open(f"{folder}/cases.json", "w") as file:
            json.dump(cases, file)
        with open(f"{folder}/time.R", "w") as file:
            file.write(code)
        out = subprocess.run(["Rscript", f"{folder}/time.R", f"{folder}/cases.json"], capture_output=True, text=True, check=True)
    return [[float(x) for x in line.split()] for line in out.stdout.strip().split("\n")]


def ours(program, questions, repeats):
    text = "".join(json.dumps(q) + "\n" for q in questions)
    out = subprocess.run([program, "time", str(repeats)], input=text, capture_output=True, text=True, check=True)
    return [float(line) for line in out.stdout.split()]


def ratio(theirs, mine):
    return statistics.median(t / m for t, m in zip(theirs, mine))


def milliseconds(values):
    return f"{1000 * statistics.median(values):.3g}"


def stl_table(program, rounds):
    cases = [Case(f"{n} values, period {p}, {'robust' if robust else 'plain'}, {'jumps' if jumps else 'no jumps'}", n, p, robust, jumps)
             for n, p in [(730, 7), (360, 12), (1440, 24), (1460, 365)] for robust in (False, True) for jumps in (True, False)]
    mine, models, fortran, whole = [[[] for _ in cases] for _ in range(4)]
    for _ in range(rounds):
        for k, x in enumerate(ours(program, [c.question() for c in cases], 20)):
            mine[k].append(x)
        for k, c in enumerate(cases):
            models[k].append(c.statsmodels())
        shapes = [{"values": c.y.tolist(), "period": c.period, "spans": c.spans, "steps": c.steps, "inner": c.inner, "outer": c.outer,
                   "repeats": 5 * c.repeats} for c in cases]
        for k, (a, b) in enumerate(by_r(R, shapes)):
            fortran[k].append(a)
            whole[k].append(b)
    print("| STL | ours, ms | statsmodels, ms | R Fortran, ms | R stl, ms | statsmodels ÷ ours | R Fortran ÷ ours | faster peer ÷ ours |")
    print("|---|---|---|---|---|---|---|---|")
    for k, c in enumerate(cases):
        faster = [min(a, b) for a, b in zip(models[k], fortran[k])]
        print(f"| {c.name} | {milliseconds(mine[k])} | {milliseconds(models[k])} | {milliseconds(fortran[k])} | {milliseconds(whole[k])} "
              f"| {ratio(models[k], mine[k]):.1f} | {ratio(fortran[k], mine[k]):.1f} | {ratio(faster, mine[k]):.1f} |", flush=True)


def mstl_table(program, rounds):
    cases = [(730, [7, 30]), (1460, [7, 365]), (1344, [24, 168])]
    shape = lambda n, p: {"values": series(n, p).tolist(), "periods": p}
    # statsforecast: five inner passes at every point; forecast: R's stl with its jumps; both smooth the season by constants.
    like_python = [shape(n, p) | {"degrees": [0, 1, 1], "inner": 5, "outer": 0, "jumps": False} for n, p in cases]
    like_r = [shape(n, p) | {"degrees": [0, 1, 1], "inner": 2, "outer": 0, "jumps": True} for n, p in cases]
    a, b, python, r = [[[] for _ in cases] for _ in range(4)]
    for _ in range(rounds):
        for k, x in enumerate(ours(program, like_python, 10)):
            a[k].append(x)
        for k, (n, p) in enumerate(cases):
            y = series(n, p)
            python[k].append(seconds(lambda: statsforecast_mstl(y, p), 2))
        for k, x in enumerate(ours(program, like_r, 20)):
            b[k].append(x)
        for k, (x,) in enumerate(by_r(R_MSTL, [shape(n, p) for n, p in cases])):
            r[k].append(x)
    print("\n| MSTL | ours as statsforecast, ms | statsforecast, ms | ratio | ours as forecast, ms | forecast::mstl, ms | ratio |")
    print("|---|---|---|---|---|---|---|")
    for k, (n, p) in enumerate(cases):
        print(f"| {n} values, periods {p[0]} and {p[1]} | {milliseconds(a[k])} | {milliseconds(python[k])} | {ratio(python[k], a[k]):.1f} "
              f"| {milliseconds(b[k])} | {milliseconds(r[k])} | {ratio(r[k], b[k]):.1f} |")


def panel(program):
    out = subprocess.run([program, "panel", "100000", "2"], capture_output=True, text=True, check=True).stdout.split()
    print(f"\n100,000 daily series of 730, periods 7 and 365.25, two threads, with strengths of trend and seasons: {float(out[0]):.1f} s, "
          f"{float(out[1]):.1f} s of processor time.")


if __name__ == "__main__":
    program, rounds = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 5
    stl_table(program, rounds)
    mstl_table(program, rounds)
    panel(program)
