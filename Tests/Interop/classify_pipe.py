"""Runs `minsheng classify` as the command of Spark's `pipe` and compares with a run without Spark.

Usage: classify_pipe.py BINARY      (needs pyspark and Java 17)
Trains a small model on invented texts. Then objects and rows without a header go through eight
partitions, two of them empty; one partition's command is killed at its first try and repeated by
Spark; one partition holds a line that is no object, which must stop the job and name the line.
Prints one line for each check; exit code 1 when one fails.
"""

import json
import os
import subprocess
import sys
import tempfile

SUBJECTS = {"路灯": "路灯夜里不亮", "垃圾": "垃圾三天没人清运", "噪声": "工地半夜施工吵得睡不着"}
failures = 0


def check(name, wrong, note=""):
    """Prints a check's result and remembers a failure."""
    global failures
    failures += bool(wrong)
    print(f"{name:44} {'WRONG ' + str(wrong)[:300] if wrong else 'right'}{note}", flush=True)


def train(binary, folder):
    """Trains a model of three labels."""
    path = os.path.join(folder, "train.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write("title,content,label\n")
        for number in range(40):
            for label, text in SUBJECTS.items():
                file.write(f"{label}问题{number},{number}号路{text},{label}\n")
    model = os.path.join(folder, "model")
    subprocess.run(
        [binary, "train", "--input", path, "--text", "title,content", "--label", "label", "--model", model],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return model


def objects(count):
    """Lines of JSON; some objects lack the title, as Spark's `to_json` leaves nulls out."""
    texts = list(SUBJECTS.values())
    for number in range(count):
        row = {"id": number, "content": f"第{number}号，{texts[number % 3]}\n急"}
        if number % 7:
            row["title"] = f"关于{number}"
        yield json.dumps(row, ensure_ascii=False)


def direct(command, lines):
    """What the command makes of the lines without Spark."""
    done = subprocess.run(command, input="\n".join(lines) + "\n", stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout.splitlines()


def session():
    from pyspark.sql import SparkSession

    made = (
        # Four threads; a task may fail once before its job does.
        SparkSession.builder.master("local[4,2]")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .getOrCreate()
    )
    made.sparkContext.setLogLevel("OFF")
    return made


def killed_once(folder, command):
    """A command that kills itself in the midst of its output the first time that it meets row 300."""
    path = os.path.join(folder, "killed-once.sh")
    with open(path, "w", encoding="utf-8") as file:
        file.write(
            f"""#!/bin/bash
input=$(mktemp -p {folder})
cat > "$input"
if grep -q '"id": 300,' "$input" && mkdir {folder}/killed 2>/dev/null; then
  {' '.join(command)} < "$input" | head -c 1000
  kill -9 $$
fi
exec {' '.join(command)} < "$input"
""")
    os.chmod(path, 0o755)
    return path


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    binary = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        run(binary, folder)
    return 1 if failures else 0


def run(binary, folder):
    model = train(binary, folder)
    spark = session()
    context = spark.sparkContext
    name = f"Spark {spark.version}"
    command = [binary, "classify", "--model", model, "--input", "-", "--text", "title,content"]
    lines = list(objects(2_000))
    right = direct(command, lines)
    # Two of eight partitions are empty.
    parts = context.parallelize(lines, 6).union(context.parallelize([], 2))

    piped = parts.pipe(" ".join(command), checkCode=True).collect()
    check(f"{name}: objects, eight partitions", [] if piped == right else f"{len(piped)} of {len(right)} rows")

    table = [f"{number},关于{number},{list(SUBJECTS.values())[number % 3]}" for number in range(500)]
    nameless = command + ["--columns", "id,title,content"]
    expected = direct(nameless, table)
    rows = context.parallelize(table, 5).union(context.parallelize([], 1))
    piped = rows.pipe(" ".join(nameless), checkCode=True).collect()
    check(f"{name}: rows without a header", [] if piped == expected else f"{len(piped)} of {len(expected)} rows")

    again = parts.pipe(killed_once(folder, command), checkCode=True).collect()
    wrong = [] if again == right else f"{len(again)} of {len(right)} rows"
    if not os.path.isdir(os.path.join(folder, "killed")):
        wrong = "no command was killed"
    check(f"{name}: a command killed once", wrong, "  (Spark repeats the partition)")

    broken = context.parallelize(lines[:1_500] + ["no object"] + lines[1_500:], 6)
    errors = os.path.join(folder, "errors")
    shell = os.path.join(folder, "logged.sh")
    with open(shell, "w", encoding="utf-8") as file:
        file.write(f"#!/bin/bash\nexec {' '.join(command)} 2>> {errors}\n")
    os.chmod(shell, 0o755)
    try:
        broken.pipe(shell, checkCode=True).collect()
        wrong = "a failing partition went unnoticed"
    except Exception as error:
        said = open(errors, encoding="utf-8").read()
        wrong = [] if "bad-row: the row is no JSON object" in said else said or str(error)
        if "error code 1" not in str(error) and "status 1" not in str(error):
            wrong = wrong or str(error)
    check(f"{name}: a partition with a broken row", wrong, "  (stops the job)")
    spark.stop()


if __name__ == "__main__":
    sys.exit(main())
