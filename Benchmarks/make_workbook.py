#!/usr/bin/env python3
"""Makes a workbook of complaints with 20 columns, by openpyxl (inline strings) or XlsxWriter (shared strings).

Usage: make_workbook.py SOURCE.csv OUT.xlsx openpyxl|xlsxwriter ROWS

SOURCE is a CSV of complaints with 17 columns; times become Excel dates, coordinates numbers, and
three columns of numbers are added. Texts that are empty stay without a cell.
"""
import csv, datetime, itertools, sys

source, target, writer, rows = sys.argv[1:4] + [int(sys.argv[4])]
times, numbers = {1, 12}, {13, 14, 15}


def cells(row, index):
    out = []
    for column, text in enumerate(row):
        if text == "":
            out.append(None)
        elif column in times:
            out.append(datetime.datetime.fromisoformat(text))
        elif column in numbers:
            out.append(float(text) if "." in text else int(text))
        else:
            out.append(text)
    return out + [index, index % 97 / 8, 45000 + index % 300]


with open(source, newline="", encoding="utf-8") as file:
    reader = csv.reader(file)
    header = next(reader) + ["sequence", "amount", "batch"]
    body = itertools.islice(reader, rows)
    if writer == "openpyxl":
        import openpyxl
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet("Sheet1")
        sheet.append(header)
        for index, row in enumerate(body):
            sheet.append(cells(row, index))
        book.save(target)
    else:
        import xlsxwriter
        book = xlsxwriter.Workbook(target, {"strings_to_urls": False, "strings_to_formulas": False, "default_date_format": "yyyy-mm-dd hh:mm:ss"})
        sheet = book.add_worksheet("Sheet1")
        sheet.write_row(0, 0, header)
        for index, row in enumerate(body):
            sheet.write_row(index + 1, 0, cells(row, index))
        book.close()
