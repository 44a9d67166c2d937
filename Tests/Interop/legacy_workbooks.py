#!/usr/bin/env python3
"""Workbooks of Excel 97-2003 as other programs write them, cell by cell against other readers.

xlwt writes what a vendor's export has; xlrd says what is in it. LibreOffice saves one workbook as
.xls and .xlsx; our readers must give the same rows for both, and what is of another format must be
refused by name.

Usage: legacy_workbooks.py TABULAR-DRIVER
"""
import datetime, gzip, json, math, os, shutil, subprocess, sys, tempfile, zipfile
import openpyxl, openpyxl.styles, xlrd, xlwt

DRIVER = sys.argv[1]
TEXTS = ["路灯不亮", "café ÿ", "plain", "“引号”，全角", "a\nb\r\nc", "　前后空　", "=1+1", "0012"]


def read(path):
    """What our reader gives: the file's form, and {(sheet, row, column): text} of filled cells."""
    output = subprocess.run([DRIVER, path], stdout=subprocess.PIPE, check=True).stdout
    lines = [json.loads(line) for line in output.splitlines()]
    assert "error" not in lines[-1], f"{path}: {lines[-1]}"
    cells = {}
    for row in lines[1:]:
        assert row["problem"] == "none", row
        for column, text in enumerate(row["cells"]):
            if text:
                cells[row["sheet"], row["line"] - 1, column] = text
    return lines[0], cells


def refusal(path):
    output = subprocess.run([DRIVER, path], stdout=subprocess.PIPE, check=True).stdout
    line = json.loads(output.splitlines()[-1])
    assert "error" in line, f"{path} was read: {output[:200]}"
    return line["detail"]


def moment(serial, mode):
    """A serial number as we write it, by arithmetic of its own."""
    seconds = round(serial * 86400)
    clock = datetime.timedelta(seconds=seconds % 86400)
    clock = (datetime.datetime.min + clock).strftime("%H:%M:%S")
    if seconds < 86400 and not mode:
        return clock
    days = seconds // 86400
    start = datetime.date(1904, 1, 1) if mode else datetime.date(1899, 12, 30 + (days < 60))
    return f"{start + datetime.timedelta(days=days)} {clock}"


