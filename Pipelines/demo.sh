#!/usr/bin/env bash
# The demo: a city's inbox, a model from its history, the last two business days.
# Usage: demo.sh BINARY WORKSPACE ROWS DAYS END DATE…
set -euo pipefail
binary=$1 workspace=$2 rows=$3 days=$4 end=$5
shift 5
root=$(cd "$(dirname "$0")/.." && pwd)
umask 077
if [ ! -e "$workspace/inbox" ]; then
  echo "making an inbox of $rows requests over $days days in $workspace/inbox"
  mkdir -p "$workspace"
  "$binary" generate --rows "$rows" --days "$days" --end "$end" --seed 20260630 --output "$workspace"
fi
if [ ! -e "$workspace/models/category/demo/model.bin" ]; then
  echo "training the demo model on the city's labelled history"
  "$binary" train --input "$workspace/truth/train_A.csv" --text title,content --label label \
    --group matter --time received_at --model "$workspace/models/category/demo"
fi
for date in "$@"; do
  code=0
  "$binary" run "$root/Pipelines/nightly.json5" --workspace "$workspace" --date "$date" || code=$?
  # 3: finished and published, and the summary names what needs a look (the inbox holds a bad file).
  if [ "$code" -ne 0 ] && [ "$code" -ne 3 ]; then exit "$code"; fi
done
echo
echo "report:       $(cd "$workspace" && pwd)/reports/daily/${date}/index.html"
echo "units' files: $(cd "$workspace" && pwd)/outbox/<unit>/<batch>/"
