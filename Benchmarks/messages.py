#!/usr/bin/env python3
"""Compares `minsheng train` with a scikit-learn pipeline on random splits of one labelled CSV file.

Usage: messages.py FILE.csv --text COL[,COL] --label COL [--binary minsheng] [--splits 5] [--seed 0]
                   [--options "--unlabelled FILE"] [--no-peer]

The peer is what a Python engineer would pick: character 1-3-gram TF-IDF and LinearSVC. Both learn
from the same three quarters of the rows and are measured on the rest, one after the other, split by
split. Printed are macro-F1 of both, top-1, calibration error and accuracy at coverage .88 of ours,
with mean and spread. The peer needs scikit-learn and is left out, loudly, where that is missing.
"""
import argparse
import csv
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time

csv.field_size_limit(1 << 30)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file")
    parser.add_argument("--text", required=True)
    parser.add_argument("--label", required=True)
    parser.add_argument("--binary", default=".build/release/minsheng")
    parser.add_argument("--splits", type=int, default=5)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--options", default="")
    parser.add_argument("--no-peer", action="store_true")
    return parser.parse_args()


def read(path, label):
    with open(path, encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        return reader.fieldnames, [row for row in reader if row[label]]


def write(path, names, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)


def ours(options, folder, train, test):
    start = os.times()
    common = ["--text", options.text, "--label", options.label]
    made = subprocess.run(
        [options.binary, "train", "--input", train, *common, "--model", folder, "--json"]
        + options.options.split(), check=True, capture_output=True)
    end = os.times()
    measured = subprocess.run(
        [options.binary, "evaluate", "--model", folder, "--input", test, *common, "--json"],
        check=True, capture_output=True)
    card, result = json.loads(made.stdout), json.loads(measured.stdout)
    seconds = end.children_user + end.children_system - start.children_user - start.children_system
    # Of the points given, the one with the least coverage that is .88 at least.
    enough = [p for p in result["coverage"] if p["coverage"] >= 0.88]
    at = min(enough, key=lambda p: p["coverage"])["accuracy"] if enough else float("nan")
    return {"macro_f1": result["macro_f1"], "top1": result["top1"], "ece": result["ece"],
            "at": at, "seconds": seconds, "cost": card["cost"], "balanced": card["balanced"],
            "head": card["head_length"]}


def peer(options, train, test):
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.metrics import f1_score
    from sklearn.svm import LinearSVC
    columns = options.text.split(",")
    text = lambda rows: [" ".join(row[name] or "" for name in columns) for row in rows]
    labels = lambda rows: [row[options.label] for row in rows]
    start = time.process_time()
    vectors = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), min_df=2, sublinear_tf=True)
    model = LinearSVC(C=1).fit(vectors.fit_transform(text(train)), labels(train))
    seconds = time.process_time() - start
    answers = model.predict(vectors.transform(text(test)))
    truth = labels(test)
    right = sum(a == b for a, b in zip(answers, truth)) / len(truth)
    return {"macro_f1": f1_score(truth, answers, average="macro"), "top1": right,
            "seconds": seconds}


def main():
    options = arguments()
    if not os.path.exists(options.file):
        print(f"SKIPPED: {options.file} is not there; nothing was measured", file=sys.stderr)
        return 0
    has_peer = not options.no_peer
    if has_peer:
        try:
            import sklearn  # noqa: F401
        except ImportError:
            print("SKIPPED the peer: scikit-learn is not installed", file=sys.stderr)
            has_peer = False
    names, rows = read(options.file, options.label)
    print(f"{options.file}: {len(rows)} rows, {len({r[options.label] for r in rows})} labels")
    print("seed  peer F1  our F1    gain  peer top1  top1    ECE  at .88  CPU s  settings")
    table = []
    with tempfile.TemporaryDirectory() as scratch:
        for seed in range(options.seed, options.seed + options.splits):
            order = rows[:]
            random.Random(seed).shuffle(order)
            cut = len(order) // 4
            test, train = order[:cut], order[cut:]
            paths = [os.path.join(scratch, name) for name in ("train.csv", "test.csv")]
            write(paths[0], names, train)
            write(paths[1], names, test)
            theirs = peer(options, train, test) if has_peer else {}
            mine = ours(options, os.path.join(scratch, "model"), *paths)
            line = [theirs.get("macro_f1", float("nan")), mine["macro_f1"],
                    mine["macro_f1"] - theirs.get("macro_f1", float("nan")),
                    theirs.get("top1", float("nan")), mine["top1"], mine["ece"], mine["at"],
                    mine["seconds"]]
            table.append(line)
            print("{:4d}    {:.4f}  {:.4f}  {:+.4f}      {:.4f} {:.4f}  {:.4f}   {:.4f}  {:5.1f}"
                  .format(seed, *line),
                  f" cost {mine['cost']}, balanced {mine['balanced']}, head {mine['head']}",
                  flush=True)
    columns = list(zip(*table))
    spread = [statistics.stdev(column) if len(column) > 1 else 0.0 for column in columns]
    form = "{}    {:.4f}  {:.4f}  {:+.4f}      {:.4f} {:.4f}  {:.4f}   {:.4f}  {:5.1f}"
    print(form.format("mean", *[statistics.mean(column) for column in columns]))
    print(form.format("sd  ", *spread))
    return 0


if __name__ == "__main__":
    sys.exit(main())
