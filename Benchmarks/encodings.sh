#!/usr/bin/env bash
# The same million complaints in GB18030 and in UTF-8 into the store, in interleaved pairs on two cores,
# and what iconv takes for the decoding alone.
#
# Usage: encodings.sh FILE.gb18030.csv FILE.utf8.csv PYTHON [PAIRS] [CORES]
#   PYTHON  an interpreter with duckdb
# Prints one line a run (wall s, CPU s, peak MiB) and the median ratios, and fails when lake or vault
# differ in any column but those that name the file and the run.
set -euo pipefail
gb=$1 utf=$2 python=$3 pairs=${4:-5} cores=${5:-0,1}
root=$(cd "$(dirname "$0")/.." && pwd)
binary=${MINSHENG:-$(cd "$root" && swift build -c release --show-bin-path)/minsheng}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
umask 077

timed() { # NAME COMMAND…
  local name=$1
  shift
  taskset -c "$cores" /usr/bin/time -f "%e %U %S %M" -o "$work/time" "$@" >"$work/out" 2>"$work/err"
  echo "$name $(tail -1 "$work/time")" >>"$work/runs"
  awk -v n="$name" '{printf "%s: wall %.2f s  CPU %.2f s  peak %.0f MiB\n", n, $1, $2 + $3, $4 / 1024}' \
    <(tail -1 "$work/time")
}

ingest() { # NAME FILE
  rm -rf "$work/$1"
  # Persons are known by tokens under the vault's key: both stores have the same one.
  if [ -f "$work/key" ]; then
    mkdir -p "$work/$1/vault"
    cp "$work/key" "$work/$1/vault/key"
  fi
  timed "$1" "$binary" ingest --mapping "$root/Benchmarks/complaints/complaints.json5" \
    --workspace "$work/$1" --json "$2"
  cp "$work/$1/vault/key" "$work/key"
}

ingest utf-8 "$utf"
rm "$work/runs"
for _ in $(seq "$pairs"); do
  ingest gb18030 "$gb"
  ingest utf-8 "$utf"
  timed iconv iconv -f GB18030 -t UTF-8 "$gb"
  "$python" - "$work" <<'PY'
import filecmp, glob, sys
import duckdb
work = sys.argv[1]
kinds = ("lake/data/main/requests", "lake/data/main/request_states", "vault/identities-", "vault/spans-")
for kind in kinds:
    answers = []
    for name in ("gb18030", "utf-8"):
        base = f"{work}/{name}/{kind}"
        files = [f for f in glob.glob(base + "*.parquet") + glob.glob(base + "/**/*.parquet", recursive=True)]
        table = f"read_parquet({files}, hive_partitioning=false)"
        columns = [f'"{c}"' for c in duckdb.sql(f"select * from {table} limit 0").columns
                   if c not in ("file_id", "run_id", "seen_at")]
        answers.append(duckdb.sql(f"select count(*), {', '.join(f'bit_xor(hash({c}, rowid_))' for c in columns)} "
                                  f"from (select *, {columns[0]} as rowid_ from {table})").fetchall())
    assert answers[0] == answers[1] and answers[0][0][0] > 0, (kind, answers)
assert filecmp.cmp(f"{work}/gb18030/vault/known-1.run", f"{work}/utf-8/vault/known-1.run", shallow=False), "known records"
PY
done
"$python" - "$work/runs" "$gb" <<'PY'
import os, statistics, sys
runs = {}
for line in open(sys.argv[1]):
    name, wall, user, system, _ = line.split()
    runs.setdefault(name, []).append((float(wall), float(user) + float(system)))
for what, index in (("wall", 0), ("CPU", 1)):
    ratios = [a[index] / b[index] for a, b in zip(runs["gb18030"], runs["utf-8"])]
    print(f"{what} gb18030 / utf-8, median {statistics.median(ratios):.3f} ({min(ratios):.3f} to {max(ratios):.3f}) of {len(ratios)} pairs")
rates = [os.path.getsize(sys.argv[2]) / 1e6 / cpu for _, cpu in runs["iconv"]]
print(f"iconv {statistics.median(rates):.0f} MB/s of GB18030")
PY
