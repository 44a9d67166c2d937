internal import Bytes
internal import Columns
internal import Complaints
internal import Intake
internal import Lake

/// Compares what arrived with what the mappings expect, day by day.
///
/// A platform that did not deliver looks like good news in every count; so each expected file that
/// did not come gets a row of its own and is named first in report and summary. When it comes after
/// all, its row takes the place of that one.
struct DeliveryBook {
  /// What a run enters.
  struct Entries {
    /// The new rows of `deliveries`.
    var rows: RecordBatch
    /// The rows of files that were missing and have come.
    var settled: [RecordSettlement.Position] = []

    /// Stages the rows for a commit.
    func stage(to commit: LakeCommit) throws {
      let byFile = Dictionary(grouping: settled, by: \.dataFileID)
      for (fileID, places) in byFile.sorted(by: { $0.key < $1.key }) {
        try commit.delete(
          Tables.deliveries.name, dataFileID: fileID, rows: places.map(\.row).sorted())
      }
      if rows.rowCount > 0 { try commit.append(Tables.deliveries.name, rows) }
    }
  }

  private let context: RunContext
  /// Fewer rows than this share of the platform's usual working day count as short.
  private let shortShare = 0.4

  init(_ context: RunContext) { self.context = context }

  /// The rows of `deliveries` for a run's files and, where asked, for expected files that did not
  /// come.
  func entries(for files: [Ledger.File], fillsGaps: Bool = true) throws -> Entries {
    var output = Entries(rows: RecordBatch(schema: Tables.deliveries.schema))
    var history = try DeliveryHistory(context.store.lake, isWorkday: context.calendar)
    for file in files.sorted(by: { $0.path < $1.path }) {
      let day = businessDay(of: file)
      let state = state(of: file, day: day, history: history)
      if state != "duplicate", let place = history.takeMissing(file.platform, day) {
        output.settled.append(place)
      }
      history.add(platform: file.platform, day: day, rows: file.rowsRead, state: state)
      output.rows.appendRow([
        "platform": .string(file.platform), "business_day": .int(Int64(day)),
        "expected": .bool(isExpected(file.platform, on: day)), "file_id": .int(file.fileID),
        "arrived_at": .int(CivilTime.timestamp(arrival(of: file))),
        "rows": .int(Int64(file.rowsRead)), "control_total": .integer(file.controlTotal),
        "state": .string(state), "run_id": .string(context.run.runID),
      ])
    }
    if fillsGaps { fill(&output.rows, history) }
    return output
  }

  /// Adds a row for every file that should have come until the date and did not.
  private func fill(_ rows: inout RecordBatch, _ history: DeliveryHistory) {
    for mapping in Dictionary(grouping: context.mappings, by: \.platform).values
      .compactMap(\.first).sorted(by: { $0.platform < $1.platform })
    {
      for day in history.days(until: context.date) where isExpected(mapping.platform, on: day) {
        let known = history.count(mapping.platform, day)
        for _ in 0..<max(0, mapping.delivery.files - known) {
          rows.appendRow([
            "platform": .string(mapping.platform), "business_day": .int(Int64(day)),
            "expected": .bool(true), "rows": .int(0), "state": .string("missing"),
            "run_id": .string(context.run.runID),
          ])
        }
      }
    }
  }

  /// The platforms, as people call them, that should have delivered for a day and did not, or not
  /// all.
  func missing(on day: Int32) throws -> [String] {
    let batch = try context.store.lake.readAll(
      Tables.deliveries.name, columns: ["platform", "business_day", "state"],
      where: ColumnRange("business_day", Int64(day)...Int64(day)))
    let platforms = batch.strings("platform")
    let days = batch.int32s("business_day").values
    let states = batch.strings("state")
    let missing = (0..<batch.rowCount).filter { days[$0] == day && states.text($0) == "missing" }
    return Set(missing.map { platforms.text($0) }).sorted().map(label)
  }

  /// What else is wrong with the deliveries of this run: late, short and double ones, and files for
  /// earlier days that did not come.
  func faults(of files: [Ledger.File]) throws -> [String] {
    let batch = try context.store.lake.readAll(
      Tables.deliveries.name, columns: Tables.deliveries.schema.fields.map(\.name),
      where: ColumnRange("run_id", equals: context.run.runID))
    let paths = Dictionary(files.map { ($0.fileID, $0) }) { first, _ in first }
    var faults: [String] = []
    for row in 0..<batch.rowCount
    where batch.strings("run_id").text(row) == context.run.runID {
      let platform = label(batch.strings("platform").text(row))
      let date = batch.int32s("business_day").values[row]
      let day = CivilTime.format(day: date)
      let file = batch.int64s("file_id")[row].flatMap { paths[$0] }
      let name = file.map { "inbox/\($0.path)" } ?? ""
      let count = batch.int32s("rows").values[row]
      let total = batch.int32s("control_total")[row]
      switch batch.strings("state").text(row) {
      case "missing" where date != context.date:
        faults.append("\(platform) did not deliver for \(day)")
      case "late": faults.append("\(platform): \(name) is about \(day) and came late")
      case "short":
        let why =
          total.map { $0 > count ? "its own total says \($0)" : nil } ?? nil
        faults.append(
          "\(platform): \(name) is short: \(count) rows, "
            + (why ?? "far fewer than on other working days"))
      case "duplicate":
        faults.append(
          "\(platform): \(name) came twice: \(file?.reason ?? "it says nothing new for \(day)")")
      default: break
      }
    }
    return faults.sorted()
  }

  private func label(_ platform: String) -> String {
    "\(context.mapping(of: platform)?.platformName ?? platform) (\(platform))"
  }

  /// The day a file is about: the date in its name, else its folder's, else the run's.
  private func businessDay(of file: Ledger.File) -> Int32 {
    let arrival = arrival(of: file)
    let digits = FileSystem.name(of: file.path).split { !$0.isASCII || !$0.isNumber }
    for run in digits where run.count == 8 {
      guard let number = Int(run) else { continue }
      let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100)
      guard CivilTime.exists(year: year, month: month, day: day) else { continue }
      let named = CivilTime.days(year: year, month: month, day: day)
      if abs(named - arrival) <= 31 { return named }
    }
    return arrival
  }

  /// The day a file came: that of its folder, else that of the run that took it.
  private func arrival(of file: Ledger.File) -> Int32 {
    file.folderDate.flatMap(CivilTime.parse(day:)) ?? context.date
  }

  private func state(of file: Ledger.File, day: Int32, history: DeliveryHistory) -> String {
    if file.state != "taken" { return file.state }
    // The same content in other bytes, as when a workbook is saved again.
    if file.rowsRead > 0, file.unchanged == file.rowsRead,
      history.rows(file.platform, day).contains(file.rowsRead)
    {
      return "duplicate"
    }
    if let total = file.controlTotal, total > file.rowsRead { return "short" }
    if let usual = history.usualRows(file.platform),
      Double(file.rowsRead) < shortShare * usual, context.calendar(isWorkday: day)
    {
      return "short"
    }
    return arrival(of: file) > day ? "late" : "on_time"
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
}
