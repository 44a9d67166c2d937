#!/usr/bin/env python3
"""Writes the starting inputs of the fuzzer into corpus/: small, all invented.

Usage: make_corpus.py (needs pyarrow for the Parquet files)
Inputs that the fuzzer found stand beside them under names of their own and are left alone.
"""
import gzip
import io
import pathlib
import struct
import zipfile

CORPUS = pathlib.Path(__file__).parent / "corpus"
TEXT = '编号,内容,时间\r\nTZ01,"路灯不亮，\r\n已有""三天""",2018/7/5 9:03\r\nTZ02,㐀〇噪声😀,\r\n'


def put(target, name, data):
    folder = CORPUS / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)


def delimited():
    encodings = {
        "utf8": TEXT.encode(), "utf8-mark": b"\xef\xbb\xbf" + TEXT.encode(),
        "gb18030": TEXT.encode("gb18030"), "utf16le": b"\xff\xfe" + TEXT.encode("utf-16-le"),
        "utf16be": b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf16le-bare": TEXT.encode("utf-16-le"),
        "big5": "路燈不亮，已經三天了，請儘快處理".encode("big5"),
    }
    for name, data in encodings.items():
        put("delimited", name + ".csv", data)
    for name, delimiter in (("tab", "\t"), ("semicolon", ";"), ("bar", "|")):
        put("delimited", name + ".csv", TEXT.replace(",", delimiter).encode())
    put("delimited", "cr.csv", b"\x05" + TEXT.replace("\r\n", "\r").encode())
    put("delimited", "stray.csv", b'a,b\n"x"y,z\n"never\n1,2\n"",""""\n"a""\nb",c\n\x00,\xff\n')
    put("delimited", "ragged.csv", b"a,b,c\n1\n1,2,3,4,5\n,,,\n\n\r\n1,2")
    put("delimited", "wide.csv", b"," * 300 + b"\n1" * 40)


def html():
    page = """<html><head><meta charset="utf-8"><style>td{x>y}</style></head><body><table border=1>
<tr><th colspan=3>标题<tr><td rowspan="2">1</td><td>a&amp;b<br>c&#20013;&#x4e2d;</td><td></td></tr>
<tr><td><table><tr><td>in</td></tr></table></td><td>x<!-- <td> --></td></tr></table><table><tr><td>2"""
    put("html", "utf8.html", page.encode())
    put("html", "gb18030.html", page.replace("utf-8", "gbk").encode("gb18030"))
    put("html", "utf16.html", b"\xff\xfe" + page.encode("utf-16-le"))
    put("html", "spans.html", b"<table>" + b"<tr><td colspan=99999 rowspan=999999999>a<td>" * 9)


def json():
    put("json", "lines.json", '{"a":"\\u4e2d\\ud83d\\ude00\\n","b":[1,{"c":null}]}\n\n{"a":-1.5e3}\n7\n'.encode())
    put("json", "array.json", '[{"a":"\\"x","b":true},{},{"a":false,"c":{"d":[]}} , 1]'.encode())
    put("json", "gb18030.json", '[{"编号":"乗\\\\","内容":"亂"}]'.encode("gb18030"))
    put("json", "utf16.json", b"\xff\xfe" + '{"a":"中"}\n{"b":1}'.encode("utf-16-le"))
    put("json", "deep.json", b'{"a":' + b"[" * 40 + b"]" * 40 + b"}")
    put("json", "numbers.json", b'{"a":01}\n{"a":1.}\n{"a":.5}\n{"a":-}\n{"a":-0}\n{"a":0x1}\n{"a":tru}\n')


SHEET = """<worksheet><dimension ref="A1:C3"/><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c>
<c r="C1" t="inlineStr"><is><r><t>in</t></r><rPh><t>no</t></rPh></is></c></row><row r="3">
<c r="A3" s="1"><v>43286.377</v></c><c r="B3" t="b"><v>1</v></c><c r="C3" t="str"><f>A1</f><v>x_x000D_y&amp;</v></c>
<c r="D3" t="e"><v>#N/A</v></c><c t="s"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells></worksheet>"""
STRINGS = '<sst count="2"><si><t>编号</t></si><si><r><t xml:space="preserve"> a</t></r><rPh><t>p</t></rPh></si><si/></sst>'
STYLES = '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m/d h:mm;[Red]@"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="2"/></cellXfs></styleSheet>'
BOOK = '<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet name="甲" sheetId="1" state="hidden" r:id="r1"/></sheets></workbook>'
RELATIONS = '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="/xl/worksheets/sheet1.xml"/><Relationship Id="r2" Type="x/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r3" Type="x/styles" Target="../xl/styles.xml"/></Relationships>'


