import Columns
import Parquet
import TestSupport

/// Batches and files that several suites use; every value is invented.
enum Samples {
  static let schema = Schema([
    Field("id", .int64), Field("name", .string), Field("note", .string), Field("day", .date),
    Field("at", .timestamp), Field("flag", .bool), Field("score", .double), Field("count", .int32),
    Field("tags", .stringList), Field("nothing", .string), Field("noise", .int64),
  ])

  static let columns = columns(of: schema)

  /// Field ids in order, a list's element behind the list.
  static func columns(of schema: Schema) -> [ParquetColumn] {
    var next: Int32 = 0
    return schema.fields.map { field in
      next += field.type == .stringList ? 2 : 1
      return field.type == .stringList
        ? ParquetColumn(field: field, fieldID: next - 1, elementFieldID: next)
        : ParquetColumn(field: field, fieldID: next)
    }
  }

  /// Rows of every type, with nulls, empty texts and empty lists; `id` ascends.
  static func batch(_ rows: Range<Int>) -> RecordBatch {
    var batch = RecordBatch(schema: schema)
    for row in rows {
      var generator = SeededGenerator(seed: UInt64(row))
      let bits = generator.next()
      let note = String(repeating: "路灯不亮", count: Int(bits >> 8 % 12)) + "\n\"\(row)"
      var values: [String: Value] = [
        "id": .int(Int64(row) * 3), "note": .string(note),
        "count": .int(Int64(Int32(truncatingIfNeeded: bits))),
      ]
      if bits % 7 != 0 { values["name"] = .string(bits % 11 == 0 ? "" : "街道\(bits % 50)") }
      if row % 100 != 3 { values["day"] = .int(Int64(20_000 + row / 10)) }
      if bits % 13 != 0 { values["at"] = .int(1_700_000_000_000_000 + Int64(row) * 1_000_000) }
      if bits % 5 != 0 { values["flag"] = .bool(bits % 2 == 0) }
      if bits % 19 != 0 { values["score"] = .double(Double(bits % 1000) / 8 - 50) }
      if bits % 3 != 0 {
        values["tags"] = .list((0..<bits % 4).map { $0 == 1 ? "" : "标签\(bits >> 4 % 9 + $0)" })
      }
      if bits % 4 != 0 { values["noise"] = .int(Int64(bitPattern: bits)) }
      batch.appendRow(values)
    }
    return batch
  }

  /// Writes batches to a file.
  @discardableResult
  static func write(
    _ batches: [RecordBatch], to path: String, _ options: ParquetWriteOptions = .init()
  ) throws -> ParquetFileSummary {
    let writer = try ParquetWriter(
      path: path, columns: columns(of: batches[0].schema), options: options)
    for batch in batches { try writer.write(batch) }
    return try writer.finish()
  }

  /// Reads a file into one batch.
  static func read(_ path: String) throws -> RecordBatch {
    let reader = try ParquetReader(path: path)
    let schema = Schema(reader.columns.map(\.field))
    var batch = RecordBatch(schema: schema)
    for group in reader.rowGroupRowCounts.indices {
      batch.append(
        contentsOf: RecordBatch(
          schema: schema,
          columns: try reader.read(rowGroup: group, columns: Array(reader.columns.indices))))
    }
    return batch
  }

  /// Whether two batches hold the same values, however their masks are kept.
  static func agree(_ left: RecordBatch, _ right: RecordBatch) -> Bool {
    guard left.schema == right.schema, left.rowCount == right.rowCount else { return false }
    return zip(left.columns, right.columns).allSatisfy { one, other in
      (0..<left.rowCount).allSatisfy { one[$0] == other[$0] }
    }
  }
}
