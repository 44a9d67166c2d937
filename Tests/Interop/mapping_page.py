"""Runs every command of Documentation/Mappings.zh-CN.md and compares what it prints.

usage: mapping_page.py BINARY

Commands stand after `$ ` in `console` blocks, their output below; `…` stands for any lines.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

root = pathlib.Path(__file__).resolve().parents[2]
binary = pathlib.Path(sys.argv[1]).resolve()
page = (root / "Documentation/Mappings.zh-CN.md").read_text("utf-8")
os.umask(0o077)


def agrees(shown, printed):
    """Whether lines are printed as shown, with `…` for any lines."""
    pattern = "".join(
        r"(?:.*\n)*" if line == "…" else re.escape(line) + r"\n" for line in shown)
    return re.fullmatch(pattern, printed) is not None


assert agrees(["a", "…", "c"], "a\nb\nc\n") and not agrees(["a"], "b\n")
faults = commands = 0
with tempfile.TemporaryDirectory() as folder:
    (pathlib.Path(folder) / "minsheng").symlink_to(binary)
    (pathlib.Path(folder) / "new").mkdir()
    for block in re.findall(r"```console\n(.*?)```", page, re.S):
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, _, shown = part.partition("\n")
            outcome = subprocess.run(
                ["bash", "-c", command.replace("/tmp/new", folder + "/new")], cwd=root,
                env={**os.environ, "PATH": folder + ":" + os.environ["PATH"]},
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120)
            printed = outcome.stdout.replace(folder + "/new", "/tmp/new")
            commands += 1
            if outcome.returncode != 0 or not agrees(shown.splitlines(), printed):
                faults += 1
                print(f"$ {command}\nexit {outcome.returncode}, printed:\n{printed}shown:\n{shown}")
print(f"{commands} commands of the page: {faults} differ")
sys.exit(1 if faults or commands < 6 else 0)
