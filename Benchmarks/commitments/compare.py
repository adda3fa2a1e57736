"""Commitments bought week by week against the best in hindsight, on demand as it was, declining and migrating; and our solver against HiGHS. Markdown.

    compare.py PROGRAM [--data ../shared/data] [--cases FILE]

Needs numpy, pandas and scipy.
"""

import argparse
import os
import subprocess
import tempfile

import numpy as np
import pandas as pd
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

NAMES = "suite case discount rule savings share utilization coverage waste cost seconds".split()
FIRST_WEEK, TERM = 26, 52
RULES = {"minimum": "30-day minimum", "once": "bought once", "recent": "recent quantile", "ladder": "ladder", "program": "program"}


def run(program, *arguments):
    text = subprocess.run([program, *arguments], check=True, capture_output=True, text=True).stdout
    return pd.DataFrame([line.split(",") for line in text.splitlines()], columns=NAMES).astype(
        {name: float for name in NAMES if name not in ("suite", "case", "rule")})


def highs(hours, discount):
    """The least cost in hindsight by HiGHS, every hour for itself: purchases and holdings a week, on-demand an hour."""
    weeks = np.asarray(hours).reshape(-1, 168)[FIRST_WEEK:]
    count, size = len(weeks), weeks.size
    cost = np.concatenate([np.zeros(count), np.full(count, (1 - discount) * 168), np.ones(size)])
    rows, columns, values = [], [], []
    for week in range(count):
        entries = [(week, 1), (count + week, -1)]
        if week > 0:
            entries.append((count + week - 1, 1))
        if week >= TERM:
            entries.append((week - TERM, -1))
        for column, value in entries:
            rows.append(week), columns.append(column), values.append(value)
    hour = np.arange(size)
    cover = csr_matrix(
        (-np.ones(2 * size), (np.tile(hour, 2), np.concatenate([count + hour // 168, 2 * count + hour]))),
        shape=(size, 2 * count + size))
    stock = csr_matrix((values, (rows, columns)), shape=(count, 2 * count + size))
    return linprog(cost, A_ub=cover, b_ub=-weeks.ravel(), A_eq=stock, b_eq=np.zeros(count), method="highs").fun


def percent(value, digits=1):
    return f"{100 * value:.{digits}f} %".replace("-", "−")


def replay_tables(results):
    for discount, rows in results.groupby("discount"):
        print(f"\nDiscount {percent(discount, 0)}: savings as a share of the clairvoyant's, mean over four regions and their sum (least of the five)\n")
        print("| demand | clairvoyant saves | " + " | ".join(RULES.values()) + " |")
        print("|---|" + "---|" * (len(RULES) + 1))
        for suite in rows.suite.unique():
            part = rows[rows.suite == suite]
            best = part[part.rule == "clairvoyant"].savings.mean()
            cells = []
            for rule in RULES:
                share = part[part.rule == rule].share
                cells.append(f"{percent(share.mean())} ({percent(share.min())})")
            print(f"| {suite} | {percent(best, 2)} | " + " | ".join(cells) + " |")
    print("\nDemand as it was, case by case: effective savings rate\n")
    part = results[results.suite == "as it was"]
    print("| | discount | " + " | ".join(RULES.values()) + " | clairvoyant | of it | used | covered | wasted |\n|---|" + "---|" * (len(RULES) + 6))
    for (case, discount), rows in part.groupby(["case", "discount"]):
        value = rows.set_index("rule")
        ladder = value.loc["ladder"]
        cells = [percent(value.loc[rule].savings, 2) for rule in [*RULES, "clairvoyant"]]
        print(f"| {case} | {percent(discount, 0)} | " + " | ".join(cells) +
              f" | {percent(ladder.share)} | {percent(ladder.utilization)} | {percent(ladder.coverage)} | {percent(ladder.waste)} |")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--data", default="../shared/data")
    parser.add_argument("--cases")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        cases = options.cases or os.path.join(folder, "cases.txt")
        if not options.cases:
            here = os.path.dirname(os.path.abspath(__file__))
            subprocess.run(["python3", os.path.join(here, "cases.py"), cases, "--data", options.data], check=True)
        results = pd.concat([run(options.program, "replay", cases, discount) for discount in ("0.27", "0.45")])
        replay_tables(results)
        print("\nMigrating demand: instance types that replace each other, savings as a share of hindsight with the same instruments\n")
        print("| | plan for all families, 27 % | used | plans bound to one family, 38 % | used |\n|---|---|---|---|---|")
        moved = run(options.program, "migrate", cases, "0.27", "0.38")
        for case, rows in moved.groupby("case"):
            value = rows.set_index("rule")
            wide, bound = value.loc["flexible ladder"], value.loc["bound ladders"]
            print(f"| {case} | {percent(wide.share)} (saves {percent(wide.savings)}) | {percent(wide.utilization)} "
                  f"| {percent(bound.share)} (saves {percent(bound.savings)}) | {percent(bound.utilization)} |")
        print("\nThe clairvoyant's program against SciPy's HiGHS, every hour for itself\n")
        worst, count = 0.0, 0
        ours = results[results.rule == "clairvoyant"].set_index(["suite", "case", "discount"])
        with open(cases, encoding="utf-8") as file:
            for line in file:
                suite, case, _, hours = line.split(",", 3)
                if suite not in ("as it was", "reversed", "−40 % a year"):
                    continue
                for discount in (0.27, 0.45):
                    theirs = highs(np.array(hours.split(), float), discount)
                    worst = max(worst, abs(ours.loc[suite, case, discount].cost / theirs - 1))
                    count += 1
        print(f"| programs | largest difference of the least cost | ours, s each |\n|---|---|---|\n| {count} | {worst:.1e} | {ours.seconds.mean():.2f} |")


main()
