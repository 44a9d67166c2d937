"""Rows of a Parquet file as `minsheng inspect --json` tells them and as pyarrow reads them."""
import json
import math
import resource
import subprocess

import pyarrow as pa
import pyarrow.compute as pc

MEMORY = 512 << 20


def inspect(binary, path, rows=None, timeout=10, memory=MEMORY):
    """Exit code, the JSON object (None where there is none) and the messages.

    The process is killed after `timeout` seconds. Its memory is measured as the greatest of all
    children so far, so one that takes more than `memory` is named with those that follow it.
    """
    words = [binary, "inspect", path, "--json"] + (["--rows", str(rows)] if rows else [])
    child = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        output, messages = child.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        child.kill()
        child.communicate()
        return -9, None, f"still running after {timeout} s"
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    if peak > memory:
        return child.returncode, None, f"took {peak >> 20} MiB"
    found = json.loads(output) if child.returncode in (0, 3) or output else None
    return child.returncode, found, messages.decode()


def shown(array):
    """The values of a pyarrow array as `inspect --json` writes them."""
    kind = array.type
    if pa.types.is_dictionary(kind):
        return shown(array.cast(kind.value_type))
    if isinstance(kind, pa.ExtensionType):
        return shown(array.storage)
    if pa.types.is_timestamp(kind):
        unit = {"s": 1, "ms": 1000, "us": 10**6, "ns": 10**9}[kind.unit]
        zone = "Z" if kind.tz else ""
        return [
            None if v is None else moment(v, unit) + zone
            for v in array.cast(pa.int64(), safe=False).to_pylist()
        ]
    if pa.types.is_time(kind):
        unit = {"s": 1, "ms": 1000, "us": 10**6, "ns": 10**9}[kind.unit]
        whole = pa.int32() if kind.bit_width == 32 else pa.int64()
        return [None if v is None else clock(v, unit) for v in array.cast(whole).to_pylist()]
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        values = shown(array.flatten()) if array.null_count == 0 else None
        if values is None:
            return [None if not v.is_valid else shown(v.values) for v in array]
        output, start = [], 0
        for length in pc.list_value_length(array).to_pylist():
            output.append(values[start : start + length])
            start += length
        return output
    if pa.types.is_struct(kind):
        members = [shown(array.field(i)) for i in range(kind.num_fields)]
        names = [kind.field(i).name for i in range(kind.num_fields)]
        valid = array.is_valid().to_pylist()
        return [
            dict(zip(names, row)) if valid[i] else None
            for i, row in enumerate(zip(*members))
        ]
    return [scalar(v) for v in array.to_pylist()]


def moment(value, unit):
    day, rest = divmod(value, 86400 * unit)
    import datetime

    try:
        date = datetime.date.fromordinal(day + 719163).isoformat()
    except (ValueError, OverflowError):
        return scalar(value)
    return date + " " + clock(rest, unit)


def clock(value, unit):
    seconds, fraction = divmod(value, unit)
    text = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if fraction:
        text += "." + str(fraction).rjust(len(str(unit)) - 1, "0").rstrip("0")
    return text


def scalar(value):
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return value if abs(value) <= 1 << 53 else str(value)
    if isinstance(value, float):
        if math.isnan(value):
            return "NaN"
        if math.isinf(value):
            return "Infinity" if value > 0 else "-Infinity"
        return value
    if isinstance(value, bytes):
        try:
            return value.decode()
        except UnicodeDecodeError:
            return {"hex": value.hex()}
    if hasattr(value, "isoformat"):
        return value.isoformat()
    raise TypeError(f"{type(value)} has no form here")


def differences(found, table, limit=3):
    """Where the rows of `inspect` differ from a pyarrow table, refused columns left out."""
    output = []
    refused = {entry["column"] for entry in found.get("refused", [])}
    if [c for c in table.column_names if c not in refused] != found["columns"]:
        return [f"columns {found['columns']} and refused {sorted(refused)}"]
    # A table without a readable column has no rows to show.
    if found["columns"] and len(found["rows"]) != table.num_rows:
        return [f"{len(found['rows'])} rows, not {table.num_rows}"]
    for name in found["columns"]:
        expected = shown(table.column(name).combine_chunks())
        for row, value in enumerate(expected):
            got = found["rows"][row][name]
            if not same(got, value):
                output.append(f"{name}, row {row}: {got!r}, not {value!r}")
                if len(output) >= limit:
                    return output
    return output


def same(got, expected):
    """Equal values; a truth value is no number, a number written whole is one all the same."""
    if isinstance(got, bool) or isinstance(expected, bool):
        return got is expected
    if isinstance(got, list) and isinstance(expected, list):
        return len(got) == len(expected) and all(map(same, got, expected))
    if isinstance(got, dict) and isinstance(expected, dict):
        return got.keys() == expected.keys() and all(same(got[k], expected[k]) for k in got)
    return got == expected