def packed(members, method=zipfile.ZIP_DEFLATED):
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", method) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, compress_type=method)
    return output.getvalue()


def workbooks():
    parts = [SHEET, STRINGS, STYLES, BOOK, RELATIONS]
    put("workbook", "whole", "\0".join(parts).encode())
    put("workbook", "short", "\0".join(parts[:3]).encode())
    put("workbook", "comments", ('<?xml version="1.0"?><!-- x > --><a:worksheet><row r="9"><c><v><![CDATA[a]]></v></c></row></a:worksheet>\0'
        + STRINGS).encode())
    put("workbook", "far", b'<worksheet><row r="1048576"><c r="XFD1"><v>1</v></c></row><row><c><v/></c></row></worksheet>')
    names = ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml",
             "xl/_rels/workbook.xml.rels"]
    members = list(zip(names, parts))
    put("xlsx", "stored.xlsx", packed(members, zipfile.ZIP_STORED))
    put("xlsx", "deflated.xlsx", packed(members))
    put("xlsx", "one.zip", packed([("a/b.csv", TEXT)]))
    put("xlsx", "inner.zip", packed([("a.xlsx", packed(members))], zipfile.ZIP_STORED))
    put("xlsx", "none.zip", packed([]))


def record(kind, data=b""):
    return struct.pack("<HH", kind, len(data)) + data


def wide(text, length="<H"):
    return struct.pack(length, len(text)) + b"\1" + text.encode("utf-16-le")


def cell(kind, row, column, value, style=0):
    return record(kind, struct.pack("<HHH", row, column, style) + value)


def binary_workbook():
    """The stream of a BIFF8 workbook with a cell of each kind."""
    globals_ = record(0x809, struct.pack("<HHI", 0x600, 5, 0)) + record(0x42, struct.pack("<H", 1200))
    globals_ += record(0x22, struct.pack("<H", 1)) + record(0x41E, struct.pack("<H", 164) + wide("yyyy/m/d"))
    globals_ += b"".join(record(0xE0, struct.pack("<HH", 0, number) + bytes(16)) for number in (0, 14, 164))
    texts = struct.pack("<II", 3, 3) + struct.pack("<HB", 2, 0) + b"id" + wide("编号内")
    # The last text has looks and a reading, and runs over into another record.
    tail = record(0xFC, texts + struct.pack("<HBHI", 6, 12, 1, 2) + b"abc") + record(0x3C, b"\1" + "容内容".encode("utf-16-le")
        + bytes(6)) + record(0x0A)
    sheet = record(0x809, struct.pack("<HHI", 0x600, 0x10, 0)) + cell(0xFD, 0, 0, struct.pack("<I", 0))
    sheet += cell(0xFD, 0, 1, struct.pack("<I", 2)) + cell(0x203, 1, 0, struct.pack("<d", 43286.377), 1)
    sheet += cell(0x27E, 1, 1, struct.pack("<I", 1234 << 2 | 3), 2) + cell(0x205, 1, 2, b"\1\0") + cell(0x205, 1, 3, b"\x2a\1")
    sheet += record(0xBD, struct.pack("<HHHIHIH", 2, 0, 0, 7 << 2 | 2, 0, 9 << 2 | 2, 1))
    sheet += cell(0x204, 2, 2, wide("乙")) + cell(6, 3, 0, struct.pack("<d", 1.5) + bytes(8))
    sheet += cell(6, 3, 1, b"\0\0\0\0\0\0\xff\xff" + bytes(8)) + record(0x207, wide("果")) + cell(0xD6, 3, 2, wide("丙") + bytes(6))
    sheet += record(0xE5, struct.pack("<HHHHH", 1, 0, 0, 0, 1)) + record(0x0A)
    name = wide("甲", "<B")
    start = len(globals_) + 4 + 6 + len(name) + len(tail)
    return globals_ + record(0x85, struct.pack("<IBB", start, 0, 0) + name) + tail + sheet


