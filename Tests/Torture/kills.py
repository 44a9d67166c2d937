"""Kills a city's commands at failpoints and at random times; each rerun must end as if nothing was.

Usage: kills.py BINARY [--random N] [--nights N] [--rows N] [--seed N]
A city has three nights, and then ingest, compact, expire, remask and forget.
By default every failpoint is killed once and 20 runs at random times. `--nights N` instead kills N
times at random over cities of three nights, each night several times in a row, and tells where the
kills hit. Exit code 0 when every content is that of the undisturbed city and no batch was published
twice, 1 when not, 2 for wrong usage.
"""

import argparse
import collections
import concurrent.futures
import os
import random
import re
import shutil
import sys
import tempfile
import time

import workspaces
from workspaces import batches, content, copy, differences, run

KILLS_IN_A_ROW = 2


def failpoints():
    """The names of all failpoints, from their list."""
    with open(os.path.join(workspaces.ROOT, "Sources/Storage/Bytes/Failpoint.swift")) as file:
        return re.findall(r'case \w+ = "([^"]+)"', file.read())


class Trial:
    """One copy of a workspace that is killed in a stage and then left in peace."""

    def __init__(self, binary, folder, name):
        self.binary, self.name = binary, name
        self.workspace = os.path.join(folder, name)
        self.problems, self.hits = [], []

    def kill(self, stage, environment=None, after=None):
        outcome = run(self.binary, stage.arguments + ["--workspace", self.workspace],
                      environment, after)
        if not outcome.killed and not outcome.finished:
            self.problems.append(f"exit {outcome.status}: {outcome.messages.strip()[-500:]}")
        self.hits.append(outcome.step() if outcome.killed else "not running")
        return outcome

    def finish(self, stage):
        """Runs the stage again and compares."""
        published = batches(self.workspace)
        if not (stage.is_once and workspaces.has_finished(self.workspace, stage.name)):
            outcome = run(self.binary, stage.arguments + ["--workspace", self.workspace])
            if not outcome.finished:
                self.problems.append(
                    f"rerun: exit {outcome.status}: {outcome.messages.strip()[-500:]}")
                return
        again = [path for path, inode in published.items() if batches(self.workspace).get(path, inode) != inode]
        self.problems += [f"published twice: {path}" for path in again[:3]]
        self.problems += differences(content(self.workspace), stage.after)[:5]

    def end(self):
        if not self.problems:
            shutil.rmtree(self.workspace, ignore_errors=True)
        return self


def kill_at(binary, folder, stage, point, hit):
    trial = Trial(binary, folder, f"{point}-{hit}-{stage.name}".replace(" ", "-"))
    copy(stage.before, trial.workspace)
    if not trial.kill(stage, {"MINSHENG_FAILPOINT": f"{point}:{hit}"}).killed:
        trial.problems.append("was not reached")
    trial.finish(stage)
    return trial.end()


def kill_after(binary, folder, stage, seconds, number):
    trial = Trial(binary, folder, f"random-{number}")
    copy(stage.before, trial.workspace)
    trial.kill(stage, after=seconds)
    trial.finish(stage)
    return trial.end()


def kill_city(binary, folder, stages, generator, number):
    """Three nights in one workspace, each killed several times in a row before it may finish."""
    trial = Trial(binary, folder, f"city-{number}")
    copy(stages[0].before, trial.workspace)
    for stage in stages:
        for _ in range(KILLS_IN_A_ROW):
            # Trials run side by side, slower than the undisturbed city did.
            trial.kill(stage, after=generator.uniform(0.01, stage.seconds * 2.5))
        trial.finish(stage)
        if trial.problems:
            break
    return trial.end()


def kill_new_key(binary, folder, stage):
    """Dies between the vault's new key and its entry: the key that is there must be kept."""
    trial = Trial(binary, folder, "new-key")
    copy(stage.before, trial.workspace)
    key = os.path.join(trial.workspace, "vault", "key")
    os.remove(key)
    if not trial.kill(stage, {"MINSHENG_FAILPOINT": "vault.key.written"}).killed:
        trial.problems.append("was not reached")
    with open(key, "rb") as file:
        made = file.read()
    outcome = run(binary, stage.arguments + ["--workspace", trial.workspace])
    with open(key, "rb") as file:
        if not outcome.finished or file.read() != made:
            trial.problems.append("the key changed, or the rerun failed: " + outcome.messages)
    found = content(trial.workspace)
    for part in ["outbox", "quarantine"]:
        mine = {k: v for k, v in found.items() if k.startswith(part)}
        theirs = {k: v for k, v in stage.after.items() if k.startswith(part)}
        trial.problems += differences(mine, theirs)[:3]
    return trial.end()


def plan_failpoints(binary, folder, stages, generator):
    """One kill for each failpoint, in a stage and at a hit of its own."""
    jobs, unreached = [], []
    for point in failpoints():
        if point == "vault.key.written":
            jobs.append((kill_new_key, binary, folder, stages[0]))
            continue
        choices = [stage for stage in stages if point in stage.hits]
        if not choices:
            unreached.append(point)
            continue
        stage = generator.choice(choices)
        hit = generator.randint(1, stage.hits.count(point))
        jobs.append((kill_at, binary, folder, stage, point, hit))
    return jobs, unreached


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("--random", type=int, default=20)
    parser.add_argument("--nights", type=int, default=0)
    parser.add_argument("--rows", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    binary = os.path.abspath(options.binary)
    generator = random.Random(options.seed)
    start = time.monotonic()
    folder = tempfile.mkdtemp(prefix="minsheng-torture-")
    stages = workspaces.stages(binary, folder, options.rows)
    unreached = []
    if options.nights:
        count = -(-options.nights // (3 * KILLS_IN_A_ROW))
        jobs = [(kill_city, binary, folder, stages[:3], random.Random(options.seed * 1000 + n), n)
                for n in range(count)]
    else:
        jobs, unreached = plan_failpoints(binary, folder, stages, generator)
        for number in range(options.random):
            stage = generator.choice(stages)
            jobs.append((kill_after, binary, folder, stage,
                         generator.uniform(0.01, stage.seconds * 1.1), number))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        trials = [job.result() for job in [pool.submit(*job) for job in jobs]]
    failed = [trial for trial in trials if trial.problems]
    for point in unreached:
        print(f"FAILED {point}: no stage reaches it")
    for trial in failed:
        print(f"FAILED {trial.name} (kept in {trial.workspace})")
        for problem in trial.problems:
            print(f"       {problem}")
    hits = collections.Counter(hit for trial in trials for hit in trial.hits)
    kills = sum(hits.values()) - hits["not running"]
    print(f"{len(trials)} trials, {sum(hits.values())} kills, {kills} of them hit a running process: "
          + ", ".join(f"{step} {hits[step]}" for step in workspaces.STEPS + ["end"] if hits[step]))
    print(f"{len(failed)} trials failed, {time.monotonic() - start:.0f} s")
    if failed or unreached:
        return 1
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
