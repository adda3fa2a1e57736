"""The general detector on the Numenta Anomaly Benchmark, and on other labelled series at the threshold that ships.

    python3 Benchmarks/nab/run.py [--outlay PATH] [--keep FOLDER]

Runs `outlay series detect` in both modes over all files, writes the scores as a tree that mirrors the data, calls the two scorers
of ../shared/tools on it (causal scores: nab_score.py; batch: vus_pr.py) and prints the tables as Markdown. Needs numpy.
"""
import argparse, csv, gzip, os, resource, subprocess, sys, tempfile, time
from collections import defaultdict
from datetime import datetime, timedelta

import numpy as np

SHARED = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "shared")
sys.path.insert(0, os.path.join(SHARED, "tools"))
import nab_score  # noqa: E402
import vus_pr  # noqa: E402

NAB = os.path.join(SHARED, "data", "nab")


def rows_of(path):
    with nab_score.opener(path) as file:
        return list(csv.DictReader(file))


def plain(time):
    """A time as seconds, whatever stands between day and hour."""
    text = time.replace("T", " ").rstrip("Z")
    if len(text) == 10:
        text += " 00:00:00"
    if len(text) == 16:
        text += ":00"
    return text[:19]


def detect(outlay, series, mode):
    """Scores of series {id: [(time, value)]}: {id: [(score, anomaly)]} row by row, and processor seconds."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "series.csv")
        with open(path, "w") as file:
            file.write("unique_id,ds,y\n")
            for name, points in series.items():
                file.writelines(f"{name},{t},{v}\n" for t, v in points)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        run = subprocess.run([outlay, "series", "detect", path, "--mode", mode, "--format", "csv"],
                             capture_output=True, text=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if run.returncode != 0:
        print(run.stderr[-2000:], file=sys.stderr)
    found = defaultdict(lambda: defaultdict(list))
    for row in csv.DictReader(run.stdout.splitlines()):
        if row["y"] != "":
            found[row["unique_id"]][plain(row["ds"])].append((float(row["score"] or 0), row["anomaly"] == "true"))
    result = {}
    for name, points in series.items():
        seen = found[name]
        # Times that stand twice come in the order of the file.
        result[name] = [seen[plain(t)].pop(0) if seen[plain(t)] else (0.0, False) for t, _ in points]
        if not found[name]:
            print(f"not scored: {name}", file=sys.stderr)
    return result, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def halves(names):
    """The files by turns within each folder, to show how far a result hangs on the choice of files; neither half is held out."""
    groups = defaultdict(list)
    for name in sorted(names):
        groups[name.split("/")[0]].append(name)
    first = {n for g in groups.values() for n in g[::2]}
    return first, set(names) - first


def nab_table(outlay, keep):
    truth = nab_score.load_truth(NAB)
    series = {}
    for name in truth:
        rows = rows_of(os.path.join(NAB, "data", name))
        series[name] = [(r["timestamp"], r["value"]) for r in rows]
    first, second = halves(truth)
    found, seconds = detect(outlay, series, "online")
    points = sum(len(p) for p in series.values())
    if keep:
        write_tree(keep, series, found)
    scores = {n: np.array([s for s, _ in f]) for n, f in found.items()}
    print("## NAB, online\n\n| files | threshold | standard | reward low FP | reward low FN |\n|---|---|---|---|---|")
    for label, names in (("all 58", set(truth)), ("one half", first), ("other half", second)):
        for kind, threshold in (("best single", None), ("shipped 0.5", 0.5)):
            cells = []
            for profile in nab_score.PROFILES:
                r = nab_score.sweep({n: scores[n] for n in names}, {n: truth[n] for n in names}, profile, threshold)
                cells.append(f"{r['score']:.1f}" + (f" ({r['threshold']:.3f})" if threshold is None else ""))
            print(f"| {label} | {kind} | " + " | ".join(cells) + " |")
    alarms = sum(a for f in found.values() for _, a in f)
    print(f"\n{points} points, {alarms} anomalies; {1e6 * seconds / points:.1f} µs of processor time a point, "
          "reading and writing CSV included.\n")
    batch_table(outlay, series, truth, first, second)


def batch_table(outlay, series, truth, first, second):
    found, seconds = detect(outlay, series, "batch")
    values, flags = {}, []
    for name, info in truth.items():
        label = np.zeros(info["n"], int)
        for a, b in info["spans"]:
            label[a:b + 1] = 1
        flag = np.array([a for _, a in found[name]])
        flags.append(vus_pr.events(label, flag, 20))
        if label.any():
            window = vus_pr.acf_period([float(v) for _, v in series[name]])
            values[name] = vus_pr.vus(label, np.array([s for s, _ in found[name]]), window)[0]
    print("## NAB, batch\n\n| files | mean VUS-PR |\n|---|---|")
    for label, names in (("all with a window", set(values)), ("one half", first), ("other half", second)):
        print(f"| {label} | {np.mean([values[n] for n in values if n in names]):.3f} |")
    events, hit, false = (sum(column) for column in zip(*flags))
    print(f"\nFlagged: {hit} of {events} windows, {false / len(flags):.1f} false stretches a file; "
          f"{seconds:.1f} s of processor time for all.\n")


def write_tree(folder, series, found):
    for name, points in series.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write("timestamp,anomaly_score\n")
            file.writelines(f"{t},{s}\n" for (t, _), (s, _) in zip(points, found[name]))


def times(count, step):
    start = datetime(2026, 1, 5)
    return [(start + step * i).strftime("%Y-%m-%d %H:%M:%S") for i in range(count)]


def other_tables(outlay):
    print("## Other labelled series, at the thresholds that ship\n")
    print("| data | mode | events | found | false alarms | a series and 1,000 values | event F1 |\n|---|---|---|---|---|---|---|")
    for name, series, labels in (merlion(), kpi(), bitbrains()):
        for mode in ("online", "batch"):
            found, _ = detect(outlay, series, mode)
            events = hit = false = points = 0
            for key, marked in found.items():
                flag = np.array([a for _, a in marked])
                label = labels.get(key, np.zeros(len(flag), int))
                # An online alarm may come some values into an event; it may not come before.
                e, h, f = vus_pr.events(label, flag, 5)
                events, hit, false, points = events + e, hit + h, false + f, points + len(flag)
            f1 = 2 * hit / (hit + false + events) if events else float("nan")
            print(f"| {name} | {mode} | {events} | {hit} | {false} | {1000 * false / points:.2f} | {f1:.2f} |")


def merlion():
    folder = os.path.join(SHARED, "data", "merlion-synthetic")
    series, labels = {}, {}
    for file in sorted(os.listdir(folder)):
        rows = rows_of(os.path.join(folder, file))
        label = [int(float(r.get("anomaly") or 0)) for r in rows]
        value = [c for c in rows[0] if c not in ("timestamp", "anomaly")][0]
        clock = times(len(rows), timedelta(minutes=5))
        series[file] = [(t, r[value]) for t, r in zip(clock, rows)]
        labels[file] = np.array(label)
    return "merlion-synthetic", series, labels


def kpi():
    series, labels = defaultdict(list), defaultdict(list)
    for r in rows_of(os.path.join(SHARED, "data", "kpi", "aiops-kpi-hourly.csv")):
        when = r["timestamp"]
        if when.isdigit():
            when = datetime.utcfromtimestamp(int(when)).strftime("%Y-%m-%d %H:%M:%S")
        series[r["series"]].append((when, r["value_mean"]))
        labels[r["series"]].append(int(float(r["label"]) > 0))
    return "aiops-kpi-hourly", series, {k: np.array(v) for k, v in labels.items()}


def bitbrains():
    rows = rows_of(os.path.join(SHARED, "data", "utilization", "bitbrains", "cpu_50vms.csv"))
    series = defaultdict(list)
    for r in rows:
        series[r["id"]].append((r["timestamp"], r["cpu_usage_mhz"]))
    return "bitbrains CPU (no labels)", series, {}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--outlay", default=".build/release/outlay")
    parser.add_argument("--keep", help="folder for the tree of causal scores")
    options = parser.parse_args()
    nab_table(options.outlay, options.keep)
    other_tables(options.outlay)
