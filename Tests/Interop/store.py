"""What the checks of the store share: attaching a lake, and its live files by the catalog alone."""

import glob
import os
import sqlite3
from dataclasses import dataclass

import duckdb
import duckdb_extension_ducklake
import duckdb_extension_sqlite_scanner

# Reserved columns of data and delete files, by field id.
ROW_ID, SNAPSHOT_ID, DELETED_POSITION = 2147483540, 2147483539, 2147483645


@dataclass
class LiveFile:
    """A data file that the newest snapshot names, and the file of its deleted rows."""

    path: str
    rows: int
    first_row_id: int | None
    deletes: str | None


def catalog_of(workspace):
    """The path of a workspace's catalog, or of a bare lake folder's."""
    for folder in (os.path.join(workspace, "lake"), workspace):
        path = os.path.join(os.path.abspath(folder), "catalog.sqlite")
        if os.path.exists(path):
            return path
    raise SystemExit(f"{workspace} holds no lake")


def load(connection, *modules):
    """Loads extensions that came as Python packages, without a network."""
    for module in modules:
        folder = os.path.dirname(module.__file__)
        (extension,) = glob.glob(folder + "/extensions/*/*.duckdb_extension")
        connection.execute(f"LOAD '{extension}'")
    return connection


def client():
    """A DuckDB with the two extensions that a lake needs."""
    return load(duckdb.connect(), duckdb_extension_sqlite_scanner, duckdb_extension_ducklake)


def attach(catalog, options="READ_ONLY"):
    """A client with the lake attached as `lake`."""
    connection = client()
    options = f"({options})" if options else ""
    connection.execute(f"ATTACH 'ducklake:sqlite:{catalog}' AS lake {options}")
    return connection


def tables(catalog):
    """The id and columns (id, name, type) of each table of the newest snapshot, by name."""
    db = sqlite3.connect(f"file:{catalog}?mode=ro", uri=True)
    result = {}
    for table_id, name in db.execute(
        "SELECT table_id, table_name FROM ducklake_table WHERE end_snapshot IS NULL ORDER BY 2"
    ).fetchall():
        result[name] = (
            table_id,
            db.execute(
                "SELECT column_id, column_name, column_type FROM ducklake_column "
                "WHERE table_id = ? AND end_snapshot IS NULL AND parent_column IS NULL "
                "ORDER BY column_order",
                (table_id,),
            ).fetchall(),
        )
    db.close()
    return result


def live_files(catalog, table_id):
    """The files of a table as of the newest snapshot; `data/` lies beside the catalog."""
    db = sqlite3.connect(f"file:{catalog}?mode=ro", uri=True)
    root = os.path.dirname(catalog) + "/data/"
    (folder,) = db.execute(
        "SELECT s.path || t.path FROM ducklake_table t JOIN ducklake_schema s USING (schema_id) "
        "WHERE table_id = ? AND t.end_snapshot IS NULL AND s.end_snapshot IS NULL",
        (table_id,),
    ).fetchone()
    place = lambda path, relative: root + folder + path if relative else path
    files = [
        LiveFile(place(path, relative), rows, first, deletes and place(deletes, deletes_relative))
        for path, relative, rows, first, deletes, deletes_relative in db.execute(
            "SELECT d.path, d.path_is_relative, d.record_count, d.row_id_start, "
            "x.path, x.path_is_relative FROM ducklake_data_file d "
            "LEFT JOIN ducklake_delete_file x "
            "ON x.data_file_id = d.data_file_id AND x.end_snapshot IS NULL "
            "WHERE d.table_id = ? AND d.end_snapshot IS NULL ORDER BY d.data_file_id",
            (table_id,),
        )
    ]
    db.close()
    return files
