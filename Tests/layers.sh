#!/usr/bin/env bash
# Each target may import only what stands above it in design order; checked over the package's own
# description, so a new dependency that points the wrong way fails here.
set -euo pipefail
cd "$(dirname "$0")/.."
# Files are written by the functions of Bytes alone, where every write, sync and rename is a failpoint.
if grep -rnE 'O_(WRONLY|RDWR|CREAT)|\b(fopen|fsync|unlink|mkdir|ftruncate|pwrite)\(|FileManager|Glibc\.(write|rename)|\.write\(to: *URL' \
  Sources --include=*.swift | grep -v '^Sources/Storage/Bytes/'; then
  echo "a file is written outside Bytes"
  exit 1
fi
swift package describe --type json | python3 -c '
import json, sys
order = ["CSystem", "CSQLite", "CZlib", "Bytes", "Parallel", "Columns", "Tabular", "Parquet", "SQLite", "Lake",
         "Vault", "Complaints", "Intake", "Language", "Places", "Classification", "Matching", "Assignment",
         "Trends", "Report", "Exchange", "Generator", "Pipeline", "Commands", "minsheng"]
storage, analysis = set(order[:11]), set(order[11:19])
faults = []
for target in json.load(sys.stdin)["targets"]:
    name = target["name"]
    if target["type"] == "test" or name in ("TestSupport", "benchmarks", "lake-driver", "tabular-driver"):
        continue
    if name not in order:
        faults.append(f"{name}: not in the order of rooms")
        continue
    for other in target.get("target_dependencies", []):
        if order.index(other) >= order.index(name):
            faults.append(f"{name} imports {other}, which stands below it")
        if name == "Generator" and other in analysis | {"Lake", "Vault"}:
            faults.append(f"Generator imports {other}: the product and its test data must not meet")
print("\n".join(faults) or f"layers: every target imports only what stands above it")
sys.exit(1 if faults else 0)'
