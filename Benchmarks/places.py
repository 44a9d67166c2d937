#!/usr/bin/env python3
"""Places: the built binary against the usual Python stack (pyahocorasick), on a corpus with truth.

Usage: places.py BINARY CORPUS [--runs N] [--pad PLACES] [--rows N]

CORPUS holds input.csv (title, text, district), places.csv (district, street, place) and corpus.jsonl
with the truth (place, d_true), one line a row; make_corpus.py makes such a folder. A row is right
when place name and district are; a district when the district is; rows that name no place count as
all others do. Runs are interleaved, binary and peer in turn; seconds are CPU seconds of the whole
command: the binary reads CSV, finds places and writes CSV, the peer reads CSV, normalises and finds.
--pad N adds invented places of other names up to N, to see what a large gazetteer costs.
The peer needs polars and pyahocorasick.
"""
import argparse, csv, json, os, random, resource, statistics, subprocess, sys, tempfile, time

arguments = argparse.ArgumentParser()
arguments.add_argument("binary")
arguments.add_argument("corpus")
arguments.add_argument("--runs", type=int, default=5)
arguments.add_argument("--pad", type=int, default=0)
arguments.add_argument("--rows", type=int, default=0)
A = arguments.parse_args()


def padded(path, target):
    """A gazetteer with invented places of names that the corpus does not use."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    towns = sorted({(r["district"], r["street"]) for r in rows})
    names = {r["place"] for r in rows}
    chance = random.Random(3)
    characters = "云溪竹枫榆柏棠荷桂菊兰松鹤鹭燕雁鸿鲤虎豹麒麟珍珠翡翠琥珀玛瑙书画琴棋诗墨砚纸笔舟帆港湾岛屿峰岭谷泉潭渡亭台楼阁塔寺庙观坊"
    endings = ["花园", "家园", "小区", "新村", "公寓", "路", "东路", "大道", "街", "村", "小学", "市场", "公园", "大厦"]
    while len(rows) < target:
        name = "".join(chance.choice(characters) for _ in range(chance.choice([2, 2, 3]))) + chance.choice(endings)
        if name in names:
            continue
        names.add(name)
        district, street = chance.choice(towns)
        rows.append({"district": district, "street": street, "place": name, "lat": "", "lon": ""})
    file = tempfile.NamedTemporaryFile("w", suffix=".csv", delete=False, encoding="utf-8", newline="")
    writer = csv.DictWriter(file, ["district", "street", "place", "lat", "lon"])
    writer.writeheader()
    writer.writerows(rows)
    file.close()
    return file.name


def cpu(who):
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime


def run_binary(rows, places, output):
    before = cpu(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [A.binary, "classify", "--input", rows, "--text", "title,text", "--district", "district",
         "--places", places, "--output", output], check=True)
    seconds = cpu(resource.RUSAGE_CHILDREN) - before
    with open(output, encoding="utf-8", newline="") as file:
        return seconds, [(r["place"], r["place_district"], r["place_confidence"]) for r in csv.DictReader(file)]


def run_peer(rows, places):
    """The place stage of the usual stack: names longest first, the most frequent, then the longest."""
    import ahocorasick
    import polars as pl
    start = time.process_time()
    d = pl.read_csv(rows, schema_overrides={"phone": pl.String}).with_columns(
        *[pl.col(c).fill_null("") for c in ("title", "text", "district")])
    call = (pl.col("title") + " " + pl.col("text")).str.normalize("NFKC").str.to_lowercase()
    d = d.with_columns(call=call.str.replace_all(r"[^\p{L}\p{N}]+", ""))
    texts, given = d["call"].to_list(), d["district"].to_list()
    stage = time.process_time()
    P = pl.read_csv(places).rows()
    byname, automaton = {}, ahocorasick.Automaton()
    for i, q in enumerate(P):
        byname.setdefault(q[2], []).append(i)
    for kind, words in (("p", byname), ("d", {q[0] for q in P}), ("s", {q[1] for q in P})):
        for word in sorted(words):
            automaton.add_word(word, (kind, word))
    automaton.make_automaton()
    answers = []
    for text, district in zip(texts, given):
        names, streets, place = {}, set(), -1
        for _, (kind, word) in automaton.iter_long(text):
            if kind == "p":
                names[word] = names.get(word, 0) + 1
            elif kind == "d":
                district = district or word
            else:
                streets.add(word)
        if names:
            word = max(names, key=lambda z: (names[z], len(z)))
            c = byname[word]
            if len(c) > 1 and district:
                c = [j for j in c if P[j][0] == district] or c
            if len(c) > 1 and streets:
                c = [j for j in c if P[j][1] in streets] or c
            if len(c) == 1 or district:
                place = c[0]
                district = district or P[place][0]
        answers.append((P[place][2] if place >= 0 else "", district if place < 0 else P[place][0], district))
    end = time.process_time()
    return end - start, end - stage, [(name, own, found) for name, own, found in answers]


def score(answers, truth, own_district):
    right = sum(a[0] == t["place"] and a[1] == t["d_true"] for a, t in zip(answers, truth))
    districts = sum(a[own_district] == t["d_true"] for a, t in zip(answers, truth))
    return {"place": round(right / len(truth), 4), "district": round(districts / len(truth), 4)}


def main():
    rows, places = A.corpus + "/input.csv", A.corpus + "/places.csv"
    with open(A.corpus + "/corpus.jsonl", encoding="utf-8") as file:
        truth = [json.loads(line) for line in file]
    made = []
    if A.rows:
        with open(rows, encoding="utf-8", newline="") as file:
            kept = [row for row, _ in zip(csv.reader(file), range(A.rows + 1))]
        part = tempfile.NamedTemporaryFile("w", suffix=".csv", delete=False, encoding="utf-8", newline="")
        csv.writer(part).writerows(kept)
        part.close()
        rows, truth = part.name, truth[:A.rows]
        made.append(rows)
    if A.pad:
        places = padded(places, A.pad)
        made.append(places)
    output = tempfile.mktemp(suffix=".csv")
    made.append(output)
    ours, theirs, stages, ratios = [], [], [], []
    for _ in range(A.runs):
        seconds, answers = run_binary(rows, places, output)
        total, stage, peer = run_peer(rows, places)
        ours.append(seconds), theirs.append(total), stages.append(stage), ratios.append(total / seconds)
    sure = {}
    for least in (0.5, 0.6, 0.8, 0.95):
        taken = [(a, t) for a, t in zip(answers, truth) if a[2] and float(a[2]) >= least]
        right = sum(a[0] == t["place"] and a[1] == t["d_true"] for a, t in taken)
        sure[str(least)] = {"share": round(len(taken) / len(truth), 4), "right": round(right / max(1, len(taken)), 4)}
    n = len(truth)
    print(json.dumps({
        "rows": n, "places": sum(1 for _ in open(places, encoding="utf-8")) - 1, "load": os.getloadavg()[0],
        "minsheng": {**score(answers, truth, 1), "cpu_seconds": [round(s, 2) for s in ours],
                     "rows_per_cpu_second": round(n / statistics.median(ours)), "from_confidence": sure},
        "peer": {**score(peer, truth, 2), "cpu_seconds": [round(s, 2) for s in theirs],
                 "rows_per_cpu_second": round(n / statistics.median(theirs)),
                 "place_stage_alone_rows_per_cpu_second": round(n / statistics.median(stages))},
        "ratio_median": round(statistics.median(ratios), 2), "ratio_spread": [round(min(ratios), 2), round(max(ratios), 2)],
    }, ensure_ascii=False, indent=1))
    for path in made:
        os.unlink(path)


if __name__ == "__main__":
    main()
