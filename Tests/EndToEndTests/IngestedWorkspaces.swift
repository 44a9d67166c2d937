import Bytes
import Columns
import Complaints
import Foundation
import Lake
import Tabular
import TestSupport
import Testing
import Vault

/// Workspaces into which files of the plain complaints mapping are taken, as an analyst does it.
final class IngestedWorkspaces {
  let binary: BuiltBinary
  let folder: TemporaryFolder
  private let mapping = BuiltBinary.root + "/Benchmarks/complaints/complaints.json5"

  static let header =
    "complaint_id,created_at,district,street,community,category,subcategory,channel,title,content,"
    + "department,status,closed_at,satisfaction,lon,lat,phone\n"

  init() throws {
    binary = try #require(BuiltBinary(), "the minsheng binary was not built beside the tests")
    folder = try TemporaryFolder()
  }

  /// A good row.
  static func row(
    _ number: Int, status: String = "办理中", time: String = "2026-01-05 08:00:00",
    content: String? = nil
  ) -> String {
    let phone = 13_800_000_000 + number
    let text = content ?? "路灯坏了\(number)天，请联系\(phone)。"
    return "GD\(number),\(time),东城区,永东街道,阳光花园,路灯,投诉,网站,路灯不亮,\(text),"
      + "东城区城管局,\(status),,,116.4,39.9,\(phone)\n"
  }

  func write(_ name: String, _ rows: [String]) throws -> String {
    let path = folder.file(name)
    try FileSystem.replace(path, with: Array((Self.header + rows.joined()).utf8))
    return path
  }

  /// Runs a command with `--json`.
  @discardableResult
  func run(_ words: [String]) throws -> (status: Int32, summary: [String: Any], messages: String) {
    let outcome = try binary.run(words + ["--json"])
    let object = try? JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    return (outcome.status, object as? [String: Any] ?? [:], outcome.messages)
  }

  /// Takes files in and gives the counts of the first.
  @discardableResult
  func ingest(
    _ files: [String], into workspace: String, date: String = "2026-06-30"
  ) throws -> [String: Int] {
    let taken = try run(
      [
        "ingest", "--mapping", mapping, "--workspace", folder.file(workspace), "--date", date,
      ] + files)
    let list = try #require(taken.summary["files"] as? [[String: Any]], "\(taken.messages)")
    return list[0].compactMapValues { $0 as? Int }
  }

  /// Makes a workspace whose persons get the same tokens as those of another.
  func makeWorkspace(_ name: String, withKeyOf other: String) throws {
    let vault = folder.file(name) + "/vault"
    try FileSystem.makeFolder(folder.file(name))
    try FileSystem.makeFolder(vault)
    try FileSystem.replace(
      vault + "/key", with: try FileSystem.read(folder.file(other) + "/vault/key"), mode: 0o600)
  }

  /// The live rows of a table as sorted lines, without the columns left out.
  func contents(
    _ workspace: String, _ table: TableDefinition, without left: Set<String> = ["run_id"],
    fileIDs: [Int64: Int64] = [:]
  ) throws -> [String] {
    let lake = try Lake.open(
      folder: folder.file(workspace) + "/lake", tables: Tables.all, author: "test")
    let columns = table.schema.fields.map(\.name).filter { !left.contains($0) }
    var lines: [String] = []
    try lake.scan(table.name, columns: columns) { batch, _ in
      for row in 0..<batch.rowCount {
        let cells = columns.map { column -> String in
          if column == "file_id", case .int(let id) = batch.value(column, row) {
            return "file \(fileIDs[id] ?? id)"
          }
          return "\(column)=\(batch.value(column, row))"
        }
        lines.append(cells.joined(separator: "|"))
      }
    }
    return lines.sorted()
  }

  /// What the vault holds of all requests, as sorted lines.
  func vaultContents(_ workspace: String) throws -> [String] {
    let vault = try Vault.open(folder: folder.file(workspace) + "/vault")
    var lines: [String] = []
    for batch in [
      try vault.identities(in: 0...Int64.max), try vault.spans(in: 0...Int64.max),
    ] {
      for row in 0..<batch.rowCount {
        lines.append(
          batch.schema.fields.map { "\(batch.value($0.name, row))" }.joined(separator: "|"))
      }
    }
    return lines.sorted()
  }

  func fileID(_ path: String) throws -> Int64 {
    let digest = SHA256.hash(try FileSystem.read(path))
    return Int64(digest.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } >> 1)
  }

  // MARK: - Mending

  func export(_ workspace: String, to name: String) throws -> String {
    let path = folder.file(name)
    let made = try run([
      "quarantine", "export", "--workspace", folder.file(workspace), "--output", path,
    ])
    #expect(made.status == 0, "\(made.messages)")
    return path
  }

  /// Changes cells of an export, by the row's line and the column's title, and saves it as another
  /// program would.
  func mend(_ path: String, _ changes: [Int: [String: String]]) throws {
    let source = try TabularSource.open(path: path)
    var tables: [(name: String, rows: [[String]])] = source.sheets.map { ($0, []) }
    try source.readRows { block in
      for row in 0..<block.rowCount { tables[block.sheet].rows.append(block.texts(row: row)) }
    }
    for table in tables.indices {
      guard let titles = tables[table].rows.first, let lines = titles.firstIndex(of: "【行号】")
      else { continue }
      for row in tables[table].rows.indices.dropFirst() {
        var cells = tables[table].rows[row]
        cells += Array(repeating: "", count: max(0, titles.count - cells.count))
        let line = Int(cells[lines].filter(\.isNumber)) ?? 0
        for (title, value) in changes[line] ?? [:] {
          let column = try #require(titles.firstIndex(of: title), "no column \(title)")
          cells[column] = value
        }
        tables[table].rows[row] = cells
      }
    }
    if path.hasSuffix(".csv") {
      var writer = CSVWriter()
      for row in tables[0].rows { writer.append(row) }
      try FileSystem.replace(path, with: writer.takeBytes())
      return
    }
    var writer = XLSXWriter()
    for table in tables {
      writer.beginSheet(WorkbookSheet(name: table.name, columns: []))
      for row in table.rows { writer.append(row) }
    }
    try FileSystem.replace(path, with: writer.finish())
  }

  func replay(_ path: String, into workspace: String, date: String = "2026-07-01") throws -> (
    status: Int32, summary: [String: Any], messages: String
  ) {
    try run([
      "quarantine", "replay", path, "--workspace", folder.file(workspace), "--date", date,
    ])
  }

  /// Expects a workspace in which `verify` finds nothing.
  func expectSound(_ workspace: String) throws {
    let verified = try binary.run(["verify", "--workspace", folder.file(workspace)])
    #expect(verified.status == 0, "\(workspace): \(verified.output)")
  }
}
