"""Reads a workspace's lake with DuckDB's own ducklake extension and checks it against the catalog.

Usage: lake_client.py WORKSPACE
Exit code 0 when all checks hold, 1 when one does not, 2 for wrong usage.
Needs, in the environment of the Python on PATH: duckdb==1.5.5 duckdb-extension-ducklake==1.5.5
duckdb-extension-sqlite-scanner==1.5.5 pytz
"""

import glob
import os
import sqlite3
import sys

import duckdb
import duckdb_extension_ducklake
import duckdb_extension_sqlite_scanner

# Each row of the left table must find its row in the right one.
REFERENCES = [
    ("request_states", "requests", "request_id"),
    ("classifications", "requests", "request_id"),
    ("matter_requests", "requests", "request_id"),
    ("matter_requests", "matters", "matter_id"),
    ("assignments", "matters", "matter_id"),
    ("assignment_clocks", "assignments", "assignment_id"),
    ("assignment_events", "assignments", "assignment_id"),
]

SQL_TYPES = {
    "boolean": "INTEGER",
    "int32": "INTEGER",
    "int64": "BIGINT",
    "float64": "DOUBLE",
    "varchar": "VARCHAR",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
}

JOIN = """
    SELECT count(*), count(DISTINCT r.request_id), count(DISTINCT m.matter_id),
      count(DISTINCT a.assignment_id)
    FROM lake.requests r
    JOIN lake.request_states s USING (request_id)
    JOIN lake.classifications c ON c.request_id = r.request_id AND c.part = 0
    JOIN lake.matter_requests q USING (request_id)
    JOIN lake.matters m ON m.matter_id = q.matter_id
    LEFT JOIN lake.assignments a ON a.matter_id = m.matter_id
"""

failures = 0


def check(holds, text):
    """Prints one line and remembers a failure."""
    global failures
    failures += not holds
    print(("ok    " if holds else "FAILED") + " " + text)


def attach(catalog):
    """A connection with the lake attached for reading only."""
    connection = duckdb.connect()
    for module in (duckdb_extension_sqlite_scanner, duckdb_extension_ducklake):
        folder = os.path.dirname(module.__file__)
        (extension,) = glob.glob(folder + "/extensions/*/*.duckdb_extension")
        connection.execute(f"LOAD '{extension}'")
    connection.execute(f"ATTACH 'ducklake:sqlite:{catalog}' AS lake (READ_ONLY)")
    return connection


def visible(alias, snapshot):
    """The condition under which a catalog row is seen at a snapshot."""
    return (
        f"{alias}.begin_snapshot <= {snapshot} "
        f"AND ({alias}.end_snapshot IS NULL OR {alias}.end_snapshot > {snapshot})"
    )


def expected_count(catalog, table_id, snapshot):
    """Rows of a table by the catalog alone, None where only the files themselves know."""
    rows, mixed = catalog.execute(
        "SELECT coalesce(sum(record_count), 0), coalesce(max(partial_max), 0) "
        f"FROM ducklake_data_file d WHERE table_id = ? AND {visible('d', snapshot)}",
        (table_id,),
    ).fetchone()
    deleted, mixed_deletes = catalog.execute(
        "SELECT coalesce(sum(x.delete_count), 0), coalesce(max(x.partial_max), 0) "
        "FROM ducklake_delete_file x JOIN ducklake_data_file d USING (data_file_id) "
        f"WHERE x.table_id = ? AND {visible('x', snapshot)} AND {visible('d', snapshot)}",
        (table_id,),
    ).fetchone()
    return None if max(mixed, mixed_deletes) > snapshot else rows - deleted


def check_bounds(client, catalog, table_id, name):
    """That the statistics of a table bound what its rows hold."""
    wrong = []
    bounded = 0
    for column, data_type, contains_null, least, greatest in catalog.execute(
        "SELECT column_name, column_type, contains_null, min_value, max_value "
        "FROM ducklake_table_column_stats s JOIN ducklake_column c USING (table_id, column_id) "
        "WHERE table_id = ? AND c.end_snapshot IS NULL AND c.parent_column IS NULL",
        (table_id,),
    ).fetchall():
        sql_type = SQL_TYPES[data_type]
        found, outside = client.execute(
            f"SELECT count(*) - count(x), "
            f"count(*) FILTER (x < $1::{sql_type} OR x > $2::{sql_type}) "
            # The filter that is always true keeps the client from answering by its statistics.
            f'FROM (SELECT "{column}"::{sql_type} AS x FROM lake.{name} WHERE random() >= 0)',
            [least, greatest],
        ).fetchone()
        bounded += 1
        if outside or (found and not contains_null):
            wrong.append(column)
    check(not wrong, f"{name}: bounds of {bounded} columns, wrong: {wrong or 'none'}")


