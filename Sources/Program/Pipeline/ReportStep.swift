internal import Bytes
internal import Columns
internal import Complaints
internal import Intake
internal import Lake
internal import Report

/// Renders the pipeline's reports from the store and stages them for publication.
struct ReportStep {
  private let context: RunContext
  private let definitions: [ReportDefinition]

  init(_ context: RunContext, definitions: [ReportDefinition]) {
    self.context = context
    self.definitions = definitions
  }

  /// Renders every definition.
  func run() throws {
    var publications: [Ledger.Publication] = []
    var detail = StepDetail(["reports": 0, "bytes": 0])
    if !definitions.isEmpty {
      let input = try gather()
      for definition in definitions {
        let page = try DailyReport(definition: definition, city: context.city, input: input)
          .render()
        publications.append(try stage(definition, page))
        detail["reports"] += 1
        detail["bytes"] += page.html.count
      }
    }
    try context.commit(
      context.store.lake.begin(), step: .report, detail: detail, publications: publications)
  }

  /// Writes a report beside its place, under an id derived from its content.
  private func stage(_ definition: ReportDefinition, _ page: (html: [UInt8], data: [UInt8])) throws
    -> Ledger.Publication
  {
    let date = CivilTime.format(day: context.date)
    let id = "\(definition.kind)-\(date)-\(SHA256.hash(page.html).hexadecimal.prefix(12))"
    let staged = "\(context.workspace.reports)/.staging/\(id)"
    // A killed run may have left half of it.
    try FileSystem.removeTree(staged)
    try FileSystem.makeFolder(staged, mode: 0o755)
    try FileSystem.replace(staged + "/index.html", with: page.html, mode: 0o644)
    try Failpoint.reach(.reportPageWritten)
    try FileSystem.replace(staged + "/data.json", with: page.data, mode: 0o644)
    try Failpoint.reach(.reportStaged)
    return Ledger.Publication(
      kind: "report", id: id, staged: context.workspace.relative(staged),
      target: "reports/\(definition.kind)/\(date)", runID: context.run.runID)
  }

  private func gather() throws -> ReportInput {
    let lake = context.store.lake
    let day = context.date
    var input = ReportInput(
      day: day, runID: context.run.runID, snapshotID: lake.latestSnapshot,
      dataCutOff: "\(CivilTime.format(day: day)) 24:00")
    let requests = try requestsOfDay()
    input.platforms = try accounts(requests)
    input.counts = try rows(Tables.dailyCounts, "day", since: day - 61)
    let work = try LeadWork(lake)
    let open = work.openOrDue(by: day)
    input.assignments = work.assignments.gathering(open)
    let ids = Set(input.assignments.int64s("assignment_id").values)
    let owners = work.clocks.int64s("assignment_id").values
    input.clocks = work.clocks.gathering(owners.indices.filter { ids.contains(owners[$0]) })
    let recent = try RecentMatters(lake, until: day)
    input.matters = recent.batch
    input.recentRequests = recent.requests
    input.isQuotable = try recent.quotable(lake)
    input.deliveries = try rows(Tables.deliveries, "business_day", since: day - 6)
    input.quality = try rows(Tables.quality, "day", since: day - 6)
    input.alerts = try rows(Tables.alerts, "day", since: day)
    input.personCount = personCount(requests)
    return input
  }

  /// The rows of a table whose day lies between a first one and the business date.
  private func rows(_ table: TableDefinition, _ column: String, since first: Int32) throws
    -> RecordBatch
  {
    let batch = try context.store.lake.readAll(
      table.name, columns: table.schema.fields.map(\.name),
      where: ColumnRange(column, Int64(first)...Int64(context.date)))
    let days = batch.int32s(column).values
    return batch.gathering(days.indices.filter { (first...context.date).contains(days[$0]) })
  }

  private func requestsOfDay() throws -> RecordBatch {
    let batch = try RequestJoin(
      context.store.lake,
      requests: [
        "request_id", "received_on", "platform", "origin", "channel", "disposition", "person_id",
      ]
    ).read(months: Months.range(context.date, context.date))
    let days = batch.int32s("received_on").values
    return batch.gathering(days.indices.filter { days[$0] == context.date })
  }

  /// One account for each platform that the city expects.
  private func accounts(_ requests: RecordBatch) throws -> [PlatformAccount] {
    let rows = Dictionary(
      RowAccount.accounts(of: try context.store.ledger.files(of: context.run.runID))
        .map { ($0.platform, $0) }
    ) { first, _ in first }
    let platforms = requests.strings("platform")
    let dispositions = requests.strings("disposition")
    let channels = requests.strings("channel")
    var accounts: [PlatformAccount] = []
    for mapping in Dictionary(grouping: context.mappings, by: \.platform).values
      .compactMap(\.first).sorted(by: { $0.platform < $1.platform })
    {
      let mine = (0..<requests.rowCount).filter { platforms.text($0) == mapping.platform }
      var byDisposition: [Disposition: Int] = [:]
      var byChannel: [String: Int] = [:]
      for row in mine {
        let disposition = dispositions[row].flatMap(Disposition.init(rawValue:)) ?? .transit
        byDisposition[disposition, default: 0] += 1
        if let channel = channels[row] { byChannel[channel, default: 0] += 1 }
      }
      let read = rows[mapping.platform] ?? RowAccount(platform: mapping.platform)
      accounts.append(
        PlatformAccount(
          platform: mapping.platform, label: mapping.platformName, source: mapping.source,
          read: read.read, accepted: read.accepted, updated: read.updated,
          unchanged: read.unchanged, quarantined: read.quarantined, received: mine.count,
          dispositions: byDisposition,
          channels: byChannel.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { .init(name: $0.key, requests: $0.value) }))
    }
    return accounts
  }

  /// The distinct persons among citizens' and enterprises' requests of the day.
  private func personCount(_ requests: RecordBatch) -> Int {
    let persons = requests.int64s("person_id")
    let origins = requests.strings("origin")
    let voices = [Origin.citizen.rawValue, Origin.enterprise.rawValue]
    return Set(
      (0..<requests.rowCount).filter { voices.contains(origins.text($0)) }
        .compactMap { persons[$0] }
    ).count
  }
}
