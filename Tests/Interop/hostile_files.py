#!/usr/bin/env python3
"""Files made to hurt: each must end in a clear message within a second and 256 MiB.

Usage: hostile_files.py MINSHENG [--slack FACTOR] [--only NAME] [--keep FOLDER]
Makes each file, gives it to `ingest --dry-run` (Parquet: `inspect`), and checks the exit code, that
the message names the file and the reason and says what to do, that nothing trapped, the CPU time
and the peak of memory. At the end some files that are only large or only odd must be read whole.
`--slack` multiplies the second, for machines under load.
"""
import argparse
import gzip
import io
import os
import pathlib
import resource
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib

MAPPING = """{platform: "hostile", platform_name: "x", source: "hotline", dispatch: "mirror",
  delivery: {expected: "none"}, unknown_columns: "ignore", times: ["yyyy-MM-dd HH:mm:ss"],
  constants: {origin: "citizen", request_type: "complaint", disposition: "dispatch"},
  columns: {source_record_id: "id", received_at: "time", content: "content"}}"""
HEAD = b"id,time,content\n"
ROW = b"1,2018-07-05 09:03:00,abc\n"
MIB = 1 << 20
cases = []


def case(name, *wanted, refused=True, tool="ingest"):
    """Registers the maker of a file; `wanted` are texts of which the message holds each."""
    def register(make):
        cases.append((name, wanted, refused, tool, make))
        return make
    return register


def sparse(path, head, size, tail=b""):
    """A file with a hole of zeros, which takes no disk."""
    with open(path, "wb") as file:
        file.write(head)
        file.truncate(size - len(tail))
        file.seek(0, 2)
        file.write(tail)


# MARK: Delimited text


@case("csv-quote-never-ends-4gib.csv", "longer than")
def _(path):
    sparse(path, HEAD + b'1,2018-07-05 09:03:00,"', 4 << 30)


@case("csv-line-never-ends-4gib.csv", "longer than")
def _(path):
    sparse(path, HEAD + b"1,2018-07-05 09:03:00,", 4 << 30)


@case("utf16-line-never-ends-4gib.csv", "longer than")
def _(path):
    sparse(path, b"\xff\xfe" + (HEAD + b"1,").decode().encode("utf-16-le"), 4 << 30)


@case("csv-million-columns.csv", "too-large", refused=False)
def _(path):
    path.write_bytes(HEAD + ROW + b"," * 1_000_000 + b"\n" + ROW)


@case("csv-million-columns-in-each-row.csv", "too-large", refused=False)
def _(path):
    path.write_bytes(HEAD + (b"," * 1_000_000 + b"\n") * 40)


@case("csv-million-headers.csv", "header")
def _(path):
    path.write_bytes(b",".join(b"c%d" % i for i in range(1_000_000)) + b"\n" + ROW)


@case("csv-quotes-that-each-search-a-thousand-lines.csv", refused=False)
def _(path):
    path.write_bytes(HEAD + b'x,""y\n' * 700_000)


@case("csv-no-header-in-millions-of-lines.csv", "header")
def _(path):
    path.write_bytes(b"".join(b"t%d\n" % i for i in range(4_000_000)))


@case("csv-nothing-but-delimiters.csv", refused=False)
def _(path):
    path.write_bytes(HEAD + (b"," * 16_000 + b"\n") * 1_500)


@case("csv-nothing-but-quotes.csv")
def _(path):
    path.write_bytes(b'"' * (30 << 20))


@case("csv-nothing-but-line-ends.csv")
def _(path):
    path.write_bytes(b"\r\n" * (16 << 20))


# MARK: Gzip and zip


