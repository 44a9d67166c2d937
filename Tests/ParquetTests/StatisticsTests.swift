import Bytes
import Columns
import TestSupport
import Testing

@testable import Parquet

@Suite struct StatisticsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func write(
    _ type: ColumnType, _ values: [Value], _ options: ParquetWriteOptions = .init()
  )
    throws -> (summary: ParquetColumnSummary, reader: ParquetReader)
  {
    var batch = RecordBatch(schema: Schema([Field("c", type)]))
    for value in values { batch.appendRow(["c": value]) }
    let path = folder.file("a.parquet")
    let summary = try Samples.write([batch], to: path, options)
    return (summary.columns[0], try ParquetReader(path: path))
  }

  @Test(
    arguments: [
      (.int32, [.int(4), .null, .int(-5)], .int(-5), .int(4), 1),
      (.date, [.int(19_000), .int(18_000)], .int(18_000), .int(19_000), 0),
      (.int64, [.null, .int(.max), .int(.min)], .int(.min), .int(.max), 1),
      (.timestamp, [.int(7)], .int(7), .int(7), 0),
      (.bool, [.bool(true), .null, .bool(true)], .bool(true), .bool(true), 1),
      (.double, [.double(2.5), .double(-1), .null], .double(-1), .double(2.5), 1),
      (.string, [.string("乙"), .string(""), .null, .string("甲")], .string(""), .string("甲"), 1),
      (.stringList, [.list(["b", "a"]), .list([]), .null], .string("a"), .string("b"), 2),
      (.string, [.null, .null], nil, nil, 2),
    ] as [(ColumnType, [Value], Value?, Value?, Int)])
  func `bounds and nulls are told to the catalog and to readers`(
    type: ColumnType, values: [Value], minimum: Value?, maximum: Value?, nullCount: Int
  ) throws {
    let (summary, reader) = try write(type, values)
    #expect(summary.minimum == minimum)
    #expect(summary.maximum == maximum)
    #expect(summary.nullCount == nullCount)
    #expect(!summary.containsNaN)
    let stored = reader.statistics(rowGroup: 0, column: 0)
    #expect(stored.minimum == minimum)
    #expect(stored.maximum == maximum)
    #expect(stored.nullCount == nullCount)
  }

  @Test func `a list tells of its elements`() throws {
    let (summary, _) = try write(.stringList, [.list(["a", "b"]), .list([]), .null, .list(["c"])])
    #expect(summary.fieldID == 2)
    #expect(summary.valueCount == 5)
    #expect(summary.nullCount == 2)
  }

  @Test func `not-a-number stays out of bounds but is told of`() throws {
    let (summary, reader) = try write(.double, [.double(.nan), .double(3), .double(.nan)])
    #expect(summary.containsNaN)
    #expect(summary.minimum == .double(3))
    #expect(reader.statistics(rowGroup: 0, column: 0).maximum == .double(3))
    let (all, bare) = try write(.double, [.double(.nan)])
    #expect(all.containsNaN && all.minimum == nil && all.maximum == nil)
    #expect(bare.statistics(rowGroup: 0, column: 0).minimum == nil)
  }

  @Test func `zero bounds cover both zeros`() throws {
    let (_, reader) = try write(.double, [.double(0.0), .double(-0.0)])
    let stored = reader.statistics(rowGroup: 0, column: 0)
    #expect(stored.minimum?.double?.sign == .minus)
    #expect(stored.maximum?.double?.sign == .plus)
  }

  @Test func `bounds span row groups and pages`() throws {
    var options = ParquetWriteOptions()
    options.rowGroupSize = 3
    options.pageRowCount = 2
    let (summary, reader) = try write(.int64, [5, 1, 9, 7, -2, 3, 8].map { .int($0) }, options)
    #expect(summary.minimum == .int(-2))
    #expect(summary.maximum == .int(9))
    #expect(summary.valueCount == 7)
    #expect(reader.statistics(rowGroup: 0, column: 0).minimum == .int(1))
    #expect(reader.statistics(rowGroup: 2, column: 0).maximum == .int(8))
  }

  @Test(arguments: [
    ([1, 2, 2, 3], PageIndex.Order.ascending), ([3, 3, 1], .descending), ([1, 3, 2], .none),
    ([4, 4], .ascending), ([], .ascending),
  ])
  func `the order of pages is told`(minimums: [Int64], order: PageIndex.Order) {
    let pages = minimums.map {
      ValueBounds(minimum: .int($0), maximum: .int($0 + 1), entryCount: 1)
    }
    #expect(PageIndex.order(of: pages) == order)
  }
}
