"""Series of level, line, noise and season for the fixtures of methods."""

import numpy as np


def series(rng, n, m, trend, noise, season, multiplicative):
    t = np.arange(n)
    level = 100 + trend * t + np.cumsum(rng.normal(0, noise, n))
    wave = np.sin(2 * np.pi * t / m) if m > 1 else np.zeros(n)
    y = level * (1 + season * wave) if multiplicative else level + 100 * season * wave
    return np.round(y + rng.normal(0, noise, n), 3)