def gzip_bomb(path, size, piece=b"\0" * MIB, head=b""):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    with open(path, "wb") as file:
        file.write(packer.compress(head))
        for _ in range(size // len(piece)):
            file.write(packer.compress(piece))
        file.write(packer.flush())


@case("gzip-bomb-2gib-of-zeros.csv.gz", "unpack")
def _(path):
    gzip_bomb(path, 2 << 30, head=HEAD)


@case("gzip-bomb-of-lines.csv.gz", "unpack")
def _(path):
    gzip_bomb(path, 1 << 30, piece=b"\n" * MIB, head=HEAD)


@case("gzip-bomb-in-gzip.gz", "unpack")
def _(path):
    gzip_bomb(path, 1 << 30)
    path.write_bytes(gzip.compress(path.read_bytes()))


@case("gzip-of-many-empty-members.gz", "empty")
def _(path):
    path.write_bytes(gzip.compress(b"", mtime=0) * 1_500_000)


def zipped(path, members, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)


def deflated(size, piece):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    output, checksum = [], 0
    for _ in range(size // len(piece)):
        output.append(packer.compress(piece))
        checksum = zlib.crc32(piece, checksum)
    output.append(packer.flush())
    return b"".join(output), checksum


def raw_zip(members, listed=None):
    """A zip file of (name, deflated, size, checksum); `listed` replaces the directory's entries
    by (name, offset of the header, packed size, size, checksum, attributes)."""
    output, directory, entries = b"", b"", []
    for name, data, size, checksum in members:
        entries.append((name, len(output), len(data), size, checksum, 0))
        output += struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 33, checksum, len(data) & 0xFFFFFFFF,
            min(size, 0xFFFFFFFF), len(name), 0) + name + data
    for name, offset, packed, size, checksum, attributes in (listed or (lambda e: e))(entries):
        extra = b""
        if size >= 0xFFFFFFFF:
            extra = struct.pack("<HHQ", 1, 8, size)
        directory += struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 20 | 3 << 8, 20, 0, 8, 0, 33, checksum, packed,
            min(size, 0xFFFFFFFF), len(name), len(extra), 0, 0, 0, attributes, offset) + name + extra
    return output + directory + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, min(len(entries), 0xFFFF),
        min(len((listed or (lambda e: e))(entries)), 0xFFFF), len(directory), len(output), 0)


@case("zip-bomb-10gib-of-zeros.zip", "unpack")
def _(path):
    # One gibibyte deflated, ten times over: the last block of the stream is left out in between.
    data, checksum = deflated(1 << 30, b"\0" * MIB)
    path.write_bytes(raw_zip([(b"a.csv", data, 10 << 30, checksum)]))


@case("zip-bomb-that-lies-about-its-size.zip", "size")
def _(path):
    data, checksum = deflated(1 << 30, b"\0" * MIB)
    path.write_bytes(raw_zip([(b"a.csv", data, 100, checksum)]))


@case("zip-bomb-nested.zip", "unpack")
def _(path):
    data, checksum = deflated(1 << 30, b"\0" * MIB)
    inner = raw_zip([(b"a.csv", data, 1 << 30, checksum)])
    zipped(path, [("a.zip", inner)])


