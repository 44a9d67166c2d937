"""Counts and looks up the requests of a lake with DuckDB, for comparison with `benchmarks`.

Usage: scan_peer.py WORKSPACE [THREADS]
Prints JSON with the same check figures (groups, squares) that `benchmarks scan` prints.
Needs: duckdb==1.5.5 duckdb-extension-ducklake==1.5.5 duckdb-extension-sqlite-scanner==1.5.5 pytz
"""

import glob
import json
import os
import resource
import sys
import time

import duckdb
import duckdb_extension_ducklake
import duckdb_extension_sqlite_scanner

QUERY = """
    SELECT count(*), sum(n), sum(n * n) FROM (
      SELECT received_on, district_code, source_category, count(*) AS n
      FROM lake.requests GROUP BY ALL)
"""


def cpu():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def timed(work):
    """The answer, the best wall and CPU seconds of six runs."""
    best = None
    for _ in range(6):
        wall, used = time.monotonic(), cpu()
        answer = work()
        taken = time.monotonic() - wall, cpu() - used
        best = min(best, taken) if best else taken
    return answer, *best


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    connection = duckdb.connect()
    for module in (duckdb_extension_sqlite_scanner, duckdb_extension_ducklake):
        folder = os.path.dirname(module.__file__)
        (extension,) = glob.glob(folder + "/extensions/*/*.duckdb_extension")
        connection.execute(f"LOAD '{extension}'")
    catalog = sys.argv[1] + "/lake/catalog.sqlite"
    connection.execute(f"ATTACH 'ducklake:sqlite:{catalog}' AS lake (READ_ONLY)")
    connection.execute(f"SET threads = {sys.argv[2] if len(sys.argv) == 3 else 2}")
    (groups, rows, squares), wall, used = timed(lambda: connection.execute(QUERY).fetchone())
    ids = [row[0] for row in connection.execute(
        "SELECT request_id FROM lake.requests WHERE file_row % 99991 = 7 LIMIT 6").fetchall()]
    _, look_wall, look_used = timed(lambda: connection.execute(
        f"SELECT * FROM lake.requests WHERE request_id = {ids[0]}").fetchall())
    print(json.dumps({
        "peer": "DuckDB " + duckdb.__version__, "rows": int(rows), "groups": groups,
        "squares": int(squares), "scan_wall_s": wall, "scan_cpu_s": used,
        "lookup_wall_ms": look_wall * 1e3, "lookup_cpu_ms": look_used * 1e3}))


main()