def check_tables(client, catalog, latest):
    """Counts, comments and statistics of every table."""
    tables = catalog.execute(
        "SELECT table_id, table_name FROM ducklake_table "
        "WHERE end_snapshot IS NULL ORDER BY table_name"
    ).fetchall()
    for table_id, name in tables:
        # The hash of whole rows makes the client read every column of every file.
        count, _ = client.execute(f"SELECT count(*), sum(hash(t)) FROM lake.{name} t").fetchone()
        expected = expected_count(catalog, table_id, latest)
        check(count == expected, f"{name}: {count} rows, {expected} by the catalog")
        statistics = catalog.execute(
            "SELECT record_count FROM ducklake_table_stats WHERE table_id = ?", (table_id,)
        ).fetchone()
        (written,) = catalog.execute(
            "SELECT coalesce(sum(record_count), 0) FROM ducklake_data_file "
            "WHERE table_id = ? AND end_snapshot IS NULL",
            (table_id,),
        ).fetchone()
        recorded = statistics[0] if statistics else 0
        check(
            recorded == written and count <= recorded,
            f"{name}: ducklake_table_stats has {recorded}, live files have {written} "
            f"before deletions",
        )
        check_bounds(client, catalog, table_id, name)
    (uncommented,) = client.execute(
        "SELECT count(*) FROM duckdb_tables() WHERE database_name = 'lake' AND comment IS NULL"
    ).fetchone()
    check(uncommented == 0, f"{len(tables)} tables, {uncommented} without a comment")
    return [name for _, name in tables]


def check_joins(client, names):
    """That references hold and that all tables join."""
    for left, right, key in REFERENCES:
        if left not in names or right not in names:
            continue
        (lost,) = client.execute(
            f"SELECT count(*) FROM lake.{left} l WHERE l.{key} IS NOT NULL "
            f"AND NOT EXISTS (SELECT 1 FROM lake.{right} r WHERE r.{key} = l.{key})"
        ).fetchone()
        check(lost == 0, f"{left}.{key}: {lost} rows without one in {right}")
    joined = client.execute(JOIN).fetchone()
    print("       join: %d rows, %d requests, %d matters, %d assignments" % joined)


def check_history(client, catalog, latest):
    """That the state before the newest snapshot, and the one a day before it, can be read."""
    earlier = catalog.execute(
        "SELECT snapshot_id, snapshot_time FROM ducklake_snapshot WHERE snapshot_id < ? "
        "ORDER BY snapshot_id DESC",
        (latest,),
    ).fetchall()
    (newest,) = catalog.execute(
        "SELECT snapshot_time FROM ducklake_snapshot WHERE snapshot_id = ?", (latest,)
    ).fetchone()
    yesterday = [row for row in earlier if row[1][:10] < newest[:10]]
    for snapshot, time in [*earlier[:1], *yesterday[:1]]:
        for table_id, name in catalog.execute(
            f"SELECT table_id, table_name FROM ducklake_table t WHERE {visible('t', snapshot)}"
        ).fetchall():
            (count,) = client.execute(
                f"SELECT count(*) FROM lake.{name} AT (VERSION => {snapshot})"
            ).fetchone()
            expected = expected_count(catalog, table_id, snapshot)
            check(
                expected is None or count == expected,
                f"{name} at snapshot {snapshot} of {time}: {count} rows, "
                + ("merged since" if expected is None else f"{expected} by the catalog"),
            )


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    path = os.path.join(os.path.abspath(sys.argv[1]), "lake", "catalog.sqlite")
    if not os.path.exists(path):
        print(f"{path} is not there", file=sys.stderr)
        return 2
    catalog = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    (latest,) = catalog.execute("SELECT max(snapshot_id) FROM ducklake_snapshot").fetchone()
    client = attach(path)
    names = check_tables(client, catalog, latest)
    if {"requests", "matters", "assignments"} <= set(names):
        check_joins(client, names)
    check_history(client, catalog, latest)
    print(f"{failures} failures" if failures else f"all checks hold at snapshot {latest}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
