"""Workspaces to torture: made once, copied for each trial, compared by all they hold."""

import csv
import hashlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PIPELINE = os.path.join(ROOT, "Pipelines", "nightly.json5")
MAPPING = os.path.join(ROOT, "Pipelines", "cities", "taizhou", "sources", "12345-taizhou.json5")
CITY = os.path.join(ROOT, "Pipelines", "cities", "taizhou")
STEPS = ["ingest", "classify", "match", "assign", "trends", "report", "compact"]
# The last night also takes the files of the day before, closes a month and so merges it.
NIGHTS = ["2026-06-28", "2026-06-29", "2026-07-01"]
# Times of the machine's clock and random ids: all that may differ between two runs.
UNEQUAL = {
    "snapshot_time", "schedule_start", "started_at", "finished_at", "schema_uuid", "table_uuid",
    "at", "code", "seal",
}


class Outcome:
    def __init__(self, status, output, messages, seconds):
        self.status, self.output, self.messages = status, output, messages
        self.seconds = seconds
        self.killed = status == -signal.SIGKILL

    @property
    def finished(self):
        return self.status in (0, 3)

    def step(self):
        """The step that was under way at the end, by the lines of those that were done."""
        done = {line.split(" ")[0] for line in self.messages.splitlines()}
        return next((step for step in STEPS if step not in done), "end")


class Stage:
    """A command of a city's life, with the workspace before it and the content after it."""

    def __init__(self, name, arguments):
        self.name, self.arguments = name, arguments
        # Somebody who names a file again after it was taken means it: that is another run.
        self.is_once = name in ("ingest", "replay")
        self.before = self.after = self.seconds = None
        self.hits = []


def run(binary, arguments, environment=None, kill_after=None, user=None):
    """Runs the binary to its end, or kills it after some seconds."""
    start = time.monotonic()
    process = subprocess.Popen(
        [binary] + arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=dict(os.environ, **(environment or {})), user=user,
        group=user, extra_groups=None if user is None else [])
    try:
        output, messages = process.communicate(timeout=kill_after or 300)
    except subprocess.TimeoutExpired:
        process.kill()
        output, messages = process.communicate()
    return Outcome(process.returncode, output, messages, time.monotonic() - start)


def copy(source, target):
    """Copies a workspace with its times of change, by which known files are told."""
    shutil.copytree(source, target, symlinks=True)
    return target


