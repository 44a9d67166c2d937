"""Sets the codec of a lake's new files, by DuckDB.

Usage: store_set_codec.py WORKSPACE gzip|snappy
"""

import sys

import store

if len(sys.argv) != 3:
    sys.exit(__doc__)
client = store.attach(store.catalog_of(sys.argv[1]), "")
client.execute("CALL lake.set_option('parquet_compression', $1)", [sys.argv[2]])
