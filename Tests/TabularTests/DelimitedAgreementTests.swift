import Bytes
import TestSupport
import Testing

@testable import Tabular

/// Gives bytes in pieces of a few, so that every boundary is met.
private final class TricklingStream: ByteStream {
  private let bytes: [UInt8]
  private var offset = 0
  private let step: Int

  init(_ bytes: [UInt8], step: Int) {
    self.bytes = bytes
    self.step = step
  }

  func read(_ count: Int, into output: inout [UInt8]) throws(StorageError) {
    let end = min(bytes.count, offset + min(count, step))
    output += bytes[offset..<end]
    offset = end
  }
}

@Suite struct DelimitedAgreementTests {
  private static let pieces = [
    "\"", "\"", "\"\"", ",", ",", "\n", "\n", "\r\n", "\r", "a", "中", "bcdefghijklmnopqrstuvwxyz",
    " ",
    ",\"", "\",", "\"\n",
  ]

  /// Rows of eight cells or so, whose quotes swallow each other.
  private static let wide = [
    "a,b,c,d,e,f,g,h\n", "a,b,c,d,e,f,g,h\n", "a,b,c,\"d,e,f,g,h\n", "a,b,c,d\",e,f,g,h\n",
    "a,b,c,\"d\",e,f,g,h\n", "a,b,c,\"d\ne,f\",e,f,g,h\r\n", "a,b,c,d,e,f,g\n", "a,\"\"\n",
    ",,,,,,,,\n",
    "\"a,b,c,d,e,f,g,h\n", "a,b,c,d,e,f,g,h\"\n", "a,b,c,d,e,f,g,\"h\ni\"\n", "\"",
  ]

  @Test(arguments: 0..<800)
  func `any text is read as the obvious reader reads it`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let pieces = seed % 2 == 0 ? Self.pieces : Self.wide
    var text = ""
    for _ in 0..<Int.random(in: 0..<(seed % 2 == 0 ? 120 : 24), using: &random) {
      text += pieces.randomElement(using: &random) ?? ""
    }
    let bytes = Array(text.utf8)
    let expected = SlowDelimitedReader(bytes, quotedLines: 3).rows()
    var limits = TabularLimits()
    limits.quotedLines = 3
    var reader = DelimitedReader(
      dialect: .init(delimiter: 44, quotedLines: 3, rowBytes: limits.rowBytes), encoding: .utf8,
      originalForm: .same, limits: limits)
    reader.groupBytes = Int.random(in: 3..<200, using: &random)
    let stream = TricklingStream(bytes, step: Int.random(in: 1..<40, using: &random))
    var rows: [ReadRow] = []
    var ranges: [Range<Int>] = []
    let blockRows = Int.random(in: 1..<5, using: &random)
    try reader.read(stream, startingAt: 0, blockRows: blockRows) { block in
      for row in 0..<block.rowCount {
        rows.append(
          ReadRow(
            line: Int(block.lineNumbers[row]), cells: block.texts(row: row),
            problem: block.problems[row]))
        let range = block.byteRanges[row]
        ranges.append(range.offset..<range.offset + range.length)
        #expect(block.originalBytes(of: row) == Array(bytes[ranges[ranges.count - 1]]))
      }
    }
    let expectedRows = expected.map { row in
      ReadRow(
        line: row.line, cells: row.cells.map { String(decoding: $0, as: UTF8.self) },
        problem: row.problem)
    }
    #expect(rows == expectedRows, "\(text.debugDescription)")
    #expect(ranges == expected.map(\.range))
  }
}
