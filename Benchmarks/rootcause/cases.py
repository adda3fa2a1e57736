"""Labelled tables of leaves for root cause, other seeds than any that were used to develop.

    cases.py OUT [--seed 1] [--small 40] [--large 40] [--cost 80] [--null 100]

Writes OUT/<set>/<case>.csv and OUT/<set>/injection_info.csv in the form that score_root_cause.py reads. Sets:

S     5 dimensions of 10, 12, 10, 8 and 5 values, 48,000 leaves; 1 to 3 anomalies of 1 to 3 elements, at any layer; noise 0 to 25 %.
L     4 dimensions of 10, 24, 10 and 15 values; 1 to 5 anomalies of one leaf each; noise 0 to 10 %, severity 0.5 to 1.
COST  a sparse bill: account, service, usage_type (which implies its service), region, team; sizes log-normal over six decades,
      log-normal noise 2 to 20 % and a bias, leaves that come and go without a cause; 1 to 3 causes.
N     the tables of S and COST in turn, without a cause.

S and L follow the description of the generator in Kalander, "RiskLoc: Localization of multi-dimensional root causes by weighted
risk", arXiv 2205.10004, section 5.1: Weibull values with shape 0.5 to 1, a share of zeros, relative normal noise on one side of each
leaf, anomalies that lower one side by severity ± deviation, all in the direction of the total error.
"""

import argparse
import csv
import itertools
import os

import numpy as np


def leaf_grid(sizes):
    return np.stack(np.meshgrid(*[np.arange(n) for n in sizes], indexing="ij"), -1).reshape(-1, len(sizes))


def element_mask(codes, element):
    mask = np.ones(len(codes), bool)
    for dimension, value in element.items():
        mask &= codes[:, dimension] == value
    return mask


def draw_anomaly(rng, sizes, real, codes, taken, only_leaves, elements):
    """Elements of one cuboid that share no value with those taken."""
    while True:
        layer = len(sizes) if only_leaves else int(rng.integers(1, len(sizes) + 1))
        dimensions = sorted(rng.choice(len(sizes), layer, replace=False).tolist())
        if layer < len(sizes) and any(sorted(t[0]) == dimensions for t in taken):
            continue
        free = []
        for d in dimensions:
            used = {element[d] for group in taken for element in group if d in element}
            free.append([v for v in range(sizes[d]) if v not in used])
        if any(not values for values in free):
            continue
        drawn = [dict(zip(dimensions, (int(rng.choice(values)) for values in free))) for _ in range(elements)]
        if len({tuple(e.values()) for e in drawn}) < elements:
            continue
        if layer == len(sizes) and any(real[element_mask(codes, e)].sum() == 0 for e in drawn):
            continue
        return drawn


def riskloc_table(rng, sizes, noise, severity, deviation, count, elements, only_leaves=False):
    codes = leaf_grid(sizes)
    n = len(codes)
    zero_share, level = rng.uniform(0, 0.25), rng.uniform(*noise)
    real = rng.weibull(rng.uniform(0.5, 1), n) * 100 * (rng.uniform(size=n) > zero_share)
    other = real * (1 + rng.normal(0, level, n))
    swapped = rng.integers(0, 2, n) == 1
    predict = np.where(swapped, real, other)
    real = np.where(swapped, other, real)
    predict, real = np.maximum(predict, 0), np.maximum(real, 0)
    groups = []
    for _ in range(int(rng.integers(count[0], count[1] + 1)) if count else 0):
        groups.append(
            draw_anomaly(rng, sizes, real, codes, groups, only_leaves, int(rng.integers(elements[0], elements[1] + 1))))
    rises = real.sum() > predict.sum()
    for group in groups:
        strength, spread = rng.uniform(*severity) + level, rng.uniform(*deviation)
        mask = np.logical_or.reduce([element_mask(codes, e) for e in group])
        kept = np.maximum(1 - rng.normal(strength, spread, mask.sum()), 0)
        if rises:
            predict[mask] = real[mask] * kept
        else:
            real[mask] = predict[mask] * kept
    names = "abcdefgh"[: len(sizes)]
    rows = [[f"{names[d]}{c + 1}" for d, c in enumerate(leaf)] for leaf in codes]
    causes = [[(names[d], f"{names[d]}{v + 1}") for d, v in e.items()] for g in groups for e in g]
    return list(names), rows, real, predict, causes


COLUMNS = ["account", "service", "usage_type", "region", "team"]


