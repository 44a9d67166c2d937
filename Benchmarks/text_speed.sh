#!/usr/bin/env bash
# Training and classification of texts against fastText and LinearSVC, prediction in interleaved pairs on
# one core, rows for each CPU second.
#
# Usage: text_speed.sh PYTHON TRAIN.csv TEST.csv [PAIRS] [CORE] [PEERS]
#   PYTHON     an interpreter with fasttext and scikit-learn
#   TRAIN.csv  columns title, text, label, and group: rows alike in it are never parted
#   TEST.csv   columns title, text, label
#   PEERS      "fasttext svc" (the default) or one of them; svc takes minutes to train
# Prints what every run prints, then medians and ratios with their spread; fails when rounded weights
# change more than one answer in a thousand.
set -euo pipefail
python=$1 train=$2 test=$3 pairs=${4:-5} core=${5:-0} peers=${6:-fasttext svc}
here=$(cd "$(dirname "$0")" && pwd)
benchmarks=${BENCHMARKS:-$(cd "$here/.." && swift build -c release --show-bin-path)/benchmarks}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo "load: $(cut -d' ' -f1-3 /proc/loadavg)"
taskset -c "$core" "$benchmarks" classify-train --input "$train" --test "$test" --group group --model "$work/model.bin"
for peer in $peers; do taskset -c "$core" "$python" "$here/text_peer.py" train "$peer" "$train" "$work/$peer"; done
for _ in $(seq "$pairs"); do
  taskset -c "$core" "$benchmarks" classify --test "$test" --model "$work/model.bin" | tee -a "$work/ours"
  for peer in $peers; do
    taskset -c "$core" "$python" "$here/text_peer.py" predict "$peer" "$test" "$work/$peer" | tee -a "$work/runs.$peer"
  done
done
echo "load: $(cut -d' ' -f1-3 /proc/loadavg)"
"$python" - "$work" $peers <<'PY'
import json, statistics, sys
def rates(path): return [json.loads(line)["predicted_rows_s"] for line in open(path)]
ours = rates(f"{sys.argv[1]}/ours")
print(f"ours: median {statistics.median(ours):.0f} rows/s ({min(ours):.0f} to {max(ours):.0f})")
for peer in sys.argv[2:]:
    theirs = rates(f"{sys.argv[1]}/runs.{peer}")
    ratios = [a / b for a, b in zip(ours, theirs)]
    print(f"{peer}: median {statistics.median(theirs):.0f} rows/s; ours / theirs median {statistics.median(ratios):.1f} ({min(ratios):.1f} to {max(ratios):.1f}) of {len(ratios)} pairs")
PY
