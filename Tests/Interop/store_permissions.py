"""Lets another user read a lake as Documentation/Store.md says, and looks with that user's eyes.

Usage: store_permissions.py BINARY WORKSPACE
On a copy of the workspace, under umask 077: the commands of the page, then two more nights with new
requests, the second in a new month. As user `nobody`, from another folder: every table of the lake is
read after each night, the new reports are read, nothing can be written, and no restricted folder can
be looked into. Needs root for the change of user; says so and ends with 0 where it is not root.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile

import store

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../.."))
USER, GROUP = 65534, 64999
RESTRICTED = ("inbox", "feedback", "quarantine", "vault", "outbox")
NIGHTS = ("2026-07-01", "2026-07-02")

failures = 0


def check(holds, text):
    """Prints one line and remembers a failure."""
    global failures
    failures += not holds
    print(("ok    " if holds else "FAILED") + " " + text, flush=True)


def as_reader(groups, action):
    """What an action returns when another user does it, from the root folder; errors as text."""
    client = store.client()  # The extensions may lie where only this user can read.
    receiver, sender = os.pipe()
    child = os.fork()
    if child == 0:
        os.setgroups(groups)
        os.setresgid(USER, USER, USER)
        os.setresuid(USER, USER, USER)
        os.chdir("/")
        try:
            answer = repr(action(client))
        except Exception as error:
            answer = f"{type(error).__name__}: {error}"
        os.write(sender, answer.encode()[:60000])
        os._exit(0)
    os.close(sender)
    with os.fdopen(receiver, encoding="utf-8") as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    return answer


def counts(catalog):
    """An action that reads every column of every table."""

    def action(client):
        client.execute(f"ATTACH 'ducklake:sqlite:{catalog}' AS lake (READ_ONLY)")
        return {
            name: client.execute(f'SELECT count(*), sum(hash(t)) FROM lake."{name}" t').fetchone()
            for name in store.tables(catalog)
        }

    return action


def attempt_write(catalog):
    """An action that tries to delete."""

    def action(client):
        client.execute(f"ATTACH 'ducklake:sqlite:{catalog}' AS lake")
        return client.execute("DELETE FROM lake.requests").fetchone()

    return action


def documented_commands(workspace):
    """The page's commands for this workspace and group."""
    with open(ROOT + "/Documentation/Store.md", encoding="utf-8") as file:
        (block,) = [b for b in re.findall(r"^```sh\n(.*?)^```", file.read(), re.M | re.S) if "chgrp" in b]
    return block.replace("/data/minsheng", workspace).replace("analysts", str(GROUP))


def night(binary, workspace, date):
    """One more night with a few requests of its day."""
    fresh = workspace + "-new"
    generate = [binary, "generate", "--rows", "200", "--days", "1", "--end", date]
    generate += ["--seed", date.replace("-", ""), "--output", fresh]
    subprocess.run(generate, check=True, capture_output=True)
    shutil.copytree(fresh + "/inbox", workspace + "/inbox", dirs_exist_ok=True)
    shutil.rmtree(fresh)
    run = [binary, "run", ROOT + "/Pipelines/nightly.json5", "--workspace", workspace]
    done = subprocess.run([*run, "--date", date], capture_output=True, text=True)
    check(done.returncode in (0, 3), f"the night of {date} ends with {done.returncode}")
    if done.returncode not in (0, 3):
        print(done.stderr[-2000:])


def main():
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    if os.geteuid() != 0:
        print("SKIPPED: only root can become another user")
        return 0
    binary = os.path.abspath(sys.argv[1])
    os.umask(0o077)
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o711)
        workspace = folder + "/workspace"
        shutil.copytree(sys.argv[2], workspace, symlinks=True)
        catalog = store.catalog_of(workspace)
        closed = as_reader([GROUP], counts(catalog))
        check("Error" in closed or "Exception" in closed, "a new workspace is closed to others")
        subprocess.run(["bash", "-euc", documented_commands(workspace)], check=True)
        for date in NIGHTS:
            night(binary, workspace, date)
            mine = repr(counts(catalog)(store.client()))
            theirs = as_reader([GROUP], counts(catalog))
            check(mine == theirs, f"after {date} the group reads all tables: {theirs[:60]}…")
            report = f"{workspace}/reports/daily/{date}/index.html"
            size = as_reader([GROUP], lambda _: len(open(report, "rb").read()))
            check(size.isdigit() and int(size) > 10000, f"the group reads the report: {size} bytes")
        new = [p for at, _, names in os.walk(workspace + "/lake") for p in names if "month=7" in at]
        check(bool(new), f"the nights have made {len(new)} files in a new month")
        denied = as_reader([], counts(catalog))
        check("denied" in denied or "unable" in denied, f"whom the group lacks is refused: {denied[:70]}")
        written = as_reader([GROUP], attempt_write(catalog))
        check("Error" in written or "Exception" in written, f"nobody writes: {written[:70]}")
        for name in (*RESTRICTED, "models", "logs", "."):
            seen = as_reader([GROUP], lambda _: os.listdir(f"{workspace}/{name}"))
            check("PermissionError" in seen, f"{name} cannot be listed")
        open_to_others = [
            f"{at}/{n}"
            for restricted in RESTRICTED
            for at, folders, names in os.walk(f"{workspace}/{restricted}")
            for n in [*folders, *names]
            if os.lstat(f"{at}/{n}").st_mode & 0o077
        ]
        check(not open_to_others, f"nothing in restricted folders is open: {open_to_others[:3]}")
    print(f"{failures} failures" if failures else "others read what they may, and nothing else")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
