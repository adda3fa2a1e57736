"""Labelled series from seeds: seasons under noise, trend, outliers, gaps and steps, and series that have none.

A case is (id, kind, facts, periods, values): `periods` is the label, the period of the largest season first and empty
where there is none; `values` holds NaN where a value is missing; `facts` says how the series was made.
"""
import numpy as np

# (periods, shortest history, longest history) in observations
SINGLE = [([7], 28, 730), ([12], 48, 240), ([24], 96, 1500), ([4], 28, 120), ([52], 208, 520), ([30.4375], 240, 1100),
          ([365.25], 1200, 3650), ([288], 1152, 4032), ([96], 480, 2000), ([48], 300, 1500), ([168], 700, 2500)]
SEVERAL = [([24, 168], 700, 2500), ([7, 365.25], 1200, 2600), ([7, 30.4375], 300, 1100),
           ([7, 30.4375, 365.25], 1500, 3000), ([96, 672], 2700, 5000), ([12, 52], 300, 800)]
NULLS = ["white", "heavy", "walk", "walk with drift", "ar 0.7", "ar 0.9", "ar 0.98", "line", "step", "bursts", "plateaus",
         "smoothing", "logistic", "mostly zero", "outliers"]
SHAPES = ["sine", "two harmonics", "weekday", "spike", "sawtooth", "any"]


def profile(rng, shape, period):
    """A season as a function of its phase 0…1; a spike holds at least one observation."""
    if shape == "sine":
        return lambda u: np.sin(2 * np.pi * u)
    if shape == "two harmonics":
        a, b = rng.uniform(0.3, 1), rng.uniform(0, 1)
        return lambda u: np.sin(2 * np.pi * u) + a * np.sin(4 * np.pi * (u + b))
    if shape == "weekday":
        return lambda u: np.where(u < 5 / 7, 1.0, 0.0)
    if shape == "spike":
        width = max(rng.uniform(0.03, 0.12), 1 / period)
        return lambda u: np.where(u < width, 1.0, 0.0)
    if shape == "sawtooth":
        return lambda u: u
    knots = rng.normal(size=rng.integers(5, 13))
    return lambda u: knots[np.minimum((u * len(knots)).astype(int), len(knots) - 1)]


def noise(rng, n, kind):
    if kind == "white":
        return rng.normal(size=n)
    if kind == "heavy":
        return rng.standard_t(3, size=n) / np.sqrt(3)
    e, out = rng.normal(size=n + 50), np.zeros(n + 50)
    for t in range(1, n + 50):
        out[t] = 0.5 * out[t - 1] + e[t]
    return out[50:] * np.sqrt(0.75)


def autoregression(rng, n, phi):
    e, out = rng.normal(size=n + 300), np.zeros(n + 300)
    for t in range(1, n + 300):
        out[t] = phi * out[t - 1] + e[t]
    return out[300:]


def trend(rng, n, kind):
    u = np.arange(n) / n
    size = rng.uniform(3, 15) * rng.choice([-1, 1])
    if kind == "line":
        return size * u
    if kind == "logistic":
        return size / (1 + np.exp(-12 * (u - rng.uniform(0.3, 0.7))))
    if kind == "broken line":
        return size * np.abs(u - rng.uniform(0.3, 0.7))
    if kind == "walk":
        return np.cumsum(rng.normal(size=n)) * rng.uniform(0.1, 0.4)
    return np.zeros(n)


def spoil(rng, y, scale):
    """Outliers, a level shift and gaps; returns the series and what was done."""
    n = len(y)
    facts = {"outliers": float(rng.choice([0, 0, 0.01, 0.05])), "step": bool(rng.random() < 0.25),
             "gaps": str(rng.choice(["none", "none", "10 %", "30 %", "block"]))}
    hit = rng.random(n) < facts["outliers"]
    y = y + hit * rng.choice([-1, 1], size=n) * rng.uniform(5, 20, size=n) * scale
    if facts["step"]:
        y = y + (np.arange(n) > n * rng.uniform(0.2, 0.8)) * rng.uniform(3, 10) * scale * rng.choice([-1, 1])
    lost = np.zeros(n, bool)
    if facts["gaps"] in ("10 %", "30 %"):
        lost = rng.random(n) < (0.1 if facts["gaps"] == "10 %" else 0.3)
    elif facts["gaps"] == "block":
        start = int(n * rng.uniform(0.2, 0.6))
        lost[start:start + int(n * rng.uniform(0.1, 0.2))] = True
    lost[[0, -1]] = False
    y[lost] = np.nan
    return y, facts


