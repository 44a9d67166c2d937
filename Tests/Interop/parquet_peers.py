"""Files that DuckDB, pyarrow and Polars write with every option that we read, compared by value.

usage: parquet_peers.py BINARY

Each peer writes the same seeded rows; `minsheng inspect --json` must tell them as they went in, all
of them and the first seven alone. (pyarrow itself fails on pages that DuckDB leaves empty.)
"""
import datetime
import decimal
import itertools
import os
import random
import sys
import tempfile

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

try:
    import polars
except ImportError:
    polars = None

from parquet_rows import differences, inspect

ROWS = 3000
MEMORY = 1 << 30


def table(rows, seed):
    """Rows with nulls, runs, order and noise in columns of every type that we read."""
    dice = random.Random(seed)

    def maybe(value, share=0.1):
        return None if dice.random() < share else value

    def word():
        return "".join(dice.choice("路灯不亮井盖缺失abc\n\"é🚧") for _ in range(dice.randrange(12)))

    def pick(make):
        return [maybe(make(i)) for i in range(rows)]

    day = datetime.date(2026, 1, 1)
    moment = datetime.datetime(2026, 1, 1)
    return pa.table(
        {
            "id": pa.array([1 << 53 | i * 3 for i in range(rows)], pa.int64()),
            "ordered": pa.array(pick(lambda i: 1000 * i + dice.randrange(9)), pa.int64()),
            "noise": pa.array(pick(lambda i: dice.getrandbits(64) - (1 << 63)), pa.int64()),
            "small": pa.array(pick(lambda i: dice.randrange(-128, 128)), pa.int8()),
            "unsigned": pa.array(pick(lambda i: dice.getrandbits(32)), pa.uint32()),
            "widest": pa.array(pick(lambda i: dice.getrandbits(64)), pa.uint64()),
            "whole": pa.array(pick(lambda i: i // 100), pa.int32()),
            "flag": pa.array(pick(lambda i: i // 50 % 2 == 0), pa.bool_()),
            "coin": pa.array(pick(lambda i: dice.random() < 0.5), pa.bool_()),
            "score": pa.array(
                pick(lambda i: dice.choice([0.5, 1e300, float("nan"), float("-inf"), dice.random()])),
                pa.float64()),
            "single": pa.array(pick(lambda i: dice.random()), pa.float32()),
            "town": pa.array(pick(lambda i: f"街道{dice.randrange(40)}"), pa.string()),
            "key": pa.array([f"TZ{20260000 + i}" for i in range(rows)], pa.string()),
            "text": pa.array(pick(lambda i: word()), pa.string()),
            "bytes": pa.array(pick(lambda i: dice.randbytes(dice.randrange(6))), pa.binary()),
            "day": pa.array(pick(lambda i: day + datetime.timedelta(i // 7)), pa.date32()),
            "at": pa.array(pick(lambda i: moment + datetime.timedelta(microseconds=i * 1001)),
                           pa.timestamp("us")),
            "utc": pa.array(pick(lambda i: moment - datetime.timedelta(seconds=i)),
                            pa.timestamp("us", "UTC")),
            "clock": pa.array(pick(lambda i: datetime.time(i % 24, i % 60, 0, i)), pa.time64("us")),
            "nothing": pa.array([None] * rows, pa.string()),
            "tags": pa.array(
                pick(lambda i: [maybe(word()) for _ in range(dice.randrange(4))]),
                pa.list_(pa.string())),
            "numbers": pa.array(
                pick(lambda i: [maybe(dice.randrange(9)) for _ in range(dice.randrange(5))]),
                pa.list_(pa.int64())),
            "deep": pa.array(
                pick(lambda i: [maybe([maybe(dice.random()) for _ in range(dice.randrange(3))])
                                for _ in range(dice.randrange(3))]),
                pa.list_(pa.list_(pa.float64()))),
            "pair": pa.array(
                pick(lambda i: {"a": maybe(i), "b": maybe([maybe(word())])}),
                pa.struct([("a", pa.int32()), ("b", pa.list_(pa.string()))])),
        })


def delta(rows):
    """The encoding of each column that pyarrow is asked for where dictionaries are off."""
    chosen = {
        "id": "DELTA_BINARY_PACKED", "ordered": "DELTA_BINARY_PACKED",
        "noise": "DELTA_BINARY_PACKED", "small": "DELTA_BINARY_PACKED",
        "unsigned": "DELTA_BINARY_PACKED", "widest": "DELTA_BINARY_PACKED",
        "whole": "BYTE_STREAM_SPLIT", "flag": "RLE", "coin": "RLE", "score": "BYTE_STREAM_SPLIT",
        "single": "BYTE_STREAM_SPLIT", "town": "DELTA_BYTE_ARRAY", "key": "DELTA_BYTE_ARRAY",
        "text": "DELTA_LENGTH_BYTE_ARRAY", "bytes": "DELTA_BYTE_ARRAY",
        "day": "DELTA_BINARY_PACKED", "at": "DELTA_BINARY_PACKED", "utc": "DELTA_BINARY_PACKED",
        "clock": "DELTA_BINARY_PACKED", "nothing": "DELTA_BYTE_ARRAY",
        "tags.list.element": "DELTA_LENGTH_BYTE_ARRAY",
        "numbers.list.element": "DELTA_BINARY_PACKED",
    }
    return chosen


def arrow_files(rows, folder):
    for codec, page, dictionary, index, page_size in itertools.product(
            ["none", "snappy", "gzip"], ["1.0", "2.0"], [True, False, "delta"], [True, False],
            [500, 1 << 20]):
        path = os.path.join(
            folder, f"arrow-{codec}-{page}-{dictionary}-{index}-{page_size}.parquet")
        extra = {"use_dictionary": bool(dictionary)}
        if dictionary == "delta":
            extra = {"use_dictionary": False, "column_encoding": delta(rows)}
        pq.write_table(
            rows, path, compression=codec, data_page_version=page, write_page_checksum=index,
            write_page_index=index, data_page_size=page_size, row_group_size=1300, **extra)
        yield path


def duckdb_files(rows, folder):
    connection = duckdb.connect()
    connection.register("rows", rows)
    for codec, version, group in itertools.product(
            ["uncompressed", "snappy", "gzip"], ["V1", "V2"], [2048, 122_880]):
        path = os.path.join(folder, f"duckdb-{codec}-{version}-{group}.parquet")
        connection.execute(
            f"COPY (SELECT * FROM rows) TO '{path}' (FORMAT parquet, CODEC '{codec}', "
            f"PARQUET_VERSION '{version}', ROW_GROUP_SIZE {group})")
        yield path


def polars_files(rows, folder):
    if polars is None:
        print("SKIPPED: Polars is not here")
        return
    frame = polars.from_arrow(rows)
    for codec, statistics, page_size in itertools.product(
            ["uncompressed", "snappy", "gzip"], ["full", False], [700, None]):
        path = os.path.join(folder, f"polars-{codec}-{statistics}-{page_size}.parquet")
        frame.write_parquet(
            path, compression=codec, statistics=statistics, data_page_size=page_size,
            row_group_size=1300)
        yield path


def check(binary, path, rows):
    """What is wrong with how a file of some rows is read, whole and its first rows."""
    faults = []
    for count in [1 << 40, 7]:
        status, found, messages = inspect(binary, path, rows=count, timeout=60, memory=MEMORY)
        if status != 0:
            return [f"exit {status}: {messages}"]
        faults += differences(found, rows.slice(0, count))
    return faults


def refusals(binary, folder):
    """What we don't read is refused by name, and the columns beside it are read."""
    path = os.path.join(folder, "foreign.parquet")
    rows = pa.table({
        "n": pa.array([1, None], pa.int32()),
        "price": pa.array([decimal.Decimal("1.25"), None], pa.decimal128(9, 2)),
        "map": pa.array([[("a", 1)], None], pa.map_(pa.string(), pa.int32())),
        "fixed": pa.array([b"abcd", None], pa.binary(4)),
    })
    pq.write_table(rows, path)
    status, found, _ = inspect(binary, path, rows=9)
    reasons = {entry["column"]: entry["reason"] for entry in (found or {}).get("refused", [])}
    faults = []
    if status != 3 or list(reasons) != ["price", "map", "fixed"]:
        faults.append(f"exit {status}, refused {reasons}")
    elif found["rows"] != [{"n": 1}, {"n": None}]:
        faults.append(f"rows {found['rows']}")
    for codec in ["zstd", "brotli", "lz4"]:
        pq.write_table(rows.select(["n"]), path, compression=codec)
        status, _, messages = inspect(binary, path, rows=9)
        if status != 1 or codec.upper() not in messages:
            faults.append(f"{codec}: exit {status}: {messages}")
    return faults


def main():
    binary = sys.argv[1]
    rows = table(ROWS, 2026)
    faults = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, make in [
                ("pyarrow", arrow_files), ("DuckDB", duckdb_files), ("Polars", polars_files)]:
            count = 0
            for path in make(rows, folder):
                count += 1
                for fault in check(binary, path, rows)[:3]:
                    faults += 1
                    print(f"{os.path.basename(path)}: {fault}")
            print(f"{name}: {count} files of {ROWS} rows x {rows.num_columns} columns compared")
        for fault in refusals(binary, folder):
            faults += 1
            print(fault)
    print("every value equal" if not faults else f"{faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
