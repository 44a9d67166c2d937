"""Runs a night against full disks, lost permissions, failing calls, held locks and odd clocks.

Usage: faults.py BINARY
Each fault must end in exit code 1 with an error that names it, or be overcome; either way the next
run must end with the content of the undisturbed city. What this machine cannot bring about is said
loudly and skipped. Exit code 0 when all holds, 1 when not, 2 for wrong usage.
"""

import concurrent.futures
import os
import pwd
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

import workspaces
from workspaces import content, copy, differences, run

FAULTS = []


def fault(function):
    """Enters a function among the faults, by its name."""
    FAULTS.append(function)
    return function


class Case:
    """A workspace before a night, and what is found wrong with it."""

    def __init__(self, binary, folder, name, stage):
        self.binary, self.stage, self.problems, self.skipped = binary, stage, [], []
        self.workspace = copy(stage.before, os.path.join(folder, name))

    def call(self, **options):
        return run(self.binary, self.stage.arguments + ["--workspace", self.workspace], **options)

    def fails(self, outcome, *words):
        """The outcome must be exit code 1 and an error with all the words."""
        if outcome.status != 1:
            self.problems.append(f"exit {outcome.status}, not 1 {words}: {outcome.messages[-300:]}")
        for word in words:
            if word not in outcome.messages:
                self.problems.append(f"the error does not say {word!r}: {outcome.messages[-300:]}")

    def recovers(self):
        """The next run must finish, to the content of an undisturbed one."""
        outcome = self.call()
        if not outcome.finished:
            self.problems.append(f"rerun: exit {outcome.status}: {outcome.messages[-300:]}")
        self.problems += differences(content(self.workspace), self.stage.after)[:5]

    def fresh(self):
        """Begins again with the workspace as it was before the night."""
        shutil.rmtree(self.workspace)
        copy(self.stage.before, self.workspace)


@fault
def full_disk(case):
    """A file system without room, at several moments of the night."""
    mount = case.workspace + "-mount"
    os.makedirs(mount)
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", mount],
                          capture_output=True)
    if made.returncode != 0:
        return case.skipped.append("no tmpfs can be mounted here; only injected ENOSPC is tried")
    try:
        case.workspace = os.path.join(mount, "w")
        copy(case.stage.before, case.workspace)
        for free in [0, 40, 160, 500]:
            ballast = os.path.join(mount, "ballast")
            left = os.statvfs(mount).f_bavail * os.statvfs(mount).f_frsize
            with open(ballast, "wb") as file:
                file.write(bytes(max(0, left - free * 1024)))
            outcome = case.call()
            case.fails(outcome, "disk is full" if "sqlite" in outcome.messages else "No space left")
            os.remove(ballast)
            case.recovers()
            case.fresh()
    finally:
        subprocess.run(["umount", "-l", mount])


