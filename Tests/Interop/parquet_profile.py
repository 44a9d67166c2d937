"""Checks that Parquet files keep the write profile: all that ParquetWriteOptions promises.

Usage: parquet_profile.py FILE_OR_FOLDER...   checks all files under them
       parquet_profile.py --equal FILE...     checks that all hold the same rows, as pyarrow reads them
       parquet_profile.py --self-test         shows that files of another profile are found out
Exit code 0 when every file keeps the profile, 1 when one does not, 2 for wrong usage.
Needs, in the environment of the Python on PATH: pyarrow
The footers and page headers are read here from the format's specification, since pyarrow does not
show all of what they say; pyarrow reads every file and must see the same rows.
"""

import glob
import os
import re
import struct
import sys
import tempfile
import zlib

import pyarrow as pa
import pyarrow.parquet as pq

GZIP, SNAPPY, UNCOMPRESSED = 2, 1, 0
PLAIN, RLE, DELTA_BINARY_PACKED, DELTA_BYTE_ARRAY, RLE_DICTIONARY = 0, 3, 5, 7, 8
DATA_PAGE, DICTIONARY_PAGE = 0, 2
BOOLEAN, INT32, INT64, DOUBLE, BYTE_ARRAY = 0, 1, 2, 5, 6
BOUND_LIMIT = 64
PAGE_ROWS = 20_000
GROUP_ROWS = 131_072


class Compact:
    """Thrift's compact protocol: structures become dictionaries by field id."""

    def __init__(self, data, position=0):
        self.data = data
        self.position = position

    def byte(self):
        self.position += 1
        return self.data[self.position - 1]

    def varint(self):
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7

    def integer(self):
        value = self.varint()
        return (value >> 1) ^ -(value & 1)

    def value(self, kind):
        if kind in (1, 2):
            return kind == 1
        if kind == 3:
            return self.byte()
        if kind in (4, 5, 6):
            return self.integer()
        if kind == 7:
            self.position += 8
            return struct.unpack_from("<d", self.data, self.position - 8)[0]
        if kind == 8:
            size = self.varint()
            self.position += size
            return bytes(self.data[self.position - size : self.position])
        if kind in (9, 10):
            head = self.byte()
            size = self.varint() if head >> 4 == 15 else head >> 4
            if head & 15 in (1, 2):
                return [self.byte() == 1 for _ in range(size)]
            return [self.value(head & 15) for _ in range(size)]
        if kind == 12:
            return self.structure()
        raise ValueError(f"compact type {kind}")

    def structure(self):
        fields, last = {}, 0
        while True:
            head = self.byte()
            if head == 0:
                return fields
            last = last + (head >> 4) if head >> 4 else self.integer()
            fields[last] = self.value(head & 15)


