"""Makes all tables of least squares as Markdown: speed, digits on the NIST sets, agreement on real series.

    python3 compare.py EXECUTABLE [ROUNDS]

EXECUTABLE is RegressionBenchmark, built for release. Speed is processor time of one thread on each side, the programs in
turns, the median of the ratios of ROUNDS rounds (default 9).
"""
import json
import math
import os
import pathlib
import statistics
import subprocess
import sys
import time
import warnings

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np
import statsmodels.api as sm
from sklearn.linear_model import LinearRegression

import agree
import designs


warnings.filterwarnings("ignore", message="The design matrix is rank-deficient")


class Asked:
    """A program that answers problems line by line."""

    def __init__(self, *command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, problem):
        self.process.stdin.write(json.dumps(problem) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def seconds(body, repeats):
    start = time.process_time()
    for _ in range(repeats):
        body()
    return (time.process_time() - start) / repeats


def summary(x, y):
    fit = sm.OLS(y, x).fit()
    return fit.params, fit.bse, fit.tvalues, fit.pvalues, fit.rsquared


def row(name, ours, theirs, what):
    ratio = statistics.median(b / a for a, b in zip(ours, theirs))
    return f"| {name} | {what} | {statistics.median(ours) * 1e6:.0f} | {statistics.median(theirs) * 1e6:.0f} | {ratio:.1f} |"


def single(executable, rounds):
    """One response: the whole table of ours against what each peer gives."""
    ours, r = Asked(executable, "time", "200"), Asked("Rscript", str(agree.PEERS), "time")
    lines = ["| design | other program | ours, µs | other, µs | ratio |", "|---|---|---|---|---|"]
    doubled_note = "coefficients, standard errors, t, p, R²"
    x, y = designs.calendar()
    doubled = x.copy()
    doubled[:, -1] = 2 * doubled[:, -2]
    for name, matrix in [("730 × 40", x), ("730 × 40, one column twice", doubled)]:
        problem = {"columns": matrix.T.tolist(), "y": y.tolist()}
        times = {k: [] for k in ("ours", "statsmodels", "lstsq", "sklearn", "summary", "bare")}
        for _ in range(rounds):
            times["ours"].append(ours.ask(problem))
            times["statsmodels"].append(seconds(lambda: summary(matrix, y), 50))
            times["lstsq"].append(seconds(lambda: np.linalg.lstsq(matrix, y, rcond=None), 100))
            times["sklearn"].append(seconds(lambda: LinearRegression(fit_intercept=False).fit(matrix, y), 50))
            for k, v in r.ask(problem).items():
                times.setdefault(k, []).append(v[0])
        for key, program, what in [
            ("statsmodels", "statsmodels `OLS(y, X).fit()`", doubled_note), ("summary", "R `summary(lm())`", "the same"),
            ("bare", "R `.lm.fit`", "coefficients, residuals"), ("lstsq", "NumPy `lstsq`", "coefficients"),
            ("sklearn", "scikit-learn `LinearRegression`", "coefficients"),
        ]:
            lines.append(row(name, times["ours"], times[key], f"{program}: {what}"))
    ours.close()
    r.close()
    return "\n".join(lines)


def many(executable, rounds, count=2000):
    """One design, many responses."""
    ours, r = Asked(executable, "many", str(count)), Asked("Rscript", str(agree.PEERS), "time")
    x, y = designs.calendar()
    problem = {"columns": x.T.tolist(), "y": y.tolist()}
    responses = y[:, None] + np.random.default_rng(2).uniform(size=(len(y), count))
    times = {k: [] for k in ("ours", "lstsq", "sklearn", "statsmodels", "R")}
    for _ in range(max(3, rounds // 2)):
        times["ours"].append(ours.ask(problem) / count)
        times["lstsq"].append(seconds(lambda: np.linalg.lstsq(x, responses, rcond=None), 1) / count)
        times["sklearn"].append(seconds(lambda: LinearRegression(fit_intercept=False).fit(x, responses), 1) / count)
        times["statsmodels"].append(seconds(lambda: summary(x, y), 20))
        times["R"].append(r.ask(problem)["many"][0])
    ours.close()
    r.close()
    lines = ["| one design, 2,000 responses | other program | ours, µs each | other, µs each | ratio |", "|---|---|---|---|---|"]
    for key, what in [("lstsq", "NumPy `lstsq(X, Y)`"), ("sklearn", "scikit-learn `LinearRegression`"), ("R", "R `.lm.fit(X, Y)`"),
                      ("statsmodels", "statsmodels, one by one")]:
        lines.append(row("730 × 40", times["ours"], times[key], what))
    return "\n".join(lines)


def agreeing(values, certified):
    """Digits that agree, at most 15: the least over the values; absolute where 0 is certified."""
    worst = 15.0
    for v, c in zip(values, certified):
        error = abs(v - c) / abs(c) if c else abs(v)
        worst = min(worst, -math.log10(error) if error > 0 else 15.0)
    return max(worst, 0.0)


def digits(executable):
    """Correct digits of coefficients and standard errors on the certified sets."""
    sets = list(designs.certified())
    exact = [{**s, "columns": s["x"] if s["degree"] else s["columns"]} for s in sets]
    rounded = [{k: v for k, v in s.items() if k != "degree"} for s in sets]
    ours, plain = agree.ask([executable, "answer"], exact), agree.ask([executable, "answer"], rounded)
    r = agree.ask(["Rscript", str(agree.PEERS), "digits"], rounded)
    lines = [
        "| set | ours | ours, rounded powers | R `lm` | R `lm`, tol = 0 | statsmodels | statsmodels, QR | NumPy `lstsq` | scikit-learn |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for s, a, b, lm in zip(sets, ours, plain, r):
        x, y = np.column_stack(s["columns"]), np.array(s["y"])
        pinv, qr = sm.OLS(y, x).fit(), sm.OLS(y, x).fit(method="qr")
        found = [
            (a["coefficients"], a["standardErrors"]), (b["coefficients"], b["standardErrors"]),
            (lm["coefficients"], lm["standardErrors"]), (lm["withoutTolerance"], lm["errorsWithoutTolerance"]),
            (pinv.params, pinv.bse), (qr.params, qr.bse), (np.linalg.lstsq(x, y, rcond=None)[0], None),
            (LinearRegression(fit_intercept=False).fit(x, y).coef_, None),
        ]
        cells = []
        for beta, error in found:
            text = f"{agreeing(beta, s['estimates']):.1f}"
            if error is not None:
                is_whole = len(error) == len(s["standardErrors"])
                text += f" / {agreeing(error, s['standardErrors']) if is_whole else 0:.1f}"
            cells.append(text)
        lines.append(f"| {s['name']} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    executable, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 9
    print("## One response\n\n" + single(executable, rounds))
    print("\n## Many responses\n\n" + many(executable, rounds))
    print("\n## Correct digits on the NIST sets: coefficients / standard errors\n\n" + digits(executable))
    print("\n## Agreement on real series\n\n" + agree.table(executable))