@case("zip-of-overlapping-members.xlsx", "overlap")
def _(path):
    data, checksum = deflated(60 << 20, b"<row/>" * 1000)
    sheets = [(b"xl/worksheets/sheet%d.xml" % i) for i in range(1, 200)]
    def listed(entries):
        return [(n, entries[0][1], *entries[0][2:]) for n in sheets] + entries[1:]
    path.write_bytes(raw_zip([(sheets[0], data, (60 << 20) // 6000 * 6000, checksum)] + book(len(sheets)), listed))


@case("zip-of-65535-members.zip", "unpack")
def _(path):
    zipped(path, [("%d.csv" % i, b"") for i in range(65_000)], zipfile.ZIP_STORED)


@case("zip-cut.zip", "cut or broken")
def _(path):
    zipped(path, [("a.csv", HEAD + ROW)])
    path.write_bytes(path.read_bytes()[:-30])


for number, member in enumerate(
        ["../../etc/cron.d/a.csv", "/etc/a.csv", "C:\\Windows\\a.csv", "..\\a.csv", "a/../../b.csv", "c:a.csv"]):
    @case(f"zip-path-{number}.zip", "path", "again")
    def _(path, member=member):
        info = zipfile.ZipInfo("x")
        info.filename = member
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(info, HEAD + ROW)


@case("zip-link.zip", "link")
def _(path):
    info = zipfile.ZipInfo("a.csv")
    info.create_system, info.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(info, "/etc/passwd")


# MARK: Workbooks


RELATION = '<Relationship Id="r{0}" Type="x/{1}" Target="{2}"/>'


def book_parts(count, same=None):
    sheets = "".join(f'<sheet name="s{i}" r:id="r{i}"/>' for i in range(1, count + 1))
    relations = "".join(RELATION.format(i, "worksheet", same or f"worksheets/sheet{i}.xml") for i in range(1, count + 1))
    relations += RELATION.format("s", "sharedStrings", "sharedStrings.xml") + RELATION.format("y", "styles", "styles.xml")
    return [("xl/workbook.xml", f"<workbook><sheets>{sheets}</sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", f"<Relationships>{relations}</Relationships>")]


def book(count):
    members = []
    for name, text in book_parts(count):
        data = zlib.compressobj(9, zlib.DEFLATED, -15)
        members.append((name.encode(), data.compress(text.encode()) + data.flush(), len(text), zlib.crc32(text.encode())))
    return members


HEADER_ROW = '<row r="1"><c t="inlineStr"><is><t>id</t></is></c><c t="inlineStr"><is><t>time</t></is></c><c t="inlineStr"><is><t>content</t></is></c></row>'


def workbook(path, sheet=None, strings=None, styles=None, count=1, same=None, extra=(), rows=""):
    """A workbook; `sheet` is the XML of its first sheet, or `rows` what follows its header."""
    if sheet is None:
        sheet = f"<worksheet><sheetData>{HEADER_ROW}{rows}</sheetData></worksheet>"
    members = book_parts(count, same) + [("xl/worksheets/sheet1.xml", sheet)]
    if strings is not None:
        members.append(("xl/sharedStrings.xml", strings))
    if styles is not None:
        members.append(("xl/styles.xml", styles))
    zipped(path, members + list(extra))


LAUGHS = '<!DOCTYPE l [<!ENTITY a0 "ha">' + "".join(
    f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12)) + "]>"


@case("xlsx-billion-laughs-in-a-sheet.xlsx", "document type", "save")
def _(path):
    workbook(path, LAUGHS + "<worksheet><sheetData><row><c t='str'><v>&a11;</v></c></row></sheetData></worksheet>")


@case("xlsx-billion-laughs-in-shared-strings.xlsx", "document type", "save")
def _(path):
    workbook(path, strings=LAUGHS + "<sst><si><t>&a11;</t></si></sst>", rows='<row><c t="s"><v>0</v></c></row>')


@case("html-billion-laughs.xls")
def _(path):
    path.write_bytes((LAUGHS + "<table><tr><td>&a11;</td></tr></table>").encode())


@case("xml-external-entity.xml")
def _(path):
    path.write_bytes(b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>')


@case("xlsx-deep-nesting.xlsx")
def _(path):
    workbook(path, "<worksheet><sheetData>" + "<row>" * 1_000_000)


@case("xlsx-deep-nesting-of-cells.xlsx")
def _(path):
    workbook(path, "<worksheet><sheetData><row>" + "<c><is>" * 1_000_000)


@case("xlsx-text-that-never-ends.xlsx", "longer than")
def _(path):
    workbook(path, f"<worksheet><sheetData>{HEADER_ROW}<row><c t='str'><v>" + "a" * (60 << 20))


@case("xlsx-inline-text-of-many-parts.xlsx", "longer than")
def _(path):
    workbook(path, f"<worksheet><sheetData>{HEADER_ROW}<row><c t='inlineStr'><is>" + "<r><t>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</t></r>" * 1_200_000)


@case("xlsx-shared-text-that-never-ends.xlsx", "longer than")
def _(path):
    workbook(path, strings="<sst><si><t>" + "a" * (60 << 20))


@case("xlsx-cdata-that-never-ends.xlsx")
def _(path):
    workbook(path, f"<worksheet><sheetData>{HEADER_ROW}<row><c t='str'><v><![CDATA[" + ">" * (40 << 20))


@case("xlsx-tag-that-never-ends.xlsx", "tag")
def _(path):
    workbook(path, "<worksheet><sheetData><row " + "a='>' " * (8 << 20))


@case("xlsx-comment-that-never-ends.xlsx", "comment")
def _(path):
    workbook(path, "<worksheet><!--" + "->" * (20 << 20))


@case("xlsx-shared-text-out-of-range.xlsx", "shared")
def _(path):
    workbook(path, strings="<sst><si><t>a</t></si></sst>", rows='<row><c t="s"><v>4294967295</v></c></row>')


@case("xlsx-dimension-lies.xlsx", refused=False)
def _(path):
    workbook(path, '<worksheet><dimension ref="A1:XFD1048576"/><sheetData>' + HEADER_ROW
        + '<row><c t="str"><v>1</v></c><c t="str"><v>2018-07-05 09:03:00</v></c><c t="str"><v>a</v></c></row></sheetData></worksheet>')


@case("xlsx-huge-row-number.xlsx", "last row")
def _(path):
    workbook(path, rows='<row r="4294967295"><c><v>1</v></c></row>')


@case("xlsx-row-number-overflow.xlsx", "last row")
def _(path):
    workbook(path, rows='<row r="999999999999999999"><c><v>1</v></c></row><row><c><v>1</v></c></row>')


@case("xlsx-column-beyond-xfd.xlsx", "XFD")
def _(path):
    workbook(path, rows='<row><c r="XFE2"><v>1</v></c></row>')


@case("xlsx-column-overflow.xlsx", "XFD")
def _(path):
    workbook(path, rows='<row><c r="ZZZZZZZZZZZZZZZZZZZZ2"><v>1</v></c></row>')


@case("xlsx-wide-rows-of-one-cell.xlsx", "header-mismatch")
def _(path):
    workbook(path, rows='<row><c r="XFD1"><v>1</v></c></row>' * 1_000_000)


@case("xlsx-million-merged-ranges.xlsx", refused=False)
def _(path):
    merged = "".join(f'<mergeCell ref="A{i}:XFD{i}"/>' for i in range(1, (1 << 20) + 1))
    workbook(path, f"<worksheet><sheetData>{HEADER_ROW}</sheetData><mergeCells>{merged}</mergeCells></worksheet>")


@case("xlsx-million-styles.xlsx", refused=False)
def _(path):
    workbook(path, styles="<styleSheet><numFmts>" + "".join(
        f'<numFmt numFmtId="{i}" formatCode="yyyy{i}"/>' for i in range(164, 200_164)) + "</numFmts><cellXfs>"
        + "".join(f'<xf numFmtId="{i}"/>' for i in range(164, 400_164)) + "</cellXfs></styleSheet>")


@case("xlsx-many-sheets-of-one-part.xlsx", "one part")
def _(path):
    workbook(path, count=20_000, same="worksheets/sheet1.xml", rows="<row><c><v>1</v></c></row>" * 10_000)


@case("xlsx-part-used-by-200-sheets.xlsx", "one part")
def _(path):
    workbook(path, count=200, same="worksheets/sheet1.xml", rows="<row><c><v>1</v></c></row>" * 200_000)


@case("xlsx-many-relations-and-members.xlsx")
def _(path):
    relations = "".join(RELATION.format(i, "x", f"media/{i}.png") for i in range(500_000))
    zipped(path, [book_parts(1)[0], ("xl/_rels/workbook.xml.rels", f"<Relationships>{relations}</Relationships>")]
        + [(f"{i}", b"") for i in range(60_000)])


@case("xlsx-empty-shared-strings.xlsx", refused=False)
def _(path):
    workbook(path, strings="<sst>" + "<si/>" * (10 << 20) + "</sst>")


@case("xlsx-60-million-empty-rows.xlsx", refused=False)
def _(path):
    workbook(path, rows="<row/>" * (10 << 20))


# MARK: HTML and JSON


@case("html-spans-of-everything.xls")
def _(path):
    path.write_bytes(b"<table>" + b"<tr>" + b"<td colspan=16384 rowspan=99999999>a" * 300_000)


@case("html-spans-over-many-rows.xls", "header-mismatch")
def _(path):
    path.write_bytes(b"<table><tr><td>id<td>time<td>content<tr>" + b"<td colspan=1000 rowspan=65534>a" * 16 + b"<tr><td>b" * 1_000_000)


@case("html-deep-nesting.xls")
def _(path):
    path.write_bytes(b"<table><tr><td>" * 2_000_000)


@case("html-comments.xls")
def _(path):
    path.write_bytes(b"<table><!--" + b"<!-- ->" * 4_000_000)


@case("html-scripts.xls")
def _(path):
    path.write_bytes(b"<table><script>" + b"</scrip" * 4_000_000)


@case("html-half-tags.xls")
def _(path):
    path.write_bytes(b"<table><tr><td>" + b"<" * (20 << 20))


@case("html-quotes.xls")
def _(path):
    path.write_bytes(b"<table>" + b"<td a='\n" * 3_000_000)


@case("html-text-that-never-ends.xls", "large")
def _(path):
    sparse(path, b"<table><tr><td>", 4 << 30)


@case("json-text-that-never-ends-4gib.json", "longer than")
def _(path):
    sparse(path, b'[{"id":"', 4 << 30)


@case("ndjson-text-that-never-ends-4gib.json", "longer than")
def _(path):
    sparse(path, b'{"id":"1"}\n{"id":"', 4 << 30)


@case("json-deep-nesting.json")
def _(path):
    path.write_bytes(b'[{"id":' + b"[" * 10_000_000)


@case("json-deep-closed-nesting.json", refused=True)
def _(path):
    path.write_bytes(b'[{"id":' + b"[" * 3_000_000 + b"]" * 3_000_000 + b"}]")


@case("json-million-keys.json", "keys")
def _(path):
    path.write_bytes(b"[{" + b",".join(b'"k%d":1' % i for i in range(1_000_000)) + b"}]")


@case("json-wide-and-long.json", "header-mismatch")
def _(path):
    path.write_bytes(b'[{"id":1,"time":"","content":"",' + b",".join(b'"k%d":1' % i for i in range(16_000)) + b"}" + b',{"k":1}' * 500_000 + b"]")


@case("json-one-key-a-million-times.json")
def _(path):
    path.write_bytes(b"[{" + b",".join(b'"k":1' for i in range(1_500_000)) + b"}]")


@case("json-escapes.json")
def _(path):
    path.write_bytes(b'[{"id":"' + b"\\u4e2d" * 2_000_000 + b'"}]')


# MARK: Parquet


def varint(value):
    output = b""
    while value >= 0x80:
        output += bytes([value & 0x7F | 0x80])
        value >>= 7
    return output + bytes([value])


def zigzag(value):
    return varint(value << 1 ^ value >> 63 if value < 0 else value << 1)


def struct_of(*fields):
    """A thrift struct in the compact protocol from (id, kind, bytes)."""
    output, last = b"", 0
    for number, kind, data in fields:
        output += bytes([(number - last) << 4 | kind]) + data
        last = number
    return output + b"\0"


def i32(number, value):
    return (number, 5, zigzag(value))


def i64(number, value):
    return (number, 6, zigzag(value))


def text(number, value):
    return (number, 8, varint(len(value)) + value)


def list_of(number, kind, items, count=None):
    count = len(items) if count is None else count
    head = bytes([count << 4 | kind]) if count < 15 else bytes([0xF0 | kind]) + varint(count)
    return (number, 9, head + b"".join(items))


def parquet(path, page=b"", rows=1, values=None, codec=0, header=None, groups=1, schema=None, size=None):
    """A file of one INT64 column; each argument may lie."""
    body = header if header is not None else struct_of(
        i32(1, 0), i32(2, len(page) if size is None else size), i32(3, len(page)),
        (5, 12, struct_of(i32(1, rows if values is None else values), i32(2, 0), i32(3, 3), i32(4, 3))))
    data = b"PAR1" + body + page
    column = struct_of(i64(2, 4), (3, 12, struct_of(
        i32(1, 2), list_of(2, 5, [zigzag(0)]), list_of(3, 8, [varint(1) + b"a"]), i32(4, codec),
        i64(5, rows if values is None else values), i64(6, len(data) - 4 if size is None else size),
        i64(7, len(data) - 4), i64(9, 4))))
    group = struct_of(list_of(1, 12, [column]), i64(2, 8), i64(3, rows))
    elements = schema if schema is not None else list_of(2, 12, [
        struct_of(text(4, b"s"), i32(5, 1)), struct_of(i32(1, 2), i32(3, 0), text(4, b"a"))])
    footer = struct_of(i32(1, 1), elements, i64(3, rows * groups), list_of(4, 12, [group] * groups))
    path.write_bytes(data + footer + struct.pack("<I", len(footer)) + b"PAR1")


@case("parquet-huge-row-count.parquet", tool="inspect")
def _(path):
    parquet(path, b"\0" * 8, rows=1 << 61)


@case("parquet-two-billion-rows.parquet", tool="inspect")
def _(path):
    parquet(path, b"\0" * 8, rows=(1 << 31) - 1)


@case("parquet-thirty-million-rows.parquet", tool="inspect")
def _(path):
    parquet(path, b"\0" * 8, rows=30_000_000)


@case("parquet-page-that-lies-about-its-size.parquet", tool="inspect", refused=None)
def _(path):
    parquet(path, b"\0" * 8, size=(1 << 31) - 1)


@case("parquet-gzip-bomb.parquet", tool="inspect")
def _(path):
    parquet(path, gzip.compress(b"\0" * (200 << 20)), codec=2, size=(1 << 31) - 1)


@case("parquet-snappy-that-lies.parquet", tool="inspect")
def _(path):
    parquet(path, varint((1 << 31) - 1) + b"\0a", codec=1, size=(1 << 31) - 1)


@case("parquet-negative-sizes.parquet", tool="inspect")
def _(path):
    parquet(path, b"\0" * 8, header=struct_of(i32(1, 0), i32(2, -8), i32(3, -8), (5, 12, struct_of(i32(1, -1), i32(2, 0), i32(3, 3), i32(4, 3)))))


@case("parquet-list-of-a-billion.parquet", tool="inspect")
def _(path):
    parquet(path, b"\0" * 8, schema=list_of(2, 12, [], count=1_000_000_000))


@case("parquet-deep-schema.parquet", tool="inspect")
def _(path):
    parquet(path, b"\0" * 8, schema=list_of(2, 12, [struct_of(text(4, b"s"), i32(5, 1))] * 200_000))


@case("parquet-many-row-groups.parquet", tool="inspect", refused=None)
def _(path):
    parquet(path, b"\0" * 8, groups=20_000)


@case("parquet-nested-thrift.parquet", tool="inspect")
def _(path):
    footer = b"\x1c" * 5_000_000
    path.write_bytes(b"PAR1" + footer + struct.pack("<I", len(footer)) + b"PAR1")


# MARK: Running


def run(binary, tool, path, work):
    if tool == "inspect":
        command = [binary, "inspect", str(path), "--rows", "5"]
    else:
        command = [binary, "ingest", "--dry-run", "--mapping", str(work / "hostile.json5"),
                   "--workspace", str(work / "ws"), str(path)]
    def limit():
        resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))
        resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with open(work / "out", "wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, preexec_fn=limit,
            env={**os.environ, "SWIFT_BACKTRACE": "enable=no"})
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    output = (work / "out").read_bytes()[:1_000_000].decode("utf-8", "replace")
    return process.returncode, output, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def made(make, path):
    """Makes a file in a process of its own: a child's peak counts its parent's memory."""
    child = os.fork()
    if child == 0:
        try:
            make(path)
            os._exit(0)
        finally:
            os._exit(1)
    if os.waitpid(child, 0)[1] != 0:
        raise RuntimeError(f"{path.name} could not be made")


def faults(path, wanted, refused, tool, code, output, seconds, peak, slack):
    found = []
    failure = 1 if tool == "inspect" else 3
    allowed = {True: [failure], False: [0, failure], None: [0, failure]}[refused]
    if code not in allowed:
        found.append(f"exit {code}")
    if refused and str(path) not in output:
        found.append("the message does not name the file")
    for part in wanted:
        if part not in output:
            found.append(f"nothing about \"{part}\"")
    for part in ("Fatal error", "Stack dump", "Backtrace", "/Sources/"):
        if part in output:
            found.append(part)
    if seconds > slack:
        found.append(f"{seconds:.2f} s of CPU")
    if peak > 256:
        found.append(f"{peak:.0f} MiB")
    if len(output) > 100_000 and tool != "inspect":
        found.append(f"a message of {len(output)} characters")
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("--slack", type=float, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    work = pathlib.Path(tempfile.mkdtemp(prefix="minsheng-hostile-"))
    (work / "hostile.json5").write_text(MAPPING)
    failed, worst, most, count = 0, 0, 0, 0
    try:
        for name, wanted, refused, tool, make in cases:
            if options.only not in name:
                continue
            path = work / name
            made(make, path)
            code, output, seconds, peak = run(options.binary, tool, path, work)
            path.unlink()
            found = faults(path, wanted, refused, tool, code, output, seconds, peak, options.slack)
            worst, most, count = max(worst, seconds), max(most, peak), count + 1
            if found or options.verbose:
                print(f"{'FAIL' if found else 'ok'} {name}: {', '.join(found)} "
                      f"[{code}, {seconds:.2f} s, {peak:.0f} MiB]", flush=True)
                told = [l.strip() for l in output.splitlines() if "refused" in l or ": " in l][:3]
                print("     " + " | ".join(told)[:300].replace(str(work), ""), flush=True)
            failed += bool(found)
    finally:
        shutil.rmtree(work)
    print(f"{count} hostile files, {failed} failed; at most {worst:.2f} s of CPU and {most:.0f} MiB")
    return 1 if failed or not count else 0


if __name__ == "__main__":
    sys.exit(main())
