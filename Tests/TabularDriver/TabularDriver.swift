import Bytes
import Foundation
import Tabular

/// Prints what the files named on its command line hold, one JSON object a line.
///
/// For `Tests/Interop/legacy_workbooks.py` and its siblings, which compare it with other readers.
/// Each file gives a line with its form, one for every row, and for a file that is refused a line
/// with `error` and `detail`.
@main struct TabularDriver {
  static func main() {
    for path in CommandLine.arguments.dropFirst() {
      do {
        try show(path)
      } catch let error as StorageError {
        write([
          "file": .string(path), "error": .string(error.code.rawValue),
          "detail": .string(error.detail),
        ])
      } catch { write(["file": .string(path), "error": .string("\(error)")]) }
    }
  }

  private static func show(_ path: String) throws {
    let source = try TabularSource.open(path: path)
    let merged = try source.sheets.indices.map { sheet in
      JSONValue.array(try source.mergedRanges(sheet: sheet).map { .string($0.description) })
    }
    write([
      "file": .string(path), "format": .string(source.format.rawValue),
      "encoding": .string(source.encoding), "sheets": .texts(source.sheets),
      "hidden": .array(source.isSheetHidden.map { .bool($0) }), "merged": .array(merged),
    ])
    try source.readRows { rows in
      for row in 0..<rows.rowCount {
        write([
          "sheet": .int(Int64(rows.sheet)), "line": .int(Int64(rows.lineNumbers[row])),
          "problem": .string(rows.problems[row].name),
          "cells": .texts(rows.texts(row: row)),
        ])
      }
    }
  }

  private static func write(_ value: JSONValue) {
    FileHandle.standardOutput.write(Data(JSONText.lines(of: [value])))
  }
}
