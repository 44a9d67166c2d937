#!/usr/bin/env bash
# Reading alone against the peers' readers, in interleaved pairs on two cores, CPU seconds of whole processes.
#
# CSV: rows to `RawRows` (one text column of cells, rows, lines, places in the file), written nowhere, against
#   Polars of the same file with every column a string (infer_schema=False), one thread each: read_csv,
#   which keeps the whole frame, and scan_csv's collect_batches, which streams as ours does.
# GB18030: the same rows in that encoding against UTF-8, and against iconv, which decodes and does no more.
# XLSX: a workbook to its last row, numbers and dates as texts, against python-calamine's `to_python` and
#   openpyxl's read-only `iter_rows`.
# Usage: readers.sh PYTHON csv FILE.csv [PAIRS] [CORES]
#        readers.sh PYTHON gb18030 FILE.gb18030.csv FILE.utf8.csv [PAIRS] [CORES]
#        readers.sh PYTHON xlsx FILE.xlsx [PAIRS] [CORES]      (files: make_workbook.py)
#   PYTHON  an interpreter with polars, openpyxl and python-calamine
# Prints one line a run (wall s, CPU s, peak MiB) and the median ratios, and fails when the answers differ:
# checksums of every column.
set -euo pipefail
python=$1 kind=$2 file=$3
shift 3
other=
[ "$kind" = gb18030 ] && other=$1 && shift
pairs=${1:-5} cores=${2:-0,1}
here=$(cd "$(dirname "$0")" && pwd)
benchmarks=${BENCHMARKS:-$(cd "$here/.." && swift build -c release --show-bin-path)/benchmarks}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export POLARS_MAX_THREADS=1

timed() { # NAME COMMAND…
  local name=$1
  shift
  taskset -c "$cores" /usr/bin/time -f "%e %U %S %M" -o "$work/time" "$@" >"$work/out"
  echo "$name $(tail -1 "$work/time")" >>"$work/runs"
  awk -v n="$name" '{printf "%s: wall %.2f s  CPU %.2f s  peak %.0f MiB\n", n, $1, $2 + $3, $4 / 1024}' \
    <(tail -1 "$work/time")
}

same() { # WHAT ANSWER ANSWER
  [ "$2" = "$3" ] || { echo "$1: the answers differ: $2 / $3" >&2; exit 1; }
}

ours=$("$benchmarks" reader --input "$file" --digest yes)
case $kind in
csv) same polars "$ours" "$("$python" "$here/csv_peer.py" "$file" digest)" ;;
gb18030) same utf-8 "$ours" "$("$benchmarks" reader --input "$other" --digest yes)" ;;
xlsx)
  same calamine "$ours" "$("$python" "$here/xlsx_peer.py" "$file" calamine digest)"
  same openpyxl "$ours" "$("$python" "$here/xlsx_peer.py" "$file" openpyxl digest)"
  ;;
esac
for _ in $(seq "$pairs"); do
  case $kind in
  csv)
    timed ours "$benchmarks" reader --input "$file" --threads 1
    timed polars-frame "$python" "$here/csv_peer.py" "$file"
    timed polars-batches "$python" "$here/csv_peer.py" "$file" batches
    ;;
  gb18030)
    timed ours "$benchmarks" reader --input "$file"
    timed utf-8 "$benchmarks" reader --input "$other"
    timed iconv iconv -f GB18030 -t UTF-8 "$file"
    ;;
  xlsx)
    timed ours "$benchmarks" reader --input "$file"
    timed calamine "$python" "$here/xlsx_peer.py" "$file" calamine
    timed openpyxl "$python" "$here/xlsx_peer.py" "$file" openpyxl
    ;;
  esac
done
"$python" - "$work/runs" <<'PY'
import statistics, sys
runs = {}
for line in open(sys.argv[1]):
    name, wall, user, system, _ = line.split()
    runs.setdefault(name, []).append((float(wall), float(user) + float(system)))
ours = runs.pop("ours")
for peer, theirs in runs.items():
    for what, index in (("wall", 0), ("CPU", 1)):
        ratios = [b[index] / a[index] for a, b in zip(ours, theirs)]
        print(f"{what} {peer} / ours, median {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f}) of {len(ratios)} runs each")
PY
