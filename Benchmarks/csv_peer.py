#!/usr/bin/env python3
"""Reads a CSV with Polars into columns of strings and does nothing with it, as `benchmarks reader` does.

Usage: csv_peer.py FILE.csv [digest|batches]

With `batches` it streams, as ours does, in place of keeping the whole frame. With `digest`, gives the CRC-32 of each column's cells in the form that `benchmarks reader --digest yes`
gives them.
"""
import json, sys, zlib
import polars

if sys.argv[2:] == ["batches"]:
    batches = polars.scan_csv(sys.argv[1], has_header=False, infer_schema=False).collect_batches()
    print(json.dumps({"rows": sum(len(batch) for batch in batches)}))
    sys.exit()
frame = polars.read_csv(sys.argv[1], has_header=False, infer_schema=False)
if sys.argv[2:] == ["digest"]:
    sums = []
    for column in frame.iter_columns():
        total = 0
        for part in range(0, len(column), 50_000):
            texts = column.slice(part, 50_000).fill_null("").to_list()
            total = zlib.crc32(("\x1f".join(texts) + "\x1f").encode(), total)
        sums.append(total)
    print(json.dumps({"rows": len(frame), "columns": sums}))
else:
    print(json.dumps({"rows": len(frame)}))
