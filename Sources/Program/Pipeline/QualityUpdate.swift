internal import Columns
internal import Complaints
internal import Lake

/// Scores the days anew whose files a replay has mended.
struct QualityUpdate {
  private let context: RunContext

  init(_ context: RunContext) { self.context = context }

  /// Replaces the rows of `quality` of the days that some files were delivered for; days that no run
  /// has scored stay without, and rows that are as they should be stay as they are.
  func run(for files: [Ledger.File]) throws {
    let days = try days(of: Set(files.map(\.fileID)))
    if days.isEmpty { return }
    let scored = try DataQuality(context).rows(days: days, platforms: [])
    var wanted: [Key: Int] = [:]
    for row in 0..<scored.rowCount { wanted[Key(scored, row)] = row }
    let commit = context.store.lake.begin()
    do {
      var rows: [Int] = []
      try context.store.lake.scan(
        Tables.quality.name, columns: Tables.quality.schema.fields.map(\.name)
      ) { batch, origin in
        for row in 0..<batch.rowCount {
          guard let place = wanted[Key(batch, row)], !isSame(batch, row, scored, place) else {
            continue
          }
          rows.append(place)
          try commit.delete(
            Tables.quality.name, dataFileID: origin.dataFileID, rows: [origin.rows[row]])
        }
      }
      if rows.isEmpty { return commit.rollback() }
      try commit.append(Tables.quality.name, scored.gathering(rows.sorted()))
      try commit.writeFiles()
      try commit.commit(message: "quality \(context.run.runID)", at: context.now()) { _ in }
    } catch {
      commit.rollback()
      throw error
    }
  }

  /// A platform and day.
  private struct Key: Hashable {
    let platform: String
    let day: Int32

    init(_ batch: RecordBatch, _ row: Int) {
      platform = batch.strings("platform").text(row)
      day = batch.int32s("day").values[row]
    }
  }

  /// Whether two rows say the same, whatever run wrote them.
  private func isSame(_ old: RecordBatch, _ row: Int, _ new: RecordBatch, _ place: Int) -> Bool {
    Tables.quality.schema.fields.map(\.name).allSatisfy { name in
      name == "run_id" || old.value(name, row) == new.value(name, place)
    }
  }

  private func days(of files: Set<Int64>) throws -> Set<Int32> {
    var days: Set<Int32> = []
    try context.store.lake.scan(
      Tables.deliveries.name, columns: ["business_day", "file_id"]
    ) { batch, _ in
      let ids = batch.int64s("file_id")
      let dates = batch.int32s("business_day").values
      for row in 0..<batch.rowCount where ids[row].map(files.contains) ?? false {
        days.insert(dates[row])
      }
    }
    return days
  }
}
