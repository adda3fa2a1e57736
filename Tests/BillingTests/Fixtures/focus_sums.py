"""Makes focus_sums.json: the exact sums of the cost columns of the FOCUS files beside the project, by Python's decimal.

    python3 focus_sums.py ../shared/data/focus

Text NULL and the empty text are null and add nothing; files without all four cost columns are left out.
"""
import csv, decimal, gzip, json, pathlib, platform, sys

decimal.getcontext().prec = 60
COSTS = ["BilledCost", "EffectiveCost", "ContractedCost", "ListCost"]
folder = pathlib.Path(sys.argv[1])
files = {}
for path in sorted(p for p in folder.rglob("*.csv*")):
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if not set(COSTS + ["ChargePeriodStart"]) <= set(reader.fieldnames):
            continue
        sums, nulls, rows = {c: decimal.Decimal(0) for c in COSTS}, {c: 0 for c in COSTS}, 0
        for row in reader:
            rows += 1
            for c in COSTS:
                if row[c] in ("", "NULL"):
                    nulls[c] += 1
                else:
                    sums[c] += decimal.Decimal(row[c])
        files[str(path.relative_to(folder))] = {
            "rows": rows, "nulls": nulls, "sums": {c: format(s, "f") for c, s in sums.items()}}
json.dump({"program": "Python " + platform.python_version() + ", decimal", "files": files},
          open(pathlib.Path(__file__).with_suffix(".json"), "w"), indent=1, sort_keys=True)
