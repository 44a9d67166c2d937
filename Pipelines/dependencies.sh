#!/usr/bin/env bash
# Checks for the two system libraries and the toolchain; installs the libraries where it may.
set -euo pipefail
command -v swift >/dev/null || { echo "a Swift 6.3 toolchain is needed: https://www.swift.org/install/linux/" >&2; exit 1; }
missing=()
compiler=$(command -v cc || command -v clang || true)
[ -n "$compiler" ] || { echo "a C compiler is needed (it comes with the Swift toolchain as clang)" >&2; exit 1; }
probe() { printf '#include <%s>\n' "$1" | "$compiler" -xc -E - >/dev/null 2>&1; }
probe sqlite3.h || missing+=(libsqlite3-dev)
probe zlib.h || missing+=(zlib1g-dev)
[ ${#missing[@]} -eq 0 ] && exit 0
install="apt-get install -y --no-install-recommends ${missing[*]}"
if command -v apt-get >/dev/null && [ "$(id -u)" -eq 0 ]; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive $install
elif command -v apt-get >/dev/null && sudo -n true 2>/dev/null; then
  sudo -n apt-get update -qq && sudo -n env DEBIAN_FRONTEND=noninteractive $install
else
  echo "missing: ${missing[*]}; install them with: sudo $install" >&2
  exit 1
fi
