"""Reads every file of a lake with ClickHouse or Spark and compares all values with pyarrow.

Usage: store_readers_full.py clickhouse|spark WORKSPACE
Prints one line for each table: reader, table, files, values, whether equal.
Exit code 0 when all are equal, 1 when one is not.
"""

import os
import sys

import pyarrow as pa
import pyarrow.parquet as pq

import store
from parquet_values import canonical, differences

failures = 0


def report(reader, name, files, values, wrong, note=""):
    """Prints one line and remembers a failure."""
    global failures
    failures += bool(wrong)
    print(
        f"{reader:18} {name:18} {files:4} files {values:9} values  "
        f"{'DIFFERENT ' + '; '.join(wrong[:4]) if wrong else 'equal'}{note}",
        flush=True,
    )


def data_files(catalog):
    """The live data and delete files of each table."""
    for name, (table_id, _) in store.tables(catalog).items():
        files = store.live_files(catalog, table_id)
        yield name, [path for f in files for path in (f.path, f.deletes) if path]


def codecs(path):
    """The codecs of a file's column chunks."""
    metadata = pq.ParquetFile(path).metadata
    return {
        metadata.row_group(g).column(c).compression
        for g in range(metadata.num_row_groups)
        for c in range(metadata.num_columns)
    }


def read_all(reader, catalog, read, expected=lambda table: table):
    """Compares what a reader makes of each file with what pyarrow makes of it."""
    seen = set()
    for name, paths in data_files(catalog):
        wrong, values = [], 0
        for path in paths:
            right = expected(canonical(pq.ParquetFile(path).read()))
            values += right.num_rows * right.num_columns
            seen |= codecs(path)
            wrong += [f"{path}: {column}" for column in differences(right, read(path))]
        report(reader, name, len(paths), values, wrong)
    print(f"{reader:18} codecs read: {', '.join(sorted(seen))}")


def check_live(reader, catalog, count):
    """That a reader finds the live rows by data and delete files, as Documentation/Store.md says."""
    db = store.attach(catalog, f"READ_ONLY, DATA_PATH '{os.path.dirname(catalog)}/data/', "
                               "OVERRIDE_DATA_PATH true")
    for name, (table_id, _) in store.tables(catalog).items():
        files = store.live_files(catalog, table_id)
        if any(file.deletes for file in files):
            (expected,) = db.execute(f"SELECT count(*) FROM lake.{name}").fetchone()
            found = count([f.path for f in files], [f.deletes for f in files if f.deletes])
            wrong = [] if found == expected else [f"{found} live rows, {expected} by the catalog"]
            report(reader, name, len(files), found, wrong, "  (live rows)")


def clickhouse(catalog):
    """ClickHouse has no null lists: it reads them as empty ones, and is compared so."""
    import chdb

    version = str(chdb.query("SELECT version()")).strip().strip('"')

    def read(path):
        answer = chdb.query(
            f"SELECT * FROM file('{path}', Parquet) "
            "SETTINGS output_format_arrow_string_as_string = 1, use_hive_partitioning = 0, "
            "max_threads = 1, input_format_parquet_preserve_order = 1",
            "ArrowStream",
        )
        table = pa.ipc.open_stream(answer.bytes()).read_all()
        # A column that may not be null is given as such; types of the same meaning are cast.
        right = canonical(pq.ParquetFile(path).read()).schema
        assert table.column_names == right.names, path
        return pa.table([c.cast(f.type) for c, f in zip(table.columns, right)], schema=right)

    def without_null_lists(table):
        for place, field in enumerate(table.schema):
            if pa.types.is_list(field.type):
                lists = [value or [] for value in table[field.name].to_pylist()]
                table = table.set_column(place, field, pa.array(lists, field.type))
        return table

    def pattern(paths):
        """One pattern that names exactly these files: a list of names under their common folder."""
        folder = os.path.commonpath([os.path.dirname(path) for path in paths])
        names = ",".join(os.path.basename(path).removesuffix(".parquet") for path in paths)
        return f"{folder}/**/{{{names}}}.parquet"

    def count(data, deletes):
        return int(
            str(
                chdb.query(
                    f"SELECT count() FROM file('{pattern(data)}', Parquet) "
                    "WHERE (_file, _row_number) NOT IN (SELECT basename(file_path), toUInt64(pos) "
                    f"FROM file('{pattern(deletes)}', Parquet)) SETTINGS use_hive_partitioning = 0"
                )
            )
        )

    read_all(f"ClickHouse {version}", catalog, read, without_null_lists)
    check_live(f"ClickHouse {version}", catalog, count)


def spark(catalog):
    """Spark reads file by file, so that the order of rows is that of the file."""
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.files.maxPartitionBytes", str(1 << 30))
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    version = f"Spark {session.version}"

    def read(path):
        schema = canonical(pq.ParquetFile(path).read_row_group(0)).schema
        frame = session.read.parquet(path)
        assert frame.columns == schema.names, path
        rows = frame.collect()
        columns = zip(*rows) if rows else [[] for _ in schema]
        return pa.table([pa.array(c, f.type) for c, f in zip(columns, schema)], schema=schema)

    def count(data, deletes):
        rows = session.read.parquet(*data).select("_metadata.file_name", "_metadata.row_index")
        gone = session.read.parquet(*deletes).selectExpr(
            "regexp_extract(file_path, '[^/]+$', 0) AS file_name", "pos AS row_index"
        )
        return rows.join(gone, ["file_name", "row_index"], "left_anti").count()

    read_all(version, catalog, read)
    check_live(version, catalog, count)
    folder(session, version, catalog)
    session.stop()


def folder(session, version, catalog):
    """A whole table at once: `year=` and `month=` folders must not disturb its columns."""
    root = os.path.dirname(catalog) + "/data/main/requests"
    frame = session.read.option("recursiveFileLookup", "true").parquet(root)
    paths = [os.path.join(at, f) for at, _, names in os.walk(root) for f in names]
    data = [path for path in paths if "file_path" not in pq.ParquetFile(path).schema_arrow.names]
    rows = sum(pq.ParquetFile(path).metadata.num_rows for path in data)
    frame = session.read.option("recursiveFileLookup", "true").parquet(*data)
    found = (frame.count(), sorted({"year", "month"} & set(frame.columns)))
    wrong = [] if found == (rows, []) else [f"{found}, expected {(rows, [])}"]
    report(version, "requests/", len(data), rows, wrong, "  (rows, the folder at once)")


def main():
    readers = {"clickhouse": clickhouse, "spark": spark}
    if len(sys.argv) != 3 or sys.argv[1] not in readers:
        print(__doc__, file=sys.stderr)
        return 2
    readers[sys.argv[1]](store.catalog_of(sys.argv[2]))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
