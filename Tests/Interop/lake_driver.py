"""The two programs that share a lake in tests: DuckDB with its ducklake extension, and our driver.

Needs duckdb==1.5.5 duckdb-extension-ducklake==1.5.5 duckdb-extension-sqlite-scanner==1.5.5 pytz,
and the executable that `swift build -c release --product lake-driver` makes.
"""

import datetime
import glob
import json
import os
import subprocess
import time

import duckdb
import duckdb_extension_ducklake
import duckdb_extension_sqlite_scanner

SQL_TYPES = {
    "bool": "BOOLEAN",
    "int32": "INTEGER",
    "int64": "BIGINT",
    "double": "DOUBLE",
    "string": "VARCHAR",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
    "stringList": "VARCHAR[]",
}

EPOCH = datetime.date(1970, 1, 1)


class Refused(Exception):
    """What our side refused, as `code: detail`."""


class Driver:
    """Our side: a process that does one operation at a time."""

    def __init__(self, executable):
        self.process = subprocess.Popen(
            [executable], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(self, op, **members):
        """Does an operation; raises Refused when our side does."""
        self.process.stdin.write(json.dumps({"op": op, **members}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"the driver died in {op}: {self.process.wait()}")
        answer = json.loads(line)
        if "error" in answer:
            raise Refused(answer["detail"])
        return answer

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def now():
    """The present as catalogs write it, later than any answer before."""
    time.sleep(0.002)
    return datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M:%S.%f+00")


def duckdb_with_extensions():
    """A DuckDB that can attach lakes, without a network."""
    client = duckdb.connect()
    for module in (duckdb_extension_sqlite_scanner, duckdb_extension_ducklake):
        folder = os.path.dirname(module.__file__)
        (extension,) = glob.glob(folder + "/extensions/*/*.duckdb_extension")
        client.execute(f"LOAD '{extension}'")
    return client


def attach(folder, options=""):
    """A DuckDB with the lake of a folder attached as `lake`."""
    client = duckdb_with_extensions()
    client.execute(f"ATTACH 'ducklake:sqlite:{folder}/catalog.sqlite' AS lake {options}")
    return client


def literal(value, kind):
    """A value as DuckDB's SQL writes it."""
    if value is None:
        return "NULL"
    if kind == "bool":
        return "true" if value else "false"
    if kind in ("int32", "int64"):
        return str(value)
    if kind == "double":
        return f"'{value!r}'::DOUBLE"
    if kind == "date":
        return f"DATE '{EPOCH + datetime.timedelta(days=value)}'"
    if kind == "timestamp":
        return f"make_timestamp({value}::BIGINT)"
    if kind == "stringList":
        return "[" + ", ".join(literal(text, "string") for text in value) + "]::VARCHAR[]"
    return "'" + value.replace("'", "''") + "'"


def selected(name, kind):
    """The expression that gives a column as the driver answers it."""
    column = f'"{name}"'
    if kind == "date":
        return f"({column} - DATE '1970-01-01')"
    if kind == "timestamp":
        return f"epoch_us({column})"
    if kind == "double":
        return f"{column}::DOUBLE"
    return column


def plain(value, kind):
    """A value in a form that compares: doubles by their text, so that NaN equals itself.

    Zeros of either sign are equal, as they are in SQL: DuckDB answers from bounds where it can.
    """
    if value is None:
        return None
    if kind == "double":
        return repr(float(value) + 0.0)
    if kind == "bool":
        return bool(value)
    return value


def json_value(value, kind):
    """A value as the driver reads it."""
    return repr(value) if kind == "double" and value is not None else value
