"""Times `outlay ingest` against DuckDB grouping the same bill by the same columns into Parquet, in turns, two threads each.

    python3 compare.py OUTLAY BILL [RUNS]

OUTLAY is the program (`.build/release/outlay`); BILL a FOCUS 1.2 file as make_bill.py makes it. Prints wall seconds and
peak memory of every run and the ratio of the medians; exits with 1 beyond 1.5 times or 1 GiB.
"""
import os, shutil, statistics, subprocess, sys, tempfile, time

TEXTS = """ProviderName InvoiceIssuerName BillingAccountId BillingCurrency SubAccountId SubAccountName RegionId ServiceCategory
ServiceName SkuId SkuPriceId ResourceId ResourceType ChargeCategory ChargeClass ChargeFrequency PricingCategory PricingUnit
ConsumedUnit CommitmentDiscountId CommitmentDiscountCategory CommitmentDiscountStatus CommitmentDiscountType InvoiceId Tags""".split()
TIMES = ["ChargePeriodStart", "ChargePeriodEnd", "BillingPeriodStart"]
NUMBERS = ["BilledCost", "EffectiveCost", "ContractedCost", "ListCost", "PricingQuantity", "ConsumedQuantity"]

DUCK = """
import duckdb, sys
db = duckdb.connect()
db.execute("set threads = 2; set preserve_insertion_order = false; set enable_progress_bar = false")
db.execute(sys.argv[1])
"""


def query(bill, out):
    is_parquet = bill.endswith(".parquet")
    source = f"read_parquet('{bill}')" if is_parquet else f"read_csv('{bill}', header = true, all_varchar = true)"
    days = [f"cast(cast({t} as timestamp) as date) as {t}" for t in TIMES]
    sums = [f"sum(cast({n} as decimal(38,18))) as {n}" for n in NUMBERS]
    return f"copy (select {', '.join(TEXTS + days + sums)}, count(*) from {source} group by all) to '{out}' (format parquet, compression zstd)"


def timed(command):
    """Wall seconds and peak megabytes of a program."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{command[0]} failed: {errors.decode()[-500:]}")
    return time.monotonic() - start, usage.ru_maxrss / 1024


def main():
    outlay, bill, runs = sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 3
    times = {"outlay": [], "duckdb": []}
    peak = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for run in range(runs):
            workspace = f"{folder}/w{run}"
            subprocess.run([outlay, "init", workspace], check=True, stdout=subprocess.DEVNULL)
            seconds, megabytes = timed([outlay, "--workspace", workspace, "ingest", bill])
            times["outlay"].append(seconds)
            peak = max(peak, megabytes)
            print(f"run {run}: outlay {seconds:.2f} s {megabytes:.0f} MB", end="; ", flush=True)
            seconds, megabytes = timed([sys.executable, "-c", DUCK, query(bill, f"{folder}/duck.parquet")])
            times["duckdb"].append(seconds)
            print(f"duckdb {seconds:.2f} s {megabytes:.0f} MB", flush=True)
            shutil.rmtree(workspace)
    ratio = statistics.median(times["outlay"]) / statistics.median(times["duckdb"])
    print(f"outlay / duckdb {ratio:.2f} (at most 1.5); outlay peak {peak:.0f} MB (at most 1024)")
    sys.exit(0 if ratio <= 1.5 and peak <= 1024 else 1)


if __name__ == "__main__":
    main()
