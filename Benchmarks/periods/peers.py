"""What our search is compared with; each takes a series without gaps and gives its periods, the strongest first."""
import json
import subprocess
import time
import warnings
from pathlib import Path

import numpy as np


def filled(y):
    """Gaps filled on the line between their neighbours: no peer takes missing values."""
    y = np.asarray(y, float)
    seen = np.isfinite(y)
    return y if seen.all() else np.interp(np.arange(len(y)), np.flatnonzero(seen), y[seen])


def without_line(y):
    t = np.arange(len(y))
    return y - np.polyval(np.polyfit(t, y, 1), t)


def plain_acf(y):
    """The highest local peak of the autocorrelation at lags 2 … n/3, if it is above the 95 % bound of white noise."""
    y = without_line(y)
    n = len(y)
    spectrum = np.fft.rfft(y - y.mean(), 2 * n)
    acf = np.fft.irfft(np.abs(spectrum) ** 2)[:n // 3 + 2]
    if acf[0] <= 0:
        return []
    acf = acf / acf[0]
    peaks = [k for k in range(2, len(acf) - 1) if acf[k] > acf[k - 1] and acf[k] >= acf[k + 1]]
    best = max(peaks, key=lambda k: acf[k], default=None)
    return [float(best)] if best and acf[best] > 1.96 / np.sqrt(n) else []


def plain_periodogram(y):
    """The highest ordinate at periods up to n/3, if Fisher's g-test calls it significant at 1 %."""
    y = without_line(y)
    n = len(y)
    power = np.abs(np.fft.rfft(y))[1:(n - 1) // 2 + 1] ** 2
    if power.sum() <= 0:
        return []
    m = len(power)
    k = 2 + int(np.argmax(power[2:]))
    g = power[k] / power.sum()
    return [n / (k + 1)] if m * (1 - g) ** (m - 1) < 0.01 else []


def by_pyriodicity():
    """The detectors of the package pyriodicity, at their defaults."""
    try:
        import pyriodicity
    except ImportError:
        return {}
    names = {"ACFPeriodicityDetector": "pyriodicity ACF", "FFTPeriodicityDetector": "pyriodicity FFT",
             "Autoperiod": "Autoperiod (pyriodicity)", "CFDAutoperiod": "CFDAutoperiod (pyriodicity)",
             "SAZED": "SAZED (pyriodicity)", "RobustPeriod": "RobustPeriod (pyriodicity)"}
    methods = {shown: getattr(pyriodicity, name).detect for name, shown in names.items() if hasattr(pyriodicity, name)}
    if robust := methods.get("RobustPeriod (pyriodicity)"):
        import pandas
        methods["RobustPeriod (pyriodicity)"] = lambda y: robust(
            pandas.Series(y, index=pandas.date_range("2000", periods=len(y), freq="D")))
    return methods


def run(method, series, seconds=None):
    """The periods of each series, the CPU seconds, and how many failed; stops asking after `seconds`."""
    out, failed, start = [], 0, time.process_time()
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        for y in series:
            if seconds and time.process_time() - start > seconds:
                out.append(None)
                continue
            try:
                answer = method(filled(y))
                answer = [] if answer is None else np.atleast_1d(np.asarray(answer, float)).tolist()
                out.append([p for p in answer if np.isfinite(p) and p > 1])
            except Exception:
                failed += 1
                out.append([])
    return out, time.process_time() - start, failed


def findfrequency(series):
    """R's forecast::findfrequency; 1 is none."""
    script = Path(__file__).with_name("peers.R")
    lines = "\n".join(json.dumps(filled(y).tolist()) for y in series)
    try:
        done = subprocess.run(["Rscript", str(script)], input=lines + "\n", text=True, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    lines = done.stdout.splitlines()
    return [[float(p)] if float(p) > 1 else [] for p in lines[:-1]], float(lines[-1])
