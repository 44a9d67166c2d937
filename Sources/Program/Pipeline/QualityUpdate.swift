internal import Columns
internal import Complaints
internal import Lake

/// Scores the days anew whose files a replay has mended.
struct QualityUpdate {
  private let context: RunContext

  init(_ context: RunContext) { self.context = context }

  /// Replaces the rows of `quality` of the days that some files were delivered for; days that no run
  /// has scored stay without.
  func run(for files: [Ledger.File]) throws {
    let days = try days(of: Set(files.map(\.fileID)))
    if days.isEmpty { return }
    let commit = context.store.lake.begin()
    do {
      let platforms = try remove(days, commit)
      if !platforms.isEmpty {
        let rows = try DataQuality(context).rows(days: days, platforms: [])
        let days = rows.int32s("day").values
        let names = rows.strings("platform")
        try commit.append(
          Tables.quality.name,
          rows.gathering(
            (0..<rows.rowCount).filter { platforms[days[$0]]?.contains(names.text($0)) ?? false }))
      }
      try commit.writeFiles()
      _ = try commit.commit(message: "quality \(context.run.runID)", at: context.now()) { _ in }
    } catch {
      commit.rollback()
      throw error
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

  /// Removes the rows of some days; gives the platforms that had any, by day.
  private func remove(_ days: Set<Int32>, _ commit: LakeCommit) throws -> [Int32: Set<String>] {
    var platforms: [Int32: Set<String>] = [:]
    try context.store.lake.scan(Tables.quality.name, columns: ["day", "platform"]) {
      batch, origin in
      let dates = batch.int32s("day").values
      let old = dates.indices.filter { days.contains(dates[$0]) }
      for row in old {
        platforms[dates[row], default: []].insert(batch.strings("platform").text(row))
      }
      if !old.isEmpty {
        try commit.delete(
          Tables.quality.name, dataFileID: origin.dataFileID, rows: old.map { origin.rows[$0] })
      }
    }
    return platforms
  }
}
