"""How far the regressions are from R and statsmodels on real series, as a Markdown table.

    python3 agree.py EXECUTABLE

Each entry is the largest difference from either program, divided by the largest value of that vector.
"""
import json
import os
import pathlib
import subprocess
import sys

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np
import statsmodels.api as sm

import designs

PEERS = pathlib.Path(__file__).with_name("peers.R")


def ask(command, problems):
    text = "".join(json.dumps(p) + "\n" for p in problems)
    out = subprocess.run(command, input=text, text=True, capture_output=True, check=True).stdout
    return [json.loads(line) for line in out.splitlines()]


def statsmodels(p):
    x, y = np.column_stack(p["columns"]), np.array(p["y"])
    fit = sm.OLS(y, x).fit()
    influence = fit.get_influence()
    weighted = sm.WLS(y, x, weights=p["weights"]).fit()
    hac = {"maxlags": p["lags"], "use_correction": True}
    return {
        "coefficients": fit.params, "standardErrors": fit.bse, "logLikelihood": [fit.llf], "hc3": fit.HC3_se,
        "newey": fit.get_robustcov_results("HAC", **hac).bse, "leverage": influence.hat_matrix_diag,
        "cooks": influence.cooks_distance[0], "weightedCoefficients": weighted.params, "weightedErrors": weighted.bse,
        "weightedNewey": weighted.get_robustcov_results("HAC", **hac).bse,
    }


def difference(ours, theirs):
    a, b = np.atleast_1d(np.asarray(ours, float)), np.atleast_1d(np.asarray(theirs, float))
    return float(np.max(np.abs(a - b)) / np.max(np.abs(b)))


def table(executable):
    problems = list(designs.real())
    plain = ask([executable, "answer"], [{k: v for k, v in p.items() if k != "weights"} for p in problems])
    weighted = ask([executable, "answer"], problems)
    r = ask(["Rscript", str(PEERS), "answer"], problems)
    groups = {
        "coefficients": ["coefficients"], "standard errors": ["standardErrors"], "HC3": ["hc3"], "HAC": ["newey"],
        "HAC, automatic lags": ["automatic", "automaticLags"], "log L, AIC, BIC": ["logLikelihood", "aic", "bic"],
        "leverage": ["leverage"], "Cook": ["cooks"],
        "weighted": ["weightedCoefficients", "weightedErrors", "weightedNewey", "weightedCooks"],
    }
    lines = ["| series | n | p | " + " | ".join(groups) + " |", "|---|---|---|" + "---|" * len(groups)]
    worst = {peer: dict.fromkeys(groups, 0.0) for peer in ("R", "statsmodels")}
    for p, mine, mine_weighted, theirs in zip(problems, plain, weighted, r):
        says = {**mine, "weightedCoefficients": mine_weighted["coefficients"], "weightedCooks": mine_weighted["cooks"],
                "weightedErrors": mine_weighted["standardErrors"], "weightedNewey": mine_weighted["newey"]}
        cells, peers = {}, {"R": theirs, "statsmodels": statsmodels(p)}
        for group, keys in groups.items():
            for name, peer in peers.items():
                found = max((difference(says[k], peer[k]) for k in keys if k in peer), default=0.0)
                cells[group] = max(cells.get(group, 0.0), found)
                worst[name][group] = max(worst[name][group], found)
        lines.append(f"| {p['name']} | {len(p['y'])} | {len(p['columns'])} | " + " | ".join(f"{v:.0e}" for v in cells.values()) + " |")
    for name, row in worst.items():
        lines.append(f"| **largest of {len(problems)}, {name}** | | | " + " | ".join(f"{v:.0e}" if v else "–" for v in row.values()) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(sys.argv[1]))
