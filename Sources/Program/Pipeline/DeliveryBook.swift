internal import Bytes
internal import Columns
internal import Complaints
internal import Intake
internal import Lake

/// Compares what arrived with what the mappings expect, day by day.
///
/// A platform that did not deliver looks like good news in every count; so each expected day without
/// a file gets a row of its own and is named first in report and summary.
struct DeliveryBook {
  private let context: RunContext
  /// Fewer rows than this share of the platform's usual day count as short.
  private let shortShare = 0.4

  init(_ context: RunContext) { self.context = context }

  /// The rows of `deliveries` for a run's files and, where asked, for the expected days that stayed
  /// empty.
  func rows(for files: [Ledger.File], fillsGaps: Bool = true) throws -> RecordBatch {
    var output = RecordBatch(schema: Tables.deliveries.schema)
    let earlier = try context.store.lake.readAll(
      Tables.deliveries.name, columns: Tables.deliveries.schema.fields.map(\.name))
    var history = History(earlier)
    for file in files.sorted(by: { $0.path < $1.path }) {
      let day = businessDay(of: file)
      let state = state(of: file, day: day, history: history)
      history.add(platform: file.platform, day: day, rows: file.rowsRead, state: state)
      output.appendRow([
        "platform": .string(file.platform), "business_day": .int(Int64(day)),
        "expected": .bool(isExpected(file.platform, on: day)), "file_id": .int(file.fileID),
        "arrived_at": .int(arrival(of: file)), "rows": .int(Int64(file.rowsRead)),
        "control_total": .integer(file.controlTotal), "state": .string(state),
        "run_id": .string(context.run.runID),
      ])
    }
    if !fillsGaps { return output }
    for mapping in Dictionary(grouping: context.mappings, by: \.platform).values
      .compactMap(\.first).sorted(by: { $0.platform < $1.platform })
    {
      for day in history.emptyDays(of: mapping.platform, until: context.date)
      where isExpected(mapping.platform, on: day) {
        output.appendRow([
          "platform": .string(mapping.platform), "business_day": .int(Int64(day)),
          "expected": .bool(true), "rows": .int(0), "state": .string("missing"),
          "run_id": .string(context.run.runID),
        ])
      }
    }
    return output
  }

  /// The platforms, as people call them, that should have delivered for a day and did not.
  func missing(on day: Int32) throws -> [String] {
    let batch = try context.store.lake.readAll(
      Tables.deliveries.name, columns: ["platform", "business_day", "state"])
    var arrived: Set<String> = []
    var missing: Set<String> = []
    let platforms = batch.strings("platform")
    let days = batch.int32s("business_day").values
    let states = batch.strings("state")
    for row in 0..<batch.rowCount where days[row] == day {
      if states.text(row) == "missing" {
        missing.insert(platforms.text(row))
      } else if states.text(row) != "refused" {
        arrived.insert(platforms.text(row))
      }
    }
    return missing.subtracting(arrived).sorted()
      .map { "\(context.mapping(of: $0)?.platformName ?? $0) (\($0))" }
  }

  /// The day a file is about: the date in its name, else its folder's, else the run's.
  private func businessDay(of file: Ledger.File) -> Int32 {
    let folder = file.folderDate.flatMap(CivilTime.parse(day:))
    let digits = FileSystem.name(of: file.path).split { !$0.isASCII || !$0.isNumber }
    for run in digits where run.count == 8 {
      guard let number = Int(run) else { continue }
      let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100)
      guard CivilTime.exists(year: year, month: month, day: day) else { continue }
      let named = CivilTime.days(year: year, month: month, day: day)
      if abs(named - (folder ?? context.date)) <= 31 { return named }
    }
    return folder ?? context.date
  }

  private func arrival(of file: Ledger.File) -> Int64 {
    file.folderDate.flatMap(CivilTime.parse(day:)).map { CivilTime.timestamp($0) }
      ?? context.seenAt
  }

  private func state(of file: Ledger.File, day: Int32, history: History) -> String {
    if file.state != "taken" { return file.state }
    if let total = file.controlTotal, total > file.rowsRead { return "short" }
    if let usual = history.usualRows(file.platform),
      Double(file.rowsRead) < shortShare * usual, context.calendar(isWorkday: day)
    {
      return "short"
    }
    if let folder = file.folderDate.flatMap(CivilTime.parse(day:)), folder > day { return "late" }
    return "on_time"
  }

  private func isExpected(_ platform: String, on day: Int32) -> Bool {
    guard let delivery = context.mapping(of: platform)?.delivery else { return false }
    return switch delivery.days {
    case .everyDay: true
    case .workdays: context.calendar(isWorkday: day)
    case .weekly: CivilTime.weekday(day) == delivery.weekday
    case .none: false
    }
  }

  /// Which days each platform is known for, and how many rows its working days usually have.
  private struct History {
    private var days: [String: Set<Int32>] = [:]
    private var rows: [String: [Int]] = [:]

    init(_ deliveries: RecordBatch) {
      let platforms = deliveries.strings("platform")
      let days = deliveries.int32s("business_day").values
      let counts = deliveries.int32s("rows").values
      let states = deliveries.strings("state")
      for row in 0..<deliveries.rowCount {
        add(
          platform: platforms.text(row), day: days[row], rows: Int(counts[row]),
          state: states.text(row))
      }
    }

    mutating func add(platform: String, day: Int32, rows count: Int, state: String) {
      if state == "refused" || state == "duplicate" { return }
      days[platform, default: []].insert(day)
      if state == "on_time" || state == "late" { rows[platform, default: []].append(count) }
    }

    /// The median of the rows of the platform's files, once five are known.
    func usualRows(_ platform: String) -> Double? {
      guard let counts = rows[platform], counts.count >= 5 else { return nil }
      return Double(counts.sorted()[counts.count / 2])
    }

    /// The days up to one, from the platform's first on, for which nothing is known.
    func emptyDays(of platform: String, until last: Int32) -> [Int32] {
      let known = days[platform] ?? []
      let first = days.values.compactMap { $0.min() }.min() ?? last
      guard first <= last else { return [] }
      return (first...last).filter { !known.contains($0) }
    }
  }
}
