#!/usr/bin/env python3
"""Scores a finished workspace against the generator's truth, which the product never reads.

Usage: quality.py WORKSPACE     prints figures for each fold; exits 1 below the floors on fold B
The goals are level-2 accuracy 0.85, first lead unit right 0.85 of those decided automatically, pair
precision 0.95 and recall 0.75. The floors below them only catch a regression: figures of one small
city move by a point or two with its seed, and a goal that is missed is printed.
"""
import csv, json, sys
from collections import Counter, defaultdict
import pyarrow.parquet as pq
import duckdb, duckdb_extension_ducklake, duckdb_extension_sqlite_scanner, glob, os

GOALS = {"level2_accuracy": 0.85, "lead_accuracy": 0.85, "pair_precision": 0.95, "pair_recall": 0.75}
FLOORS = {"level2_accuracy": 0.80, "lead_accuracy": 0.85, "pair_precision": 0.92, "pair_recall": 0.75}


def lake(workspace):
    connection = duckdb.connect()
    for module in (duckdb_extension_sqlite_scanner, duckdb_extension_ducklake):
        path = glob.glob(os.path.dirname(module.__file__) + "/extensions/*/*.duckdb_extension")[0]
        connection.execute(f"LOAD '{path}'")
    connection.execute(f"ATTACH 'ducklake:sqlite:{workspace}/lake/catalog.sqlite' AS lake (READ_ONLY)")
    return connection


def pairs(counter):
    return sum(n * (n - 1) // 2 for n in counter.values())


def score(rows):
    n = len(rows)
    answered = [r for r in rows if r["code"]]
    right = sum(r["code"][:4] == r["truth"][:4] for r in rows if r["code"])
    clear = [r for r in rows if not r["doubtful"]]
    clear_right = sum(bool(r["code"]) and r["code"][:4] == r["truth"][:4] for r in clear)
    dispatched = [r for r in rows if r["disposition"] == "dispatch" and not r["doubtful"]]
    decided = [r for r in dispatched if r["unit"]]
    lead_right = sum(r["unit"] in r["units"] for r in decided)
    found = [r for r in rows if r["matter"]]
    both = pairs(Counter((r["matter"], r["truth_matter"]) for r in found))
    made = pairs(Counter(r["matter"] for r in found))
    true = pairs(Counter(r["truth_matter"] for r in found))
    place = [r for r in rows if r["truth_district"]]
    return {
        "rows": n,
        "level2_accuracy": round(clear_right / max(1, len(clear)), 4),
        "level2_accuracy_of_answered": round(right / max(1, len(answered)), 4),
        "answered": round(len(answered) / max(1, n), 4),
        "doubtful_abstained": round(sum(not r["code"] for r in rows if r["doubtful"]) / max(1, n - len(clear)), 4),
        "dispatched": len(dispatched),
        "lead_decided_share": round(len(decided) / max(1, len(dispatched)), 4),
        "lead_accuracy": round(lead_right / max(1, len(decided)), 4),
        "pair_precision": round(both / max(1, made), 4),
        "pair_recall": round(both / max(1, true), 4),
        "pairs": made,
        "district_accuracy": round(sum(r["district"] == r["truth_district"] for r in place) / max(1, len(place)), 4),
    }


def main():
    workspace = sys.argv[1]
    truth = {}
    with open(workspace + "/truth/requests.csv", encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            truth[row["platform"], row["source_record_id"]] = row
    rows = defaultdict(list)
    query = """
      select r.platform, r.source_record_id, r.disposition, c.code, c.district_code, m.matter_id,
             (select a.unit_code from lake.assignments a where a.matter_id = m.matter_id and a.role = 'lead'
              order by a.round, a.assignment_id limit 1) unit
      from lake.requests r left join lake.classifications c on c.request_id = r.request_id and c.part = 0
      left join lake.matter_requests m on m.request_id = r.request_id and m.part = 0"""
    query = query.replace("""(select a.unit_code from lake.assignments a where a.matter_id = m.matter_id and a.role = 'lead'
              order by a.round, a.assignment_id limit 1) unit""", "a.unit_code unit") + """
      left join (select matter_id, arg_min(unit_code, round) unit_code from lake.assignments
                 where role = 'lead' group by matter_id) a on a.matter_id = m.matter_id"""
    unknown = 0
    for platform, record, disposition, code, district, matter, unit in lake(workspace).execute(query).fetchall():
        t = truth.get((platform, record))
        if t is None:
            unknown += 1
            continue
        rows[t["fold"]].append({
            "code": code, "truth": t["code"], "doubtful": t["doubtful"] == "1", "disposition": disposition,
            "unit": unit, "units": t["units"].split("|"), "matter": matter, "truth_matter": t["matter"],
            "district": district, "truth_district": t["district_code"]})
    result = {fold: score(part) for fold, part in sorted(rows.items())}
    result["records_without_truth"] = unknown
    print(json.dumps(result, ensure_ascii=False, indent=1))
    for name, goal in GOALS.items():
        reached = "reached" if result["B"][name] >= goal else "MISSED"
        print(f"goal {name} {goal}: {result['B'][name]} {reached}")
    missed = [f"{k} {result['B'][k]} < {v}" for k, v in FLOORS.items() if result["B"][k] < v]
    if missed:
        print("below the floor on fold B:", "; ".join(missed))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
