#!/bin/sh
# Writes EmbeddedText.swift from Resources/*.tsv.
#
# Swift compiles a string literal of a megabyte in a third of a second and a [UInt8] literal of the
# same size, which `.embedInCode` would make, in minutes.
set -eu
cd "$(dirname "$0")"
out=EmbeddedText.swift
{
  echo "// swift-format-ignore-file"
  echo "// Made by embed-resources.sh from Resources/*.tsv; change those and run it again."
  echo
  echo "/// The tables of Resources, as text in the binary."
  echo "enum EmbeddedText {"
  for file in Resources/*.tsv; do
    name=$(basename "$file" .tsv)
    [ "$name" = truth_units ] && name=truthUnits
    printf '  static let %s: StaticString = ##"""\n' "$name"
    cat "$file"
    printf '"""##\n'
  done
  echo "}"
} > "$out.tmp"
mv "$out.tmp" "$out"