def plain(value):
    """A number without exponent, with the fewest digits that read back the same."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    text = format(__import__("decimal").Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def expected(path):
    """What xlrd finds, put as our reader puts it."""
    book = xlrd.open_workbook(path, formatting_info=True)
    cells = {}
    for number, sheet in enumerate(book.sheets()):
        for row in range(sheet.nrows):
            for column in range(sheet.ncols):
                cell = sheet.cell(row, column)
                if cell.ctype == xlrd.XL_CELL_TEXT:
                    text = cell.value
                elif cell.ctype == xlrd.XL_CELL_NUMBER:
                    shown = book.xf_list[cell.xf_index].format_key
                    zeros = book.format_map[shown].format_str
                    text = plain(cell.value).zfill(len(zeros) if set(zeros) == {"0"} else 0)
                elif cell.ctype == xlrd.XL_CELL_DATE:
                    text = moment(cell.value, book.datemode)
                elif cell.ctype == xlrd.XL_CELL_BOOLEAN:
                    text = "TRUE" if cell.value else "FALSE"
                elif cell.ctype == xlrd.XL_CELL_ERROR:
                    text = xlrd.error_text_from_code[cell.value]
                else:
                    text = ""
                if text:
                    cells[number, row, column] = text
    return book, cells


def is_same(one, other, tolerance):
    """Whether two texts are the same, or numbers that differ by no more than rounding."""
    if one == other or not tolerance or one is None or other is None:
        return one == other
    try:
        return math.isclose(float(one), float(other), rel_tol=tolerance)
    except ValueError:
        return False


def compare(name, found, wanted, tolerance=0):
    for place in sorted(set(found) | set(wanted)):
        assert is_same(found.get(place), wanted.get(place), tolerance), (
            f"{name} {place}: {found.get(place)!r} instead of {wanted.get(place)!r}")
    print(f"{name}: {len(wanted)} cells equal")


def vendor_workbook(path, mode):
    """A workbook with everything that exports are seen to have."""
    book = xlwt.Workbook(encoding="utf-8")
    book.dates_1904 = mode
    styles = [
        xlwt.easyxf(num_format_str=code)
        for code in ["yyyy-mm-dd", "yyyy/m/d h:mm", 'yyyy"年"m"月"d"日"', "h:mm:ss", "m/d/yy"]
    ]
    sheet = book.add_sheet("工单清单")
    # Only here: xlrd fails where a record's end splits such a character in two.
    sheet.write_merge(0, 0, 0, 5, "2026年6月 工单清单𠀀😀")
    sheet.write_merge(2, 4, 0, 0, "合并")
    for column, text in enumerate(["编号", "内容", "时间", "数量", "金额", "状态"]):
        sheet.write(1, column, text)
    for row in range(2, 1500):
        if row > 4:
            sheet.write(row, 0, f"TZ{row:06d}")
        # Far more shared texts than one record holds, narrow and wide ones in turn.
        sheet.write(row, 1, TEXTS[row % len(TEXTS)] + str(row) * (row % 7))
        sheet.write(row, 2, 43286 + row * 0.7310185, styles[row % len(styles)])
        for column, value in enumerate([row, -row, row / 100, row * 1.5, 13_900_000_000 + row], 3):
            sheet.write(row, column, value)
        if row % 10 == 0:
            sheet.write(row, 9, row % 20 == 0)
            sheet.write_rich_text(
                row, 10, [("富", xlwt.easyfont("bold on")), "文本", (str(row), xlwt.easyfont("italic on"))])
            sheet.write(row, 11, None, styles[0])
            sheet.row(row).set_cell_error(12, 0x2A if row % 20 else 0x07)
            sheet.write(row, 13, xlwt.Formula("D3+1"))
    sheet.write(1600, 0, "合计" + "很长" * 6000)
    hidden = book.add_sheet("隐藏")
    hidden.visibility = 1
    hidden.write(7, 255, "角")
    book.add_sheet("空")
    book.save(path)


def office_workbook(path, mode):
    """A workbook with formulas, which LibreOffice works out."""
    book = openpyxl.Workbook()
    if mode:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet = book.active
    sheet.title = "数据"
    sheet["A1"] = "六月工单𠀀😀"
    sheet.merge_cells("A1:D1")
    bold = openpyxl.styles.Font(bold=True)
    for row in range(2, 700):
        sheet.cell(row, 1, TEXTS[row % len(TEXTS)].replace("\r", "") + str(row)).font = bold
        sheet.cell(row, 2, datetime.datetime(2018, 7, 5, 9, 3) + datetime.timedelta(minutes=97 * row))
        sheet.cell(row, 3, row * 17)
        sheet.cell(row, 4, row / 8)
        sheet.cell(row, 5, f"=C{row}*2+D{row}")
        sheet.cell(row, 6, f'=A{row}&"，"&C{row}')
        sheet.cell(row, 7, f"=C{row}>2000")
        sheet.cell(row, 8, f"=1/(C{row}-170)")
        sheet.cell(row, 9, row % 3 == 0)
    second = book.create_sheet("第二张")
    second["C5"] = datetime.date(2026, 6, 30)
    second["D5"] = datetime.time(9, 30)
    second["E5"] = 123
    second["E5"].number_format = "000000"
    second["F5"] = "长" * 20_000
    second.sheet_state = "hidden"
    book.save(path)


def convert(path, kind, folder):
    """What LibreOffice saves a file as."""
    target = tempfile.mkdtemp(dir=folder)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
         "--convert-to", kind, "--outdir", target, path],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=180)
    (name,) = os.listdir(target)
    return os.path.join(target, name)


def check_vendor(folder, mode):
    path = f"{folder}/vendor{mode:d}.xls"
    vendor_workbook(path, mode)
    form, found = read(path)
    book, wanted = expected(path)
    assert form["format"] == "xls" and form["hidden"] == [False, True, False], form
    assert form["sheets"] == book.sheet_names()
    merged = [
        f"{xlrd.cellname(top, left)}:{xlrd.cellname(bottom - 1, right - 1)}"
        for top, bottom, left, right in book.sheet_by_index(0).merged_cells
    ]
    assert sorted(form["merged"][0]) == sorted(merged), form["merged"]
    compare(f"xlwt, {1904 if mode else 1900}", found, wanted)
    with zipfile.ZipFile(path + ".zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, "导出.xls")
    with gzip.open(path + ".gz", "wb") as packed:
        packed.write(open(path, "rb").read())
    assert read(path + ".zip")[1] == found and read(path + ".gz")[1] == found


def check_office(folder, mode):
    path = f"{folder}/office{mode:d}.xlsx"
    office_workbook(path, mode)
    old, new = convert(path, "xls:MS Excel 97", folder), convert(path, "xlsx", folder)
    old_form, old_cells = read(old)
    new_form, new_cells = read(new)
    for key in ("sheets", "hidden", "merged"):
        assert old_form[key] == new_form[key], (key, old_form[key], new_form[key])
    assert old_form["format"] == "xls" and new_form["format"] == "xlsx"
    name = f"LibreOffice, {1904 if mode else 1900}: .xls against"
    # It saves numbers with 15 digits in .xlsx.
    compare(f"{name} .xlsx", old_cells, new_cells, tolerance=1e-14)
    compare(f"{name} xlrd", old_cells, expected(old)[1])
    formulas = old_cells[0, 9, 7], old_cells[0, 2, 4], old_cells[0, 2, 5], old_cells[0, 2, 6]
    assert formulas == ("#DIV/0!", "102.375", f"{TEXTS[3]}3，51", "FALSE"), formulas
    return path


def check_refusals(folder, book):
    for kind, words in [("ods", ".ods"), ("pdf", "a PDF")]:
        detail = refusal(convert(book, kind, folder))
        assert words in detail, detail
        print(f"refused: {detail}")


def main():
    with tempfile.TemporaryDirectory() as folder:
        for mode in (False, True):
            check_vendor(folder, mode)
        if not shutil.which("soffice"):
            print("legacy_workbooks.py: SKIPPED what LibreOffice writes: no soffice here",
                  file=sys.stderr)
            return
        paths = [check_office(folder, mode) for mode in (False, True)]
        check_refusals(folder, paths[0])


main()
