#!/usr/bin/env bash
# ClickHouse, Spark 4 and Spark 3.5 read a small city's lake, and PostgreSQL takes its catalog; every
# value is compared.
# Usage: full.sh BINARY SCRATCH_FOLDER      (needs the network for PyPI, and Java 17)
set -euo pipefail
binary=$(realpath "$1")
mkdir -p "$2"
scratch=$(cd "$2" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
umask 077

if ! command -v java >/dev/null; then
  echo "Spark needs Java 17: apt-get install openjdk-17-jre-headless" >&2
  exit 1
fi
for home in /usr/lib/jvm/java-17-openjdk-*; do
  if [ -x "$home/bin/java" ]; then export JAVA_HOME=$home; fi
done

environment() { # NAME PACKAGE…
  local venv=$scratch/$1
  shift
  [ -x "$venv/bin/python" ] || python3 -m venv "$venv"
  "$venv/bin/pip" install -q --disable-pip-version-check pyarrow pytz duckdb==1.5.5 \
    duckdb-extension-ducklake==1.5.5 duckdb-extension-sqlite-scanner==1.5.5 "$@"
}
environment clickhouse chdb duckdb-extension-postgres-scanner==1.5.5
environment spark4 'pyspark>=4,<5'
environment spark35 pyspark==3.5.9

workspace=$scratch/workspace
rm -rf "$workspace" "$scratch/changed"
night() { # DATE
  bash "$here/../../Pipelines/demo.sh" "$binary" "$workspace" 6000 21 2026-06-30 "$1" \
    >"$scratch/demo.log" 2>&1 || { cat "$scratch/demo.log"; exit 1; }
}
# One night with gzip, one with snappy, in the way an operator sets it.
night 2026-06-29
"$scratch/clickhouse/bin/python" "$here/store_set_codec.py" "$workspace" snappy
night 2026-06-30
# A night a year later puts the month into the codec of the archive.
"$binary" run "$here/../../Pipelines/nightly.json5" --workspace "$workspace" --date 2027-07-31 \
  >"$scratch/demo.log" 2>&1 || [ $? -eq 3 ] || { cat "$scratch/demo.log"; exit 1; }
if ! find "$workspace/lake" -name '*-archive.parquet' | grep -q .; then
  echo "no file is in the codec of the archive" >&2
  exit 1
fi
"$scratch/clickhouse/bin/python" "$here/store_changed_copy.py" "$workspace" "$scratch/changed"

code=0
read_with() { # ENVIRONMENT READER
  "$scratch/$1/bin/python" "$here/store_readers_full.py" "$2" "$workspace" || { echo "exit code $?"; code=1; }
  echo "and the copy that DuckDB has changed:"
  "$scratch/$1/bin/python" "$here/store_readers_full.py" "$2" "$scratch/changed" || { echo "exit code $?"; code=1; }
}
read_with clickhouse clickhouse
for spark in spark4 spark35; do
  read_with $spark spark 2>"$scratch/$spark.log"
  "$scratch/$spark/bin/python" "$here/classify_pipe.py" "$binary" 2>>"$scratch/$spark.log" || code=1
done
if ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
  "$scratch/clickhouse/bin/python" "$here/store_postgres.py" "$workspace" || code=1
else
  echo "SKIPPED: the PostgreSQL catalog needs: apt-get install postgresql"
fi
exit $code
