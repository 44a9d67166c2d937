#!/usr/bin/env python3
"""Looks for persons in everything that leaves the vault.

Decodes every column of every Parquet file of the lake, every text of the catalog (statistics
included), every cell of every workbook, every CSV, HTML and JSON page and every log, and looks for
mobile numbers, ID-card numbers and the full names that the generator used. Contact sheets (联系单),
which releases.csv grants, are passed over; vault, inbox and quarantine are the restricted side.

Usage: leak_check.py WORKSPACE NAMES.txt [PHONES.txt]   exit 0: nothing found, 1: found (printed masked)
       leak_check.py --self-test                        proves that a planted leak is found
"""
import glob, os, re, sqlite3, sys, zipfile
import xml.etree.ElementTree as ET

PHONE = re.compile(r"(?<!\d)1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)|(?<!\d)1400[\s-]?\d{3}[\s-]?\d{4}(?!\d)")
CARD = re.compile(r"(?<!\d)\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dXx])")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
# Digests and ids in hexadecimal hold runs of digits that are no numbers of anybody.
DIGEST = re.compile(r"(?<![0-9A-Za-z])(?=[0-9]*[a-f])[0-9a-f]{8,64}(?![0-9A-Za-z])")
HAN = re.compile(r"[\u4e00-\u9fff·]{2,}")


def is_card(text):
    return "10X98765432"[sum(int(c) * w for c, w in zip(text[:17], WEIGHTS)) % 11] == text[17].upper()


class Finder:
    def __init__(self, names, phones):
        self.names, self.phones = set(names), set(phones)
        self.lengths = sorted({len(n) for n in self.names})
        self.found = []
        self.texts = 0

    def look(self, text, where):
        if not text:
            return
        self.texts += 1
        flat = DIGEST.sub("", text.translate(FULLWIDTH))
        for match in PHONE.finditer(flat):
            self.hit("phone", match.group(), where)
        for match in CARD.finditer(flat):
            if is_card(match.group()):
                self.hit("id number", match.group(), where)
        for run in HAN.finditer(text):
            piece = run.group()
            for length in self.lengths:
                for start in range(len(piece) - length + 1):
                    if piece[start:start + length] in self.names:
                        self.hit("name", piece[start:start + length], where)

    def hit(self, kind, value, where):
        self.found.append((kind, value, where))


FULLWIDTH = {0xFF10 + i: 0x30 + i for i in range(10)}


def parquet(finder, path, label):
    import pyarrow.parquet as pq
    file = pq.ParquetFile(path, page_checksum_verification=True)
    for batch in file.iter_batches():
        for name, column in zip(batch.schema.names, batch.columns):
            for value in set(map(str, column.to_pylist())) if column.type != "int64" else ():
                finder.look(value, f"{label} column {name}")
    meta = file.metadata
    for group in range(meta.num_row_groups):
        for index in range(meta.num_columns):
            statistics = meta.row_group(group).column(index).statistics
            if statistics and statistics.has_min_max:
                finder.look(str(statistics.min), f"{label} statistics")
                finder.look(str(statistics.max), f"{label} statistics")
    for key, value in (meta.metadata or {}).items():
        finder.look(value.decode("utf-8", "replace"), f"{label} metadata {key!r}")


def catalog(finder, path):
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    tables = [r[0] for r in connection.execute("select name from sqlite_master where type='table'")]
    for table in tables:
        for row in connection.execute(f'select * from "{table}"'):
            for value in row:
                if isinstance(value, str):
                    finder.look(value, f"catalog {table}")


def workbook(finder, path, label):
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                root = ET.fromstring(archive.read(name))
                for element in root.iter():
                    finder.look(element.text, f"{label} {name}")
                    for value in element.attrib.values():
                        finder.look(value, f"{label} {name}")


def walk(finder, workspace):
    for path in sorted(glob.glob(workspace + "/lake/data/**/*.parquet", recursive=True)):
        parquet(finder, path, os.path.relpath(path, workspace))
    catalog(finder, workspace + "/lake/catalog.sqlite")
    for folder in ("outbox", "reports", "logs", "models"):
        for root, _, files in os.walk(os.path.join(workspace, folder)):
            for name in sorted(files):
                path = os.path.join(root, name)
                label = os.path.relpath(path, workspace)
                if "联系单" in name:
                    continue
                finder.look(name, label + " (name)")
                if name.endswith(".xlsx"):
                    workbook(finder, path, label)
                elif name.endswith((".csv", ".html", ".json", ".log", ".txt")) or "." not in name:
                    finder.look(open(path, encoding="utf-8-sig", errors="replace").read(), label)


def masked(value):
    return value[:1] + "*" * (len(value) - 1)


def report(finder):
    kinds = {}
    for kind, value, where in finder.found:
        kinds.setdefault(kind, []).append(f"{masked(value)} in {where}")
    for kind, places in kinds.items():
        print(f"LEAK: {len(places)} x {kind}")
        for place in places[:20]:
            print("  ", place)
    print(f"leak check: {finder.texts} texts looked at, {len(finder.found)} leaks")
    return 1 if finder.found else 0


def self_test():
    import tempfile
    import pyarrow as pa, pyarrow.parquet as pq
    with tempfile.TemporaryDirectory() as folder:
        os.makedirs(folder + "/lake/data/main/requests")
        os.makedirs(folder + "/outbox/u/b")
        sqlite3.connect(folder + "/lake/catalog.sqlite").execute("create table t(v text)")
        pq.write_table(pa.table({"content": ["来电人欧阳测样反映", "电话１４００１２３４５６７"]}),
                       folder + "/lake/data/main/requests/a.parquet")
        with zipfile.ZipFile(folder + "/outbox/u/b/a.xlsx", "w") as archive:
            body = "9999991980010100"
            card = next(body + str(i) + "0123456789X"[j] for i in range(10) for j in range(11)
                        if is_card(body + str(i) + "0123456789X"[j]))
            archive.writestr("xl/worksheets/sheet1.xml", f"<a><t>{card}</t></a>")
        finder = Finder(["欧阳测样"], [])
        walk(finder, folder)
        kinds = sorted({kind for kind, _, _ in finder.found})
        print("self-test found", kinds)
        assert kinds == ["id number", "name", "phone"], kinds


if __name__ == "__main__":
    if sys.argv[1:] == ["--self-test"]:
        self_test()
        sys.exit(0)
    workspace = sys.argv[1]
    names = [line.strip() for line in open(sys.argv[2], encoding="utf-8") if line.strip()]
    phones = [line.strip() for line in open(sys.argv[3])] if len(sys.argv) > 3 else []
    assert names, "the list of names is empty: the check could not fail"
    finder = Finder(names, phones)
    walk(finder, workspace)
    assert finder.texts > 1000, f"only {finder.texts} texts were found: the check could not fail"
    sys.exit(report(finder))
