"""Makes the tables of penalised, robust and constrained regressions as Markdown: agreement on real series, and speed.

    python3 penalised.py EXECUTABLE [ROUNDS]

EXECUTABLE is RegressionBenchmark, built for release. Agreement: by how much our objective exceeds the best of the other
programs (negative: ours is better), or the largest difference of coefficients, each in units of the fit. Speed is processor
time of one thread on each side, the programs in turns, the median of the ratios of ROUNDS rounds (default 7).
"""
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time
import warnings

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"
warnings.simplefilter("ignore")

import numpy as np
import statsmodels.api as sm
from scipy.optimize import nnls
from sklearn.linear_model import Ridge, RidgeCV, enet_path

import designs

PEERS = pathlib.Path(__file__).with_name("penalised_peers.R")
SHARES, LEVELS, PENALTIES = [0.5, 0.1, 0.01, 0.003], [0.05, 0.5, 0.9], [1e-2, 1.0, 100.0]


class Program:
    """A program that answers problems line by line."""

    def __init__(self, *command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, method, x, y, parameters=(), mixing=1.0, repeats=1):
        problem = {"method": method, "columns": x.T.tolist(), "y": y.tolist(), "parameters": list(parameters),
                   "mixing": mixing, "repeats": repeats}
        self.process.stdin.write(json.dumps(problem) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        return answer["values"], answer["seconds"]


def standardized(x, ddof):
    scale = x.std(axis=0, ddof=ddof)
    moving = scale > 1e-12 * np.abs(x.mean(axis=0))
    return (x[:, moving] - x[:, moving].mean(axis=0)) / scale[moving], scale, moving


def penalised(z, y, b, a, mixing):
    r = y - y.mean() - z @ b
    return r @ r / (2 * len(y)) + a * (mixing * np.abs(b).sum() + (1 - mixing) / 2 * b @ b)


def net(ours, r, x, y, mixing):
    """How much our objective exceeds the best of scikit-learn and glmnet."""
    y = (y - y.mean()) / y.std()
    z, scale, moving = standardized(x, 0)
    largest = np.abs(z.T @ y).max() / len(y) / mixing
    penalties = [largest * s for s in SHARES]
    mine = ours.ask("net", x, y, penalties, mixing)[0]
    other = r.ask("tightnet", x, y, penalties, mixing)[0]
    _, learned, _ = enet_path(z, y, l1_ratio=mixing, alphas=penalties, tol=1e-12, max_iter=200_000)
    worst = -1.0
    for k, a in enumerate(penalties):
        own = penalised(z, y, np.array(mine[k][2:])[moving] * scale[moving], a, mixing)
        best = penalised(z, y, learned[:, k], a, mixing)
        if len(other) == len(penalties) and other[k]:
            best = min(best, penalised(z, y, np.array(other[k][2:])[moving] * scale[moving], a, mixing))
        worst = max(worst, own / best - 1)
    return worst


def quantiles(ours, r, x, y):
    mine = ours.ask("quantile", x, y, LEVELS)[0]
    peers = [r.ask(how, x, y, LEVELS)[0] for how in ("quantile", "br")]
    worst = -1.0
    for k, p in enumerate(LEVELS):
        losses = [peer[k][0] for peer in peers if peer[k]]
        if len(y) < 1000:
            rest = y - x @ np.asarray(sm.QuantReg(y, x).fit(q=p).params)
            losses.append((rest * (p - (rest < 0))).sum())
        best = min(losses)
        worst = max(worst, mine[k][0] / best - 1)
    return worst


def coefficients(mine, theirs, x, y):
    """The largest difference of fitted values, in standard deviations of the response."""
    return float(np.abs(x @ (np.asarray(mine) - np.asarray(theirs))).max() / y.std())


def robust(ours, r, name, norm, x, y):
    mine = ours.ask(name, x, y)[0][0]
    fit = sm.RLM(y, x, M=norm).fit(scale_est="mad", conv="coefs", tol=1e-12, maxiter=2000)
    worst = coefficients(mine, fit.params, x, y)
    theirs = r.ask(name, x, y)[0][0]
    return max(worst, coefficients(mine, theirs, x, y)) if theirs else worst


def constrained(ours, r, x, y):
    mine = np.asarray(ours.ask("nonnegative", x, y)[0][0])
    return max(coefficients(mine, nnls(x, y, maxiter=10_000)[0], x, y), coefficients(mine, r.ask("nonnegative", x, y)[0][0], x, y))


def ridge(ours, x, y):
    z, scale, moving = standardized(x, 1)
    mine = ours.ask("ridge", x, y, PENALTIES)[0]
    worst = 0.0
    for k, a in enumerate(PENALTIES):
        theirs = Ridge(alpha=a, solver="svd").fit(z, y).coef_
        worst = max(worst, coefficients(np.array(mine[k][2:])[moving] * scale[moving], theirs, z, y))
        errors = RidgeCV(alphas=[a], store_cv_results=True, gcv_mode="svd").fit(z, y).cv_results_
        worst = max(worst, abs(mine[k][1] / errors.mean() - 1))
    return worst


def knees(ours, r, y, count):
    t = np.arange(len(y), dtype=float)[:, None]
    mine, theirs = ours.ask("knees", t, y, [count])[0][0], r.ask("knees", t, y, [count])[0]
    return mine[0] / theirs[0][0] - 1 if theirs and theirs[0] else float("nan")


def agreement(ours, r):
    heads = ["lasso", "elastic net, 0.5", "quantiles 0.05, 0.5, 0.9", "Huber", "bisquare", "non-negative", "ridge, leave-one-out", "1 knee", "2 knees"]
    print("| series | n | p | " + " | ".join(heads) + " |\n|---|---|---|" + "---|" * len(heads), flush=True)
    rows = []
    for p in designs.real():
        x, y = np.column_stack(p["columns"]), np.array(p["y"])
        row = [
            net(ours, r, x, y, 1.0), net(ours, r, x, y, 0.5), quantiles(ours, r, x, y),
            robust(ours, r, "huber", sm.robust.norms.HuberT(), x, y),
            robust(ours, r, "bisquare", sm.robust.norms.TukeyBiweight(), x, y),
            constrained(ours, r, x, y), ridge(ours, x, y), knees(ours, r, y, 1), knees(ours, r, y, 2),
        ]
        rows.append(row)
        print(f"| {p['name']} | {len(y)} | {x.shape[1]} | " + " | ".join(f"{v:.0e}" if v == v else "–" for v in row) + " |", flush=True)
    worst = np.nanmax(np.array(rows), axis=0)
    print(f"| **largest of {len(rows)}** | | | " + " | ".join(f"{v:.0e}" for v in worst) + " |")


def seconds(body, repeats):
    start = time.process_time()
    for _ in range(repeats):
        body()
    return (time.process_time() - start) / repeats


def drivers(n, p, seed=5):
    """Correlated drivers of which a quarter matters."""
    rng = np.random.default_rng(seed)
    common = rng.normal(size=(n, 5)) @ rng.normal(size=(5, p))
    x = common + rng.normal(size=(n, p))
    b = np.where(rng.uniform(size=p) < 0.25, rng.normal(size=p), 0)
    y = x @ b + rng.standard_t(4, size=n) * 3
    return x, (y - y.mean()) / y.std()


def speed(ours, r, rounds):
    lines = ["| task | other program | ours, ms | other, ms | ratio |", "|---|---|---|---|---|"]
    for n, p in [(730, 40), (730, 200)]:
        x, y = drivers(n, p)
        z = standardized(x, 0)[0]
        one = np.column_stack([np.ones(n), x])
        path = {"scikit-learn `lasso_path` (tolerance 1e-4)": lambda k: seconds(lambda: enet_path(z, y, l1_ratio=1.0, eps=1e-3, alphas=100), k),
                "scikit-learn `lasso_path` (tolerance 1e-9)": lambda k: seconds(lambda: enet_path(z, y, l1_ratio=1.0, eps=1e-3, alphas=100, tol=1e-9, max_iter=100_000), k),
                "R `glmnet` (threshold 1e-7)": lambda k: r.ask("net", x, y, repeats=k)[1],
                "R `glmnet` (threshold 1e-16)": lambda k: r.ask("tightnet", x, y, repeats=k)[1]}
        compare(lines, f"lasso path, 100 penalties, {n} × {p}", lambda: ours.ask("net", x, y, repeats=10)[1], path, rounds, 3)
        if p > 40:
            continue
        compare(lines, f"median regression, {n} × 41", lambda: ours.ask("quantile", one, y, [0.5], repeats=20)[1], {
            "R `rq.fit.fnb`": lambda k: r.ask("quantile", one, y, [0.5], repeats=k)[1],
            "R `rq.fit.br`": lambda k: r.ask("br", one, y, [0.5], repeats=k)[1],
            "statsmodels `QuantReg`": lambda k: seconds(lambda: sm.QuantReg(y, one).fit(q=0.5), k)}, rounds, 3)
        compare(lines, f"Huber, {n} × 41", lambda: ours.ask("huber", one, y, repeats=20)[1], {
            "R `rlm` (accuracy 1e-4)": lambda k: r.ask("huberdefault", one, y, repeats=k)[1],
            "R `rlm` (accuracy 1e-13)": lambda k: r.ask("huber", one, y, repeats=k)[1],
            "statsmodels `RLM`": lambda k: seconds(lambda: sm.RLM(y, one).fit(), k)}, rounds, 5)
        compare(lines, f"non-negative least squares, {n} × 41", lambda: ours.ask("nonnegative", one, y, repeats=20)[1], {
            "SciPy `nnls`": lambda k: seconds(lambda: nnls(one, y), k),
            "R `nnls`": lambda k: r.ask("nonnegative", one, y, repeats=k)[1]}, rounds, 10)
        grid = [10 ** (-4 + k / 3) for k in range(25)]
        compare(lines, f"ridge, 25 penalties, leave-one-out, {n} × 40", lambda: ours.ask("ridge", x, y, grid, repeats=5)[1], {
            "scikit-learn `RidgeCV`": lambda k: seconds(lambda: RidgeCV(alphas=grid).fit(z, y), k)}, rounds, 5)
    t = np.linspace(0, 1, 730)[:, None]
    bent = 5 * t[:, 0] + 20 * np.maximum(t[:, 0] - 0.6, 0) + np.random.default_rng(1).normal(size=730)
    compare(lines, "one knee, 730 points", lambda: ours.ask("knees", t, bent, [1], repeats=50)[1], {
        "R `segmented`": lambda k: r.ask("knees", t, bent, [1], repeats=k)[1]}, rounds, 1)
    return "\n".join(lines)


def compare(lines, task, own, others, rounds, repeats):
    mine, theirs = [], {name: [] for name in others}
    for _ in range(rounds):
        mine.append(own())
        for name, body in others.items():
            theirs[name].append(body(repeats))
    for name, times in theirs.items():
        ratio = statistics.median(b / a for a, b in zip(mine, times))
        lines.append(f"| {task} | {name} | {statistics.median(mine) * 1e3:.2f} | {statistics.median(times) * 1e3:.2f} | {ratio:.1f} |")


if __name__ == "__main__":
    executable, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 7
    ours, r = Program(executable, "penalised"), Program("Rscript", str(PEERS))
    print("## Speed\n\n" + speed(ours, r, rounds))
    print("\n## Knees, 2,000 draws a row\n\n" + subprocess.run([executable, "knees", "2000"], capture_output=True, text=True, check=True).stdout.strip())
    print("\n## Agreement on real series\n")
    agreement(ours, r)