def rows(path, workspace):
    """Every row of every table of an SQLite file, without times and random ids."""
    found = {}
    connection = sqlite3.connect(path)
    tables = [r[0] for r in connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in sorted(tables):
        cursor = connection.execute(f'SELECT * FROM "{table}"')
        columns = [c[0] for c in cursor.description]
        found[table] = sorted(
            repr([None if name in UNEQUAL else
                  value.replace(workspace, "WORKSPACE") if isinstance(value, str) else value
                  for name, value in zip(columns, row)])
            for row in cursor)
    if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
        found["integrity"] = ["broken"]
    connection.close()
    return found


def content(workspace):
    """All that a workspace holds: bytes of files, rows of catalog, ledger and vault."""
    found = {}
    for part in ["lake/data", "vault", "outbox", "reports", "quarantine"]:
        for folder, _, names in os.walk(os.path.join(workspace, part)):
            for name in names:
                path = os.path.join(folder, name)
                if path.endswith((".sqlite", ".sqlite-journal")):
                    continue
                with open(path, "rb") as file:
                    digest = hashlib.sha256(file.read()).hexdigest()
                found[os.path.relpath(path, workspace)] = digest
    for path in ["lake/catalog.sqlite", "vault/vault.sqlite"]:
        for table, values in rows(os.path.join(workspace, path), workspace).items():
            found[f"{path}:{table}"] = values
    for folder in ["lake", "vault"]:
        for name in os.listdir(os.path.join(workspace, folder)):
            if "journal" in name or "-mj" in name:
                found[f"{folder}/{name}"] = "left over"
    return found


def differences(found, expected):
    """What differs between two contents, in words."""
    texts = []
    for key in sorted(set(found) | set(expected)):
        if key not in found:
            texts.append(f"{key} is missing")
        elif key not in expected:
            texts.append(f"{key} is too much")
        elif found[key] != expected[key]:
            if isinstance(found[key], list):
                more = [r for r in found[key] if r not in expected[key]][:2]
                less = [r for r in expected[key] if r not in found[key]][:2]
                texts.append(f"{key}: {len(found[key])} rows, not {len(expected[key])}; "
                             f"found {more}, expected {less}")
            else:
                texts.append(f"{key} differs")
    return texts


def has_finished(workspace, pipeline):
    """Whether the ledger has a finished run of a pipeline."""
    connection = sqlite3.connect(os.path.join(workspace, "lake/catalog.sqlite"))
    count = connection.execute("SELECT count(*) FROM minsheng_runs WHERE pipeline = ? "
                               "AND state = 'finished'", [pipeline]).fetchone()[0]
    connection.close()
    return count > 0


def batches(workspace):
    """The folders that units pull, by inode: one that is made again has another."""
    found = {}
    outbox = os.path.join(workspace, "outbox")
    if os.path.isdir(outbox):
        for unit in os.listdir(outbox):
            if unit != ".staging":
                for batch in os.listdir(os.path.join(outbox, unit)):
                    path = os.path.join(outbox, unit, batch)
                    found[path] = os.stat(path).st_ino
    return found


def named_file(binary, folder):
    """An export of another city, as somebody names it to be taken."""
    other = os.path.join(folder, "other")
    run(binary, ["generate", "--rows", "100", "--days", "1", "--end", "2026-06-30", "--seed", "6",
                 "--output", other])
    for parent, _, names in sorted(os.walk(os.path.join(other, "inbox", "12345-taizhou"))):
        for name in sorted(names):
            return os.path.join(parent, name)
    raise SystemExit("nothing was made for the platform")


def mended_rows(binary, folder, workspace):
    """Rejected rows of a workspace as a clerk gives them back: mended, or given up."""
    path = os.path.join(folder, "mended.csv")
    made = run(binary, ["quarantine", "export", "--output", path, "--workspace",
                        copy(workspace, os.path.join(folder, "exported"))])
    if made.status != 0:
        raise SystemExit(made.messages)
    with open(path, encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    if len(lines) < 3:
        raise SystemExit("too few rows were rejected")
    for number, line in enumerate(lines[1:]):
        changes = {"来信时间": "2026-06-29 10:00:00"} if number % 2 == 0 else {
            "【处理】": "作废", "【作废理由】": "空单"}
        for title, text in changes.items():
            line[lines[0].index(title)] = text
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(lines)
    return path


def make(binary, folder, request_count):
    """An inbox and a key of the vault, so that persons have the same tokens in every copy."""
    os.umask(0o077)
    made = run(binary, ["generate", "--rows", str(request_count), "--days", "6", "--end",
                        "2026-06-30", "--seed", "5", "--output", folder])
    if made.status != 0:
        raise SystemExit(made.messages)
    os.makedirs(os.path.join(folder, "vault"))
    with open(os.path.join(folder, "vault", "key"), "wb") as file:
        file.write(bytes(range(32)))
    for number, day in enumerate(["", "2026-06-29", "2026-06-30"]):
        inbox = os.path.join(folder, "inbox", "mailbox", day)
        os.makedirs(inbox, exist_ok=True)
        with open(os.path.join(inbox, "broken.csv.gz"), "wb") as file:
            file.write(bytes([0x1F, 0x8B, 8, 0, 1, 2, number]))
    header = ("信件编号,查询码,信箱名称,来信时间,信件类型,信件标题,信件内容,写信人,联系电话,电子邮箱,联系地址,递送部门,"
              "是否同意公开,信件状态,办理单位,办理时限,回复内容,回复时间,满意度")
    # Four of twelve have no time: more, and the header would not be believed.
    times = ["昨天" if n < 4 else f"2026-06-29 09:{n:02d}:00" for n in range(12)]
    letters = [f"XJ{n},,市长信箱,{time},投诉,来信,第{n}盏路灯不亮。,王某,138000000{n:02d},,,,,待处理,,,,,"
               for n, time in enumerate(times)]
    with open(os.path.join(folder, "inbox/mailbox/2026-06-29/second_20260629.csv"), "w",
              encoding="utf-8") as file:
        file.write("\n".join([header] + letters) + "\n")


LETTER = ["信件编号", "来信时间", "信件类型", "信件标题", "信件内容", "写信人", "联系电话", "信件状态", "信箱名称",
          "电子邮箱", "联系地址", "办理单位", "办理时限", "回复时间"]
NEIGHBOUR = "章若溪"


def weak_city(folder):
    """A city that takes a neighbour's name for the beginning of a road's, and so does not mask it;
    the last night finds something past its days in every area."""
    city = shutil.copytree(CITY, os.path.join(folder, "weak-city"))
    with open(os.path.join(city, "places.csv"), "a", encoding="utf-8") as file:
        file.write(f"ROAD-1,{NEIGHBOUR[:2]}路,road,321202,海陵区,,,,119.92,32.49\n")
    with open(os.path.join(city, "retention.csv"), "w", encoding="utf-8") as file:
        file.write("data,days\ninbox,1\nquarantine,2\nidentities,2\nspans,2\ncontacts,1\noutbox,2\n")
    return city


def letters(folder, day, numbers, status):
    """Letters that name the neighbour, and one without a date, which goes to quarantine."""
    rows = [[f"XJ{number}", f"{day} 09:00:00", "投诉", f"邻居{NEIGHBOUR}半夜装修",
             f"海陵区东风路居民反映，邻居{NEIGHBOUR}半夜装修，业主{NEIGHBOUR}不听劝。", "李小花",
             "14000001111", status] + [""] * 6 for number in numbers]
    rows.append(["XJ99", "", "投诉", "坏行", "没有日期", "李小花", "14000001111", status] + [""] * 6)
    path = os.path.join(folder, "inbox", "mailbox", day, f"mailbox_{day.replace('-', '')}_2.csv")
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([LETTER] + rows)


def person(binary, workspace):
    """The token of the person who wrote the letters."""
    for name in sorted(os.listdir(os.path.join(workspace, "vault"))):
        if name.startswith("identities-"):
            shown = run(binary, ["inspect", os.path.join(workspace, "vault", name), "--rows",
                                 "1000", "--json"])
            for row in json.loads(shown.output)["rows"]:
                if row["phone"] == "14000001111":
                    return row["person_id"]
    raise SystemExit("nobody wrote the letters")


def stages(binary, folder, request_count):
    """Runs the undisturbed city, and keeps what each stage began with, reached and left."""
    template = os.path.join(folder, "template")
    make(binary, template, request_count)
    city = weak_city(folder)
    letters(template, "2026-06-28", [1, 2], "待处理")
    letters(template, "2026-06-30", [1, 3], "已处理")
    todo = [Stage(f"night {night}", ["run", PIPELINE, "--city", city, "--date", night])
            for night in NIGHTS]
    todo.append(Stage("ingest", ["ingest", "--mapping", MAPPING, "--date", "2026-07-01",
                                 named_file(binary, folder)]))
    todo.append(Stage("replay", ["quarantine", "replay", "--date", "2026-07-01"]))
    todo.append(Stage("compact", ["compact"]))
    todo.append(Stage("expire", ["expire", "--older-than", "0"]))
    todo.append(Stage("remask", ["remask", "--since", "2026-01-01", "--city", CITY, "--date",
                                 "2026-07-02"]))
    todo.append(Stage("forget", ["forget", "--basis", "on request", "--date", "2026-07-03",
                                 "--contact-sheets"]))
    for number, stage in enumerate(todo):
        stage.before = template
        if stage.name == "replay":
            stage.arguments.append(mended_rows(binary, folder, template))
        if stage.name == "forget":
            stage.arguments += ["--person", person(binary, template)]
        workspace = copy(template, os.path.join(folder, f"calm-{number}"))
        log = os.path.join(folder, f"trace-{number}")
        done = run(binary, stage.arguments + ["--workspace", workspace],
                   {"MINSHENG_FAILPOINT": f"trace={log}"})
        if not done.finished:
            raise SystemExit(f"{stage.name}: exit {done.status}: {done.messages}")
        with open(log) as file:
            stage.hits = file.read().split()
        stage.seconds = done.seconds
        stage.after = content(workspace)
        template = workspace
    return todo
