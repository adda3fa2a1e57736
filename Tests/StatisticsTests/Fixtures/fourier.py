"""Discrete Fourier transforms by numpy, of lengths that are powers of two, prime, and neither."""
import json

import numpy as np

rng = np.random.default_rng(1)
cases = []
for n in [1, 2, 3, 4, 5, 7, 8, 12, 16, 30, 64, 97, 128, 365]:
    x = rng.normal(size=n) + 1j * rng.normal(size=n)
    y = np.fft.fft(x)
    cases.append({"real": x.real.tolist(), "imaginary": x.imag.tolist(),
                  "transformReal": y.real.tolist(), "transformImaginary": y.imag.tolist()})
print(json.dumps({"program": f"numpy {np.__version__}", "cases": cases}, separators=(",", ":")))
