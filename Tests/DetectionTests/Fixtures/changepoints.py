"""Writes changepoints.json: change points by ruptures' Pelt and run lengths by bayesian_changepoint_detection.

    python3 changepoints.py > changepoints.json
"""
import json
import platform
from functools import partial
from importlib.metadata import version

import bayesian_changepoint_detection.online_changepoint_detection as online
import numpy as np
import ruptures

random = np.random.default_rng(20261122)


def series():
    noise = lambda n, s=1.0: s * random.standard_normal(n)
    steps = np.repeat([0.0, 3.0, -1.0, 1.5], [60, 45, 70, 25])
    slope = np.concatenate([np.linspace(0, 5, 80), np.linspace(5, -4, 60), np.full(40, -4.0)])
    spread = np.concatenate([noise(70), noise(60, 4), noise(50, 0.5)])
    cases = {
        "noise": noise(150),
        "steps": steps + noise(200),
        "slopes": slope + noise(180, 0.4),
        "spread": spread,
        "large": 1e9 + 1e7 * (steps + noise(200)),
        "short": np.array([1.0, 1.1, 0.9, 5.0, 5.2, 4.9, 5.1]),
    }
    # Written and read as text, so that both programs see the same numbers.
    return {name: [float(repr(float(v))) for v in values] for name, values in cases.items()}


class Line(ruptures.base.BaseCost):
    """Squared distances from the least-squares line of a stretch."""

    model = "line"
    min_size = 2

    def fit(self, signal):
        self.signal = signal.ravel()
        return self

    def error(self, start, end):
        y, t = self.signal[start:end], np.arange(start, end, dtype=float)
        if len(y) < 3:
            return 0.0
        y, t = y - y.mean(), t - t.mean()
        return float(y @ y - (t @ y) ** 2 / (t @ t))


def pelt(values):
    y = np.array(values)
    y = (y - y.mean()) / y.std()
    answers = []
    for name, cost in (("mean", ruptures.costs.CostL2()), ("line", Line())):
        for penalty in (2.0, 8.0):
            for size in (2, 7):
                if len(y) < 2 * size:
                    continue
                found = ruptures.Pelt(custom_cost=cost, min_size=size, jump=1).fit(y).predict(pen=penalty)
                answers.append({"cost": name, "penalty": penalty, "minimumLength": size, "changes": found[:-1]})
    return answers


def run_lengths(values):
    y = np.array(values[:120])
    y = (y - y.mean()) / y.std()
    law = online.StudentT(alpha=1.0, beta=1.0, kappa=1.0, mu=0.0)
    table, _ = online.online_changepoint_detection(y, partial(online.constant_hazard, 100.0), law)
    within = [float(table[:8, t + 1].sum()) for t in range(len(y))]
    return {"values": y.tolist(), "within7": within, "mostProbable": [int(table[:, t + 1].argmax()) for t in range(len(y))]}


cases = series()
print(json.dumps({
    "programs": {name: version(name) for name in ("ruptures", "bayesian_changepoint_detection", "numpy")} | {"python": platform.python_version()},
    "series": [{"name": name, "values": values, "pelt": pelt(values)} for name, values in cases.items()],
    "runLengths": [run_lengths(cases[name]) for name in ("noise", "steps", "spread")],
}, indent=0))