def compound(stream, sector=512):
    """A compound file of one stream, from its own sectors where it has 4096 bytes."""
    free, end = 0xFFFFFFFF, 0xFFFFFFFE
    is_small = len(stream) < 4096
    chunks, table = [], []
    def add(data):
        if not data:
            return end
        first = len(table)
        count = -(-len(data) // sector)
        table.extend([first + i + 1 for i in range(count - 1)] + [end])
        chunks.append(data.ljust(count * sector, b"\0"))
        return first
    padded = stream.ljust(-(-len(stream) // 64) * 64, b"\0")
    body = add(padded if is_small else stream)
    count = len(padded) // 64
    small = add(struct.pack("<%dI" % count, *[*range(1, count), end])) if is_small else end
    def entry(name, kind, child, first, size):
        units = name.encode("utf-16-le")
        return units.ljust(64, b"\0") + struct.pack("<HBBIII36xIQ", len(units) + 2, kind, 1, free, free, child, first, size)
    directory = add(entry("Root Entry", 5, 1, body if is_small else end, len(padded) if is_small else 0)
        + entry("Workbook", 2, free, 0 if is_small else body, len(stream)))
    place = len(table)
    table += [0xFFFFFFFD] + [free] * (sector // 4 - place - 1)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3 if sector == 512 else 4, 0xFFFE,
        sector.bit_length() - 1, 6) + bytes(10)
    head += struct.pack("<IIIIIIII", 1, directory, 0, 4096, small, int(is_small), end, 0)
    head += struct.pack("<109I", place, *[free] * 108)
    return head.ljust(sector, b"\0") + b"".join(chunks) + struct.pack("<%dI" % (sector // 4), *table)


def binary_workbooks():
    stream = binary_workbook()
    put("xls", "bare.xls", stream)
    put("xls", "small-sectors.xls", compound(stream))
    put("xls", "large-sectors.xls", compound(stream, 4096))
    put("xls", "own-sectors.xls", compound(stream.ljust(5000, b"\0")))


def gzips():
    data = gzip.compress(TEXT.encode(), mtime=0)
    put("gzip", "one.gz", data)
    put("gzip", "two.gz", data + gzip.compress(b"b" * 3000, 9, mtime=0) + b"\0\0")
    put("gzip", "cut.gz", data[:-5])
    put("gzip", "stored.gz", gzip.compress(TEXT.encode(), 0, mtime=0))
    put("gzip", "plain", b"abcabcabcabcabc" * 30)
    put("snappy", "plain", TEXT.encode() * 3)
    put("snappy", "copies", b"\x14\x04ab\x12\x02\x00\x3d\x01\x00" + b"\x00z")
    put("snappy", "literal", b"\x05\x10hello")


def parquet():
    import pyarrow as pa
    import pyarrow.parquet as pq
    table = pa.table({
        "a": pa.array([1, None, 3, 7, 9] * 4, pa.int64()), "t": ["甲", "乙", None, "", "乙"] * 4,
        "l": pa.array([["x"], [], None, ["y", "z"], [None]] * 4, pa.list_(pa.string())),
        "d": pa.array([1.5, None, 0.0, -1.0, 2.0] * 4), "b": [True, None, False, True, True] * 4,
        "s": pa.array([{"m": 1, "n": "q"}, None, {"m": None, "n": "r"}, None, {"m": 4, "n": None}] * 4,
            pa.struct([("m", pa.int32()), ("n", pa.string())])),
    })
    kinds = {
        "plain": dict(compression="none", use_dictionary=False, write_page_index=True, data_page_size=64),
        "dictionary": dict(compression="none", use_dictionary=True),
        "delta": dict(compression="none", use_dictionary=False, data_page_version="2.0",
            column_encoding={"a": "DELTA_BINARY_PACKED", "t": "DELTA_BYTE_ARRAY"}),
        "snappy": dict(compression="snappy", data_page_version="2.0"),
        "gzip": dict(compression="gzip", row_group_size=7),
    }
    for name, options in kinds.items():
        output = io.BytesIO()
        columns = table if name in ("plain", "dictionary") else table.select(["a", "t", "l"])
        pq.write_table(columns, output, store_schema=False, **options)
        put("parquet", name + ".parquet", output.getvalue())


def configurations():
    city = CORPUS.parents[2] / "Pipelines" / "cities" / "taizhou"
    mapping = (city / "sources" / "mailbox.json5").read_bytes()
    put("mapping", "mailbox.json5", mapping)
    put("mapping", "small.json5", """{platform: "a", platform_name: "甲", source: "hotline", dispatch: "mirror",
  header: {within: 3, totals: ["合计"]}, row_length: "exact", times: ["yyyy-MM-dd"], constants: {origin: "citizen"},
  columns: {source_record_id: "编号", received_at: {from: ["时间", "日期"], times: ["yyyy年M月d日"]},
  request_type: {from: "类型", map: {"投诉": "complaint"}, default: "other"}, place_text: {join: ["区", 3], separator: " "},
  content: "内容"}}""".encode())
    put("configuration", "city.json5", (city / "city.json5").read_bytes())
    put("configuration", "all.json5", b"""// line
{a: 'b\\'\\u4e2d\\x41', "c": [1, -2.5e3, .5, 5., 0x1F, +1, Infinity, NaN, true, false, null,], /* b */ d_$: {}, "e": "f\\
g"}""")
    put("configuration", "deep.json5", b"[" * 70 + b"]" * 70)


for part in (delimited, html, json, workbooks, binary_workbooks, gzips, parquet, configurations):
    part()
