#!/usr/bin/env python3
"""Opens every workbook of an outbox with openpyxl, and checks what a clerk relies on.

Usage: workbooks.py OUTBOX
"""
import glob, hashlib, os, sys
import openpyxl

SHEETS = ["新交办", "在办总表", "填报说明"]
books = sorted(glob.glob(sys.argv[1] + "/*/*/*交办单*.xlsx"))
assert books, "no workbook was published"
cells = 0
for path in books:
    book = openpyxl.load_workbook(path)
    for name in SHEETS:
        assert name in book.sheetnames, f"{path}: sheet {name} is missing"
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None:
                    continue
                cells += 1
                assert cell.data_type != "f", f"{path} {sheet.title} {cell.coordinate}: a formula"
                digits = str(cell.value)
                assert not (digits.isdigit() and len(digits) > 15 and cell.data_type == "n"), (
                    f"{path} {sheet.title} {cell.coordinate}: a number that Excel would round")
    folder = os.path.dirname(path)
    for line in open(folder + "/SHA256SUMS", encoding="utf-8"):
        digest, name = line.rstrip("\n").split("  ", 1)
        found = hashlib.sha256(open(f"{folder}/{name}", "rb").read()).hexdigest()
        assert found == digest, f"{folder}/{name}: checksum differs"
print(f"workbooks: {len(books)} opened, {cells} cells")
