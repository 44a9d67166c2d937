internal import Columns
internal import Complaints
internal import Intake
internal import Lake
internal import Trends

/// Counts the days that this run touched and looks for what is unusual on the business date.
struct TrendsStep {
  private let context: RunContext
  /// The days counted anew at every run, so that comparisons see late states.
  private let recountedDays: Int32 = 62
  /// The most days that a late record can make a run count again.
  private let longestRecount: Int32 = 400

  init(_ context: RunContext) { self.context = context }

  /// Replaces the counts of the days touched, and the alerts and quality of the date.
  func run() throws {
    let lake = context.store.lake
    let days = try touchedDays()
    let requests = try RequestJoin(
      lake,
      requests: CountRows.requestColumns,
      classes: CountRows.classColumns + [
        (name: "risk_words", as: "risk_words"), (name: "risk_kinds", as: "risk_kinds"),
      ]
    ).read(months: Months.range(days.lowerBound, days.upperBound))
    let work = try LeadWork(lake)
    var counter = DailyCounter(days: days)
    counter.add(requests, leads: work.units(of: requests.int64s("matter_id")))
    counter.add(work.counted())
    let counts = counter.rows(runID: context.run.runID)
    let recent = try RecentMatters(lake, until: context.date)
    let alerts = AlertDetector(city: context.city).alerts(
      on: context.date, counts: counts, requests: requests, matters: recent.batch,
      recentRequests: recent.requests, runID: context.run.runID)
    let scored = try scoredDays()
    let quality = try DataQuality(context).rows(
      days: scored, platforms: Set(context.mappings.map(\.platform)).sorted())
    let commit = lake.begin()
    do {
      try replace(Tables.dailyCounts.name, "day", in: days, with: counts, commit)
      let today = context.date...context.date
      try replace(Tables.alerts.name, "day", in: today, with: alerts, commit)
      try replace(Tables.quality.name, "day", where: scored.contains, with: quality, commit)
      try context.commit(
        commit, step: .trends,
        detail: StepDetail([
          "days": days.count, "counts": counts.rowCount, "alerts": alerts.rowCount,
        ]))
    } catch {
      commit.rollback()
      throw error
    }
  }

  /// The days that requests of this run fall on, and the last two months.
  private func touchedDays() throws -> ClosedRange<Int32> {
    var first = context.date - recountedDays + 1
    try RunRows(context).forEachBatch(columns: ["request_id", "received_on"]) { batch in
      first = min(first, batch.int32s("received_on").values.min() ?? first)
    }
    return max(first, context.date - longestRecount)...context.date
  }

  /// The date, and the days that this run entered deliveries for: late files change their score.
  private func scoredDays() throws -> Set<Int32> {
    var days: Set<Int32> = [context.date]
    try RunRows(context).forEachBatch(of: Tables.deliveries, columns: ["business_day"]) { batch in
      days.formUnion(batch.int32s("business_day").values)
    }
    return days
  }

  /// Replaces the rows of a table whose day lies in a range.
  private func replace(
    _ table: String, _ column: String, in days: ClosedRange<Int32>, with batch: RecordBatch,
    _ commit: LakeCommit
  ) throws {
    try replace(
      table, column,
      ColumnRange(column, Int64(days.lowerBound)...Int64(days.upperBound)), where: days.contains,
      with: batch, commit)
  }

  /// Replaces the rows of a table whose day is one of some, which a range may narrow.
  private func replace(
    _ table: String, _ column: String, _ range: ColumnRange? = nil,
    where isReplaced: (Int32) -> Bool, with batch: RecordBatch, _ commit: LakeCommit
  ) throws {
    try context.store.lake.scan(table, columns: [column], where: range) { rows, origin in
      let values = rows.int32s(column).values
      let old = values.indices.filter { isReplaced(values[$0]) }
      if !old.isEmpty {
        try commit.delete(table, dataFileID: origin.dataFileID, rows: old.map { origin.rows[$0] })
      }
    }
    try commit.append(table, batch)
  }
}
