internal import Bytes
internal import Complaints
internal import Intake
internal import Lake
internal import SQLite
package import Tabular
internal import Vault

/// Writes the rows that wait in the quarantine into a workbook or CSV file that a clerk mends.
///
/// The file holds personal data: nobody else may read it, and that it was made is entered in the
/// vault's audit chain before it stands there.
package struct QuarantineExport {
  /// What is to be written, by whom and where to.
  package struct Request: Sendable {
    /// The workspace.
    package var workspacePath: String
    /// The file, `.xlsx` or `.csv`.
    package var output: String
    /// The platforms that are meant; empty for all.
    package var platforms: [String] = []
    /// The reasons that are meant, by code; empty for all.
    package var reasons: [String] = []
    /// Who asks.
    package var actor: String
    /// What for.
    package var purpose: String

    /// Makes a request.
    package init(
      workspacePath: String, output: String, platforms: [String] = [], reasons: [String] = [],
      actor: String, purpose: String
    ) {
      self.workspacePath = workspacePath
      self.output = output
      self.platforms = platforms
      self.reasons = reasons
      self.actor = actor
      self.purpose = purpose
    }
  }

  /// How many rows were written.
  package let rowCount: Int
  /// How many rows of each platform.
  package let platforms: [(platform: String, count: Int)]
  /// Where they stand.
  package let path: String

  /// The most rows of a sheet; Excel reads 1,048,576.
  private static let sheetRows = 1_000_000

  /// The rows of one platform.
  private struct Table {
    let platform: String
    var titles: [String] = []
    var rows: [(row: QuarantinedRow, encoding: String)] = []
    private var known: Set<String> = []

    init(platform: String) { self.platform = platform }

    mutating func append(_ row: QuarantinedRow, encoding: String) {
      for title in QuarantineSheet.titles(row.header, count: row.cells.count)
      where known.insert(title).inserted { titles.append(title) }
      rows.append((row, encoding))
    }
  }

  /// Writes the file.
  ///
  /// - Throws: `configuration` for a path that is no place for it.
  package init(_ request: Request, now: () -> String) throws {
    let workspace = try Workspace(existing: request.workspacePath)
    path = try Self.checked(request.output, workspace)
    let lock = try workspace.lock()
    defer { withExtendedLifetime(lock) {} }
    let store = try Store(try Workspace(path: workspace.path))
    let filter = Quarantine.Filter(
      platforms: Set(request.platforms), reasons: Set(request.reasons))
    var tables: [String: Table] = [:]
    try Quarantine(workspace: workspace, ledger: store.ledger).forEachWaiting(filter) {
      file, rows in
      for row in rows {
        tables[file.platform, default: Table(platform: file.platform)]
          .append(row, encoding: file.encoding ?? "utf-8")
      }
    }
    let sorted = tables.values.sorted { $0.platform < $1.platform }
    platforms = sorted.map { ($0.platform, $0.rows.count) }
    rowCount = sorted.reduce(0) { $0 + $1.rows.count }
    let bytes = path.hasSuffix(".csv") ? Self.csv(sorted) : Self.workbook(sorted)
    let digest = SHA256.hash(bytes).hexadecimal.prefix(16)
    try store.vault.appendAudit(
      actor: request.actor, purpose: request.purpose,
      subject: "quarantine export: \(rowCount) rows, sha256 \(digest)", at: now())
    try AuditLog(workspace).note(store.vault)
    try FileSystem.replace(path, with: bytes, mode: 0o600)
  }

  /// The absolute path of the output, where personal data may stand.
  private static func checked(_ output: String, _ workspace: Workspace) throws -> String {
    func fault(_ detail: String) -> StorageError {
      StorageError(.configuration, path: output, detail)
    }
    guard output.hasSuffix(".xlsx") || output.hasSuffix(".csv") else {
      throw fault("--output names a .xlsx or a .csv file")
    }
    let folder = FileSystem.parent(of: output)
    guard FileSystem.isFolder(folder) else { throw fault("there is no such folder") }
    let path = try FileSystem.absolute(folder) + "/" + FileSystem.name(of: output)
    for closed in [workspace.lake, workspace.reports, workspace.logs, workspace.inbox]
    where path.hasPrefix(closed + "/") {
      throw fault("rejected rows hold personal data, which have no place in \(closed)")
    }
    return path
  }

  // MARK: - Files

  private static func workbook(_ tables: [Table]) -> [UInt8] {
    var writer = XLSXWriter()
    if tables.isEmpty { writer.beginSheet(sheet(Table(platform: "隔离区"))) }
    for table in tables {
      for (index, item) in table.rows.enumerated() {
        if index % sheetRows == 0 { writer.beginSheet(sheet(table)) }
        writer.append(line(item.row, item.encoding, titles: table.titles))
      }
    }
    return writer.finish()
  }

  private static func sheet(_ table: Table) -> WorkbookSheet {
    let own = QuarantineSheet.own.map { name -> WorkbookSheet.Column in
      switch name {
      case QuarantineSheet.action:
        WorkbookSheet.Column(
          name, width: 10, style: .input,
          allowed: [QuarantineSheet.replays, QuarantineSheet.drops])
      case QuarantineSheet.dropReason: WorkbookSheet.Column(name, width: 20, style: .input)
      case QuarantineSheet.original: WorkbookSheet.Column(name, width: 40, style: .input)
      case QuarantineSheet.reason, QuarantineSheet.detail: WorkbookSheet.Column(name, width: 26)
      default: WorkbookSheet.Column(name)
      }
    }
    return WorkbookSheet(
      name: table.platform, columns: own + table.titles.map { WorkbookSheet.Column($0) })
  }

  private static func csv(_ tables: [Table]) -> [UInt8] {
    var titles: [String] = []
    for title in tables.flatMap(\.titles) where !titles.contains(title) { titles.append(title) }
    var writer = CSVWriter()
    var header = QuarantineSheet.own
    header[0] = QuarantineSheet.guardedKey
    writer.append(
      (header + titles).enumerated().map { index, title in
        index < header.count ? title : QuarantineSheet.guarded(title)
      })
    for table in tables {
      for item in table.rows {
        writer.append(
          line(item.row, item.encoding, titles: titles).map(QuarantineSheet.guarded))
      }
    }
    return writer.takeBytes()
  }

  /// The cells of a row's line.
  private static func line(
    _ row: QuarantinedRow, _ encoding: String, titles: [String]
  ) -> [String] {
    let own = QuarantineSheet.titles(row.header, count: row.cells.count)
    let cells = Dictionary(zip(own, row.cells)) { first, _ in first }
    return [
      row.key.text, row.key.platform, row.path, String(row.line), Reject.wording(of: row.reason),
      row.reason, row.detail, "", "", RowText.string(of: row.original, encoding: encoding),
    ] + titles.map { cells[$0] ?? "" }
  }

  /// The outcome as JSON.
  package var json: JSONValue {
    [
      "output": .string(path), "rows": .int(rowCount),
      "platforms": .object(platforms.map { .init($0.platform, .int($0.count)) }),
    ]
  }
}
