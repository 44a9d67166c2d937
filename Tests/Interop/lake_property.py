"""Random histories of one lake, written in turn by DuckDB and by our side.

Usage: lake_property.py DRIVER [SEEDS [OPERATIONS [FIRST_SEED]]]
After every operation every row of every live snapshot is read by both and compared with a plain
model, lineage ids included. Exit code 0 when all agree, 1 when not, 2 for wrong usage.
"""

import copy
import os
import random
import shutil
import sqlite3
import struct
import sys
import tempfile
import traceback

import duckdb
import lake_driver
from lake_driver import SQL_TYPES, Driver, json_value, literal, now, plain, selected

FIRST_DAY = 20698  # 2026-09-02
TEXTS = ["", "燃气", "it's", "a, b", 'say "x"', "NULL", "[x]", "漏水\n第二行", "x" * 90, "\\n"]
DOUBLES = [0.0, -0.0, 0.1, 1e300, -2.5, float("nan"), float("inf"), 1e-7]
ADDED = ["int32", "int64", "double", "string", "bool", "date", "timestamp", "stringList"]


class Column:
    """A column of the model."""

    def __init__(self, name, kind, sql=None, default=None):
        self.name = name
        self.kind = kind
        self.sql = sql or SQL_TYPES[kind]
        self.default = default


class State:
    """A table at one snapshot: its columns, and its rows by key."""

    def __init__(self):
        self.columns = []
        self.rows = {}
        self.row_ids = {}

    def names(self):
        return [column.name for column in self.columns]

    def column(self, name):
        return next(column for column in self.columns if column.name == name)


