"""Change points that people mark (Turing Change Point Dataset): F1 and cover of `outlay series changepoints` and of ruptures.

    python3 Benchmarks/changepoints/tcpd.py .build/release/outlay > tables.md

Scores as in van den Burg & Williams, arXiv:2003.06222: F1 with a margin of five values, the first value counted; cover by the best
Jaccard overlap; both means over the five people who marked each series. Peers have the settings that their programs come with.
"""
import csv
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
import ruptures

DATA = pathlib.Path(__file__).resolve().parents[2] / "../shared/data/tcpd"


def read():
    marks = json.loads((DATA / "annotations.json").read_text())
    for path in sorted((DATA / "datasets").glob("*/*.json")):
        file = json.loads(path.read_text())
        values = np.array([np.nan if v is None else v for v in file["series"][0]["raw"]], float)
        seen = np.flatnonzero(~np.isnan(values))
        yield file["name"], np.interp(np.arange(len(values)), seen, values[seen]), list(marks[file["name"]].values())


def hits(marks, found):
    left, count = set(found), 0
    for mark in sorted(marks):
        near = [(abs(mark - x), x) for x in left if abs(mark - x) <= 5]
        if near:
            left.remove(min(near)[1])
            count += 1
    return count


def f1(people, found):
    found, people = set(found) | {0}, [set(marks) | {0} for marks in people]
    precision = hits(set().union(*people), found) / len(found)
    recall = np.mean([hits(marks, found) / len(marks) for marks in people])
    return 2 * precision * recall / (precision + recall) if precision + recall else 0


def stretches(changes, n):
    bounds = [0] + sorted({c for c in changes if 0 < c < n}) + [n]
    return list(zip(bounds, bounds[1:]))


def cover(people, found, n):
    parts = stretches(found, n)

    def best(a, b):
        return max(max(0, min(b, d) - max(a, c)) / (max(b, d) - min(a, c)) for c, d in parts)

    return np.mean([sum((b - a) * best(a, b) for a, b in stretches(marks, n)) / n for marks in people])


def ours(outlay, method, sets):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "series.csv"
        first = np.datetime64("2000-01-01")
        with path.open("w") as file:
            file.write("unique_id,ds,y\n")
            for name, values, _ in sets:
                file.writelines(f"{name},{first + i},{v!r}\n" for i, v in enumerate(values.tolist()))
        # The days are made up: yearly steps have no usual season.
        command = [outlay, "series", "changepoints", path, "--method", method, "--format", "csv", "--period", "100000"]
        rows = csv.DictReader(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines())
        found = {name: [] for name, _, _ in sets}
        for row in rows:
            found[row["unique_id"]].append(int((np.datetime64(row["ds"]) - first).astype(int)))
    return found


def peer(make, sets):
    found = {}
    for name, values, _ in sets:
        standard = (values - values.mean()) / (values.std() or 1)
        found[name] = make(standard)[:-1]
    return found


def main():
    sets = list(read())
    log = lambda y: 3 * np.log(len(y))
    answers = {f"outlay, {m}": ours(sys.argv[1], m, sets) for m in ("auto", "pelt", "bayesian")}
    answers["ruptures Pelt l2, 3 log n"] = peer(lambda y: ruptures.Pelt(model="l2", jump=1).fit(y).predict(pen=log(y)), sets)
    answers["ruptures Binseg l2, 3 log n"] = peer(lambda y: ruptures.Binseg(model="l2", jump=1).fit(y).predict(pen=log(y)), sets)
    answers["ruptures Pelt rbf, 3"] = peer(lambda y: ruptures.Pelt(model="rbf", jump=1).fit(y).predict(pen=3), sets)
    answers["none"] = {name: [] for name, _, _ in sets}
    print("| method | F1 | cover | changes |\n|---|--:|--:|--:|")
    for method, found in answers.items():
        scores = [(f1(people, found[name]), cover(people, found[name], len(values))) for name, values, people in sets]
        total = sum(len(v) for v in found.values())
        print(f"| {method} | {np.mean([s[0] for s in scores]):.3f} | {np.mean([s[1] for s in scores]):.3f} | {total} |")


main()
