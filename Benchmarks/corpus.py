#!/usr/bin/env python3
"""Measures `minsheng train` and `classify` on a corpus of made complaints with known truth.

Usage: corpus.py TRAINING_FOLDER [TEST_FOLDER] [--binary minsheng] [--time]

The folders are what the corpus maker writes: input.csv (what a system may see), train.csv (labels of
the training part, some of them wrong) and corpus.jsonl (the truth). Learns from the training part of
the first folder and answers the test events of the first folder, or of the second where one is given.
Printed are accuracy (all, known phrases, unknown phrases), macro-F1, coverage at three precisions,
the area under the risk-coverage curve and the calibration error, all against the true labels; and the
CPU seconds and peak memory of training.
"""
import argparse
import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time

csv.field_size_limit(1 << 30)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("training")
    parser.add_argument("test", nargs="?")
    parser.add_argument("--binary", default=".build/release/minsheng")
    parser.add_argument("--time", action="store_true", help="tell training when rows were received")
    return parser.parse_args()


def rows(folder):
    with open(os.path.join(folder, "input.csv"), encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def write_training(folder, path):
    """The training part as one labelled table; gives the number of rows."""
    with open(os.path.join(folder, "train.csv"), encoding="utf-8", newline="") as file:
        labels = {row["id"]: row["l2"] for row in csv.DictReader(file)}
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["title", "text", "ts", "label"])
        for row in rows(folder):
            if row["id"] in labels:
                writer.writerow([row["title"], row["text"], row["ts"], labels[row["id"]]])
    return len(labels)


def write_test(folder, path):
    """The test events' rows; gives their true labels and whether their phrases were held out."""
    with open(os.path.join(folder, "corpus.jsonl"), encoding="utf-8") as file:
        truth = {str(row["id"]): row for row in map(json.loads, file)}
    kept = []
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["title", "text"])
        for row in rows(folder):
            true = truth[row["id"]]
            if true["split"] == "test":
                writer.writerow([row["title"], row["text"]])
                kept.append((true["l2_true"], true["oov"]))
    return kept


def answers(path):
    with open(path, encoding="utf-8", newline="") as file:
        return [(row["label_1"], float(row["confidence_1"])) for row in csv.DictReader(file)]


def macro_f1(pairs):
    right, said, true = {}, {}, {}
    for truth, answer in pairs:
        said[answer] = said.get(answer, 0) + 1
        true[truth] = true.get(truth, 0) + 1
        right[truth] = right.get(truth, 0) + (truth == answer)
    return sum(2 * right[label] / (said.get(label, 0) + true[label]) for label in true) / len(true)


def calibration_error(hits):
    """Mean distance of confidence and accuracy over fifteen equal parts of the confidence's range."""
    bins = [[0, 0.0, 0] for _ in range(15)]
    for confidence, hit in hits:
        cell = bins[min(14, int(confidence * 15))]
        cell[0] += 1
        cell[1] += confidence
        cell[2] += hit
    return sum(abs(total - right) for _, total, right in bins) / len(hits)


def coverage(hits, precision):
    """The largest share of rows, surest first, of which that many are right."""
    right, best = 0, 0
    for place, (_, hit) in enumerate(sorted(hits, key=lambda hit: -hit[0]), 1):
        right += hit
        if right >= precision * place:
            best = place
    return best / len(hits)


def risk_area(hits):
    wrong, total = 0, 0.0
    for place, (_, hit) in enumerate(sorted(hits, key=lambda hit: -hit[0]), 1):
        wrong += not hit
        total += wrong / place
    return total / len(hits)


def run(options, folder):
    training, test = os.path.join(folder, "train.csv"), os.path.join(folder, "test.csv")
    model, output = os.path.join(folder, "model"), os.path.join(folder, "out.csv")
    count = write_training(options.training, training)
    command = [options.binary, "train", "--input", training, "--text", "title,text", "--label", "label",
               "--model", model] + (["--time", "ts"] if options.time else [])
    start = time.time()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    wall, used = time.time() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    size = os.path.getsize(os.path.join(model, "model.bin")) / 1e6
    print(f"train    {count} rows, {wall:.1f} s, {used.ru_utime + used.ru_stime:.1f} CPU s, "
          f"{used.ru_maxrss / 1024:.0f} MiB, model {size:.1f} MB")
    truth = write_test(options.test or options.training, test)
    subprocess.run([options.binary, "classify", "--model", model, "--input", test, "--text", "title,text",
                    "--output", output], check=True)
    found = answers(output)
    pairs = [(true, label) for (true, _), (label, _) in zip(truth, found, strict=True)]
    hits = [(confidence, true == label) for (true, _), (label, confidence) in zip(truth, found)]
    share = lambda wanted: [hit for (_, new), (_, hit) in zip(truth, hits) if new in wanted]
    mean = lambda values: sum(values) / max(1, len(values))
    print(f"rows     {len(hits)}")
    print(f"accuracy {mean(share({0, 1})):.4f}   known phrases {mean(share({0})):.4f}   unknown {mean(share({1})):.4f}")
    print(f"macro F1 {macro_f1(pairs):.4f}")
    print("coverage " + "   ".join(f"at {p:.0%} {coverage(hits, p):.4f}" for p in (0.97, 0.98, 0.99)))
    print(f"AURC     {risk_area(hits):.4f}")
    print(f"ECE      {calibration_error(hits):.4f}")


def main():
    options = arguments()
    if not os.path.exists(os.path.join(options.training, "corpus.jsonl")):
        print(f"SKIPPED: no corpus in {options.training}", file=sys.stderr)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        run(options, folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