class History:
    """One seed: a lake, both its writers and the model."""

    def __init__(self, seed, driver, folder):
        self.random = random.Random(seed)
        self.folder = folder
        self.log_file = open(folder + "/history.sql", "w", encoding="utf-8", buffering=1)
        self.state = State()
        self.states = {}
        self.next_key = 0
        self.next_column = 0
        self.cut_by = None
        self.driver = Driver(driver)
        self.state.columns = [
            Column("id", "int64"),
            Column("day", "date"),
            Column("n", "int32"),
            Column("ratio", "double"),
            Column("word", "string"),
            Column("tags", "stringList"),
            Column("at", "timestamp"),
            Column("flag", "bool"),
        ]
        self.definition = {
            "name": "facts",
            "comment": "事实 / facts",
            "sorted": ["id"],
            "columns": [["id", "int64"], ["day", "date"]],
        }
        if self.random.random() < 0.7:
            self.definition["partition"] = "day"
        everything = [[column.name, column.kind] for column in self.state.columns]
        self.driver.run(
            "open", folder=folder, time=now(), tables=[{**self.definition, "columns": everything}]
        )
        self.client = lake_driver.attach(folder)
        self.remember()

    def log(self, line):
        """Writes down what is about to be done: one of the two may crash."""
        self.log_file.write(line + ";\n")

    def close(self):
        self.log_file.close()
        self.driver.close()
        self.client.close()

    # Values

    def value(self, column):
        draw = self.random
        if column.name == "id":
            raise AssertionError("keys are not drawn")
        if column.name == "day":
            return FIRST_DAY + draw.randrange(75)
        if draw.random() < 0.15:
            return None
        kind = column.kind
        if column.sql == "SMALLINT":
            return draw.choice([draw.randrange(-9, 9), -(2**15), 2**15 - 1])
        if column.sql == "FLOAT":
            number = draw.choice([0.1, -2.5, 1e30, float("nan"), draw.random()])
            return struct.unpack("f", struct.pack("f", number))[0]
        if kind == "int32":
            return draw.choice([draw.randrange(-9, 9), -(2**31), 2**31 - 1])
        if kind == "int64":
            return draw.choice([draw.randrange(-9, 9), -(2**63), 2**63 - 1, 2**40])
        if kind == "double":
            return draw.choice(DOUBLES + [draw.random()])
        if kind == "date":
            return draw.randrange(-400, 30000)
        if kind == "timestamp":
            return draw.randrange(-(10**12), 2 * 10**15)
        if kind == "bool":
            return draw.random() < 0.5
        if kind == "stringList":
            return [draw.choice(TEXTS) for _ in range(draw.randrange(4))]
        return draw.choice(TEXTS) + str(draw.randrange(20))

    def new_rows(self):
        rows = []
        for _ in range(self.random.choice([1, 2, 5, 30])):
            row = {column.name: self.value(column) for column in self.state.columns[1:]}
            row["id"] = self.next_key
            self.next_key += 1
            rows.append(row)
        return rows

    def some_keys(self):
        keys = sorted(self.state.rows)
        if not keys:
            return []
        count = self.random.choice([1, 2, len(keys) // 5 + 1, len(keys)])
        return sorted(self.random.sample(keys, min(count, len(keys))))

    def some_columns(self, always=()):
        """Names of some columns, those named for sure; in the table's order."""
        names = [
            column.name
            for column in self.state.columns
            if column.name in always or self.random.random() < 0.7
        ]
        return names

    # What either side may do to rows: the change to the model, and what to tell each side

    def draw_insert(self):
        names = self.some_columns(["id", "day"])
        rows = self.new_rows()
        for row in rows:
            for column in self.state.columns:
                if column.name not in names:
                    row[column.name] = column.default
            self.state.rows[row["id"]] = row
        kinds = [self.state.column(name).kind for name in names]
        values = ", ".join(
            "(" + ", ".join(literal(row[n], k) for n, k in zip(names, kinds)) + ")" for row in rows
        )
        listed = ", ".join(f'"{name}"' for name in names)
        return (
            f"INSERT INTO lake.facts({listed}) VALUES {values}",
            {
                "part": "insert",
                "columns": names,
                "rows": [[json_value(row[n], k) for n, k in zip(names, kinds)] for row in rows],
            },
        )

    def draw_update(self):
        keys = self.some_keys()
        names = [name for name in self.some_columns() if name != "id"] or ["day"]
        # DuckDB gets one statement, so all rows get the same values.
        values = {name: self.value(self.state.column(name)) for name in names}
        for key in keys:
            self.state.rows[key].update(values)
        kinds = [self.state.column(name).kind for name in names]
        told = [json_value(values[n], k) for n, k in zip(names, kinds)]
        setting = ", ".join(f'"{n}" = {literal(values[n], k)}' for n, k in zip(names, kinds))
        return (
            f"UPDATE lake.facts SET {setting} WHERE id IN ({', '.join(map(str, keys)) or 'NULL'})",
            {
                "part": "update",
                "key": "id",
                "columns": ["id"] + names,
                "rows": [[key] + told for key in keys],
            },
        )

    def draw_delete(self):
        keys = self.some_keys()
        for key in keys:
            del self.state.rows[key]
            self.state.row_ids.pop(key, None)
        return (
            f"DELETE FROM lake.facts WHERE id IN ({', '.join(map(str, keys)) or 'NULL'})",
            {"part": "delete", "key": "id", "keys": keys},
        )

    def sql(self, *statements):
        for statement in statements:
            self.log(statement)
            self.client.execute(statement).fetchall()

    def told(self, op, **members):
        self.log(f"-- ours: {op} {members}")
        return self.driver.run(op, **members)

    def change(self, draw):
        statement, part = draw()
        if self.random.random() < 0.5:
            self.sql(statement)
        else:
            self.told("commit", parts=[{"table": "facts", **part}], time=now(), message="change")

    def transaction(self):
        """Several changes at once; ours to rows that differ, since it sees none of its own."""
        if self.random.random() < 0.5:
            draws = [self.draw_insert, self.draw_update, self.draw_delete]
            statements = [self.random.choice(draws)()[0] for _ in range(3)]
            self.sql("BEGIN", *statements, "COMMIT")
            return
        before = set(self.state.rows)
        _, update = self.draw_update()
        touched = {row[0] for row in update["rows"]}
        gone = sorted(self.random.sample(sorted(before - touched), len(before - touched) // 3))
        for key in gone:
            del self.state.rows[key]
            self.state.row_ids.pop(key, None)
        _, insert = self.draw_insert()
        parts = [update, {"part": "delete", "key": "id", "keys": gone}, insert]
        self.told("commit", parts=[{"table": "facts", **part} for part in parts], time=now())

    # Schemas

    def free_columns(self):
        return [column for column in self.state.columns if column.name not in ("id", "day")]

    def mend(self):
        """DuckDB 1.5.5 enters no schema version for a table of inlined rows that it makes while
        inserting; attached anew, it then takes their columns for those of the table's first
        schema."""
        with sqlite3.connect(self.folder + "/catalog.sqlite", timeout=10) as catalog:
            catalog.execute(
                "INSERT INTO ducklake_schema_versions "
                "SELECT (SELECT min(snapshot_id) FROM ducklake_snapshot s "
                "  WHERE s.schema_version >= i.schema_version), schema_version, table_id "
                "FROM ducklake_inlined_data_tables i WHERE NOT EXISTS ("
                "  SELECT 1 FROM ducklake_schema_versions v WHERE v.table_id = i.table_id "
                "  AND v.schema_version = i.schema_version)"
            )
        catalog.close()

    def add_column(self):
        self.next_column += 1
        kind = self.random.choice(ADDED)
        ours = self.random.random() < 0.5
        column = Column(f"列{self.next_column}", kind)
        if not ours and self.random.random() < 0.3:
            column.kind, column.sql = self.random.choice([("int32", "SMALLINT"), ("double", "FLOAT")])
        if column.kind in ("int32", "int64", "string") and self.random.random() < 0.6:
            column.default = self.value(column)
            while column.default == "NULL":
                column.default = self.value(column)
        if ours:
            self.told(
                "alter",
                table="facts",
                time=now(),
                changes=[
                    {
                        "change": "add",
                        "column": column.name,
                        "type": column.kind,
                        "default": json_value(column.default, column.kind),
                        "comment": "新 / new",
                    }
                ],
            )
        else:
            default = literal(column.default, column.kind)
            default = "" if column.default is None else f" DEFAULT {default}"
            self.sql(f'ALTER TABLE lake.facts ADD COLUMN "{column.name}" {column.sql}{default}')
        self.state.columns.append(column)
        for row in self.state.rows.values():
            row[column.name] = column.default

    def rename_column(self):
        column = self.random.choice(self.free_columns())
        old = column.name
        # Names that were free before come back for other columns.
        taken = self.state.names()
        column.name = next(
            name
            for name in self.random.sample(["n", "ratio", "word", "tags", "甲", "乙", "丙"], 7)
            + [f"n{self.next_column}_{len(taken)}", f"m{self.next_column}_{self.next_key}"]
            if name not in taken
        )
        for row in self.state.rows.values():
            row[column.name] = row.pop(old)
        if self.cut_by == old:
            self.cut_by = column.name
        if self.random.random() < 0.5:
            self.told(
                "alter",
                table="facts",
                time=now(),
                changes=[{"change": "rename", "column": old, "to": column.name}],
            )
        else:
            self.sql(f'ALTER TABLE lake.facts RENAME COLUMN "{old}" TO "{column.name}"')

    def widen_column(self):
        narrow = {"INTEGER": "int64", "SMALLINT": "int32", "FLOAT": "double"}
        columns = [column for column in self.free_columns() if column.sql in narrow]
        if not columns:
            return self.add_column()
        column = self.random.choice(columns)
        column.kind = narrow[column.sql]
        column.sql = SQL_TYPES[column.kind]
        if self.random.random() < 0.5:
            self.told(
                "alter",
                table="facts",
                time=now(),
                changes=[{"change": "widen", "column": column.name, "type": column.kind}],
            )
        else:
            self.sql(
                f'ALTER TABLE lake.facts ALTER COLUMN "{column.name}" SET DATA TYPE {column.sql}'
            )
        return None

    def drop_column(self):
        columns = [column for column in self.free_columns() if column.name != self.cut_by]
        if len(columns) < 3:
            return self.add_column()
        column = self.random.choice(columns)
        self.state.columns.remove(column)
        for row in self.state.rows.values():
            del row[column.name]
        if self.random.random() < 0.5:
            self.told(
                "alter",
                table="facts",
                time=now(),
                changes=[{"change": "drop", "column": column.name}],
            )
        else:
            self.sql(f'ALTER TABLE lake.facts DROP COLUMN "{column.name}"')
        return None

    def comment(self):
        column = self.random.choice(self.state.columns)
        if self.random.random() < 0.5:
            self.sql(f"COMMENT ON COLUMN lake.facts.\"{column.name}\" IS '备注'")
        else:
            self.told(
                "alter",
                table="facts",
                time=now(),
                changes=[{"change": "comment", "column": column.name, "text": "说明"}],
            )

    def cut_otherwise(self):
        # Not by bucket(4, id): DuckDB 1.5.5 then loses sight of rows in files from before.
        names = [column.name for column in self.free_columns() if column.kind == "string"]
        self.cut_by = names[0] if names and self.random.random() < 0.3 else None
        if self.cut_by:
            self.sql(f'ALTER TABLE lake.facts SET PARTITIONED BY ("{self.cut_by}")')
            return
        self.sql(
            self.random.choice(
                [
                    "ALTER TABLE lake.facts SET PARTITIONED BY (year(day))",
                    "ALTER TABLE lake.facts SET PARTITIONED BY (year(day), month(day))",
                    "ALTER TABLE lake.facts RESET PARTITIONED BY",
                ]
            )
        )

    # Maintenance, which changes no row

    def compact(self):
        self.told(
            "compact",
            month=2026 * 12 + self.random.choice([0, 9, 13]),
            rewrite=self.random.random() < 0.4,
            time=now(),
        )

    def maintain(self):
        threshold = self.random.choice([0.01, 0.5])
        if self.random.random() < 0.25:
            self.sql("CALL ducklake_merge_adjacent_files('lake')")
            # DuckDB 1.5.5 takes its own update files for insertions that follow each other and
            # numbers their rows anew: what both read from now on must only be the same.
            for state in [self.state, *self.states.values()]:
                state.row_ids = {}
            return
        self.sql(
            self.random.choice(
                [
                    f"CALL ducklake_rewrite_data_files('lake', delete_threshold => {threshold})",
                    "CALL ducklake_flush_inlined_data('lake')",
                    "CALL ducklake_cleanup_old_files('lake', cleanup_all => true)",
                ]
            )
        )

    def expire(self):
        live = sorted(self.states)
        if len(live) < 4:
            return
        cut = self.random.randrange(1, len(live) - 1)
        if self.random.random() < 0.5:
            ((time,),) = self.client.execute(
                "SELECT snapshot_time FROM ducklake_snapshots('lake') WHERE snapshot_id = ?",
                [live[cut]],
            ).fetchall()
            text = time.astimezone(lake_driver.datetime.timezone.utc)
            self.told("expire", time=text.strftime("%Y-%m-%d %H:%M:%S.%f+00"))
        else:
            gone = live[:cut]
            if self.random.random() < 0.3:
                gone = sorted(self.random.sample(live[:-1], cut))
            self.sql(
                f"CALL ducklake_expire_snapshots('lake', versions => {gone})",
                "CALL ducklake_cleanup_old_files('lake', cleanup_all => true)",
            )

    def inline(self):
        limit = self.random.choice([0, 0, 3, 20])
        self.sql(f"CALL ducklake_set_option('lake', 'data_inlining_row_limit', {limit})")

    def reopen(self):
        """Both sides start anew; ours sets the partitioning back."""
        self.client.close()
        self.driver.run("open", folder=self.folder, time=now(), tables=[self.definition])
        self.client = lake_driver.attach(self.folder)
        self.log("-- both reopened")
        if "partition" in self.definition:
            self.cut_by = None

    def other_things(self):
        """Objects beside the table, which neither side stumbles over."""
        self.next_column += 1
        name = f"其他{self.next_column}"
        # No view: DuckDB 1.5.5 crashes in ducklake_set_option when there is one.
        self.sql(f"CREATE TABLE lake.{name} AS SELECT 1 AS a, {{'x': 1, 'y': [1, 2]}} AS s")
        if self.random.random() < 0.5:
            self.sql(f"CREATE SCHEMA lake.s{name}", f"CREATE TABLE lake.s{name}.facts(a INTEGER)")
            self.sql(f"INSERT INTO lake.s{name}.facts VALUES (1)")
        if self.random.random() < 0.5:
            self.sql(f"DROP TABLE lake.{name}")

    # The comparison

    def step(self):
        changes = [self.draw_insert] * 3 + [self.draw_update] * 3 + [self.draw_delete] * 2
        others = [
            self.transaction,
            self.add_column,
            self.rename_column,
            self.widen_column,
            self.drop_column,
            self.comment,
            self.cut_otherwise,
            self.compact,
            self.compact,
            self.maintain,
            self.maintain,
            self.expire,
            self.inline,
            self.reopen,
            self.other_things,
        ]
        if self.random.random() < 0.55:
            self.change(self.random.choice(changes))
        else:
            self.random.choice(others)()
        self.mend()
        self.remember()
        self.compare()

    def remember(self):
        live = self.driver.run("snapshots")["snapshots"]
        for snapshot in live:
            if snapshot > 0 and snapshot not in self.states and snapshot > max(self.states, default=0):
                self.states[snapshot] = copy.deepcopy(self.state)
        self.states = {s: self.states[s] for s in live if s in self.states}

    def compare(self):
        newest = max(self.states)
        for snapshot, state in sorted(self.states.items(), reverse=True):
            try:
                read = self.client_rows(snapshot, state)
                self.compare_rows(snapshot, state, "DuckDB", *read)
            except duckdb.BinderException as error:
                # DuckDB 1.5.5 alone loses the names of inlined columns that were renamed once
                # snapshots are expired; the newest snapshot it must read.
                if snapshot == newest or "Failed to read inlined data" not in str(error):
                    raise
            self.compare_rows(snapshot, state, "ours", *self.our_rows(snapshot))
            if snapshot == newest:
                self.state.row_ids = dict(state.row_ids)
        ((count,),) = self.client.execute("SELECT count(*) FROM lake.facts").fetchall()
        assert count == len(self.state.rows), f"DuckDB counts {count}"
        count = self.driver.run("count", table="facts")["count"]
        assert count == len(self.state.rows), f"ours counts {count}"
        # DuckDB 1.5.5 itself narrows a table's bounds after a NaN.
        damages = [
            found
            for found in self.driver.run("verify")["damages"]
            if not found.startswith("lake.table.statistics")
        ]
        assert not damages, f"verification finds {damages}"

    def client_rows(self, snapshot, state):
        names = [
            row[0]
            for row in self.client.execute(
                f"DESCRIBE SELECT * FROM lake.facts AT (VERSION => {snapshot})"
            ).fetchall()
        ]
        assert names == state.names(), f"DuckDB at {snapshot}: columns {names}"
        kinds = [column.kind for column in state.columns]
        listed = ", ".join(selected(n, k) for n, k in zip(names, kinds))
        rows = self.client.execute(
            f"SELECT rowid, {listed} FROM lake.facts AT (VERSION => {snapshot})"
        ).fetchall()
        return names, kinds, rows

    def our_rows(self, snapshot):
        answer = self.driver.run("scan", table="facts", snapshot=snapshot)
        return answer["columns"], answer["types"], answer["rows"]

    def compare_rows(self, snapshot, state, who, names, kinds, rows):
        where = f"{who} at snapshot {snapshot} of {max(self.states)}"
        assert names == state.names(), f"{where}: columns {names}, {state.names()} by the model"
        assert kinds == [c.kind for c in state.columns], f"{where}: types {kinds}"
        key = names.index("id") + 1
        found = {}
        for row in rows:
            assert row[key] not in found, f"{where}: key {row[key]} twice"
            found[row[key]] = row
        lost = sorted(set(state.rows) - set(found))
        extra = sorted(set(found) - set(state.rows))
        assert not lost and not extra, f"{where}: lost {lost}, extra {extra}"
        for identifier, row in found.items():
            expected = state.rows[identifier]
            for name, kind, value in zip(names, kinds, row[1:]):
                assert plain(value, kind) == plain(expected[name], kind), (
                    f"{where}: row {identifier}, column {name}: {value!r}, "
                    f"{expected[name]!r} by the model"
                )
            known = state.row_ids.setdefault(identifier, row[0])
            assert known == row[0], f"{where}: row {identifier} has lineage id {row[0]}, had {known}"
        assert len(set(state.row_ids.values())) == len(state.row_ids), f"{where}: equal lineage ids"


def run(seed, driver, operations):
    """Whether a seed's history shows no difference, in a process of its own."""
    folder = tempfile.mkdtemp(prefix="lake-property-")
    child = os.fork()
    if child == 0:
        try:
            history = History(seed, driver, folder)
            for _ in range(operations):
                history.step()
            history.close()
            code = 0
        except Exception:
            traceback.print_exc()
            code = 1
        sys.stderr.flush()
        os._exit(code)
    _, status = os.waitpid(child, 0)
    if status == 0:
        shutil.rmtree(folder)
        print(f"seed {seed} agrees", flush=True)
        return True
    print(f"seed {seed} fails (status {status}); its lake and history.sql: {folder}", flush=True)
    return False


def main():
    if len(sys.argv) not in (2, 3, 4, 5) or not os.path.exists(sys.argv[1]):
        print(__doc__, file=sys.stderr)
        return 2
    given = [int(text) for text in sys.argv[2:]]
    seeds, operations, first = given + [3, 40, 1][len(given) :]
    failed = [
        seed for seed in range(first, first + seeds) if not run(seed, sys.argv[1], operations)
    ]
    print(f"{seeds} histories of {operations} operations: {len(failed)} differ {failed or ''}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