def cost_leaves(rng):
    accounts, services = int(rng.integers(6, 40)), int(rng.integers(7, 29))
    regions, teams = int(rng.integers(2, 10)), int(rng.integers(4, 15))
    types = rng.integers(1, 9, services)
    popularity = rng.dirichlet(np.full(services, 0.7))
    leaves = set()
    for account in range(accounts):
        owned = rng.choice(teams + 1, int(rng.integers(1, 4)), replace=False)
        for service in np.flatnonzero(rng.uniform(size=services) < np.minimum(0.9, 0.15 + 5 * popularity)):
            for kind in range(types[service]):
                for region in range(regions):
                    if rng.uniform() < 0.45:
                        for team in owned:
                            if rng.uniform() < 0.7:
                                leaves.add((account, int(service), kind, region, int(team)))
    leaves = sorted(leaves)
    if len(leaves) > 6000:
        leaves = [leaves[i] for i in sorted(rng.choice(len(leaves), 6000, replace=False))]
    return [
        [f"acct{a:02d}", f"svc{s:02d}", f"s{s:02d}-u{k}", f"r{r}", "untagged" if t == 0 else f"t{t:02d}"]
        for a, s, k, r, t in leaves
    ]


CUBOIDS = [c for size in (1, 2, 3) for c in itertools.combinations(range(5), size) if not {1, 2} <= set(c)]


def cost_table(rng, caused):
    rows = cost_leaves(rng)
    codes = np.array(rows)
    n = len(rows)
    noise = rng.uniform(0.02, 0.2)
    predict = np.exp(rng.normal(np.log(10), 2, n))
    real = predict * np.exp(rng.normal(rng.normal(0, 0.015), noise, n))
    causes, marked = [], np.zeros(n, bool)
    direction = 1 if rng.uniform() < 0.75 else -1
    for _ in range(int(rng.choice([1, 2, 3], p=[0.55, 0.3, 0.15])) if caused else 0):
        while True:
            layer = int(rng.choice([1, 2, 3], p=[0.6, 0.3, 0.1]))
            fitting = [c for c in CUBOIDS if len(c) == layer]
            dimensions = fitting[int(rng.integers(len(fitting)))]
            leaf = codes[int(rng.integers(n))]
            mask = np.logical_and.reduce([codes[:, d] == leaf[d] for d in dimensions])
            if 15 <= mask.sum() <= n // 3 and not (mask & marked).any():
                break
        marked |= mask
        causes.append([(COLUMNS[d], str(leaf[d])) for d in dimensions])
        if direction > 0 and rng.uniform() < 0.15:
            predict[mask] = 0
        elif direction > 0:
            real[mask] *= 1 + rng.uniform(0.5, 4)
        else:
            real[mask] *= 1 - rng.uniform(0.4, 1)
    predict[rng.uniform(size=n) < rng.uniform(0, 0.03)] = 0
    gone = rng.uniform(size=n) < rng.uniform(0, 0.05)
    real[gone & (predict > 0)] = 0
    return COLUMNS, rows, real, predict, causes


def write(folder, name, table):
    names, rows, real, predict, causes = table
    with open(os.path.join(folder, name + ".csv"), "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(names + ["real", "predict"])
        for row, a, b in zip(rows, real, predict):
            writer.writerow(row + [f"{a:.6g}", f"{b:.6g}"])
    return ";".join("&".join(f"{d}={v}" for d, v in cause) for cause in causes)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out")
    parser.add_argument("--seed", type=int, default=1)
    for name, count in [("small", 40), ("large", 40), ("cost", 80), ("null", 100)]:
        parser.add_argument("--" + name, type=int, default=count)
    options = parser.parse_args()
    small = ((10, 12, 10, 8, 5), (0, 0.25), (0.2, 1), (0, 0.1))
    makers = {
        "S": lambda rng, i: riskloc_table(rng, *small, (1, 3), (1, 3)),
        "L": lambda rng, i: riskloc_table(rng, (10, 24, 10, 15), (0, 0.1), (0.5, 1), (0, 0), (1, 5), (1, 1), True),
        "COST": lambda rng, i: cost_table(rng, True),
        "N": lambda rng, i: riskloc_table(rng, *small, None, None) if i % 4 == 0 else cost_table(rng, False),
    }
    counts = {"S": options.small, "L": options.large, "COST": options.cost, "N": options.null}
    for number, (name, count) in enumerate(counts.items()):
        folder = os.path.join(options.out, name)
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "injection_info.csv"), "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(["timestamp", "set"])
            for i in range(count):
                case = f"{100000 * (number + 1) + i}"
                rng = np.random.default_rng([options.seed, number, i])
                writer.writerow([case, write(folder, case, makers[name](rng, i))])


if __name__ == "__main__":
    main()
