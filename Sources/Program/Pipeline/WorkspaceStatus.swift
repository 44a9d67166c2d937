internal import Bytes
internal import Columns
internal import Complaints
internal import Lake
package import Tabular

/// What a workspace holds, for `minsheng status`.
///
/// Reads only.
package struct WorkspaceStatus {
  /// The status as JSON.
  package let json: JSONValue
  /// The status as lines for people.
  package let lines: [String]

  /// Reads the status of a workspace.
  ///
  /// - Throws: `notFound` when no run has made a store there yet.
  package init(path: String) throws {
    guard FileSystem.exists(path + "/lake/catalog.sqlite") else {
      throw StorageError(.notFound, path: path, "no run has made a store here yet")
    }
    let workspace = try Workspace(path: path)
    let lake = try Lake.open(folder: workspace.lake, tables: Tables.all, author: "minsheng")
    let ledger = try Ledger(lake.connection)
    let runs = try ledger.lastRuns(10)
    let tables = try Tables.all.map { ($0.name, try lake.rowCount($0.name)) }
    let waiting =
      try Self.waiting(lake) + [
        ("quarantined_rows", "quarantined rows", try ledger.waitingRows())
      ]
    let quality = try QualityStatus(lake)
    json = [
      "workspace": .string(workspace.path), "snapshot": .integer(lake.latestSnapshot),
      "runs": .array(
        runs.map { run -> JSONValue in
          [
            "run": .string(run.runID), "business_date": .string(run.businessDate),
            "state": .string(run.state), "finished_at": run.finishedAt.map { .string($0) } ?? .null,
            "attention": .texts(Self.attention(run)),
          ]
        }),
      "tables": .object(tables.map { JSONValue.Member($0.0, .int($0.1)) }),
      "waiting": .object(waiting.map { JSONValue.Member($0.key, .int($0.count)) }),
      "quality": quality.json, "deliveries": .texts(quality.faults),
    ]
    var lines = ["workspace \(workspace.path)", "snapshot  \(lake.latestSnapshot)", "", "runs"]
    lines += runs.map(Self.line(of:))
    if let newest = runs.first, !Self.attention(newest).isEmpty {
      lines += ["", "needs a look"] + Self.attention(newest).map { "  - \($0)" }
    }
    lines += ["", "tables"]
    lines += tables.map { "  \($0.0.padding(to: 20))\(String($0.1).padding(to: 10, left: true))" }
    lines += ["", "waiting for people"]
    lines += waiting.map { kind in
      "  \(kind.label.padding(to: 26))\(String(kind.count).padding(to: 4, left: true))"
    }
    self.lines = lines + quality.lines
  }

  /// A run on one line: its id, how it stands, since when, and how many points need a look.
  private static func line(of run: Ledger.Run) -> String {
    var line = "  \(run.runID.padding(to: 24))\(run.state.padding(to: 10))"
    if let time = run.finishedAt { line += "\(time.prefix(16)) UTC" }
    let points = attention(run).count
    if points > 0 { line += ", \(points) to look at" }
    return line
  }

  /// What the summary of a run says needs a person's look.
  private static func attention(_ run: Ledger.Run) -> [String] {
    guard let text = run.summary, let summary = try? ConfigurationValue.parse(text, path: "summary")
    else { return [] }
    return (try? summary.optional("attention")?.strings) ?? []
  }

  /// What waits for people, by kind.
  private static func waiting(_ lake: Lake) throws -> [(key: String, label: String, count: Int)] {
    var unclassified = 0
    try lake.scan(Tables.classifications.name, columns: ["part", "code"]) { batch, _ in
      let codes = batch.strings("code")
      let parts = batch.int32s("part").values
      unclassified += parts.indices.count { parts[$0] == 0 && !codes.validity.isValid($0) }
    }
    var unassigned = 0
    var restricted = 0
    var provisional = 0
    try lake.scan(Tables.assignments.name, columns: ["unit_code"]) { batch, _ in
      unassigned += batch.strings("unit_code").validity.nullCount
    }
    try lake.scan(Tables.requests.name, columns: ["access"]) { batch, _ in
      let access = batch.strings("access")
      for row in 0..<batch.rowCount where access.text(row) == Access.restricted.rawValue {
        restricted += 1
      }
    }
    try lake.scan(Tables.assignmentClocks.name, columns: ["provisional"]) { batch, _ in
      let column = batch.bools("provisional")
      for row in 0..<batch.rowCount where column[row] == true { provisional += 1 }
    }
    return [
      ("requests_without_class", "requests without a class", unclassified),
      ("assignments_without_unit", "assignments without a unit", unassigned),
      ("restricted_requests", "restricted requests", restricted),
      ("provisional_due_times", "provisional due times", provisional),
    ]
  }
}

extension String {
  /// The text filled with blanks up to a width, on its right or left.
  func padding(to width: Int, left: Bool = false) -> String {
    let blanks = String(repeating: " ", count: max(0, width - count))
    return left ? blanks + self : self + blanks
  }
}
