"""Checks with DuckDB's own ducklake extension that compaction changes no snapshot.

Usage: compaction_client.py BINARY WORKSPACE
Works on a copy of the workspace: reads every table at every snapshot, runs `minsheng compact`,
reads them again, lets DuckDB change rows of the merged files, compacts again, and expires.
Exit code 0 when all checks hold, 1 when one does not, 2 for wrong usage.
Needs, in the environment of the Python on PATH: duckdb==1.5.5 duckdb-extension-ducklake==1.5.5
duckdb-extension-sqlite-scanner==1.5.5 pytz
"""

import glob
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile

import duckdb
import duckdb_extension_ducklake
import duckdb_extension_sqlite_scanner

failures = 0


def check(holds, text):
    """Prints one line and remembers a failure."""
    global failures
    failures += not holds
    print(("ok    " if holds else "FAILED") + " " + text)


def attach(workspace, mode="READ_ONLY"):
    """A connection with the workspace's lake attached."""
    connection = duckdb.connect()
    for module in (duckdb_extension_sqlite_scanner, duckdb_extension_ducklake):
        folder = os.path.dirname(module.__file__)
        (extension,) = glob.glob(folder + "/extensions/*/*.duckdb_extension")
        connection.execute(f"LOAD '{extension}'")
    options = f" ({mode})" if mode else ""
    connection.execute(f"ATTACH 'ducklake:sqlite:{workspace}/lake/catalog.sqlite' AS lake{options}")
    return connection


def fingerprints(connection, snapshots, tables):
    """For each table and snapshot the number of rows and a hash of all of them with their ids."""
    found = {}
    for name, begin in tables:
        for snapshot in snapshots:
            if snapshot >= begin:
                found[name, snapshot] = connection.execute(
                    f"SELECT count(*), bit_xor(hash(t)) "
                    f"FROM (SELECT rowid, * FROM lake.{name} AT (VERSION => {snapshot})) t"
                ).fetchone()
    return found


def changes(connection, snapshots, tables):
    """For each table and snapshot the rows that its feed of changes names, and a hash of them."""
    return {
        (name, snapshot): connection.execute(
            f"SELECT count(*), bit_xor(hash(t)) "
            f"FROM lake.table_changes('{name}', {snapshot}, {snapshot}) t").fetchone()
        for name, begin in tables for snapshot in snapshots[::7] if snapshot >= begin
    }


def catalog_rows(workspace, sql):
    """The rows of a query on the catalog."""
    catalog = sqlite3.connect(f"file:{workspace}/lake/catalog.sqlite?mode=ro", uri=True)
    try:
        return catalog.execute(sql).fetchall()
    finally:
        catalog.close()


def minsheng(binary, *words):
    """Runs a command and gives its JSON summary."""
    result = subprocess.run([binary, *words, "--json"], capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(f"{' '.join(words)}: {result.stderr}")
    return json.loads(result.stdout)


def compare(before, after, text):
    """Checks that what both have is equal."""
    wrong = [key for key in before if key in after and before[key] != after[key]]
    for key in wrong[:5]:
        print(f"       {key}: {before[key]} became {after[key]}")
    check(not wrong and len(after) > 0, f"{text}: {len(after) - len(wrong)} of {len(after)} equal")


def leave_small_files(workspace):
    """Changes a few rows often, as nights do: each time one more file in each month."""
    writer = attach(workspace, mode="")
    for number in range(12):
        writer.execute(f"UPDATE lake.requests SET place_text = '{number}' WHERE request_id % 97 = {number}")
        writer.execute(
            f"INSERT INTO lake.quality(day, platform) VALUES (DATE '2026-01-01', '{number}')")
    writer.close()


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    binary = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        workspace = folder + "/ws"
        os.umask(0o077)
        shutil.copytree(sys.argv[2], workspace, ignore=shutil.ignore_patterns("inbox"))
        os.makedirs(workspace + "/inbox", exist_ok=True)
        run(binary, workspace)
    sys.exit(failures > 0)


def run(binary, workspace):
    minsheng(binary, "status", "--workspace", workspace)  # the catalog learns where it lies now
    leave_small_files(workspace)
    snapshots = [row[0] for row in catalog_rows(
        workspace, "SELECT snapshot_id FROM ducklake_snapshot ORDER BY 1")]
    tables = catalog_rows(
        workspace,
        "SELECT table_name, begin_snapshot FROM ducklake_table WHERE end_snapshot IS NULL")
    live = "SELECT count(*) FROM ducklake_data_file WHERE end_snapshot IS NULL"
    reader = attach(workspace)
    before = fingerprints(reader, snapshots, tables)
    feed = changes(reader, snapshots, tables)
    planned = reader.execute("FROM ducklake_list_files('lake', 'requests')").fetchall()
    reader.close()
    files = catalog_rows(workspace, live)[0][0]

    print("compact:", minsheng(binary, "compact", "--workspace", workspace))
    check(catalog_rows(workspace, live)[0][0] < files, "fewer live data files")
    # A reader who planned before the compaction finds the files it is going to open.
    check(all(os.path.exists(path) for row in planned for path in row
              if isinstance(path, str) and path.endswith(".parquet")),
          f"the {len(planned)} files that a running query reads are still there")
    reader = attach(workspace)
    compare(before, fingerprints(reader, snapshots, tables), "snapshots after compact")
    compare(feed, changes(reader, snapshots, tables), "feeds of changes after compact")
    reader.close()
    check(minsheng(binary, "compact", "--workspace", workspace)["files_merged"] == 0,
          "a second compact finds nothing to do")

    # DuckDB changes rows of merged files, twice, and removes all of one table's.
    for word in ("first", "second"):
        writer = attach(workspace, mode="")
        writer.execute(f"UPDATE lake.requests SET title = '{word}' WHERE request_id % 7 = 0")
        writer.execute(f"DELETE FROM lake.matters WHERE matter_id % {len(word)} = 0")
        writer.execute("DELETE FROM lake.quality")
        writer.execute("INSERT INTO lake.quality(day, platform) VALUES (DATE '2026-01-01', 'a')")
        writer.close()
    snapshots = [row[0] for row in catalog_rows(
        workspace, "SELECT snapshot_id FROM ducklake_snapshot ORDER BY 1")]
    reader = attach(workspace)
    before = fingerprints(reader, snapshots, tables)
    reader.close()
    print("compact:", minsheng(binary, "compact", "--workspace", workspace))
    reader = attach(workspace)
    compare(before, fingerprints(reader, snapshots, tables), "snapshots after DuckDB's changes")
    reader.close()

    print("expire:", minsheng(binary, "expire", "--workspace", workspace, "--older-than", "0"))
    snapshots = [row[0] for row in catalog_rows(
        workspace, "SELECT snapshot_id FROM ducklake_snapshot ORDER BY 1")]
    check(len(snapshots) == 1, "one snapshot is left")
    reader = attach(workspace)
    newest = max(snapshot for _, snapshot in before)
    after = fingerprints(reader, snapshots, tables)
    compare({(name, snapshots[0]): value for (name, at), value in before.items() if at == newest},
            after, "the newest snapshot after expire")
    reader.close()
    left = glob.glob(workspace + "/lake/data/**/*.parquet", recursive=True)
    named = catalog_rows(workspace, "SELECT (SELECT count(*) FROM ducklake_data_file) "
                                    "+ (SELECT count(*) FROM ducklake_delete_file)")[0][0]
    check(len(left) == named, f"{len(left)} files are left, {named} are named")


main()
