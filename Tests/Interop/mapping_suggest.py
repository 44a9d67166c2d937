"""How many columns `minsheng mapping suggest` maps as the checked-in mappings do.

usage: mapping_suggest.py BINARY INBOX [--floor SHARE] [--days N]

Every file of INBOX/<platform>/<day>/ (of the last N days) is drafted anew and compared with the platform's mapping. A column is
right when it feeds the same targets (or is left out by both), open when the draft leaves out
targets and gives none of its own, wrong when it gives one that the mapping does not. No draft may
hold a name or phone of INBOX/../truth, and each must load. Needs json5 from PyPI.
"""

import json
import pathlib
import re
import subprocess
import sys

import json5

binary, inbox = sys.argv[1], pathlib.Path(sys.argv[2])
floor = float(sys.argv[sys.argv.index("--floor") + 1]) if "--floor" in sys.argv else 0
root = pathlib.Path(__file__).resolve().parents[2]
city = root / "Pipelines/cities/taizhou"
days = int(sys.argv[sys.argv.index("--days") + 1]) if "--days" in sys.argv else 10_000
persons = set()
for name in ("names.txt", "phones.txt"):
    path = inbox.parent / "truth" / name
    if path.exists():
        persons |= {line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()}
persons = {word for word in persons if len(word) >= 3}


def uses(mapping):
    """Which targets each column of a mapping feeds."""
    columns = {}

    def add(cell, target):
        for name in cell if isinstance(cell, list) else [cell]:
            columns.setdefault(name, set()).add(target)

    for target, rule in mapping["columns"].items():
        if not isinstance(rule, dict):
            add(rule, target)
            continue
        for cell in rule.get("join", []) + rule.get("or", []):
            add(cell, target)
        for key in ("from", "position"):
            if key in rule:
                add(rule[key], target)
    return columns


faults, right, total = 0, 0, 0
missed = {}
for folder in sorted(inbox.iterdir()):
    known = uses(json5.loads((city / f"sources/{folder.name}.json5").read_text("utf-8")))
    counts = {"right": 0, "wrong": 0, "open": 0}
    files = 0
    last = sorted(day for day in folder.iterdir() if day.is_dir())[-days:]
    for file in sorted(path for day in last for path in day.iterdir() if path.is_file()):
        outcome = subprocess.run(
            [binary, "mapping", "suggest", "--city", str(city), "--json", str(file)],
            capture_output=True, text=True, timeout=60)
        if "corrupt" in outcome.stderr:
            continue  # the sample holds a file that was cut off
        if outcome.returncode not in (0, 3):
            print(f"{file}: exit {outcome.returncode}: {outcome.stderr.strip()}")
            faults += 1
            continue
        draft = json.loads(outcome.stdout)
        files += 1
        if not draft["usable"] and draft["rows_seen"] >= 3:
            print(f"{file}: {outcome.stderr.strip()}")
            faults += 1
        for word in persons:
            if word in draft["draft"]:
                print(f"{file}: the draft holds a person's datum of {len(word)} characters")
                faults += 1
        if draft["rows_seen"] < 3:
            continue
        for column in draft["columns"]:
            want, got = known.get(column["name"], set()), set(column["targets"])
            verdict = "right" if want == got else "open" if got < want else "wrong"
            counts[verdict] += 1
            if verdict != "right":
                key = (folder.name, column["name"], verdict, tuple(sorted(want)), tuple(sorted(got)))
                missed[key] = missed.get(key, 0) + 1
    share = counts["right"] / max(sum(counts.values()), 1)
    right += counts["right"]
    total += sum(counts.values())
    print(f"{folder.name:20} {files:4} files  right {counts['right']:5}  wrong {counts['wrong']:4}"
          f"  open {counts['open']:4}  {share:.1%}")
for key, count in sorted(missed.items()):
    print(f"  {count:4} × {key[0]} {key[1]}: {key[2]}: wanted {', '.join(key[3]) or 'nothing'}, "
          f"drafted {', '.join(key[4]) or 'nothing'}")
print(f"all: {right} of {total} columns right, {right / max(total, 1):.1%}; {faults} faults")
sys.exit(1 if faults or right < floor * total or total == 0 else 0)
