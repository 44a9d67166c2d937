#!/usr/bin/env bash
# A million complaints into the store against the bare converters, in interleaved pairs on two cores.
#
# Ours: `minsheng ingest` (parse, normalise, validate, mask, vault, known records, commit).
# Peers: Polars' CSV -> gzip Parquet, DuckDB's CSV -> snappy Parquet, which check and mask nothing.
# Usage: ingest.sh FILE.csv CSV_TO_PARQUET.py PYTHON [PAIRS] [CORES]
#   FILE.csv           17 columns as Benchmarks/complaints/complaints.json5 names them
#   CSV_TO_PARQUET.py  called as SRC OUT duckdb|polars none|snappy|gzip
#   PYTHON             an interpreter with polars and duckdb
# Prints one line a run (wall s, CPU s, peak MiB, MB written) and the median ratios, and fails when
# rows or a checksum over record ids differ between what the two wrote.
set -euo pipefail
source=$1 converter=$2 python=$3 pairs=${4:-5} cores=${5:-0,1}
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
}

for codec in gzip snappy; do
  peer=polars
  [ "$codec" = snappy ] && peer=duckdb
  for _ in $(seq "$pairs"); do
    rm -rf "$work/ws" "$work/peer.parquet"
    timed "ours-$codec" "$binary" ingest --mapping "$root/Benchmarks/complaints/complaints.json5" \
      --workspace "$work/ws" --codec "$codec" --json "$source"
    cp "$work/out" "$work/summary.json"
    timed "peer-$codec" "$python" "$converter" "$source" "$work/peer.parquet" "$peer" "$codec"
    "$python" - "$work" "$codec" <<'PY'
import glob, json, os, sys
import duckdb
work, codec = sys.argv[1:]
summary = json.load(open(work + "/summary.json"))["files"][0]
assert summary["rows_read"] == sum(summary[k] for k in ("accepted", "updated", "unchanged", "quarantined")), summary
files = glob.glob(work + "/ws/lake/data/main/requests/**/*.parquet", recursive=True)
ask = "select count(*), bit_xor(hash({})) from read_parquet({})"
ours = duckdb.sql(ask.format("source_record_id", [str(f) for f in files])).fetchall()[0]
peer = duckdb.sql(ask.format("complaint_id", [work + "/peer.parquet"])).fetchall()[0]
assert ours == peer, (ours, peer)
lake = sum(os.path.getsize(f) for f in glob.glob(work + "/ws/lake/data/**/*.parquet", recursive=True))
vault = sum(os.path.getsize(f) for f in glob.glob(work + "/ws/vault/*-*"))
for name, size in (("ours", lake), ("peer", os.path.getsize(work + "/peer.parquet"))):
    run = [l.split() for l in open(work + "/runs") if l.startswith(f"{name}-{codec}")][-1]
    wall, user, system, peak = map(float, run[1:])
    extra = f"  vault {vault / 1e6:.0f} MB" if name == "ours" else ""
    print(f"{name} {codec}: wall {wall:.2f} s  CPU {user + system:.2f} s  peak {peak / 1024:.0f} MiB  {size / 1e6:.0f} MB{extra}", flush=True)
PY
  done
done
"$python" - "$work/runs" <<'PY'
import statistics, sys
runs = {}
for line in open(sys.argv[1]):
    name, wall, user, system, _ = line.split()
    runs.setdefault(name, []).append((float(wall), float(user) + float(system)))
for codec in ("gzip", "snappy"):
    pairs = list(zip(runs["ours-" + codec], runs["peer-" + codec]))
    for what, index in (("wall", 0), ("CPU", 1)):
        ratios = [a[index] / b[index] for a, b in pairs]
        print(f"{codec}: {what} ours / peer, median {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f}) of {len(ratios)} pairs")
PY
