"""Reads every file of a lake with DuckDB, pyarrow and Polars and compares all values.

Usage: store_readers.py WORKSPACE
For each data file: the three readers' columns, value by value. For each table: the live rows that
pyarrow and Polars find without a catalog client (data files less delete files), against the rows
that DuckDB finds through the catalog, value by value and by row id. All of it once more on a copy
of the lake in which DuckDB has deleted, updated and inserted.
Exit code 0 when all are equal, 1 when one is not.
"""

import sys
import tempfile

import polars
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

import store
from parquet_values import canonical, differences
from store_changed_copy import changed_copy

# What a column is read as where a file from before its addition lacks it.
TYPES = {
    "boolean": pa.bool_(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "float64": pa.float64(),
    "varchar": pa.string(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us"),
    "list": pa.list_(pa.field("element", pa.string())),
}


def with_arrow(path):
    return canonical(pq.ParquetFile(path).read())


def with_polars(path):
    return canonical(polars.read_parquet(path, hive_partitioning=False).to_arrow())


def with_duckdb(client, path):
    return canonical(
        client.execute(
            f"SELECT * FROM read_parquet('{path}', hive_partitioning = false)"
        ).to_arrow_table()
    )


def by_field_id(path, table):
    """The columns of a data file by the catalog's column ids, which are its field ids."""
    schema = pq.ParquetFile(path).schema_arrow
    ids = {int(f.metadata[b"PARQUET:field_id"]): f.name for f in schema}
    return {field_id: table[name] for field_id, name in ids.items()}


def live_rows(catalog, table_id, columns, read):
    """The live rows of a table by plain Parquet reads, with their row ids, in order of these."""
    parts = []
    names = [name for _, name, _ in columns] + ["rowid"]
    for file in store.live_files(catalog, table_id):
        rows = by_field_id(file.path, read(file.path))
        row_ids = rows.get(store.ROW_ID)
        if row_ids is None:
            end = file.first_row_id + file.rows
            row_ids = pa.chunked_array([pa.array(range(file.first_row_id, end), pa.int64())])
        part = pa.table(
            [rows[i] if i in rows else pa.nulls(file.rows, TYPES[kind]) for i, _, kind in columns]
            + [row_ids],
            names=names,
        )
        if file.deletes:
            gone = by_field_id(file.deletes, read(file.deletes))[store.DELETED_POSITION]
            positions = pa.array(range(file.rows), pa.int64())
            part = part.filter(pc.invert(pc.is_in(positions, gone.combine_chunks())))
        parts.append(part)
    if not parts:
        return None
    return canonical(pa.concat_tables(parts)).sort_by("rowid")


def compare(catalog, options="READ_ONLY"):
    """Compares all files and tables of a lake; returns how many comparisons failed."""
    client = store.attach(catalog, options)
    failures = values = 0
    for name, (table_id, columns) in store.tables(catalog).items():
        files = store.live_files(catalog, table_id)
        wrong = []
        for path in [p for f in files for p in (f.path, f.deletes) if p]:
            arrow = with_arrow(path)
            values += arrow.num_rows * arrow.num_columns
            others = {"polars": with_polars(path), "duckdb": with_duckdb(client, path)}
            for reader, other in others.items():
                wrong += [f"{reader} {path}: {column}" for column in differences(arrow, other)]
        lake = canonical(
            client.execute(f'SELECT *, rowid FROM lake."{name}" ORDER BY rowid').to_arrow_table()
        )
        for reader, read in (("pyarrow", with_arrow), ("polars", with_polars)):
            rows = live_rows(catalog, table_id, columns, read)
            if rows is None:
                wrong += [f"{reader}: no file, {lake.num_rows} rows"] if lake.num_rows else []
            else:
                wrong += [f"{reader} live rows: {d}" for d in differences(lake, rows)]
        deletes = sum(f.deletes is not None for f in files)
        print(
            f"{'FAILED' if wrong else 'ok    '} {name:18} {lake.num_rows:8} live rows, "
            f"{len(files):3} files, {deletes:2} delete files {'; '.join(wrong[:5])}"
        )
        failures += bool(wrong)
    print(f"       {values} values of files compared between three readers")
    client.close()
    return failures if values else 1


def can_fail(catalog):
    """Whether the comparison tells one changed value, one lost row and one wrong type."""
    files = [f for i, _ in store.tables(catalog).values() for f in store.live_files(catalog, i)]
    table = with_arrow(max(files, key=lambda f: f.rows).path)
    name = next(field.name for field in table.schema if field.type == pa.string())
    place = table.column_names.index(name)
    changed = table[name].to_pylist()
    changed[-1] = (changed[-1] or "") + " "
    other = table.set_column(place, name, pa.array(changed))
    retyped = table.set_column(place, name, table[name].cast(pa.binary()))
    return (
        differences(table, table) == []
        and differences(table, other) == [name]
        and differences(table, table.slice(1)) != []
        and differences(table, retyped) == [name]
    )


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    catalog = store.catalog_of(sys.argv[1])
    assert can_fail(catalog), "the comparison does not tell a changed value"
    failures = compare(catalog)
    with tempfile.TemporaryDirectory() as folder:
        copied, options = changed_copy(catalog, folder + "/lake")
        print("a copy of the lake, after DuckDB has deleted, updated and inserted:")
        failures += compare(copied, options)
    print(f"{failures} tables differ" if failures else "all readers agree on every value")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
