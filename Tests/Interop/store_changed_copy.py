"""Copies a lake and lets DuckDB change the copy, which leaves delete files and inserts behind.

Usage: store_changed_copy.py WORKSPACE NEW_FOLDER
"""

import os
import shutil
import sys

import store


def changed_copy(catalog, folder):
    """The copy's catalog, and the options that attach it for reading."""
    shutil.copytree(os.path.dirname(catalog), folder)
    copied, data = folder + "/catalog.sqlite", os.path.abspath(folder) + "/data/"
    client = store.attach(copied, f"DATA_PATH '{data}', OVERRIDE_DATA_PATH true")
    for statement in (
        "DELETE FROM lake.requests WHERE request_id % 97 = 5",
        "UPDATE lake.requests SET title = title || '（改）', headcount = 7 "
        "WHERE request_id % 89 = 3",
        "DELETE FROM lake.requests WHERE request_id % 83 = 4",
        "DELETE FROM lake.classifications WHERE request_id % 97 = 5",
        "UPDATE lake.matters SET state = 'closed' WHERE matter_id % 61 = 1",
        "INSERT INTO lake.decisions SELECT 'matter', matter_id::VARCHAR, 'state', NULL, '关闭', '分析员', "
        "'a ''quoted'', text', now()::TIMESTAMP, 'by-hand' FROM lake.matters LIMIT 3",
    ):
        client.execute(statement)
    client.close()
    return copied, f"READ_ONLY, DATA_PATH '{data}', OVERRIDE_DATA_PATH true"


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    changed_copy(store.catalog_of(sys.argv[1]), sys.argv[2])
