"""The classifiers that ours is compared with: fastText on characters, and scikit-learn's LinearSVC.

text_peer.py train fasttext|svc TRAIN.csv MODEL          prints CPU seconds
text_peer.py predict fasttext|svc TEST.csv MODEL         prints rows per CPU second and accuracy
Columns: title, text, label. One thread.
"""
import csv
import json
import os
import pickle
import sys
import time

os.environ.setdefault("OMP_NUM_THREADS", "1")
verb, kind, path, model = sys.argv[1:5]
csv.field_size_limit(1 << 30)
with open(path, encoding="utf-8", newline="") as file:
    rows = list(csv.DictReader(file))
texts = [" ".join((row["title"] + " " + row["text"]).split()) for row in rows]
labels = [row["label"] for row in rows]


def spaced(text):
    return " ".join(text.replace(" ", ""))


start = time.process_time()
if verb == "train" and kind == "fasttext":
    import fasttext

    lines = model + ".txt"
    names = sorted(set(labels))
    with open(lines, "w", encoding="utf-8") as file:
        for text, label in zip(texts, labels):
            file.write(f"__label__{names.index(label)} {spaced(text)}\n")
    start = time.process_time()
    trained = fasttext.train_supervised(
        lines, dim=50, epoch=5, lr=0.5, wordNgrams=3, bucket=1 << 20, minCount=1, thread=1, verbose=0)
    seconds = time.process_time() - start
    trained.save_model(model)
    with open(model + ".names", "wb") as file:
        pickle.dump(names, file)
elif verb == "train":
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.svm import LinearSVC

    vectorizer = TfidfVectorizer(
        analyzer="char", ngram_range=(1, 3), min_df=2, max_features=1 << 18, sublinear_tf=True)
    trained = LinearSVC(C=0.5).fit(vectorizer.fit_transform(texts), labels)
    seconds = time.process_time() - start
    with open(model, "wb") as file:
        pickle.dump((vectorizer, trained), file)
elif kind == "fasttext":
    import fasttext

    trained = fasttext.load_model(model)
    with open(model + ".names", "rb") as file:
        names = pickle.load(file)
    start = time.process_time()
    answers = trained.predict([spaced(text) for text in texts])[0]
    seconds = time.process_time() - start
    answers = [names[int(answer[0][len("__label__"):])] for answer in answers]
else:
    with open(model, "rb") as file:
        vectorizer, trained = pickle.load(file)
    start = time.process_time()
    answers = list(trained.predict(vectorizer.transform(texts)))
    seconds = time.process_time() - start
if verb == "train":
    print(json.dumps({"peer": kind, "rows": len(rows), "cpu_s": round(seconds, 2)}))
else:
    right = sum(answer == label for answer, label in zip(answers, labels))
    print(json.dumps({"peer": kind, "rows": len(rows), "predicted_rows_s": round(len(rows) / seconds),
                      "top1": round(right / len(rows), 4)}))