def null(rng):
    kind = str(rng.choice(NULLS))
    n = int(np.exp(rng.uniform(np.log(60), np.log(2000))))
    t = np.arange(n)
    if kind in ("white", "outliers"):
        y = rng.normal(size=n)
        if kind == "outliers":
            y[rng.random(n) < 0.03] += 15
    elif kind == "heavy":
        y = np.exp(rng.normal(size=n) * rng.uniform(0.5, 1.5))
    elif kind in ("walk", "walk with drift"):
        y = np.cumsum(rng.normal(size=n) + (0.2 if kind == "walk with drift" else 0))
    elif kind.startswith("ar"):
        y = autoregression(rng, n, float(kind.split()[1]))
    elif kind in ("line", "logistic"):
        y = rng.normal(size=n) + 3 * trend(rng, n, kind)
    elif kind == "step":
        y = rng.normal(size=n) + (t > n * rng.uniform(0.2, 0.8)) * rng.uniform(3, 20)
    elif kind == "bursts":
        y = rng.normal(size=n)
        for _ in range(rng.integers(2, 6)):
            start, length = rng.integers(0, n), max(2, int(n * rng.uniform(0.01, 0.06)))
            y[start:start + length] += rng.uniform(3, 15)
    elif kind == "plateaus":
        y = np.repeat(rng.normal(size=n) * 5, rng.integers(5, 40, size=n))[:n] + 0.3 * rng.normal(size=n)
    elif kind == "smoothing":
        e = rng.normal(size=n)
        y = e + rng.uniform(0.1, 0.5) * np.cumsum(np.r_[0, e[:-1]])
    else:
        y = (rng.random(n) < rng.uniform(0.03, 0.3)) * rng.exponential(size=n)
    y, facts = spoil(rng, y, 1.0) if rng.random() < 0.3 and kind not in ("mostly zero",) else (y, {})
    return f"none: {kind}", facts | {"n": n, "null": kind}, [], y


def seasonal(rng, several):
    family = SEVERAL if several else SINGLE
    if not several and rng.random() < 0.35:
        period = float(np.exp(rng.uniform(np.log(3), np.log(120))))
        period = round(period) if rng.random() < 0.5 else round(period, 2)
        periods, shortest, longest = [period], int(5 * period) + 20, int(40 * period) + 40
    else:
        periods, shortest, longest = family[rng.integers(len(family))]
    n = int(np.exp(rng.uniform(np.log(shortest), np.log(longest))))
    n = max(n, int(np.ceil(3.1 * max(periods))))
    t = np.arange(n)
    ratio = float(rng.choice([3, 1.5, 0.8, 0.5]))
    kinds = {"noise": str(rng.choice(["white", "white", "heavy", "memory"])), "signal to noise": ratio, "n": n,
             "trend": str(rng.choice(["none", "line", "logistic", "broken line", "walk"])), "shape": []}
    y = noise(rng, n, kinds["noise"]) / ratio
    sizes = sorted((rng.uniform(0.5, 1) if several else 1.0 for _ in periods), reverse=True)
    order = rng.permutation(len(periods))
    growth = rng.random() < 0.2
    for size, k in zip(sizes, order):
        period = periods[k]
        shapes = SHAPES if period >= 6 else ["sine", "any", "spike"]
        if period > 100:
            shapes = ["sine", "two harmonics", "any", "weekday"]
        shape = str(rng.choice(shapes))
        part = profile(rng, shape, period)((t / period + rng.random()) % 1)
        part = (part - part.mean()) / (part.std() + 1e-12)
        y = y + size * part * (0.5 + t / n if growth else 1)
        kinds["shape"].append(shape)
    y = y + trend(rng, n, kinds["trend"])
    y, facts = spoil(rng, y, 1.0)
    return ("several periods" if several else "one period"), kinds | facts | {"growth": growth}, \
        [periods[k] for k in order], y * 10.0 ** rng.uniform(-3, 6) + rng.uniform(-100, 1000)


def cases(first_seed, count):
    """`count` cases, one a seed: 45 % with one period, 20 % with several, 35 % with none."""
    for seed in range(first_seed, first_seed + count):
        rng = np.random.default_rng(seed)
        draw = rng.random()
        while True:
            kind, facts, periods, y = null(rng) if draw < 0.35 else seasonal(rng, draw > 0.8)
            if np.nanstd(y) > 0 and (not periods or len(y) >= 3 * max(periods)):
                break
        yield f"s{seed}", kind, facts, periods, y
