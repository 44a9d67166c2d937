"""What the format promises, seen by DuckDB on a lake that our driver writes.

Usage: lake_features.py DRIVER
Author and message, change feed, lineage over updates and compaction, pruning by statistics and
partitions, schema changes, comments, conflicts with a client that writes at the same time, a user
who may only read, and a client in our way. Exit code 0 when all checks hold.
"""

import os
import shutil
import sqlite3
import sys
import tempfile
import time

import duckdb

import lake_driver
from lake_driver import Driver, Refused, attach, now

COLUMNS = [["id", "int64"], ["day", "date"], ["word", "string"], ["n", "int32"], ["score", "double"]]
FACTS = {
    "name": "facts",
    "comment": "事实 / facts",
    "sorted": ["id"],
    "partition": "day",
    "columns": COLUMNS,
}
NAMES = [name for name, _ in COLUMNS]
FIRST_DAY = 20698  # 2026-09-02

failures = 0


def check(holds, text):
    """Prints one line and remembers a failure."""
    global failures
    failures += not holds
    print(("ok    " if holds else "FAILED") + " " + text)


class Workshop:
    """A lake of 600 rows over 60 days in six commits, our driver and a DuckDB on it."""

    def __init__(self, executable):
        self.folder = tempfile.mkdtemp(prefix="lake-features-")
        self.executable = executable
        self.ours = Driver(executable)
        self.ours.run("open", folder=self.folder, time=now(), tables=[FACTS])
        for part in range(6):
            self.insert(range(part * 100, part * 100 + 100), f"part {part}")
        self.client = attach(self.folder)

    def row(self, key):
        return [key, FIRST_DAY + key // 10, f"词{key:04}", key % 7, str(key / 4)]

    def insert(self, keys, message=""):
        part = {"part": "insert", "columns": NAMES, "rows": [self.row(key) for key in keys]}
        return self.commit(part, message=message)

    def update(self, keys, word):
        rows = [[key, word] for key in keys]
        return self.commit(
            {"part": "update", "key": "id", "columns": ["id", "word"], "rows": rows}
        )

    def delete(self, keys):
        return self.commit({"part": "delete", "key": "id", "keys": list(keys)})

    def commit(self, *parts, message=""):
        told = [{"table": "facts", **part} for part in parts]
        return self.ours.run("commit", parts=told, time=now(), message=message)["snapshot"]

    def sql(self, text):
        return self.client.execute(text).fetchall()

    def close(self):
        self.ours.close()
        self.client.close()
        shutil.rmtree(self.folder)


def check_snapshots(shop):
    rows = shop.sql("SELECT author, commit_message FROM ducklake_snapshots('lake')")
    check(rows[-1] == ("driver", "part 5"), f"snapshots name author and message: {rows[-1]}")


def check_changes(shop):
    before = shop.sql("SELECT id, rowid FROM lake.facts ORDER BY id")
    snapshot = shop.update([5, 6, 250], "改")
    feed = shop.sql(
        "SELECT change_type, id, word, rowid FROM "
        f"lake.table_changes('facts', {snapshot}, {snapshot}) ORDER BY id, change_type"
    )
    expected = []
    for key in (5, 6, 250):
        expected += [
            ("update_postimage", key, "改", key),
            ("update_preimage", key, f"词{key:04}", key),
        ]
    check(feed == expected, f"an update is pre- and postimages: {len(feed)} changes")
    snapshot = shop.delete([7, 251])
    feed = shop.sql(f"SELECT id FROM lake.table_deletions('facts', {snapshot}, {snapshot}) ORDER BY 1")
    check(feed == [(7,), (251,)], f"a deletion is in the feed: {feed}")
    snapshot = shop.delete([5, 8])
    feed = shop.sql(
        f"SELECT id, word FROM lake.table_deletions('facts', {snapshot}, {snapshot}) ORDER BY 1"
    )
    check(feed == [(5, "改"), (8, "词0008")], f"so is a second one on the same file: {feed}")
    snapshot = shop.insert([600, 601])
    feed = shop.sql(f"SELECT id FROM lake.table_insertions('facts', {snapshot}, {snapshot}) ORDER BY 1")
    check(feed == [(600,), (601,)], f"an insertion is in the feed: {feed}")
    check_lineage(shop, dict(before))
    first = shop.sql(f"SELECT count(*) FROM lake.table_insertions('facts', 2, {snapshot})")
    check(first == [(605,)], f"all insertions and new versions, after compaction: {first}")


def check_lineage(shop, before):
    after = dict(shop.sql("SELECT id, rowid FROM lake.facts"))
    kept = [key for key in after if key in before and after[key] != before[key]]
    check(not kept, "row ids are the same after updates")
    shop.ours.run("compact", month=2026 * 12 + 13, time=now())
    files = shop.sql("SELECT count(*) FROM ducklake_list_files('lake', 'facts')")
    merged = dict(shop.sql("SELECT id, rowid FROM lake.facts"))
    check(merged == after, f"and after compaction to {files[0][0]} files")
    ours = shop.ours.run("scan", table="facts")
    check({row[1]: row[0] for row in ours["rows"]} == after, "and are ours")
    shop.update([9, 10], "再")
    shop.sql("CALL ducklake_merge_adjacent_files('lake')")
    merged = dict(shop.sql("SELECT id, rowid FROM lake.facts"))
    check(merged == after, "and after DuckDB merges our update files")


def files_read(shop, condition):
    (plan,) = shop.sql(f"EXPLAIN ANALYZE SELECT sum(score) FROM lake.facts WHERE {condition}")
    for line in plan[1].split("\n"):
        if "Total Files Read" in line:
            return int(line.split("Files Read:")[1].split()[0].strip("│ "))
    return 0


def check_pruning(executable):
    shop = Workshop(executable)
    every = files_read(shop, "random() >= 0")
    for condition, most in [
        ("id = 17", 1),
        ("id BETWEEN 100 AND 120", 2),
        ("day = DATE '2026-09-03'", 1),
        ("word = '词0599'", 1),
        ("score > 149", 1),
        ("day >= DATE '2026-10-30'", 1),
    ]:
        count = files_read(shop, condition)
        check(count <= most < every, f"{condition}: {count} of {every} files read")
    shop.close()


def check_schema(shop):
    before = max(shop.ours.run("snapshots")["snapshots"])
    changes = [
        {
            "change": "add",
            "column": "grade",
            "type": "string",
            "default": "甲",
            "comment": "等级 / grade",
        },
        {"change": "rename", "column": "word", "to": "phrase"},
        {"change": "widen", "column": "n", "type": "int64"},
        {"change": "comment", "column": "phrase", "text": "短语 / phrase"},
    ]
    shop.ours.run("alter", table="facts", changes=changes, time=now())
    columns = shop.sql(
        "SELECT column_name, data_type, comment FROM duckdb_columns() "
        "WHERE database_name = 'lake' AND table_name = 'facts' ORDER BY column_index"
    )
    check(
        columns[2:] == [
            ("phrase", "VARCHAR", "短语 / phrase"),
            ("n", "BIGINT", None),
            ("score", "DOUBLE", None),
            ("grade", "VARCHAR", "等级 / grade"),
        ],
        f"columns and comments: {columns[2:]}",
    )
    row = shop.sql("SELECT phrase, n, grade FROM lake.facts WHERE id = 20")
    check(row == [("词0020", 6, "甲")], f"a row from before: {row}")
    row = shop.sql(f"SELECT word FROM lake.facts AT (VERSION => {before}) WHERE id = 20")
    check(row == [("词0020",)], f"the snapshot before keeps its schema: {row}")
    comment = shop.sql("SELECT comment FROM duckdb_tables() WHERE table_name = 'facts'")
    check(comment == [("事实 / facts",)], f"the table's comment: {comment}")
    (row,) = shop.sql("SELECT count(*) FROM lake.facts WHERE grade = '甲'")
    (all_rows,) = shop.sql("SELECT count(*) FROM lake.facts")
    check(row == all_rows, f"the default is seen by filters: {row[0]} of {all_rows[0]}")


def check_conflicts(executable):
    shop = Workshop(executable)
    change = {"table": "facts", "part": "update", "key": "id", "columns": ["id", "word"]}
    # No overlap: DuckDB deletes other rows of the same file between our scan and our commit.
    shop.ours.run("stage", parts=[{**change, "rows": [[1, "ours"]]}])
    shop.sql("DELETE FROM lake.facts WHERE id = 2")
    shop.commit(message="retried")
    rows = shop.sql("SELECT id, word FROM lake.facts WHERE id IN (1, 2)")
    check(rows == [(1, "ours")], f"other rows of one file: both changes hold: {rows}")
    # Overlap: the same row.
    shop.ours.run("stage", parts=[{**change, "rows": [[3, "ours"]]}])
    shop.sql("UPDATE lake.facts SET word = 'theirs' WHERE id = 3")
    refused = refusal(lambda: shop.commit())
    rows = shop.sql("SELECT word FROM lake.facts WHERE id = 3")
    check("conflict" in refused and rows == [("theirs",)], f"the same row: {refused}")
    # The file goes away.
    shop.ours.run("stage", parts=[{**change, "rows": [[150, "ours"]]}])
    shop.sql("CALL ducklake_merge_adjacent_files('lake')")
    refused = refusal(lambda: shop.commit())
    check("conflict" in refused, f"a merged file: {refused}")
    shop.update([150], "again")
    rows = shop.sql("SELECT word FROM lake.facts WHERE id = 150")
    check(rows == [("again",)], f"and done again it holds: {rows}")
    # The table changes.
    insert = {"table": "facts", "part": "insert", "columns": NAMES, "rows": [shop.row(900)]}
    shop.ours.run("stage", parts=[insert])
    shop.sql("INSERT INTO lake.facts(id, day) VALUES (901, DATE '2026-09-02')")
    shop.commit()
    rows = shop.sql("SELECT count(*), count(DISTINCT rowid) FROM lake.facts WHERE id > 899")
    check(rows == [(2, 2)], f"two insertions at once: {rows}")
    shop.ours.run("stage", parts=[{**insert, "rows": [shop.row(902)]}])
    shop.sql("ALTER TABLE lake.facts ADD COLUMN later INTEGER")
    refused = refusal(lambda: shop.commit())
    check("altered" in refused, f"an altered table: {refused}")
    check(not shop.ours.run("orphans")["orphans"], "no file is left over")
    shop.close()


def refusal(action):
    try:
        action()
    except Refused as error:
        return str(error)
    return "not refused"


def check_other_way(executable):
    """DuckDB commits upon a state that we change meanwhile."""
    shop = Workshop(executable)
    shop.sql("BEGIN")
    shop.sql("UPDATE lake.facts SET word = 'theirs' WHERE id = 3")
    try:
        shop.update([3], "ours")
        locked = ""
    except Refused as error:
        locked = str(error)
    try:
        shop.sql("COMMIT")
        outcome = "committed"
    except duckdb.Error as error:
        outcome = str(error).split("\n")[0]
        shop.client.close()
        shop.client = attach(shop.folder)
    (row,) = shop.sql("SELECT word FROM lake.facts WHERE id = 3")
    expected = "theirs" if outcome == "committed" else "ours"
    check(
        row == (expected,) and (locked == "") != (outcome == "committed"),
        f"DuckDB's open change against ours: ours {locked or 'committed'}; DuckDB {outcome}",
    )
    shop.close()


def check_busy(executable):
    """A program that holds the catalog makes us wait, then say so; nothing is half done."""
    shop = Workshop(executable)
    reader = sqlite3.connect(shop.folder + "/catalog.sqlite", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM ducklake_snapshot").fetchall()
    start = time.monotonic()
    refused = refusal(lambda: shop.insert([700]))
    waited = time.monotonic() - start
    reader.execute("ROLLBACK")
    check(
        8 < waited < 25 and refused != "not refused",
        f"a reader in our way, after {waited:.0f} s: {refused}",
    )
    shop.insert([700])
    (count,) = shop.sql("SELECT count(*) FROM lake.facts WHERE id = 700")
    check(count == (1,), "done again, it holds once")
    check(not shop.ours.run("orphans")["orphans"], "no file is left over")
    shop.close()


def count_as_nobody(folder):
    """What a user counts who may read the folder but not write it."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            client = lake_driver.duckdb_with_extensions()
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
            client.execute(f"ATTACH 'ducklake:sqlite:{folder}/catalog.sqlite' AS lake (READ_ONLY)")
            ((count,),) = client.execute("SELECT count(*) FROM lake.facts").fetchall()
            os.write(writing, str(count).encode())
        except Exception as error:
            os.write(writing, str(error)[:900].encode())
        os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    answer = os.read(reading, 1000).decode()
    os.close(reading)
    return answer


def check_reader(executable):
    """A user who may only read attaches the lake, moved and with a name of its own too."""
    shop = Workshop(executable)
    shop.update([1], "改")
    moved = shop.folder + "-moved"
    shutil.copytree(shop.folder, moved)
    client = attach(
        moved, f"(READ_ONLY, OVERRIDE_DATA_PATH true, DATA_PATH '{moved}/data/')"
    )
    (row,) = client.execute("SELECT count(*), max(word) FROM lake.facts").fetchall()
    client.close()
    check(row == (600, "词0599"), f"a copy elsewhere reads with OVERRIDE_DATA_PATH: {row}")
    other = Driver(executable)
    other.run("open", folder=moved, time=now(), tables=[FACTS])
    client = attach(moved, "(READ_ONLY)")
    (row,) = client.execute("SELECT count(*) FROM lake.facts").fetchall()
    check(row == (600,), "and without it once our side has opened it there")
    client.close()
    other.close()
    shutil.rmtree(moved)
    if os.getuid() == 0:
        os.chmod(shop.folder, 0o755)
        for folder, _, names in os.walk(shop.folder):
            os.chmod(folder, 0o755)
            for name in names:
                os.chmod(os.path.join(folder, name), 0o644)
        answer = count_as_nobody(shop.folder)
        check(answer == "600", f"a user who may only read counts {answer}")
    else:
        print("       not root: the user who may only read is left out")
    shop.close()


def main():
    if len(sys.argv) != 2 or not os.path.exists(sys.argv[1]):
        print(__doc__, file=sys.stderr)
        return 2
    shop = Workshop(sys.argv[1])
    check_snapshots(shop)
    check_changes(shop)
    check_schema(shop)
    shop.close()
    for each in (check_pruning, check_conflicts, check_other_way, check_busy, check_reader):
        each(sys.argv[1])
    print(f"{failures} failures" if failures else "all checks hold")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
