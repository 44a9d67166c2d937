"""Damages one row in fifty in twelve ways and checks where every row of the file ends up.

Usage: damaged.py BINARY [ROWS] [--keep FOLDER]

Writes an export of ROWS (default 1,000,000) complaints with Benchmarks/complaints' columns, in UTF-8
and in GB18030, takes each in with `minsheng ingest`, and fails unless
* every damaged row is in quarantine, with the reason, the line and the bytes it must have,
* every other row's number is in the lake, once,
* nothing else is in either.
Good rows hold what readers stumble over too: line breaks and doubled quotes inside quotes, stray quotes
inside a text, and rows that stand right behind a quote that never closes.

Needs pyarrow. Prints a line for each encoding and one for each way of damage.
"""

import base64
import collections
import glob
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

HEADER = ("complaint_id,created_at,district,street,community,category,subcategory,channel,title,content,"
          "department,status,closed_at,satisfaction,lon,lat,phone")
DISTRICTS = ["东城区", "西城区", "海淀区", "丰台区"]
MATTERS = [("噪音扰民", "夜间施工噪音很大影响休息"), ("道路破损", "路面坑洼不平雨天积水"),
           ("物业管理", "电梯经常停运无人维修"), ("供水供电", "小区停水两天没有通知"),
           ("环境卫生", "垃圾清运不及时气味难闻"), ("违章停车", "消防通道被车辆堵住")]
KINDS = ["投诉", "举报", "咨询", "求助", "建议"]
CHANNELS = ["12345热线", "APP", "微信小程序", "网站"]
STATES = ["已办结", "办理中", "已派单", "已退回", "待回访"]


def good_cells(number, dice):
    """The cells of a sound row, as text; those of its content are not quoted yet."""
    day = 1 + number % 28
    month = 1 + number // 28 % 6
    matter, content = MATTERS[dice.randrange(len(MATTERS))]
    district = DISTRICTS[dice.randrange(4)]
    when = f"2025-{month:02d}-{day:02d} {dice.randrange(24):02d}:{dice.randrange(60):02d}:{dice.randrange(60):02d}"
    state = STATES[dice.randrange(5)]
    return [
        f"{20250000000000 + number}", when, district, f"民河{number % 37}街道", f"翠光湖{number % 91}小区", matter,
        KINDS[dice.randrange(5)], CHANNELS[dice.randrange(4)], f"{district}{matter}", f"{content}，第{number}次反映。",
        f"{district}城管局", state, when if state == "已办结" else "", str(1 + number % 5),
        f"{115.5 + number % 1000 / 1000:.6f}", f"{39.5 + number % 900 / 1000:.6f}", f"1400{number % 10**7:07d}"]


def sound(number, dice):
    """A good row's bytes as text, with the things that good rows may hold."""
    cells = good_cells(number, dice)
    chance = dice.randrange(1000)
    if chance < 30:
        cells[9] = '"' + cells[9] + '\n附言：请，尽快""处理"",谢谢。"'
    elif chance < 33:
        cells[9] = '居民称"没人管"，' + cells[9]
    elif chance < 36:
        cells[9] += '"'
    return ",".join(cells)


def change(index, value):
    def damage(cells):
        cells[index] = value
        return cells
    return damage


def texts_lost(cells):
    for index in (5, 6, 8, 9):
        cells[index] = ""
    return cells


def extra_cell(cells):
    return cells[:3] + ["多出一格"] + cells[3:]


def cell_lost(cells):
    return cells[:16]


def quote_opened(cells):
    cells[9] = '"' + cells[9]
    return cells


def zero_byte(cells):
    cells[9] = cells[9][:4] + "\0" + cells[9][4:]
    return cells


# How a row is damaged, and why it must be refused.
DAMAGES = [
    (change(0, ""), "missing-source-record-id"),
    (change(0, "2.025E+13"), "damaged-record-id"),
    (change(1, ""), "missing-received-at"),
    (change(1, "昨天上午"), "bad-received-at"),
    (change(1, "2025-02-30 10:00:00"), "impossible-received-at"),
    (change(1, "2031-01-05 10:00:00"), "received-in-future"),
    (change(11, "待定待定"), "unknown-status"),
    (texts_lost, "missing-text"),
    (extra_cell, "shifted-row"),
    (cell_lost, "field-count"),
    (quote_opened, "unterminated-quote"),
    (zero_byte, "zero-byte"),
]


