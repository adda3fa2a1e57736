"""Which program finds the periods of labelled series: the tables of Documentation/Methods/SeasonalPeriod.md.

    python3 Benchmarks/periods/compare.py EXECUTABLE [--design] [--count 600] [--data ../shared/data]

EXECUTABLE is the built PeriodBenchmark. The settings of our search were chosen on the synthetic series of the seeds
0 … 599 (`--design`) and on no real one; the tables are made from seeds that were not looked at. numpy is needed; R with
forecast (for findfrequency and the labels of the real series) and pyriodicity are used where they are.
"""
import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

import peers
import real
import synthetic

DESIGN, FINAL = 0, 1_000_000


def same(found, label):
    """Within 2 %, or the same whole number of observations."""
    return abs(found - label) <= max(0.02 * label, 0.5)


def main_right(found, labels):
    """No period where there is none; else the first one found is one of the series."""
    if not labels:
        return not found
    return bool(found) and any(same(found[0], p) for p in labels)


def counts(found, labels, optional):
    """Periods found rightly, wrongly, and missed."""
    hits = sum(any(same(f, p) for f in found) for p in labels)
    wrong = sum(not any(same(f, p) for p in [*labels, *optional]) for f in found)
    return np.array([hits, wrong, len(labels) - hits])


def set_right(found, labels, optional):
    return not counts(found, labels, optional)[1:].any()


def ours(executable, series, repeats=1):
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        for y in series:
            file.write(" ".join("NA" if np.isnan(v) else repr(float(v)) for v in y) + "\n")
        file.flush()
        lines = subprocess.run([executable, file.name], text=True, capture_output=True, check=True).stdout.splitlines()
    return [[float(p) for p in line.split()] for line in lines[:-1]], float(lines[-1])


def percent(values):
    values = list(values)
    return f"{100 * np.mean(values):.1f}" if values else ""


def row(name, cases, answers):
    pairs = [(found, label, facts.get("optional", [])) for found, (_, _, facts, label, _) in zip(answers, cases)
             if found is not None]
    seasonal = [p for p in pairs if p[1]]
    null = [p for p in pairs if not p[1]]
    hit, wrong, missed = sum((counts(*p) for p in pairs), np.zeros(3))
    f1 = 2 * hit / max(1, 2 * hit + wrong + missed)
    cells = [percent(main_right(f, l) for f, l, _ in pairs), percent(main_right(f, l) for f, l, _ in seasonal),
             percent(bool(f) for f, _, _ in null), percent(set_right(*p) for p in pairs), f"{f1:.3f}"]
    return f"| {name} | " + " | ".join(cells) + " |"


def table(title, cases, answers):
    labelled = sum(bool(c[3]) for c in cases)
    print(f"\n{title}: {len(cases)} series, {labelled} with a season, {len(cases) - labelled} without\n")
    print("| method | main period or none right, % | of those with a season, % | a period found where none is, % |"
          " whole set right, % | F1 of all periods |")
    print("|---|---|---|---|---|---|")
    for name, found in answers.items():
        print(row(name, cases, found))


def breakdown(cases, found):
    groups = {}
    for answer, (_, kind, facts, label, _) in zip(found, cases):
        right = (main_right(answer, label), set_right(answer, label, facts.get("optional", [])))
        keys = [kind] if not label else [kind, *(f"{k}: {facts[k]}" for k in
                ("noise", "signal to noise", "trend", "outliers", "gaps", "step", "growth") if k in facts)]
        if label and len(facts.get("shape", [])) == 1:
            keys.append("shape: " + facts["shape"][0])
        for key in keys:
            groups.setdefault(key, []).append(right)
    print("\n| series (seasonal ones unless they say none) | count | main right, % | set right, % |\n|---|---|---|---|")
    for key in sorted(groups):
        pairs = groups[key]
        print(f"| {key} | {len(pairs)} | {percent(a for a, _ in pairs)} | {percent(b for _, b in pairs)} |")


def speed(executable, methods):
    print("\n| milliseconds of CPU a series | " + " | ".join(f"n = {n}" for n in (200, 2000, 10000)) + " |\n|---|---|---|---|")
    rng = np.random.default_rng(7)
    lots = []
    for n, count in ((200, 60), (2000, 20), (10000, 6)):
        t = np.arange(n)
        lots.append([np.sin(2 * np.pi * t / 24) + (t // 24 % 7 < 5) + rng.normal(size=n) for _ in range(count)])
    print("| ours | " + " | ".join(f"{1000 * ours(executable, lot)[1] / len(lot):.2f}" for lot in lots) + " |")
    for name, method in methods.items():
        cells = []
        for lot in lots:
            lot = lot[:2] if "Robust" in name else lot
            if "Robust" in name and len(lot[0]) > 2000:
                cells.append("")
                continue
            cells.append(f"{1000 * peers.run(method, lot)[1] / len(lot):.2f}")
        print(f"| {name} | " + " | ".join(cells) + " |")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("executable")
    parser.add_argument("--design", action="store_true", help="the seeds that the settings were chosen on")
    parser.add_argument("--count", type=int, default=600)
    parser.add_argument("--data", default=str(Path(__file__).parents[2] / "../shared/data"))
    parser.add_argument("--only-ours", action="store_true")
    parser.add_argument("--misses", action="store_true", help="name each series that is wrong")
    chosen = parser.parse_args()
    made = list(synthetic.cases(DESIGN if chosen.design else FINAL, chosen.count))
    known = list(real.cases(chosen.data, 0 if chosen.design else 1)) if Path(chosen.data).exists() else []
    methods = {"plain ACF": peers.plain_acf, "plain periodogram": peers.plain_periodogram}
    if not chosen.only_ours:
        methods |= peers.by_pyriodicity()
    for title, cases in (("Synthetic", made), ("Real", known)):
        if not cases:
            continue
        series = [c[4] for c in cases]
        answers = {"ours": ours(chosen.executable, series)[0]}
        for name, method in methods.items():
            answers[name], _, failed = peers.run(method, series, seconds=60)
            skipped = sum(a is None for a in answers[name])
            if failed or skipped:
                print(f"{name}: {failed} series failed, {skipped} not reached in 60 s", file=sys.stderr)
        if not chosen.only_ours and (answer := peers.findfrequency(series)):
            answers["forecast::findfrequency (R)"] = answer[0]
        table(title, cases, answers)
        breakdown(cases, answers["ours"])
        if chosen.misses:
            for found, (name, kind, facts, label, _) in zip(answers["ours"], cases):
                if not set_right(found, label, facts.get("optional", [])):
                    print(name, kind, label, "found", [round(f, 2) for f in found], facts)
    speed(chosen.executable, methods)


if __name__ == "__main__":
    main()
