#!/usr/bin/env bash
# Builds the fuzzer and runs its targets, each from the corpus in the repository.
#
# Usage: fuzz.sh [-r RUNS] [-s SECONDS] [-o FOLDER] [TARGET…]
#   -r RUNS     how many inputs each target runs (default 20,000; 0 only runs the corpus)
#   -s SECONDS  the longest that each target runs (default 60)
#   -o FOLDER   where new inputs and findings go (default .build/fuzz-work)
# Exits with 1 when an input crashed, took 10 s or 512 MiB, or broke a property.
set -euo pipefail
cd "$(dirname "$0")/../.."
runs=20000 seconds=60 work=.build/fuzz-work
while getopts r:s:o: option; do
  case $option in
    r) runs=$OPTARG ;; s) seconds=$OPTARG ;; o) work=$OPTARG ;; *) exit 2 ;;
  esac
done
shift $((OPTIND - 1))
export FUZZ=1
# Its own build folder: everything is compiled for coverage, with address checks.
# Both sanitizers stand in one option: given apart, their order decides whether coverage is seen.
build=(swift build -c release --scratch-path .build/fuzz --sanitize=fuzzer
  -Xswiftc -sanitize=fuzzer,address -Xswiftc -enable-testing --product fuzzer)
"${build[@]}" >&2
fuzzer=$("${build[@]}" --show-bin-path)/fuzzer
# libFuzzer takes the traps; memory that Swift keeps for good is no leak.
export SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0:quarantine_size_mb=16
failed=0
for target in ${@:-$(ls Tests/Fuzz/corpus)}; do
  mkdir -p "$work/$target" "$work/findings"
  arguments=(-runs="$runs" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=512 -max_len=65536
    -artifact_prefix="$work/findings/$target-" -print_final_stats=1 -verbosity=1)
  dictionary=Tests/Fuzz/dictionaries/$target.dict
  [ -f "$dictionary" ] && arguments+=(-dict="$dictionary")
  log=$work/$target.log
  if ! FUZZ_TARGET=$target "$fuzzer" "${arguments[@]}" "$work/$target" "Tests/Fuzz/corpus/$target" \
    >"$log" 2>&1; then
    failed=1
    grep -aE "ERROR|SUMMARY|Fatal error|Test unit written" "$log" | cut -c1-300 || true
  fi
  executed=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  covered=$(grep -aoE 'cov: [0-9]+ ft: [0-9]+' "$log" | tail -1 || true)
  took=$(grep -aoE 'in [0-9]+ second' "$log" | tail -1 || true)
  peak=$(sed -n 's/^stat::peak_rss_mb: *//p' "$log")
  echo "$target: ${executed:-?} runs ${took:+${took}s}, $covered, peak ${peak:-?} MiB"
done
exit $failed
