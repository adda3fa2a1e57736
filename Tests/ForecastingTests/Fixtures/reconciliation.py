"""Reconciliation by other programs: hierarchicalforecast (MinTrace wls_var, mint_shrink) and R's quadprog (non-negative).

    python3 reconciliation.py > reconciliation.json
"""
import json
import subprocess
import sys

import hierarchicalforecast
import numpy as np
from hierarchicalforecast.methods import MinTrace

rng = np.random.default_rng(20261122)
# Root 0; 1 and 2 below it; leaves 3…5 below 1, 6…9 below 2.
parents = [None, 0, 0, 1, 1, 1, 2, 2, 2, 2]
n, first_leaf, times = 10, 3, 40
S = np.zeros((n, n - first_leaf))
for leaf in range(first_leaf, n):
    node = leaf
    while node is not None:
        S[node, leaf - first_leaf] = 1
        node = parents[node]
mixing = rng.normal(size=(n, n)) * 0.4 + np.eye(n)
errors = rng.normal(size=(times, n)) @ mixing * np.array([30, 20, 20, 8, 9, 7, 6, 5, 9, 8])
forecast = np.array([500.0, 210, 260, 80, 70, 55, 60, 75, 50, 90]) + rng.normal(size=n) * 5

fitted = np.zeros((n, times))
mint = {}
for method in ("wls_var", "mint_shrink"):
    out = MinTrace(method=method, mint_shr_ridge=0.0 if method == "mint_shrink" else 2e-8).fit_predict(
        S=S, y_hat=forecast[:, None], y_insample=errors.T, y_hat_insample=fitted)
    mint[method] = np.asarray(out["mean"])[:, 0].tolist()

# Non-negative: two leaves far below 0, solved as a quadratic programme over the leaves.
variances = np.array([40, 30, 30, 4, 5, 6, 3, 4, 5, 6.0])
low = np.array([60.0, 30, 25, 20, -15, 12, -8, 9, 14, 11])
H = S.T @ np.diag(1 / variances) @ S
d = S.T @ (low / variances)
script = "library(quadprog);library(jsonlite);x<-fromJSON(file('stdin'));" \
    "s<-solve.QP(x$H,x$d,diag(length(x$d)),rep(0,length(x$d)))$solution;cat(toJSON(s,digits=NA))"
leaves = json.loads(subprocess.run(["Rscript", "-e", script], input=json.dumps({"H": H.tolist(), "d": d.tolist()}),
                                   capture_output=True, text=True, check=True).stdout)
version = subprocess.run(["Rscript", "-e", "cat(as.character(packageVersion('quadprog')))"],
                         capture_output=True, text=True, check=True).stdout
json.dump({
    "program": f"hierarchicalforecast {hierarchicalforecast.__version__}, R quadprog {version}, numpy {np.__version__}",
    "parents": [-1 if p is None else p for p in parents], "errors": errors.tolist(), "forecast": forecast.tolist(),
    "variances": (errors ** 2).mean(0).tolist(),
    "weighted": mint["wls_var"], "shrunk": mint["mint_shrink"],
    "low": low.tolist(), "lowVariances": variances.tolist(), "nonNegative": (S @ np.array(leaves)).tolist(),
}, sys.stdout, indent=1)
