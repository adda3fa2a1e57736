"""Makes descriptive.json: moments, quantiles, scales and autocorrelations from NumPy, SciPy and statsmodels."""
import json
import math
import pathlib
from fractions import Fraction

import numpy as np
import scipy
import statsmodels
from scipy import stats
from statsmodels.tsa.stattools import acf

rng = np.random.default_rng(7)
inputs = {
    "one": [3.25],
    "two": [1.0, -4.5],
    "normal": rng.normal(10, 3, 101).tolist(),
    "heavy": (rng.standard_t(2, 64) * 5).tolist(),
    "ties": rng.integers(0, 4, 50).astype(float).tolist(),
    "huge offset": (1e9 + rng.normal(0, 1e-3, 60)).tolist(),
}
p = [0.0, 0.01, 0.1, 0.25, 1 / 3, 0.5, 0.75, 0.9, 0.999, 1.0]


def case(name, values):
    x = np.array(values)
    many = len(x) > 1
    exact = sum(map(Fraction, values)) / len(values)  # deviations without the rounding of the mean
    d = np.array([float(Fraction(v) - exact) for v in values])
    return {
        "name": name,
        "values": values,
        "sum": math.fsum(values),
        "mean": float(exact),
        "variance": float(np.var(d, ddof=1)) if many else None,
        "skewness": float(stats.skew(d)) if many else None,
        "probabilities": p,
        "quantiles": np.quantile(x, p, method="linear").tolist(),
        "mad": float(stats.median_abs_deviation(x)),
        "autocorrelations": acf(d, nlags=min(8, len(x) - 1), fft=False).tolist() if many else None,
    }


out = {
    "source": f"NumPy {np.__version__}, SciPy {scipy.__version__}, statsmodels {statsmodels.__version__}, 2026-11",
    "cases": [case(n, v) for n, v in inputs.items()],
    "correlation": float(np.corrcoef(inputs["normal"][:64], inputs["heavy"])[0, 1]),
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(out, indent=1) + "\n")
