import Bytes
import Columns
import Foundation
import TestSupport
import Testing

@testable import Parquet

@Suite struct PruningTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func reader(_ rows: Int, pageRowCount: Int = 50, rowGroupSize: Int = 1000) throws
    -> ParquetReader
  {
    let path = folder.file("a.parquet")
    var options = ParquetWriteOptions()
    options.pageRowCount = pageRowCount
    options.rowGroupSize = rowGroupSize
    options.sortedBy = ["id"]
    try Samples.write([Samples.batch(0..<rows)], to: path, options)
    return try ParquetReader(path: path)
  }

  @Test func `a look-up reads one page of each column, and not the others`() throws {
    let reader = try reader(1000)
    let id = try #require(reader.index(of: "id"))
    // `id` is three times the row.
    let rows = try reader.rows(ofRowGroup: 0, where: id, in: 1500...1500)
    #expect(rows.ranges == [500..<550])
    let columns = Array(reader.columns.indices)
    let found = try reader.read(rowGroup: 0, columns: columns, rows: rows)
    let pruned = reader.readCounts
    #expect(pruned.pageCount == columns.count)
    let all = try reader.read(rowGroup: 0, columns: columns)
    let whole = reader.readCounts
    #expect(whole.pageCount - pruned.pageCount == columns.count * 20)
    #expect((whole.byteCount - pruned.byteCount) > pruned.byteCount * 5)
    for (part, column) in zip(found, all) {
      #expect((0..<50).allSatisfy { part[$0] == column[500 + $0] })
    }
  }

  @Test func `what no page can hold is not looked for`() throws {
    let reader = try reader(1000, rowGroupSize: 400)
    #expect(try reader.rows(ofRowGroup: 0, where: 0, in: -5 ... -1).count == 0)
    #expect(try reader.rows(ofRowGroup: 1, where: 0, in: 0...1199).count == 0)
    #expect(try reader.rows(ofRowGroup: 1, where: 0, in: 1199...1200).ranges == [0..<50])
    // Bounds of texts and lists tell nothing of integers.
    #expect(try reader.rows(ofRowGroup: 0, where: 1, in: 7...7).count == 400)
    #expect(try reader.rows(ofRowGroup: 0, where: 8, in: 7...7).count == 400)
    #expect(reader.readCounts == ParquetReadCounts(pageCount: 0, byteCount: 0))
  }

  @Test(arguments: 0..<20)
  func `any rows are those of the whole`(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let reader = try reader(600, pageRowCount: 1 + seed * 7)
    let columns = Array(reader.columns.indices)
    let all = try reader.read(rowGroup: 0, columns: columns)
    var ranges: [Range<Int>] = []
    var next = 0
    while next < 600 {
      let start = next + Int(generator.next() % 90)
      let end = start + Int(generator.next() % 120)
      if start < 600 { ranges.append(start..<min(600, end)) }
      next = end
    }
    let rows = RowSelection(ranges)
    let part = try reader.read(rowGroup: 0, columns: columns, rows: rows)
    for (some, column) in zip(part, all) {
      #expect(some.count == rows.count)
      #expect(zip(rows.rows, 0...).allSatisfy { row, index in some[index] == column[row] })
    }
    for (index, column) in reader.fileColumns.enumerated() {
      let some = try reader.readStored(rowGroup: 0, column: index, rows: rows)
      let whole = try reader.readStored(rowGroup: 0, column: index)
      #expect(
        zip(rows.rows, 0...).allSatisfy { row, index in some[index] == whole[row] },
        "\(column.name)")
    }
  }

  @Test func `any rows of files without a page index are those of the whole`() throws {
    for sample in [ForeignFiles.duckdbV2, ForeignFiles.arrowDelta, ForeignFiles.arrowNested] {
      let path = folder.file("foreign.parquet")
      let data = try #require(Data(base64Encoded: sample))
      try FileSystem.write(path, Array(data).span)
      let reader = try ParquetReader(path: path)
      let rows = RowSelection([1..<2, 3..<5])
      for column in reader.fileColumns.indices where reader.fileColumns[column].refusal == nil {
        let some = try reader.readStored(rowGroup: 0, column: column, rows: rows)
        let whole = try reader.readStored(rowGroup: 0, column: column)
        // As texts, since one of the values is no number and equals nothing.
        #expect((0..<3).map { "\(some[$0])" } == [1, 3, 4].map { "\(whole[$0])" })
      }
    }
  }

  @Test func `selections are joined, and found in what was read`() {
    let rows = RowSelection([0..<2, 2..<5, 7..<7, 9..<10])
    #expect(rows.ranges == [0..<5, 9..<10] && rows.count == 6)
    #expect(rows.overlaps(4..<5) && rows.overlaps(6..<12) && rows.overlaps(0..<100))
    #expect(!rows.overlaps(5..<9) && !rows.overlaps(10..<11) && !rows.overlaps(2..<2))
    #expect(
      RowSelection([3..<5, 9..<10]).positions(in: RowSelection([2..<6, 8..<11])) == [1, 2, 5])
    #expect(rows.positions(in: rows) == nil)
  }
}
