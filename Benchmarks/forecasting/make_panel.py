"""Writes a panel of daily costs as Parquet, to time forecasts from file to file:

    python3 Benchmarks/forecasting/make_panel.py 10000 730 panel.parquet
    /usr/bin/time -v outlay series forecast panel.parquet --horizon 90 --out next.parquet

Regular costs with a week, a slow trend, a year, level steps, and one series in ten that comes now and then; from a fixed seed.
"""
import sys

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

count, days, path = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
rng = np.random.default_rng(7)
t = np.arange(days)
ds = pa.array(np.datetime64("2024-06-01") + t)
schema = pa.schema([("unique_id", pa.string()), ("ds", pa.date32()), ("y", pa.float64())])
block = 500
with pq.ParquetWriter(path, schema, compression="zstd") as out:
    for first in range(0, count, block):
        size = min(block, count - first)
        level = np.exp(rng.normal(5, 1.5, (size, 1)))
        week = 1 - rng.uniform(0, 0.5, (size, 1)) * (t % 7 >= 5)
        growth = np.exp(rng.normal(0, 0.0006, (size, 1)) * t)
        year = 1 + rng.uniform(0, 0.15, (size, 1)) * np.sin(2 * np.pi * t / 365.25 + rng.uniform(0, 6.28, (size, 1)))
        at = rng.integers(0, days, (size, 1))
        step = np.where((t >= at) & (rng.uniform(0, 1, (size, 1)) < 0.25), rng.uniform(0.5, 2, (size, 1)), 1)
        walk = np.exp(np.cumsum(rng.normal(0, 0.01, (size, days)), axis=1))
        y = level * week * growth * year * step * walk * np.exp(rng.normal(0, 0.05, (size, days)))
        rare = rng.uniform(0, 1, (size, 1)) < 0.1
        y = np.where(rare & (rng.uniform(0, 1, (size, days)) < 0.8), 0, y)
        ids = np.repeat([f"series-{i:07d}" for i in range(first, first + size)], days)
        out.write_table(pa.table([pa.array(ids), pa.concat_arrays([ds] * size), pa.array(np.round(y, 4).ravel())], schema=schema))
