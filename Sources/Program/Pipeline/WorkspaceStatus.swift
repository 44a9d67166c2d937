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
    let waiting = try Self.waiting(lake)
    json = [
      "workspace": .string(workspace.path), "snapshot": .integer(lake.latestSnapshot),
      "runs": .array(
        runs.map { run -> JSONValue in
          [
            "run": .string(run.runID), "business_date": .string(run.businessDate),
            "state": .string(run.state),
          ]
        }),
      "tables": .object(tables.map { JSONValue.Member($0.0, .int($0.1)) }),
      "waiting": .object(waiting.map { JSONValue.Member($0.0, .int($0.1)) }),
    ]
    var lines = ["workspace \(workspace.path)", "snapshot  \(lake.latestSnapshot)", "", "runs"]
    lines += runs.map { "  \($0.runID)  \($0.state)" }
    lines += ["", "tables"]
    lines += tables.map { "  \($0.0.padding(to: 20))\(String($0.1).padding(to: 10, left: true))" }
    lines += ["", "waiting for people"]
    lines += waiting.map { "  \($0.0.padding(to: 28))\($0.1)" }
    self.lines = lines
  }

  /// What waits for people, by kind.
  private static func waiting(_ lake: Lake) throws -> [(String, Int)] {
    var unclassified = 0
    try lake.scan(Tables.classifications.name, columns: ["code"]) { batch, _ in
      unclassified += batch.strings("code").validity.nullCount
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
      ("requests without a class", unclassified), ("assignments without a unit", unassigned),
      ("restricted requests", restricted), ("provisional due times", provisional),
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
