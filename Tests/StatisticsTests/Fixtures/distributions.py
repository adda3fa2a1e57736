"""Makes distributions.json: normal, Student, chi-squared and F distributions, incomplete beta and gamma functions from SciPy."""
import json
import pathlib

import numpy as np
import scipy
from scipy import special, stats

tails = [1e-300, 1e-20, 1e-9, 0.001, 0.025, 0.1, 0.3, 0.49, 0.5, 0.6, 0.75, 0.9, 0.975, 0.999999]
z = [-37.0, -10.0, -3.0, -1.0, -0.1, 0.0, 0.5, 2.0, 5.0, 8.0]
freedom = [0.5, 1.0, 2.0, 3.7, 10.0, 30.0, 200.0, 1e4, 1e6]
shapes = [0.1, 0.5, 1.0, 2.5, 12.0, 100.0, 3000.0]
x01 = [0.0, 1e-6, 0.05, 0.3, 0.5, 0.7, 0.99, 1.0]

rows = {
    "normal": [[a, stats.norm.pdf(a), stats.norm.cdf(a)] for a in z],
    "normalQuantile": [[q, stats.norm.ppf(q)] for q in tails],
    "student": [[a, n, stats.t.pdf(a, n), stats.t.cdf(a, n)] for n in freedom for a in [*z, -1000.0, 300.0]],
    "studentQuantile": [[q, n, stats.t.ppf(q, n)] for n in freedom for q in tails],
    "beta": [[x, a, b, special.betainc(a, b, x)] for a in shapes for b in shapes for x in x01],
    "logBeta": [[a, b, special.betaln(a, b)] for a in shapes for b in shapes],
    "gamma": [
        [a, a * f, special.gammainc(a, a * f), special.gammaincc(a, a * f)]
        for a in shapes for f in [0.0, 0.01, 0.3, 0.9, 1.0, 1.1, 2.0, 10.0]
    ],
    "chiSquared": [
        [n * f, n, stats.chi2.cdf(n * f, n), stats.chi2.sf(n * f, n)] for n in [1.0, 2.0, 7.0, 40.0, 730.0]
        for f in [0.0, 0.1, 0.8, 1.0, 1.5, 4.0, 20.0]
    ],
    "fisher": [
        [f, m, n, special.betainc(m / 2, n / 2, m * f / (m * f + n)), special.betainc(n / 2, m / 2, n / (m * f + n))]
        for m in [1.0, 3.0, 39.0] for n in [1.0, 9.0, 690.0, 1e5] for f in [0.0, 0.01, 0.5, 1.0, 2.0, 10.0, 500.0]
    ],
    "logGamma": [[a, special.gammaln(a)] for a in [1e-8, 0.5, 1.0, 3.3, 171.0, 1e6]],
}
# A quantile of SciPy that does not give its own probability back is no reference.
rows["studentQuantile"] = [
    r for r in rows["studentQuantile"]
    if np.isfinite(r[2]) and abs(stats.t.cdf(r[2], r[1]) / r[0] - 1) < 1e-11
]
out = {
    "source": f"SciPy {scipy.__version__}, 2026-11",
    **{k: [[float(v) for v in r] for r in rs] for k, rs in rows.items()},
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(out) + "\n")