def write(path, rows, encoding):
    """Writes the file; gives what must be in quarantine by line, and the good rows' numbers."""
    dice = random.Random(20260630)
    expected, good = {}, []
    line = 2
    with open(path, "wb") as file:
        file.write((HEADER + "\n").encode(encoding))
        for number in range(rows):
            # The first rows are sound: by them a header is judged.
            if number >= 600 and dice.randrange(50) == 0:
                damage, reason = DAMAGES[dice.randrange(len(DAMAGES))]
                data = ",".join(damage(good_cells(number, dice))).encode(encoding)
                expected[line] = (reason, data)
            else:
                data = sound(number, dice).encode(encoding)
                good.append(20250000000000 + number)
            file.write(data + b"\n")
            line += 1 + data.count(b"\n")
    return expected, good


def quarantined(workspace):
    found = {}
    for name in glob.glob(f"{workspace}/quarantine/*/*.ndjson"):
        with open(name, encoding="utf-8") as file:
            for text in file:
                row = json.loads(text)
                assert row["line"] not in found, f"line {row['line']} is there twice"
                found[row["line"]] = (row["reason"], base64.b64decode(row["bytes"]))
    return found


def lake_numbers(workspace):
    import pyarrow.parquet as parquet
    numbers = []
    for name in glob.glob(f"{workspace}/lake/data/main/requests/**/*.parquet", recursive=True):
        table = parquet.ParquetFile(name).read(columns=["source_record_id"])
        numbers += [int(text) for text in table["source_record_id"].to_pylist()]
    return numbers


def check(binary, folder, rows, encoding):
    path = f"{folder}/damaged-{encoding}.csv"
    workspace = f"{folder}/ws-{encoding}"
    expected, good = write(path, rows, encoding)
    mapping = pathlib.Path(__file__).parent / "complaints" / "complaints.json5"
    began = time.monotonic()
    before = os.times()
    result = subprocess.run(
        [binary, "ingest", "--mapping", str(mapping), "--workspace", workspace, "--date", "2025-12-31", "--json", path],
        capture_output=True, text=True)
    after = os.times()
    wall = time.monotonic() - began
    cpu = after.children_user - before.children_user + after.children_system - before.children_system
    assert result.returncode in (0, 3), result.stdout + result.stderr
    summary = json.loads(result.stdout)["files"][0]
    faults = []
    found = quarantined(workspace)
    by_reason = collections.Counter()
    for line, (reason, data) in expected.items():
        if line not in found:
            faults.append(f"line {line}: not in quarantine, wanted {reason}")
        elif found[line] != (reason, data):
            same = "same bytes" if found[line][1] == data else "other bytes"
            faults.append(f"line {line}: {found[line][0]} with {same}, wanted {reason}")
        else:
            by_reason[reason] += 1
    faults += [f"line {line}: in quarantine as {found[line][0]}, but sound" for line in found.keys() - expected.keys()]
    numbers = lake_numbers(workspace)
    if sorted(numbers) != good:
        missing = set(good) - set(numbers)
        faults.append(f"{len(missing)} sound rows are not in the lake, {len(set(numbers) - set(good))} others are, "
                      f"{len(numbers) - len(set(numbers))} twice; missing {sorted(missing)[:5]}")
    total = sum(summary[key] for key in ("accepted", "updated", "unchanged", "quarantined"))
    if summary["rows_read"] != rows or total != rows:
        faults.append(f"{rows} rows written, {summary['rows_read']} read, {total} accounted for")
    print(f"{encoding}: {rows} rows, {len(expected)} damaged, {len(found)} in quarantine, {len(numbers)} in the lake, "
          f"{len(faults)} faults; {wall:.1f} s wall, {cpu:.1f} s CPU")
    for _, reason in DAMAGES:
        print(f"  {reason:26} {by_reason[reason]:6} of {sum(1 for value in expected.values() if value[0] == reason)}")
    for fault in faults[:20]:
        print("  FAULT", fault)
    return not faults


def main():
    arguments = sys.argv[1:]
    keep = arguments.index("--keep") if "--keep" in arguments else None
    folder = arguments.pop(keep + 1) if keep is not None else None
    if keep is not None:
        arguments.pop(keep)
    if not 1 <= len(arguments) <= 2:
        sys.exit(__doc__)
    rows = int(arguments[1]) if len(arguments) > 1 else 1_000_000
    os.umask(0o077)
    with tempfile.TemporaryDirectory() as scratch:
        results = [check(arguments[0], folder or scratch, rows, encoding) for encoding in ("utf-8", "gb18030")]
    sys.exit(0 if all(results) else 1)


main()
