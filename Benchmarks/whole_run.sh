#!/usr/bin/env bash
# The whole night against the Python stack a user would pick instead, in interleaved pairs.
#
# Ours: `minsheng run` over a generated inbox (files in, lake, matters, batches, report out).
# Peer: a script that reads one CSV of its own making and does the same verbs in memory.
# Usage: whole_run.sh PEER_SCRIPT PEER_DATA PEER_MODEL PYTHON [PAIRS]
# Prints one line a run (rows, wall s, CPU s, peak KB) and the median ratio of rows per second.
set -euo pipefail
peer=$1 data=$2 model=$3 python=$4 pairs=${5:-3}
root=$(cd "$(dirname "$0")/.." && pwd)
binary=$(cd "$root" && swift build -c release --show-bin-path)/minsheng
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
umask 077
"$binary" generate --rows 150000 --days 60 --end 2026-06-30 --seed 7 --output "$work/source" >/dev/null 2>&1
"$binary" train --input "$work/source/truth/train_A.csv" --text title,content --label label \
  --group matter --time received_at --model "$work/source/models/category/demo" >/dev/null 2>&1
for pair in $(seq "$pairs"); do
  rm -rf "$work/ws" && mkdir "$work/ws"
  cp -r "$work/source/inbox" "$work/source/models" "$work/ws/"
  /usr/bin/time -f "%e %U %S %M" -o "$work/time" "$binary" run "$root/Pipelines/nightly.json5" \
    --workspace "$work/ws" --date 2026-06-30 --json >"$work/ours.json" 2>/dev/null || [ $? -eq 3 ]
  "$python" - "$work" <<'PY'
import json, sys
work = sys.argv[1]
summary = json.load(open(work + "/ours.json"))
rows = sum(p["rows_read"] for p in summary["platforms"])
parts = sum(p[k] for p in summary["platforms"] for k in ("accepted", "updated", "unchanged", "quarantined"))
assert rows == parts > 190000, (rows, parts)
wall, user, system, peak = open(work + "/time").read().split()[-4:]
print(f"ours  rows {rows}  wall {wall}  cpu {float(user) + float(system):.2f}  peak {peak} KB", flush=True)
open(work + "/ratios", "a").write(f"{rows / float(wall)} {rows / (float(user) + float(system))} ")
PY
  "$python" "$peer" run --data "$data" --model "$model" --out "$work/peer" --clf ft --threads 1 >"$work/peer.json" 2>/dev/null
  "$python" - "$work" <<'PY'
import json, sys
work = sys.argv[1]
r = json.loads(open(work + "/peer.json").read().splitlines()[-1])
print(f"peer  rows {r['n']}  wall {r['total_wall']}  cpu {r['total_cpu']}  peak {r['rss_mb'] * 1024} KB", flush=True)
open(work + "/ratios", "a").write(f"{r['n'] / r['total_wall']} {r['n'] / r['total_cpu']}\n")
PY
done
"$python" - "$work/ratios" <<'PY'
import statistics, sys
rows = [list(map(float, line.split())) for line in open(sys.argv[1])]
wall = [a / c for a, b, c, d in rows]
cpu = [b / d for a, b, c, d in rows]
print(f"rows per second, ours / peer: wall median {statistics.median(wall):.2f} ({min(wall):.2f}-{max(wall):.2f}), "
      f"CPU median {statistics.median(cpu):.2f} ({min(cpu):.2f}-{max(cpu):.2f})")
PY
