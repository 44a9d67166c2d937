"""The files of apache/parquet-testing, read by `minsheng inspect` and compared with pyarrow.

usage: parquet_conformance.py BINARY [FOLDER]

FOLDER is a clone of apache/parquet-testing; without it, MINSHENG_PARQUET_TESTING names it. Where
neither does, nothing is checked, and that is said loudly. Every file of `data` gives the same
values as pyarrow or is refused by name; every file of `bad_data` ends in an error, within ten
seconds and 512 MiB.
"""
import glob
import os
import sys

import pyarrow as pa
import pyarrow.parquet as pq

from parquet_rows import differences, inspect

# What must be read whole; columns of these kinds may be refused in them.
READABLE_REFUSALS = ("INT96 columns", "DECIMAL columns", "MAP columns")
READ = """
alltypes_plain alltypes_dictionary alltypes_tiny_pages alltypes_tiny_pages_plain binary
concatenated_gzip_members data_index_bloom_encoding_stats data_index_bloom_encoding_with_length
datapage_v1-uncompressed-checksum plain-dict-uncompressed-checksum delta_binary_packed
delta_byte_array delta_encoding_required_column delta_encoding_optional_column
int32_with_null_pages null_list overflow_i16_page_cnt rle_boolean_encoding
column_chunk_key_value_metadata nation.dict-malformed binary_truncated_min_max
alltypes_plain.snappy datapage_v1-snappy-compressed-checksum rle-dict-snappy-checksum
datapage_v2.snappy datapage_v2_empty_datapage.snappy nulls.snappy list_columns
nested_lists.snappy sort_columns single_nan nan_in_stats dict-page-offset-zero
""".split()
# What must not be read: pages whose checksums do not fit.
CORRUPT = ["datapage_v1-corrupt-checksum", "rle-dict-uncompressed-corrupt-checksum"]
# The footer says 0 rows, the row group 6: it contradicts itself.
CONTRADICTORY = {"repeated_no_annotation": "row groups of 6 rows in a file of 0"}
# The one file of `bad_data` that is readable, were it not for its codec: its rows are counted.
COUNTED = {"ARROW-GH-43605": 21_186}


def check_data(binary, path, name):
    """What became of a file of `data`, and what is wrong with that."""
    status, found, messages = inspect(binary, path, rows=1 << 40)
    if name in CORRUPT:
        fits = status == 1 and "checksum does not fit" in messages
        return "error", [] if fits else [f"exit {status}, not an error: {messages}"]
    if name in CONTRADICTORY:
        fits = status == 1 and CONTRADICTORY[name] in messages
        return "error", [] if fits else [f"exit {status}: {messages}"]
    if status == 1 and name not in READ and "unsupported: " in messages:
        reasons = {line.split("unsupported: ")[-1] for line in messages.splitlines()}
        return "refused", ["not a refusal: " + messages] if "corrupt" in messages else sorted(reasons)
    if status not in (0, 3) or found is None:
        return "read", [f"exit {status}: {messages}"]
    refused = {entry["reason"].removeprefix("unsupported: ") for entry in found["refused"]}
    faults = []
    if name in READ and not refused <= set(READABLE_REFUSALS):
        faults.append(f"refused: {sorted(refused)}")
    if (status == 3) != bool(refused):
        faults.append(f"exit {status} with {len(refused)} columns refused")
    names = [field["name"] for field in found["schema"] if field["depth"] == 0]
    skipped = {entry["column"] for entry in found["refused"]}
    # By columns: pyarrow cannot read all that stands beside them.
    wanted = [n for n in names if n not in skipped]
    table = pq.ParquetFile(path).read(columns=wanted) if wanted else pa.table({})
    found["refused"] = []
    faults += differences(found, table.select(wanted) if wanted else table)
    return ("read but for " + ", ".join(sorted(refused)) if refused else "read"), faults


def check_bad(binary, path, name):
    """What is wrong with how a file of `bad_data` ended."""
    status, _, messages = inspect(binary, path, rows=1 << 40)
    if name in COUNTED:
        plain, found, _ = inspect(binary, path)
        if plain != 0 or found["row_count"] != COUNTED[name]:
            return [f"exit {plain}, not {COUNTED[name]} rows"]
        return [] if status == 1 and "ZSTD compression" in messages else [messages]
    named = "corrupt: " in messages or "unsupported: " in messages
    return [] if status == 1 and named else [f"exit {status}: {messages}"]


def main():
    binary = sys.argv[1]
    folder = sys.argv[2] if len(sys.argv) > 2 else os.environ.get("MINSHENG_PARQUET_TESTING", "")
    if not os.path.isdir(os.path.join(folder, "data")):
        print("SKIPPED: apache/parquet-testing is not here; name a clone of it in "
              "MINSHENG_PARQUET_TESTING to check conformance")
        return 0
    faults = 0
    table = []
    for path in sorted(glob.glob(os.path.join(folder, "data", "**", "*.parquet"), recursive=True)):
        name = os.path.basename(path).removesuffix(".parquet")
        kind, notes = check_data(binary, path, name)
        if kind == "refused" and "not a refusal" not in "".join(notes):
            kind, notes = "refused: " + "; ".join(notes), []
        table.append((name, kind if not notes else "WRONG", notes))
    encrypted = glob.glob(os.path.join(folder, "data", "**", "*.encrypted"), recursive=True)
    for path in sorted(encrypted):
        status, found, messages = inspect(binary, path, rows=1 << 40)
        named = "encrypted" in messages and status in (1, 3)
        table.append((os.path.basename(path), "refused: encryption" if named else "WRONG",
                      [] if named else [f"exit {status}: {messages}"]))
    for path in sorted(glob.glob(os.path.join(folder, "bad_data", "*.parquet"))):
        name = os.path.basename(path).removesuffix(".parquet")
        notes = check_bad(binary, path, name)
        table.append((name, "error as expected" if not notes else "WRONG", notes))
    present = {name for name, _, _ in table}
    for name in READ + CORRUPT + list(COUNTED):
        if name not in present:
            table.append((name, "WRONG", ["the file is not there"]))
    width = max(len(name) for name, _, _ in table)
    for name, kind, notes in table:
        print(f"{name:{width}}  {kind}")
        for note in notes:
            print(" " * width + "    " + note)
        faults += kind == "WRONG"
    counts = {}
    for _, kind, _ in table:
        word = kind.split(":")[0].split(" but")[0]
        counts[word] = counts.get(word, 0) + 1
    print(", ".join(f"{count} {word}" for word, count in counts.items()))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
