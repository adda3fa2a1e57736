"""Daily cost, causal: the tables of reports/detection.md.

    python3 Benchmarks/detection/compare.py EXECUTABLE [--data ../shared/data/daily-cost] [--tools ../shared/tools]

EXECUTABLE is the built DetectionBenchmark. Scores of all series at the defaults go through the scorer of the data; the
second table counts events and false alarms at the threshold that ships, over all series, over the even and the odd ones of
each kind, and by kind; then alarms on pure noise, and speed. numpy is needed.
"""
import argparse
import csv
import gzip
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

FIRST, GRACE = 90, 14


def series_of(data):
    for path in sorted((data / "series").glob("*.csv.gz")):
        rows = list(csv.DictReader(gzip.open(path, "rt")))
        yield path.name[:-7], rows


def events_of(data):
    events = {}
    for row in csv.DictReader(open(data / "events.csv")):
        events.setdefault(int(row["series"]), []).append(
            (int(row["start"]), int(row["end"]), row["type"], float(row["excess"])))
    return events


def runs(flags):
    """First and last index of each run of flags; gaps of a day are closed."""
    found = []
    for i in np.flatnonzero(flags):
        if found and i - found[-1][1] <= 2:
            found[-1][1] = i
        else:
            found.append([i, i])
    return found


def false_alarms(flags, labels):
    """As the scorer counts them: no labelled day touched, not begun within 14 days after one."""
    flags = flags.copy()
    flags[:FIRST] = False
    near = np.convolve(labels, np.ones(GRACE + 1))[: len(labels)] > 0
    return sum(not labels[a : b + 1].any() and not near[a] for a, b in runs(flags))


def at_threshold(threshold, scores, labels, events, chosen):
    alarms = sum(false_alarms(scores[i] >= threshold, labels[i]) for i in chosen)
    years = sum((len(scores[i]) - FIRST) / 365.25 for i in chosen)
    hits, delays, money, total, count = 0, [], 0.0, 0.0, 0
    for i in chosen:
        for start, end, _, excess in events.get(i, []):
            days = np.flatnonzero(scores[i][start : end + 1] >= threshold)
            count, total = count + 1, total + excess
            if len(days):
                hits, money = hits + 1, money + excess
                delays.append(days[0])
    precision, recall = hits / max(1, hits + alarms), hits / max(1, count)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return (f"{precision:.2f} | {recall:.2f} | {money / max(1e-9, total):.2f} | {f1:.2f} | {alarms / years:.2f} | "
            f"{np.median(delays) if delays else float('nan'):.0f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("executable")
    parser.add_argument("--data", type=Path, default=Path("../shared/data/daily-cost"))
    parser.add_argument("--tools", type=Path, default=Path("../shared/tools"))
    options = parser.parse_args()
    names, rows = zip(*series_of(options.data))
    labels = [np.array([int(row["label"]) for row in one]) for one in rows]
    with tempfile.TemporaryDirectory() as folder:
        text = "\n".join(one[0]["timestamp"][:10] + " " + " ".join(row["value"] for row in one) for one in rows)
        Path(folder, "series.txt").write_text(text + "\n")
        out = subprocess.run([options.executable, "scores", f"{folder}/series.txt"],
                             check=True, capture_output=True, text=True).stdout.splitlines()
        threshold = float(out[0].split()[1])
        scores = [np.array([float(x) for x in line.split()]) for line in out[1:]]
        scored = Path(folder, "outlay")
        scored.mkdir()
        for name, values in zip(names, scores):
            Path(scored, name + ".csv").write_text("anomaly_score\n" + "\n".join(map(repr, map(float, values))) + "\n")
        print("```")
        sys.stdout.flush()
        subprocess.run([sys.executable, options.tools / "score_daily.py", scored, "--types", "--sets", options.data],
                       check=True, env=os.environ)
        print("```\n")
    events = events_of(options.data)
    kinds = [name.split("_")[1] for name in names]
    place = [kinds[:i].count(kind) for i, kind in enumerate(kinds)]
    every = list(range(len(names)))
    print(f"At the threshold that ships, {threshold}:\n")
    print("| series | precision | recall | money recall | F1 | false alarms a series-year | median days |")
    print("|---|---|---|---|---|---|---|")
    groups = [("all", every), ("even", [i for i in every if place[i] % 2 == 0]),
              ("odd", [i for i in every if place[i] % 2])]
    groups += [(kind, [i for i in every if kinds[i] == kind]) for kind in sorted(set(kinds))]
    for name, chosen in groups:
        print(f"| {name} | {at_threshold(threshold, scores, labels, events, chosen)} |")
    for question in ("noise", "speed"):
        print(flush=True)
        subprocess.run([options.executable, question], check=True)


main()
