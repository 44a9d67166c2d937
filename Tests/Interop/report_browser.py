#!/usr/bin/env python3
"""Opens a report in headless Chromium and checks that it stands alone.

    report_browser.py REPORT_FOLDER…

For each folder with index.html and data.json: no console error, no request that leaves the file
(the content security policy reports them as errors, and the resolver knows no host), no horizontal
overflow at 1440, 768 and 375 px, headings in order, and each number marked `data-key` equal to its
entry in data.json. Needs `chromium` on the path, nothing else.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from html.parser import HTMLParser

# Runs in a frame around the page, since headless windows are never narrower than 500 px.
PROBE = """<!DOCTYPE html><meta charset="utf-8"><body style="margin:0">
<iframe id="f" src="index.html" style="border:0;width:%(width)dpx;height:2000px"></iframe>
<script>
document.getElementById("f").onload = event => {
  const page = event.target.contentDocument, root = page.documentElement;
  const wide = Array.from(page.querySelectorAll("main *")).filter(part =>
    !part.closest(".scroll") && !part.closest("svg") &&
    part.getBoundingClientRect().right > root.clientWidth + 1);
  const cut = Array.from(page.querySelectorAll("svg text")).filter(text => {
    const own = text.getBoundingClientRect(), svg = text.closest("svg").getBoundingClientRect();
    return own.width > 0 && (own.right > svg.right + 2 || own.left < svg.left - 2);
  });
  const answer = {
    overflow: root.scrollWidth - root.clientWidth,
    wide: wide.slice(0, 5).map(part => part.tagName + "." + part.className),
    cut: cut.slice(0, 5).map(text => text.textContent),
    sortable: page.querySelectorAll("thead button").length,
    headers: page.querySelectorAll("thead th").length,
  };
  const out = document.createElement("pre");
  out.id = "answer";
  out.textContent = JSON.stringify(answer);
  document.body.append(out);
};
</script>
"""


class Page(HTMLParser):
    """The numbers marked with `data-key`, the headings and all links of a page."""

    def __init__(self):
        super().__init__()
        self.numbers, self.headings, self.links, self.ids = [], [], [], []
        self.key, self.text, self.depth = None, "", 0

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if self.key is not None:
            self.depth += 1
        elif "data-key" in values:
            self.key, self.text, self.depth = values["data-key"], "", 1
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if "id" in values:
            self.ids.append(values["id"])
        for name in ("href", "src"):
            if name in values:
                self.links.append(values[name])

    def handle_endtag(self, tag):
        if self.key is not None:
            self.depth -= 1
            if self.depth == 0:
                self.numbers.append((self.key, self.text))
                self.key = None

    def handle_data(self, data):
        if self.key is not None:
            self.text += data


def entry(data, key):
    """The value that a key of the form figures/NAME or tables/ID/ROW/COLUMN names."""
    kind, rest = key.split("/", 1)
    if kind == "figures":
        return data["figures"][rest]
    table, row, column = rest.split("/")
    return data["tables"][table]["rows"][int(row)][int(column)]


def check_numbers(folder):
    with open(os.path.join(folder, "index.html"), encoding="utf-8") as file:
        text = file.read()
    with open(os.path.join(folder, "data.json"), encoding="utf-8") as file:
        data = json.load(file)
    page = Page()
    page.feed(text)
    faults = []
    for key, printed in page.numbers:
        value = entry(data, key)
        number = re.sub(r"[,%+]", "", printed.strip())
        if value is None:
            if number != "—":
                faults.append(f"{key}: {printed} printed, none in data.json")
        elif number == "—" or float(number) != float(value):
            faults.append(f"{key}: {printed} printed, {value} in data.json")
    for before, after in zip(page.headings, page.headings[1:]):
        if after > before + 1:
            faults.append(f"h{after} follows h{before}")
    if page.headings.count(1) != 1:
        faults.append(f"{page.headings.count(1)} first-level headings")
    if len(set(page.ids)) != len(page.ids):
        faults.append("an id occurs twice")
    for link in page.links:
        if link.startswith("#") and link[1:] not in page.ids:
            faults.append(f"{link}: no such anchor")
        elif not link.startswith("#") and link not in ("data.json", "data:,"):
            faults.append(f"{link}: leaves the page")
    for table in data["tables"].values():
        if not table["has_total"]:
            continue
        *rows, total = table["rows"]
        for index, title in enumerate(table["columns"]):
            column = [row[index] for row in rows]
            if all(isinstance(value, int) for value in column) and isinstance(total[index], int):
                if sum(column) != total[index]:
                    faults.append(f"{table['title']}, {title}: parts do not sum to the total")
    size = len(text.encode())
    if size >= 600_000:
        faults.append(f"{size} bytes")
    return len(page.numbers), size, faults


def browse(address, width, profile):
    command = [
        "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
        "--host-resolver-rules=MAP * ~NOTFOUND", "--allow-file-access-from-files",
        "--enable-logging=stderr", "--log-level=0", f"--user-data-dir={profile}",
        f"--window-size={max(width, 500)},2000", "--virtual-time-budget=4000", "--dump-dom", address,
    ]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


def check_browser(folder):
    faults = []
    with tempfile.TemporaryDirectory() as work:
        for name in ("index.html", "data.json"):
            shutil.copy(os.path.join(folder, name), work)
        for width in (1440, 768, 375):
            probe = os.path.join(work, "probe.html")
            with open(probe, "w", encoding="utf-8") as file:
                file.write(PROBE % {"width": width})
            result = browse("file://" + probe, width, os.path.join(work, "profile"))
            faults += [
                f"{width} px: {line.split('CONSOLE', 1)[1][:200]}"
                for line in result.stderr.splitlines() if "CONSOLE" in line
            ]
            found = re.search(r'<pre id="answer">(.*?)</pre>', result.stdout, re.S)
            if not found:
                faults.append(f"{width} px: the page did not load")
                continue
            answer = json.loads(found.group(1).replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">"))
            if answer["overflow"] > 0 or answer["wide"]:
                faults.append(f"{width} px: {answer['overflow']} px too wide {answer['wide']}")
            if answer["cut"]:
                faults.append(f"{width} px: text outside its chart {answer['cut']}")
            if answer["sortable"] != answer["headers"] or not answer["headers"]:
                faults.append(f"{width} px: the tables' script did not run")
    return faults


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    failed = False
    for folder in sys.argv[1:]:
        count, size, faults = check_numbers(folder)
        faults += check_browser(folder)
        for fault in faults:
            print(f"{folder}: {fault}", file=sys.stderr)
        failed = failed or bool(faults)
        print(f"{folder}: {count} numbers, {size} bytes, {len(faults)} faults")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
