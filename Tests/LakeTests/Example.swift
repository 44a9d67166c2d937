import Bytes
import Columns
import Lake
import TestSupport

/// A small lake with three tables, as tests use it.
enum Example {
  static let requests = TableDefinition(
    "requests", "诉求件 requests", partitionDate: "received_on", sortedBy: ["request_id"],
    [
      Field("request_id", .int64, "编号 id"),
      Field("received_on", .date, "日期 day"),
      Field("received_at", .timestamp, "时间 time"),
      Field("title", .string, "标题 title"),
      Field("risk_words", .stringList, "风险词 words"),
      Field("longitude", .double, "经度 longitude"),
      Field("in_scope", .bool, "受理 in scope"),
      Field("headcount", .int32, "人数 persons"),
    ])
  static let matters = TableDefinition(
    "matters", "事项 matters", sortedBy: ["matter_id"],
    [Field("matter_id", .int64, "编号 id"), Field("state", .string, "状态 state")])
  static let links = TableDefinition(
    "matter_requests", "关系 links", partitionDate: "received_on", sortedBy: ["request_id"],
    [
      Field("matter_id", .int64, "事项 matter"),
      Field("request_id", .int64, "诉求件 request"),
      Field("received_on", .date, "日期 day"),
    ])
  static let tables = [requests, matters, links]

  static func open(_ folder: TemporaryFolder, _ tables: [TableDefinition] = tables) throws -> Lake {
    try Lake.open(folder: folder.file("lake"), tables: tables, author: "test", at: time(0))
  }

  /// A time that grows with the number.
  static func time(_ number: Int) -> String {
    "2026-11-\(CivilTime.padded(number / 24 % 30 + 1, 2)) "
      + "\(CivilTime.padded(number % 24, 2)):00:00.000000+00"
  }

  /// 2026-09-01, from which `request` counts days.
  static let firstDay = CivilTime.days(year: 2026, month: 9, day: 1)

  /// A row with values of every kind, some of them null.
  static func request(_ id: Int64, title: String? = nil) -> [String: Value] {
    let day = firstDay + Int32(id % 60)
    return [
      "request_id": .int(id), "received_on": .int(Int64(day)),
      "received_at": .int(CivilTime.timestamp(day, hour: Int(id % 24)) + (id % 5) * 100_000),
      "title": .text(title ?? (id % 7 == 0 ? nil : "标题\(id)号")),
      "risk_words": id % 5 == 0 ? .null : .list(id % 3 == 0 ? [] : ["燃气", "漏'\(id)"]),
      "longitude": id % 4 == 0 ? .null : .double(119.5 + Double(id) / 1000),
      "in_scope": id % 6 == 0 ? .null : .bool(id % 2 == 0),
      "headcount": id % 9 == 0 ? .null : .int(id % 100),
    ]
  }

  static func batch(_ ids: some Sequence<Int64>, title: String? = nil) -> RecordBatch {
    var batch = RecordBatch(schema: requests.schema)
    for id in ids { batch.appendRow(request(id, title: title)) }
    return batch
  }

  static func matterBatch(_ ids: some Sequence<Int64>, state: String = "open") -> RecordBatch {
    var batch = RecordBatch(schema: matters.schema)
    for id in ids { batch.appendRow(["matter_id": .int(id), "state": .string(state)]) }
    return batch
  }
}

extension Lake {
  /// Where the rows with some ids lie.
  func origins(_ table: String, _ key: String, _ ids: Set<Int64>) throws -> [(
    id: Int64, dataFileID: Int64, row: Int
  )] {
    var found: [(id: Int64, dataFileID: Int64, row: Int)] = []
    try scan(table, columns: [key]) { batch, origin in
      for (index, id) in batch.int64s(key).values.enumerated() where ids.contains(id) {
        found.append((id, origin.dataFileID, origin.rows[index]))
      }
    }
    return found
  }

  /// Deletes the rows with some ids.
  func remove(_ table: String, _ key: String, _ ids: Set<Int64>, in commit: LakeCommit) throws {
    for origin in try origins(table, key, ids) {
      try commit.delete(table, dataFileID: origin.dataFileID, rows: [origin.row])
    }
  }

  /// Gives the requests with some ids a title.
  func retitle(_ ids: Set<Int64>, _ title: String, in commit: LakeCommit) throws {
    let origins = try origins("requests", "request_id", ids)
    try commit.update(
      "requests", Example.batch(origins.map(\.id), title: title),
      replacing: origins.map { ($0.dataFileID, $0.row) })
  }
}
