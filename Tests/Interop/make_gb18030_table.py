"""Prints Sources/Storage/Tabular/GB18030+Index.swift from the public index of the Encoding Standard.

Usage: make_gb18030_table.py index-gb18030.txt > GB18030+Index.swift
The index is at https://encoding.spec.whatwg.org/index-gb18030.txt (CC0 1.0).
"""

import base64
import re
import sys
import zlib

index = {}
for line in open(sys.argv[1], encoding="utf-8"):
    match = re.match(r"\s*(\d+)\s+0x([0-9A-F]+)", line)
    if match:
        index[int(match[1])] = int(match[2], 16)
points = [index[position] for position in range(126 * 190)]
steps = [(point - before) & 0xFFFF for before, point in zip([0] + points, points)]
planes = bytes(step & 255 for step in steps) + bytes(step >> 8 for step in steps)
text = base64.b64encode(zlib.compress(planes, 9)).decode()
lines = [text[at : at + 94] for at in range(0, len(text), 94)]
print("extension GB18030 {")
print("  /// The code points of the two-byte codes, by lead 81...FE and trail 40...7E, 80...FE.")
print("  ///")
print("  /// Steps from one point to the next: the low bytes of all, then the high bytes; in a zlib")
print("  /// stream, in base64. Made by `Tests/Interop/make_gb18030_table.py` from index-gb18030.txt")
print("  /// of the Encoding Standard, which is in the public domain (CC0 1.0).")
print('  static let index: StaticString = """')
for line in lines[:-1]:
    print(f"    {line}\\")
print(f"    {lines[-1]}")
print('    """')
print("}")