def failing(point, error, words):
    """A kind of call fails from its first time on, and from the middle of the night on."""
    def function(case):
        count = case.stage.hits.count(point)
        for hit in sorted({1, (count + 1) // 2}):
            outcome = case.call(environment={"MINSHENG_FAILPOINT": f"{point}:{hit}={error}"})
            case.fails(outcome, words)
            case.recovers()
            case.fresh()
    function.__name__ = f"{error}_at_{point}"
    FAULTS.append(function)


for name in ["file.write", "folder.make", "transaction.commit"]:
    failing(name, "ENOSPC", "No space left on device")
for name in ["file.sync", "folder.sync", "system.sync", "file.rename", "transaction.begin",
             "transaction.committed", "vault.recorded", "lake.committed", "publication.renamed"]:
    failing(name, "EIO", "Input/output error")
for name in ["file.create", "file.remove"]:
    failing(name, "EACCES", "Permission denied")


@fault
def short_writes(case):
    """Every write takes half of what it is given."""
    outcome = case.call(environment={"MINSHENG_FAILPOINT": "file.write=short"})
    if not outcome.finished:
        case.problems.append(f"exit {outcome.status}: {outcome.messages[-300:]}")
    case.recovers()


@fault
def read_only_folders(case):
    """Folders that the user may not write to, one after the other."""
    user = pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None
    home = os.path.dirname(case.workspace) + "/restricted"
    os.makedirs(home)
    case.workspace = copy(case.stage.before, os.path.join(home, "w"))
    if user is not None:
        for path in [os.path.dirname(home), home]:
            os.chmod(path, 0o711)
        subprocess.run(["chown", "-R", str(user), case.workspace], check=True)
        try:
            if run(case.binary, ["--version"], user=user).status != 0:
                raise OSError
            with open(workspaces.PIPELINE):
                subprocess.run(["cat", workspaces.PIPELINE], user=user, check=True,
                               capture_output=True)
        except (OSError, subprocess.SubprocessError):
            return case.skipped.append("root here, and nobody may not run the binary")
    for part in ["", "lake/data/main/requests", "lake/data/main/requests/year=2026/month=6",
                 "vault", "outbox", "reports", "quarantine", "lake"]:
        path = os.path.join(case.workspace, part)
        mode = os.stat(path).st_mode
        os.chmod(path, 0o500)
        outcome = case.call(user=user)
        os.chmod(path, mode)
        if outcome.finished and part in ["lake", "vault", "outbox", "quarantine"]:
            case.problems.append(f"a read-only {part} was no fault")
        if not outcome.finished:
            readonly = "readonly" in outcome.messages
            case.fails(outcome, "readonly database" if readonly else "Permission denied")
        outcome = case.call(user=user)
        if not outcome.finished:
            case.problems.append(f"rerun: exit {outcome.status}: {outcome.messages[-300:]}")
        case.problems += differences(content(case.workspace), case.stage.after)[:5]
        case.fresh()
        if user is not None:
            subprocess.run(["chown", "-R", str(user), case.workspace], check=True)


def holding(case, *statements):
    """Another process that holds the catalog until it is killed."""
    code = ("import sqlite3, sys, time\n"
            "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
            "for s in sys.argv[2:]: c.execute(s).fetchall()\n"
            "print('held', flush=True)\ntime.sleep(600)\n")
    process = subprocess.Popen(
        [sys.executable, "-c", code, os.path.join(case.workspace, "lake/catalog.sqlite"),
         *statements], stdout=subprocess.PIPE, text=True)
    process.stdout.readline()
    return process


@fault
def catalog_held_by_a_reader(case):
    """A client leaves its read transaction open for longer than is waited."""
    process = holding(case, "BEGIN", "SELECT count(*) FROM ducklake_snapshot")
    outcome = case.call()
    process.kill()
    process.wait()
    case.fails(outcome, "catalog.sqlite", "held by", f"process {process.pid} (python", "reads")
    case.recovers()


@fault
def catalog_held_by_a_writer(case):
    """A client leaves its write transaction open for longer than is waited."""
    process = holding(case, "BEGIN IMMEDIATE")
    outcome = case.call()
    process.kill()
    process.wait()
    case.fails(outcome, "catalog.sqlite", "held by", f"process {process.pid} (python", "writes")
    case.recovers()


@fault
def catalog_read_for_a_while(case):
    """A client's read ends before the wait does."""
    process = holding(case, "BEGIN", "SELECT count(*) FROM ducklake_snapshot")
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(case.call)
        time.sleep(2)
        process.kill()
        process.wait()
        if not waiting.result().finished:
            case.problems.append(f"did not wait: {waiting.result().messages[-300:]}")
    case.recovers()


@fault
def clock_goes_back(case):
    """The last snapshot is younger than the machine's clock."""
    catalog = os.path.join(case.workspace, "lake/catalog.sqlite")
    connection = sqlite3.connect(catalog)
    connection.execute("UPDATE ducklake_snapshot SET snapshot_time = '2099-01-01 08:00:00.5+08' "
                       "WHERE snapshot_id = (SELECT max(snapshot_id) FROM ducklake_snapshot)")
    connection.commit()
    last = connection.execute("SELECT max(snapshot_id) FROM ducklake_snapshot").fetchone()[0]
    connection.close()
    case.recovers()
    connection = sqlite3.connect(catalog)
    times = [row[0] for row in connection.execute(
        "SELECT snapshot_time FROM ducklake_snapshot WHERE snapshot_id > ? ORDER BY snapshot_id",
        [last])]
    connection.close()
    if not times or times != sorted(times) or times[0] < "2099-01-01 00:00:00.5":
        case.problems.append(f"snapshot times go back: {times}")


@fault
def date_goes_back(case):
    """A business date before the last one: a run of its own, then the night as ever."""
    arguments = ["run", workspaces.PIPELINE, "--date", "2026-06-26", "--workspace", case.workspace]
    for expected in ["finished", "done_before"]:
        outcome = run(case.binary, arguments + ["--json"])
        if not outcome.finished or f'"{expected}"' not in outcome.output:
            case.problems.append(f"exit {outcome.status}, not {expected}: {outcome.messages[-300:]}")
    outcome = case.call()
    if not outcome.finished:
        case.problems.append(f"then: exit {outcome.status}: {outcome.messages[-300:]}")


@fault
def two_runs_at_once(case):
    """The second run ends at once and says who holds the workspace; the first goes on."""
    first = subprocess.Popen(
        [case.binary] + case.stage.arguments + ["--workspace", case.workspace],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    lock = os.path.join(case.workspace, "lock")
    for _ in range(2000):
        time.sleep(0.002)
        try:
            with open(lock) as file:
                if file.read().startswith(f"{first.pid} "):
                    break
        except FileNotFoundError:
            pass
    first.send_signal(signal.SIGSTOP)
    outcome = case.call()
    first.send_signal(signal.SIGCONT)
    case.fails(outcome, f"process {first.pid} (minsheng run)", "since 20")
    if outcome.seconds > 5:
        case.problems.append(f"waited {outcome.seconds:.1f} s")
    if first.wait() not in (0, 3):
        case.problems.append("the first run failed")
    case.recovers()


@fault
def publication_taken_before_the_mark(case):
    """A unit takes its batch after the rename, and the run is killed before it knows."""
    case.call(environment={"MINSHENG_FAILPOINT": "publication.renamed:1"})
    outbox = os.path.join(case.workspace, "outbox")
    known = workspaces.batches(case.stage.before)
    taken = [path for path in workspaces.batches(case.workspace)
             if os.path.relpath(path, case.workspace)
             not in [os.path.relpath(k, case.stage.before) for k in known]]
    if len(taken) != 1:
        return case.problems.append(f"{len(taken)} batches were in {outbox}, not 1")
    shutil.rmtree(taken[0])
    outcome = case.call()
    if outcome.status != 3 or os.path.basename(taken[0]) not in outcome.output:
        case.problems.append(f"exit {outcome.status}, or the batch is not named: {outcome.output}")
    if os.path.exists(taken[0]):
        case.problems.append("the batch was published twice")


@fault
def workspace_moves_after_a_kill(case):
    """A workspace with a publication under way is moved before the next run."""
    case.call(environment={"MINSHENG_FAILPOINT": "lake.committed:4"})
    moved = case.workspace + "-moved"
    os.rename(case.workspace, moved)
    case.workspace = moved
    case.recovers()


def attempt(binary, folder, stage, function):
    case = Case(binary, folder, function.__name__, stage)
    function(case)
    return case


def main():
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    binary = os.path.abspath(sys.argv[1])
    start = time.monotonic()
    folder = tempfile.mkdtemp(prefix="minsheng-faults-")
    stage = workspaces.stages(binary, folder, 400)[1]
    failures = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        cases = [pool.submit(attempt, binary, folder, stage, function) for function in FAULTS]
        for function, case in zip(FAULTS, cases):
            case = case.result()
            failures += bool(case.problems)
            print(("FAILED " if case.problems else "ok     ") + function.__name__.replace("_", " "))
            for text in case.problems:
                print(f"       {text}")
            for text in case.skipped:
                print(f"       SKIPPED: {text}")
    print(f"{failures} of {len(FAULTS)} faults failed, {time.monotonic() - start:.0f} s")
    shutil.rmtree(folder, ignore_errors=True)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
