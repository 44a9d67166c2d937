import Bytes
import Columns
import TestSupport

@testable import Tabular

/// What holds of delimited text: it is cut and split as the obvious reader does it.
enum DelimitedCheck {
  static func faults(_ bytes: [UInt8]) -> [String] {
    TabularCheck.faults(bytes) + inPieces(bytes)
  }

  /// Reads the bytes as UTF-8 in stretches of a few bytes, so that every boundary is met.
  private static func inPieces(_ bytes: [UInt8]) -> [String] {
    var faults: [String] = []
    var limits = TabularLimits()
    limits.quotedLines = 3
    limits.columns = 20
    // The first byte chooses, so that the fuzzer can.
    let choice = Int(bytes.first ?? 0)
    let delimiter = Array(",\t;|".utf8)[choice & 3]
    let lineEnd: UInt8 = choice & 4 == 0 ? 10 : 13
    let text = Array(bytes.dropFirst())
    var reader = DelimitedReader(
      dialect: .init(
        delimiter: delimiter, lineEnd: lineEnd, quotedLines: limits.quotedLines,
        rowBytes: limits.rowBytes), encoding: .utf8, originalForm: .same, limits: limits)
    reader.groupBytes = 3 + choice >> 3 * 7
    let isValid = String(validating: text, as: UTF8.self) != nil
    let expected = SlowDelimitedReader(
      text, delimiter: delimiter, lineEnd: lineEnd, quotedLines: limits.quotedLines
    ).rows()
    var next = 0
    do {
      try reader.read(MemoryStream(text), startingAt: 0, blockRows: 2) { block in
        for row in 0..<block.rowCount {
          guard next < expected.count else { return faults.append("a row too many") }
          let wanted = expected[next]
          next += 1
          compare(block, row, wanted, isValid: isValid, columns: limits.columns, &faults)
        }
      }
    } catch {
      faults.append("\(error)")
    }
    if next < expected.count { faults.append("\(expected.count - next) rows too few") }
    return faults
  }

  private static func compare(
    _ block: RawRows, _ row: Int, _ wanted: SlowDelimitedReader.Row, isValid: Bool, columns: Int,
    _ faults: inout [String]
  ) {
    let range = block.byteRanges[row]
    if range.offset..<range.offset + range.length != wanted.range {
      faults.append("a row at \(range) where \(wanted.range) belongs")
    }
    if Int(block.lineNumbers[row]) != wanted.line {
      faults.append("line \(block.lineNumbers[row]) where \(wanted.line) belongs")
    }
    let problem = block.problems[row]
    if wanted.cells.count > columns {
      if problem != .tooLarge || block.columnCount(row: row) > 0 {
        faults.append("a row of \(wanted.cells.count) cells passes")
      }
      return
    }
    if block.columnCount(row: row) != wanted.cells.count {
      faults.append("\(block.columnCount(row: row)) cells where \(wanted.cells.count) belong")
    }
    guard isValid else { return }
    if problem != wanted.problem && problem != .zeroByte {
      faults.append("\(problem) where \(wanted.problem) belongs")
    }
    for (column, cell) in wanted.cells.enumerated() {
      let text = block.cells.bytes[block.cell(row: row, column: column)]
      if !text.elementsEqual(cell) {
        faults.append("cell \(column) is \(Array(text)), not \(cell)")
      }
    }
  }
}
