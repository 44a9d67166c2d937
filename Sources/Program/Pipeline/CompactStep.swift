internal import Columns
internal import Lake

/// Merges the small files that nights leave behind, so that the lake stays quick to open and scan.
struct CompactStep {
  private let context: RunContext

  init(_ context: RunContext) { self.context = context }

  /// Compacts partitions of closed months and those with many files.
  func run() throws {
    let (year, month, _) = CivilTime.date(context.date)
    _ = try context.store.lake.compact(closedBefore: year * 12 + month - 1, at: context.now())
    let detail = StepDetail(["snapshot": Int(context.store.lake.latestSnapshot)])
    try context.commit(context.store.lake.begin(), step: .compact, detail: detail)
  }
}
