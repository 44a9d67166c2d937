"""Runs every block of Documentation/Store.md against a workspace, and keeps its tables true.

Usage: store_docs.py WORKSPACE            runs the blocks; checks the list of tables
       store_docs.py --update WORKSPACE   writes the answers and the list of tables into the page
Blocks in `sql` run in order on one DuckDB connection, `python` on one interpreter, `sqlite` on the
catalog; each must run, and each query must give rows. The list of tables must be that of the
catalog's own comments. The README's blocks in `sql` run as well.
"""

import contextlib
import io
import os
import re
import sqlite3
import sys
import tempfile

import store

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../.."))
PAGE = os.path.join(ROOT, "Documentation/Store.md")
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", re.M | re.S)
TABLES = re.compile(r"(<!-- tables: [^\n]*-->\n)(.*)(<!-- end of tables -->)", re.S)
TYPES = {"int64": "BIGINT", "int32": "INTEGER", "float64": "DOUBLE", "list": "VARCHAR[]"}

failures = 0


def check(holds, text):
    """Prints one line and remembers a failure."""
    global failures
    failures += not holds
    print(("ok    " if holds else "FAILED") + " " + text)


def list_of_tables(catalog):
    """The tables and columns as the page shows them, by the catalog's comments."""
    db = sqlite3.connect(f"file:{catalog}?mode=ro", uri=True)
    lines = []
    for table_id, name, comment in db.execute(
        "SELECT t.table_id, table_name, value FROM ducklake_table t "
        "LEFT JOIN ducklake_tag ON object_id = table_id AND key = 'comment' "
        "AND ducklake_tag.end_snapshot IS NULL WHERE t.end_snapshot IS NULL ORDER BY t.table_id"
    ).fetchall():
        lines += [f"\n### {name}\n", f"{comment}\n", "| column | type | |", "|---|---|---|"]
        for column, kind, text in db.execute(
            "SELECT column_name, column_type, value FROM ducklake_column c "
            "LEFT JOIN ducklake_column_tag g ON g.table_id = c.table_id "
            "AND g.column_id = c.column_id AND g.key = 'comment' AND g.end_snapshot IS NULL "
            "WHERE c.table_id = ? AND c.end_snapshot IS NULL AND parent_column IS NULL "
            "ORDER BY column_order",
            (table_id,),
        ):
            lines.append(f"| `{column}` | {TYPES.get(kind, kind.upper())} | {text or ''} |")
    return "\n".join(lines) + "\n\n"


def run_sql(client, text):
    """Runs the statements of a block; the last one's rows as DuckDB prints them, or None."""
    shown = None
    for statement in client.extract_statements(text):
        relation = client.sql(statement.query)
        if relation is not None:
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                relation.show(max_width=110, max_rows=40)
            assert len(relation) > 0, "no rows"
            # A plan is a page long and holds paths; its answer is not shown.
            shown = None if "EXPLAIN" in statement.query else out.getvalue().rstrip("\n") + "\n"
    return shown


def run_blocks(path, catalog, languages):
    """Runs the blocks of a page; their answers by block."""
    client, names, answers = store.client(), {}, {}
    with open(path, encoding="utf-8") as file:
        text = file.read()
    for number, match in enumerate(BLOCK.finditer(text)):
        language, body, _ = match.groups()
        if language not in languages:
            continue
        title = f"{os.path.basename(path)}:{text[: match.start()].count(chr(10)) + 1} {language}"
        try:
            if language == "sql":
                answers[number] = run_sql(client, body)
            elif language == "python":
                exec(compile(body, title, "exec"), names)
            else:
                db = sqlite3.connect(f"file:{catalog}?mode=ro", uri=True)
                rows = db.execute(body).fetchall()
                assert rows and all(os.path.exists(row[0]) for row in rows), "no such files"
            check(True, title)
        except Exception as error:
            check(False, f"{title}: {type(error).__name__}: {error}")
    return answers, names


def check_examples(names, catalog):
    """That the page's own reader finds the rows that the catalog's client finds."""
    client = store.attach(catalog)
    for table, column in ("requests", "request_id"), ("matters", "matter_id"):
        found = names["live_rows"](table, [column])
        expected = client.execute(f"SELECT {column} FROM lake.{table} ORDER BY 1").fetchall()
        check(
            sorted(found[column].to_pylist()) == [value for (value,) in expected],
            f"live_rows of {table}: {len(found)} rows",
        )


def check_pruning(catalog):
    """That DuckDB opens those files only whose bounds in the catalog allow a value."""
    client = store.attach(catalog)
    db = sqlite3.connect(f"file:{catalog}?mode=ro", uri=True)
    for column in "received_on", "request_id":
        bounds = db.execute(
            "SELECT s.min_value, s.max_value FROM ducklake_table t JOIN ducklake_data_file d "
            "USING (table_id) JOIN ducklake_column c USING (table_id) "
            "JOIN ducklake_file_column_stats s USING (data_file_id, column_id) "
            "WHERE table_name = 'requests' AND column_name = ? AND d.end_snapshot IS NULL",
            (column,),
        ).fetchall()
        kind = int if column == "request_id" else str
        value = max(kind(greatest) for _, greatest in bounds)
        allowed = sum(kind(least) <= value <= kind(greatest) for least, greatest in bounds)
        plan = client.execute(
            f"EXPLAIN ANALYZE SELECT sum(length(content)) FROM lake.requests "
            f"WHERE {column} = '{value}'"
        ).fetchone()[1]
        found = re.search(r"Total Files Read: (\d+)", plan)
        check(
            found is not None and int(found[1]) == allowed < len(bounds),
            f"a filter on {column} opens {found and found[1]} of {len(bounds)} files, "
            f"the catalog's bounds allow {allowed}",
        )


def updated(text, answers, tables):
    """The page with these answers and this list of tables."""
    numbers = iter(range(text.count("```")))

    def with_answer(match):
        number = next(numbers)
        block = f"```{match[1]}\n{match[2]}```\n"
        if match[1] != "sql":
            return match[0]
        return block + (f"\n```text\n{answers[number]}```\n" if answers.get(number) else "")

    text = BLOCK.sub(with_answer, text)
    return TABLES.sub(lambda match: match[1] + tables + match[3], text)


def main():
    words = sys.argv[1:]
    updates = words[:1] == ["--update"]
    if len(words) != 1 + updates:
        print(__doc__, file=sys.stderr)
        return 2
    catalog = store.catalog_of(words[-1])
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(os.path.dirname(os.path.dirname(catalog)), folder + "/workspace")
        os.symlink(ROOT + "/Pipelines", folder + "/Pipelines")
        os.chdir(folder)
        answers, names = run_blocks(PAGE, catalog, ("sql", "python", "sqlite"))
        check_examples(names, catalog)
        check_pruning(catalog)
        run_blocks(ROOT + "/README.md", catalog, ("sql",))
        os.chdir(ROOT)
    with open(PAGE, encoding="utf-8") as file:
        text = file.read()
    tables = list_of_tables(catalog)
    if updates and not failures:
        with open(PAGE, "w", encoding="utf-8") as file:
            file.write(updated(text, answers, tables))
    else:
        written = TABLES.search(text)[2]
        check(written == tables, "the list of tables is that of the catalog's comments")
        if written != tables:
            print("       mend it with: store_docs.py --update WORKSPACE")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
