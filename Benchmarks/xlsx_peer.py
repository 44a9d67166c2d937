#!/usr/bin/env python3
"""Reads a workbook's first sheet to its last row and does nothing with it, as `benchmarks reader` does.

Usage: xlsx_peer.py FILE.xlsx openpyxl|calamine [digest]

With `digest`, gives the CRC-32 of each column's cells in the form that `benchmarks reader --digest yes`
gives them: times as `2026-01-31 08:00:00`, numbers with the fewest digits, empty cells as empty texts.
"""
import datetime, json, sys, zlib

path, library = sys.argv[1:3]


def rows():
    if library == "openpyxl":
        import openpyxl
        yield from openpyxl.load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True)
    else:
        import python_calamine
        sheet = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0)
        yield from sheet.to_python(skip_empty_area=False)


def text(value):
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return (value + datetime.timedelta(microseconds=500_000)).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, datetime.date):
        return f"{value} 00:00:00"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value)


count = 0
if sys.argv[3:] == ["digest"]:
    sums = None
    for row in rows():
        sums = sums or [0] * len(row)
        for column in range(len(sums)):
            sums[column] = zlib.crc32(text(row[column]).encode() + b"\x1f", sums[column])
        count += 1
    print(json.dumps({"rows": count, "columns": sums}))
else:
    for row in rows():
        count += 1
    print(json.dumps({"rows": count}))
