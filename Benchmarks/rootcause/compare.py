"""Root cause on labelled tables: found elements against true ones, tables without a cause, time a table. Markdown.

    compare.py PROGRAM [--seed 1] [--given ../shared/data/root-cause]

Held-out sets come from cases.py with another seed than any used to develop; the given sets are measured where they are.
"""

import argparse
import csv
import gzip
import os
import shutil
import subprocess
import sys
import tempfile


def elements(text):
    return {"&".join(sorted(e.split("&"))) for e in text.split(";") if e}


def truth(folder):
    with open(os.path.join(folder, "injection_info.csv"), newline="", encoding="utf-8") as file:
        return {row["timestamp"]: elements(row["set"]) for row in csv.DictReader(file)}


def leaves_of(folder, case, wanted):
    with open(os.path.join(folder, case + ".csv"), newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {
        e: frozenset(i for i, row in enumerate(rows) if all(row[p.split("=")[0]] == p.split("=")[1] for p in e.split("&")))
        for e in wanted
    }


def f1(pairs):
    hits = sum(len(t & p) for t, p in pairs)
    said, true = sum(len(p) for _, p in pairs), sum(len(t) for t, _ in pairs)
    return 2 * hits / max(said + true, 1), hits / max(said, 1), hits / max(true, 1)


def unpacked(source, target):
    os.makedirs(target)
    for name in os.listdir(source):
        if name.endswith(".gz"):
            with gzip.open(os.path.join(source, name)) as packed, open(os.path.join(target, name[:-3]), "wb") as plain:
                shutil.copyfileobj(packed, plain)
        else:
            shutil.copy(os.path.join(source, name), target)


def measure(program, folder, label):
    answer = subprocess.run([program, folder], check=True, capture_output=True, text=True).stdout
    found = {row["instance"]: row for row in csv.DictReader(answer.splitlines())}
    true = truth(folder)
    pairs = [(true[case], elements(found[case]["root_causes"])) for case in true]
    seconds = sorted(float(row["seconds"]) for row in found.values())
    time = f"{1000 * seconds[len(seconds) // 2]:.0f} | {1000 * seconds[int(0.95 * (len(seconds) - 1))]:.0f}"
    exact = sum(t == p for t, p in pairs) / len(pairs)
    if not any(t for t, _ in pairs):
        print(f"| {label} | {len(pairs)} | | | | | {exact:.3f} empty | {time} |")
        return
    same = []
    for case, (t, p) in zip(true, pairs):
        if t == p:
            same.append((t, p))
        else:
            rows = leaves_of(folder, case, t | p)
            same.append(({rows[e] for e in t}, {rows[e] for e in p}))
    score, precision, recall = f1(pairs)
    print(f"| {label} | {len(pairs)} | {score:.3f} | {precision:.3f} | {recall:.3f} | {f1(same)[0]:.3f} | {exact:.3f} | {time} |")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--given", default="../shared/data/root-cause")
    options = parser.parse_args()
    print("| set | tables | F1 | precision | recall | F1 by leaves | all right | ms median | ms p95 |")
    print("|---|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as scratch:
        for name in ("COST", "S"):
            if os.path.isdir(os.path.join(options.given, name)):
                unpacked(os.path.join(options.given, name), os.path.join(scratch, "given", name))
                measure(options.program, os.path.join(scratch, "given", name), name + ", given")
        cases = os.path.join(os.path.dirname(os.path.abspath(__file__)), "cases.py")
        held = os.path.join(scratch, "held")
        subprocess.run([sys.executable, cases, held, "--seed", options.seed], check=True)
        for name in ("COST", "S", "L", "N"):
            measure(options.program, os.path.join(held, name), ("no cause" if name == "N" else name) + ", made here")


if __name__ == "__main__":
    main()
