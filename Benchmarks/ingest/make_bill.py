"""Makes a large FOCUS 1.2 bill, Parquet or CSV by its name, from the small generated files: other days, other resources.

    python3 make_bill.py ../shared/data/focus/generated ROWS OUT
"""
import sys

import duckdb

folder, rows, out = sys.argv[1], int(sys.argv[2]), sys.argv[3]
db = duckdb.connect()
db.execute("set memory_limit = '4GB'; set preserve_insertion_order = false")
db.execute(f"create table base as select * from read_csv('{folder}/*-1.2/*.csv.gz', all_varchar = true, union_by_name = true)")
copies = -(-rows // db.execute("select count(*) from base").fetchone()[0])
changed = [f"cast(cast({c} as decimal(28,14)) * (100 + i % 7) / 100 as decimal(28,14)) as {c}"
           for c in ("BilledCost", "EffectiveCost", "ListCost", "ContractedCost")]
changed += [f"cast({c} as decimal(28,8)) as {c}" for c in ("PricingQuantity", "ConsumedQuantity")]
changed += [f"cast({c} as timestamp) + to_days(cast(i % 28 as integer)) as {c}" for c in ("ChargePeriodStart", "ChargePeriodEnd")]
changed += [f"cast({c} as timestamp) as {c}" for c in ("BillingPeriodStart", "BillingPeriodEnd")]
changed += ["ResourceId || '-' || (i % 5) as ResourceId"]
shape = "format parquet, row_group_size 122880" if out.endswith(".parquet") else "format csv, header"
db.execute(f"""copy (select * exclude (i) from (select * replace ({', '.join(changed)})
               from base, range({copies}) t(i) limit {rows})) to '{out}' ({shape})""")
