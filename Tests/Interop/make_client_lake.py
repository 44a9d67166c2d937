"""Makes a small lake with DuckDB alone, as the fixture Tests/Fixtures/client-lake.

Usage: make_client_lake.py EMPTY_FOLDER
It holds what only that client writes: inlined rows and deletions, merged and rewritten files,
Snappy pages, a column that was added. Beside `data/` it writes the catalog as SQL text and
`expected.csv` with every snapshot's rows as the client itself reads them.
Needs the packages that lake_client.py names.
"""

import csv
import glob
import os
import sqlite3
import sys

import duckdb
import duckdb_extension_ducklake
import duckdb_extension_sqlite_scanner

STATEMENTS = """
CREATE TABLE lake.requests(request_id BIGINT, received_on DATE, received_at TIMESTAMP, title VARCHAR,
  risk_words VARCHAR[], longitude DOUBLE, in_scope BOOLEAN)
ALTER TABLE lake.requests SET PARTITIONED BY (year(received_on), month(received_on))
INSERT INTO lake.requests SELECT {row} FROM range(0, 30) t(i)
INSERT INTO lake.requests SELECT {row} FROM range(30, 33) t(i)
ALTER TABLE lake.requests ADD COLUMN headcount INTEGER
INSERT INTO lake.requests SELECT {row}, i::INTEGER FROM range(33, 60) t(i)
UPDATE lake.requests SET title = '改' WHERE request_id IN (4, 31, 40)
DELETE FROM lake.requests WHERE request_id IN (5, 32, 41)
CALL ducklake_flush_inlined_data('lake')
INSERT INTO lake.requests SELECT {row}, NULL FROM range(60, 80) t(i)
INSERT INTO lake.requests SELECT {row}, 1 FROM range(80, 100) t(i)
CALL ducklake_merge_adjacent_files('lake')
DELETE FROM lake.requests WHERE request_id BETWEEN 61 AND 75
UPDATE lake.requests SET title = '再改' WHERE request_id IN (4, 85)
DELETE FROM lake.requests WHERE request_id IN (0, 86)
CALL ducklake_flush_inlined_data('lake')
CALL ducklake_rewrite_data_files('lake', delete_threshold => 0.2)
INSERT INTO lake.requests SELECT {row}, NULL FROM range(100, 104) t(i)
UPDATE lake.requests SET title = '第三次' WHERE request_id IN (4, 90, 101)
DELETE FROM lake.requests WHERE request_id IN (7, 102)
"""
ROW = """i, DATE '2026-09-01' + (i % 60)::INTEGER, TIMESTAMP '2026-09-01 08:30:00.25' + to_minutes(i),
 CASE WHEN i % 7 = 0 THEN NULL ELSE '标题' || i END,
 CASE WHEN i % 5 = 0 THEN NULL WHEN i % 3 = 0 THEN [] ELSE ['燃气', 'a, ''b" \\' || i] END,
 CASE WHEN i % 4 = 0 THEN NULL ELSE i / 7 END, i % 2 = 0"""


def main():
    root = os.path.abspath(sys.argv[1])
    os.makedirs(root, exist_ok=True)
    client = duckdb.connect()
    for module in (duckdb_extension_sqlite_scanner, duckdb_extension_ducklake):
        folder = os.path.dirname(module.__file__)
        (extension,) = glob.glob(folder + "/extensions/*/*.duckdb_extension")
        client.execute(f"LOAD '{extension}'")
    client.execute(
        f"ATTACH 'ducklake:sqlite:{root}/catalog.sqlite' AS lake "
        f"(DATA_PATH '{root}/data/', DATA_INLINING_ROW_LIMIT 10)"
    )
    statement = ""
    for line in STATEMENTS.strip().split("\n"):
        statement += line + "\n"
        if line.endswith(","):
            continue
        client.execute(statement.format(row=ROW))
        statement = ""
    (latest,) = client.execute("SELECT max(snapshot_id) FROM ducklake_snapshots('lake')").fetchone()
    with open(root + "/expected.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        for snapshot in [4, 5, 7, 9, 12, 14, 16, 17, 19, latest]:
            for row in client.execute(
                "SELECT request_id, rowid, coalesce(title, '-'), "
                "coalesce(array_to_string(risk_words, '|'), '-'), "
                "coalesce((longitude * 1000)::BIGINT, -1) "
                f"FROM lake.requests AT (VERSION => {snapshot}) ORDER BY request_id"
            ).fetchall():
                writer.writerow((snapshot, *row))
    client.execute("CALL ducklake_cleanup_old_files('lake', cleanup_all => true)")
    client.close()
    catalog = sqlite3.connect(root + "/catalog.sqlite")
    with open(root + "/catalog.sql", "w", encoding="utf-8") as file:
        for line in catalog.iterdump():
            # Whoever reads the fixture keeps it elsewhere.
            file.write(line.replace(root, "/moved") + "\n")
    catalog.close()
    os.remove(root + "/catalog.sqlite")


if __name__ == "__main__":
    main()