class File:
    """One file and the faults found in it."""

    def __init__(self, path):
        with open(path, "rb") as file:
            self.data = file.read()
        self.path = path
        self.faults = []
        self.seen = {"pages": 0, "encodings": set(), "codecs": set(), "cut bounds": 0}
        size = struct.unpack_from("<I", self.data, len(self.data) - 8)[0]
        self.footer = Compact(self.data, len(self.data) - 8 - size).structure()

    def expect(self, holds, text):
        if not holds:
            self.faults.append(text)

    def check(self):
        self.leaves = [e for e in self.footer[2][1:] if 5 not in e]
        self.check_footer()
        for number, group in enumerate(self.footer[4]):
            self.expect(group[3] <= GROUP_ROWS, f"row group of {group[3]} rows")
            self.expect(group.get(7) == number, f"row group {number} has ordinal {group.get(7)}")
            for leaf, chunk in zip(self.leaves, group[1]):
                self.check_chunk(leaf, chunk, group)
        table = pq.read_table(self.path)
        self.expect(table.num_rows == self.footer[3], "pyarrow reads another number of rows")
        self.check_order(table)
        return self.faults

    def check_footer(self):
        created = self.footer.get(6, b"").decode()
        self.expect(
            re.fullmatch(r"minsheng version \d+\.\d+\.\d+ \(build \w+\)", created),
            f"created_by is {created!r}",
        )
        self.expect(
            len(self.footer.get(7, [])) == len(self.leaves)
            and all(list(order) == [1] for order in self.footer.get(7, [])),
            "column_orders is not complete",
        )
        for element in self.footer[2][1:]:
            name = element[4].decode()
            if name != "list":
                self.expect(element.get(9, -1) >= 0, f"{name} has no field id")
        for leaf in self.leaves:
            if 6 in leaf or 10 in leaf:
                self.expect(6 in leaf and 10 in leaf, f"{leaf[4]} lacks one of its two types")
            self.expect(leaf[1] != 3, f"{leaf[4]} is INT96")

    def check_chunk(self, leaf, chunk, group):
        meta = chunk[3]
        name = ".".join(part.decode() for part in meta[3])
        self.seen["encodings"] |= set(meta[2])
        self.seen["codecs"].add(meta[4])
        self.expect(meta[4] in (GZIP, SNAPPY, UNCOMPRESSED), f"{name}: codec {meta[4]}")
        allowed = {PLAIN, RLE, DELTA_BINARY_PACKED, DELTA_BYTE_ARRAY, RLE_DICTIONARY}
        self.expect(set(meta[2]) <= allowed, f"{name}: encodings {meta[2]}")
        self.expect((RLE_DICTIONARY in meta[2]) == (11 in meta), f"{name}: dictionary_page_offset")
        self.expect(14 not in meta, f"{name}: a bloom filter")
        if meta[4] != UNCOMPRESSED:
            self.expect(meta[7] < meta[6], f"{name}: compressed without gain")
        self.check_statistics(name, leaf, meta)
        pages = self.pages(name, meta)
        if 4 not in chunk:
            self.faults.append(f"{name}: no OffsetIndex")
            return
        offsets = Compact(self.data, chunk[4]).structure()[1]
        self.expect(
            [(p[1], p[2]) for p in offsets] == [(start, size) for start, size, _ in pages],
            f"{name}: OffsetIndex does not fit the pages",
        )
        rows = [p[3] for p in offsets] + [group[3]]
        self.expect(
            rows[0] == 0 and all(0 < b - a <= PAGE_ROWS for a, b in zip(rows, rows[1:])),
            f"{name}: pages start at rows {rows}",
        )
        self.check_column_index(name, leaf, meta, chunk, pages)

    def pages(self, name, meta):
        """Walks the chunk's pages; gives (offset, size, header) of its data pages."""
        position = min(meta[9], meta.get(11, meta[9]))
        end = position + meta[7]
        pages, dictionaries, raw_size = [], 0, 0
        while position < end:
            reader = Compact(self.data, position)
            header = reader.structure()
            body = self.data[reader.position : reader.position + header[3]]
            self.expect(header[1] in (DATA_PAGE, DICTIONARY_PAGE), f"{name}: page type {header[1]}")
            crc = header.get(4)
            self.expect(
                crc is not None and crc & 0xFFFFFFFF == zlib.crc32(body), f"{name}: page CRC"
            )
            if meta[4] == GZIP and crc is not None:
                raw = zlib.decompress(body, 31)
                self.expect(len(raw) == header[2], f"{name}: page of another size")
            raw_size += header[2] + reader.position - position
            size = reader.position + header[3] - position
            if header[1] == DICTIONARY_PAGE:
                dictionaries += 1
                self.expect(position == meta.get(11), f"{name}: dictionary is elsewhere")
            else:
                pages.append((position, size, header))
            position += size
            self.seen["pages"] += 1
        self.expect(position == end, f"{name}: pages reach past the chunk")
        self.expect(raw_size == meta[6], f"{name}: total_uncompressed_size")
        self.expect(dictionaries == (11 in meta), f"{name}: {dictionaries} dictionaries")
        self.expect(meta[9] == pages[0][0], f"{name}: data_page_offset")
        self.expect(
            sum((p[2].get(5) or p[2][8])[1] for p in pages) == meta[5], f"{name}: pages of other value counts"
        )
        return pages

    def check_bound(self, name, bound, is_text):
        if is_text:
            self.expect(len(bound) <= BOUND_LIMIT, f"{name}: a bound of {len(bound)} bytes")
            try:
                bound.decode()
            except UnicodeDecodeError:
                self.faults.append(f"{name}: a bound is cut within a character")

    def check_statistics(self, name, leaf, meta):
        statistics = meta.get(12)
        if statistics is None or 3 not in statistics:
            self.faults.append(f"{name}: no statistics")
            return
        self.expect(1 not in statistics and 2 not in statistics, f"{name}: deprecated min/max")
        if statistics[3] < meta[5]:
            # The greatest text may have no bound above it that is short.
            self.expect(6 in statistics, f"{name}: no min_value")
            self.expect(5 in statistics or leaf[1] == BYTE_ARRAY, f"{name}: no max_value")
        for field, exact in ((5, 7), (6, 8)):
            if field in statistics:
                self.expect(exact in statistics, f"{name}: not said whether a bound is exact")
                self.check_bound(name, statistics[field], leaf[1] == BYTE_ARRAY)
                self.seen["cut bounds"] += statistics.get(exact) is False

    def check_column_index(self, name, leaf, meta, chunk, pages):
        if 6 not in chunk:
            # Only where a page has values without bounds: a NaN alone, or no text above.
            self.expect(leaf[1] in (DOUBLE, BYTE_ARRAY), f"{name}: no ColumnIndex")
            return
        index = Compact(self.data, chunk[6]).structure()
        counts = {len(index[field]) for field in (1, 2, 3, 5)}
        self.expect(counts == {len(pages)}, f"{name}: ColumnIndex of {counts} pages")
        self.expect(sum(index[5]) == meta[12].get(3), f"{name}: null counts of pages")
        for is_null, low, high in zip(index[1], index[2], index[3]):
            if not is_null:
                self.check_bound(name, low, leaf[1] == BYTE_ARRAY)
                self.check_bound(name, high, leaf[1] == BYTE_ARRAY)

    def check_order(self, table):
        """The rows lie as sorting_columns says."""
        for group in self.footer[4]:
            sorting = group.get(4)
            if not sorting:
                continue
            names = [self.leaves[s[1]][4].decode() for s in sorting]
            self.expect(
                all(s[2] is False and s[3] is False for s in sorting), "sorted in another way"
            )
            if len(self.footer[4]) == 1:
                keys = [(name, "ascending", "at_end") for name in names]
                columns = table.select(names)
                expected = columns.sort_by([(name, order) for name, order, _ in keys])
                self.expect(columns.equals(expected), f"not sorted by {names}")
            self.seen["sorted"] = True


