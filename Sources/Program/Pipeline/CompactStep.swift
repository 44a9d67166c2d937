internal import Columns
internal import Complaints
internal import Lake

/// Merges the small files that nights leave behind, so that the lake stays quick to open and scan,
/// and removes what the city's retention says is kept no longer.
struct CompactStep {
  private let context: RunContext

  init(_ context: RunContext) { self.context = context }

  /// Expires, then compacts partitions of closed months and those with many files.
  ///
  /// Time travel to any night is a promise: snapshots are forgotten only where `retention.csv` has
  /// a line `snapshots`. What expiry removes depends on the clock, so it is no part of the detail.
  func run() throws {
    let upkeep = StoreUpkeep(context.store)
    _ = try upkeep.expire(
      olderThan: context.city.retentionDays["snapshots"], now: context.now())
    var retention = Retention(context)
    let removed = try retention.apply()
    let time = context.now()
    var all = StepDetail()
    _ = try upkeep.compact(on: context.date, now: time) { detail, connection in
      all = detail
      for figure in removed.figures { all[figure.name + "_removed"] = figure.value }
      try Ledger.record(
        step: StepName.compact.rawValue, of: context.run.runID, at: time, detail: all.text,
        in: connection)
    }
    context.stepDetails.append((.compact, all))
  }
}
