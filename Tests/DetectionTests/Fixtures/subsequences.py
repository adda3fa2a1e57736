"""Makes subsequences.json: the matrix profile of stumpy and Mahalanobis scores of stretches in numpy.

    python3 subsequences.py > subsequences.json      stumpy 1.14.1, numpy 2.4
"""
import json

import numpy as np
import stumpy

random = np.random.default_rng(20261122)


def series():
    t = np.arange(240)
    yield "noise", 12, random.normal(size=160)
    yield "daily shape with an odd day", 24, np.where(t // 24 == 6, -1, 1) * np.sin(t * np.pi / 12) + 0.1 * random.normal(size=240)
    yield "random walk", 10, np.cumsum(random.normal(size=150))
    yield "1e12 with a step", 8, 1e12 + 1e6 * (np.arange(120) > 70) + 1e5 * random.normal(size=120)
    yield "1e-9", 8, 1e-9 * random.gamma(2, size=120)


def profile(name, m, x):
    p = stumpy.stump((x - x.mean()) / x.std(), m)
    return dict(name=name, length=m, values=x.tolist(), distances=[float(d) for d in p[:, 0]], neighbours=[int(i) for i in p[:, 1]])


def components(name, m, x, floor=0.01):
    windows = np.lib.stride_tricks.sliding_window_view((x - x.mean()) / x.std(), m)
    centred = windows - windows.mean(0)
    values, vectors = np.linalg.eigh(centred.T @ centred / len(centred))
    score = ((centred @ vectors) ** 2 / (np.maximum(values, 0) + floor * values[-1])).sum(1)
    spread = [score[max(0, i - m + 1):min(i + 1, len(score))].mean() for i in range(len(x))]
    return dict(name=name, length=m, values=x.tolist(), scores=[float(s) for s in spread])


if __name__ == "__main__":
    cases = list(series())
    print(json.dumps(dict(
        program=f"stumpy {stumpy.__version__}, numpy {np.__version__}",
        profiles=[profile(*c) for c in cases], components=[components(*c) for c in cases])))