def check(paths):
    """Checks files; prints each fault."""
    files = []
    for path in paths:
        found = glob.glob(path + "/**/*.parquet", recursive=True) if os.path.isdir(path) else [path]
        files += sorted(found)
    failures, others = 0, 0
    seen = {"pages": 0, "encodings": set(), "codecs": set(), "cut bounds": 0}
    for path in files:
        file = File(path)
        if file.footer.get(6, b"").startswith(b"DuckDB"):
            others += 1
            continue
        for fault in file.check():
            failures += 1
            print(f"FAILED {path}: {fault}")
        for key in seen:
            seen[key] = seen[key] + file.seen[key] if isinstance(seen[key], int) else (
                seen[key] | file.seen[key]
            )
    print(
        f"{len(files) - others} files, {others} more by DuckDB, {seen['pages']} pages, encodings {sorted(seen['encodings'])}, "
        f"codecs {sorted(seen['codecs'])}, {seen['cut bounds']} bounds cut short"
    )
    if not files or not seen["pages"]:
        print("FAILED nothing to check")
        failures += 1
    return failures


def self_test():
    """Files that keep the profile in most but not in all must be found out."""
    table = pa.table({"a": list(range(1000)), "text": ["路灯不亮" * 20] * 1000})
    cases = [
        ({}, {"page CRC", "no OffsetIndex", "created_by", "field id"}),
        ({"write_page_checksum": True}, {"no OffsetIndex", "created_by"}),
        ({"write_page_index": True, "write_page_checksum": True}, {"created_by", "a bound of"}),
        ({"compression": "zstd"}, {"codec 6"}),
        ({"data_page_version": "2.0"}, {"page type 3"}),
    ]
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        for options, expected in cases:
            path = os.path.join(folder, "a.parquet")
            pq.write_table(table, path, **options)
            faults = File(path).check()
            for text in expected:
                if not any(text in fault for fault in faults):
                    missed += 1
                    print(f"FAILED {options}: {text!r} is not found")
    print(f"self-test: {len(cases)} files of another profile, {missed} faults missed")
    return missed


def compare(paths):
    """Whether files of different codecs hold the same; each codec is then proven by the others."""
    tables = [pq.read_table(path) for path in paths]
    codecs = [sorted(File(path).footer[4][0][1][i][3][4] for i in range(tables[0].num_columns))
              for path in paths]
    failures = sum(not table.equals(tables[0]) for table in tables)
    failures += len(paths) < 2 or not tables[0].num_rows or codecs.count(codecs[0]) == len(codecs)
    print(f"{len(paths)} files of {tables[0].num_rows} rows, {failures} not equal")
    return failures


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    if sys.argv[1] == "--self-test":
        failed = self_test()
    elif sys.argv[1] == "--equal":
        failed = compare(sys.argv[2:])
    else:
        failed = check(sys.argv[1:])
    sys.exit(1 if failed else 0)
