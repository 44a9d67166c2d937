import Bytes
import Columns
import Complaints
import Foundation
import Lake
import Parquet
import SQLite
import TestSupport
import Testing
import Vault

/// A copy of a small workspace, in which a test breaks one thing.
struct DamagedWorkspace {
  let path: String

  var catalog: String { path + "/lake/catalog.sqlite" }
  var vault: String { path + "/vault" }

  // MARK: - SQLite files

  func sql(_ statement: String) throws {
    try Connection(path: catalog).execute(statement)
  }

  func vaultSQL(_ statement: String) throws {
    try Connection(path: vault + "/vault.sqlite").execute(statement)
  }

  func text(_ query: String, in path: String? = nil) throws -> String {
    try #require(try Connection(path: path ?? catalog).text(query))
  }

  func number(_ query: String, in path: String? = nil) throws -> Int64 {
    try #require(try Connection(path: path ?? catalog).integer(query))
  }

  /// Takes an entry out of an index while its table keeps the row.
  func breakIndex(_ index: String, of table: String, _ insert: String) throws {
    let connection = try Connection(path: catalog)
    let definition = try #require(
      try connection.text("SELECT sql FROM sqlite_master WHERE name = '\(index)'"))
    let root = try #require(
      try connection.integer("SELECT rootpage FROM sqlite_master WHERE name = '\(index)'"))
    try connection.execute("PRAGMA writable_schema = ON")
    try connection.execute("DELETE FROM sqlite_master WHERE name = '\(index)'")
    let blind = try Connection(path: catalog)
    try blind.execute(insert)
    try blind.execute("PRAGMA writable_schema = ON")
    try blind.execute(
      "INSERT INTO sqlite_master VALUES('index', ?, ?, ?, ?)",
      [.text(index), .text(table), .integer(root), .text(definition)])
  }

  // MARK: - Files

  /// The path of the first live data file of a table.
  func dataFile(_ table: String = "requests") throws -> String {
    path + "/lake/data/main/\(table)/"
      + (try text(
        """
        SELECT f.path FROM ducklake_data_file f JOIN ducklake_table t USING (table_id)
        WHERE t.table_name = '\(table)' AND f.end_snapshot IS NULL ORDER BY data_file_id LIMIT 1
        """))
  }

  /// The vault's first file of a kind.
  func vaultFile(_ kind: String) throws -> String {
    let name = try text(
      "SELECT name FROM files WHERE kind = '\(kind)' ORDER BY commit_number LIMIT 1",
      in: vault + "/vault.sqlite")
    return vault + "/" + name
  }

  /// Changes a byte; negative offsets count from the end.
  func flip(_ file: String, at offset: Int) throws {
    var bytes = try FileSystem.read(file)
    bytes[offset < 0 ? bytes.count + offset : offset] ^= 0x5a
    try overwrite(file, bytes)
  }

  /// Changes the last byte of the first column's last page.
  func flipPage(_ file: String) throws {
    let size = try ParquetInspection.describe(path: file).rowGroups[0].chunks[0].compressedSize
    try flip(file, at: 4 + size - 1)
  }

  func cut(_ file: String) throws {
    let bytes = try FileSystem.read(file)
    try overwrite(file, Array(bytes[..<(bytes.count / 2)]))
  }

  func overwrite(_ file: String, _ bytes: [UInt8]) throws {
    try FileSystem.replace(file, with: bytes)
  }

  func copy(_ file: String, to target: String) throws {
    try overwrite(target, try FileSystem.read(file))
  }

  /// The first batch folder of the outbox.
  func batch() throws -> String {
    let outbox = path + "/outbox"
    let unit = try #require(try FileSystem.list(outbox).first { !$0.hasPrefix(".") })
    return try "\(outbox)/\(unit)/" + #require(FileSystem.list("\(outbox)/\(unit)").first)
  }

  /// Makes a file look as if it had been written two days ago.
  func age(_ file: String) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -172_800)], ofItemAtPath: file)
  }

  // MARK: - Rows

  /// Commits to lake and vault as a run does.
  func commit(_ body: (Lake, LakeCommit, VaultCommit) throws -> Void) throws {
    let lake = try Lake.open(
      folder: path + "/lake", tables: Tables.all, author: "minsheng")
    let store = try Vault.open(folder: vault)
    try store.attach(to: lake.connection)
    let (lakeCommit, vaultCommit) = (lake.begin(), try store.begin())
    try body(lake, lakeCommit, vaultCommit)
    try vaultCommit.stage()
    try lakeCommit.commit(message: "test", at: "2026-11-23 14:10:40.635607+00") { connection in
      try vaultCommit.record(in: connection)
    }
    try vaultCommit.finish()
  }

  /// All columns of the first row of a table.
  func firstRow(_ table: TableDefinition, _ lake: Lake) throws -> RecordBatch {
    try lake.readAll(table.name, columns: table.schema.fields.map(\.name)).gathering([0])
  }

  /// A request with a span in its content, and the span's place.
  func spannedRequest() throws -> Int64 {
    let store = try Vault.open(folder: vault)
    let batch = try store.spans(in: Int64.min...Int64.max)
    let columns = batch.strings("column")
    let row = try #require((0..<batch.rowCount).first { columns[$0] == "content" })
    return batch.int64s("request_id").values[row]
  }

  /// Writes a delete file of the requests anew, with the catalog's numbers to match.
  func rewriteDeleteFile(name: String? = nil, position: Int64? = nil) throws {
    let id = try number("SELECT min(delete_file_id) FROM ducklake_delete_file")
    let row =
      "FROM ducklake_delete_file d JOIN ducklake_data_file f USING (data_file_id) "
      + "JOIN ducklake_table t ON t.table_id = d.table_id WHERE delete_file_id = \(id)"
    let folder = path + "/lake/data/main/" + (try text("SELECT t.table_name || '/' \(row)"))
    let file = folder + (try text("SELECT d.path \(row)"))
    let reader = try ParquetReader(path: file)
    guard case .string(let paths) = try reader.read(rowGroup: 0, columns: [0])[0],
      case .int64(var positions) = try reader.read(rowGroup: 0, columns: [1])[0]
    else { throw StorageError(.corrupt, path: file, "not a delete file") }
    if let position { positions.values[positions.count - 1] = position }
    let names = StringColumn((0..<paths.count).map { name ?? paths[$0] })
    let columns = Array(reader.columns[..<2])
    try FileSystem.remove(file)
    let writer = try ParquetWriter(path: file, columns: columns, options: ParquetWriteOptions())
    try writer.write(
      RecordBatch(
        schema: Schema(columns.map(\.field)), columns: [.string(names), .int64(positions)]))
    let summary = try writer.finish()
    try sql(
      """
      UPDATE ducklake_delete_file SET file_size_bytes = \(summary.byteCount),
        footer_size = \(summary.footerSize) WHERE delete_file_id = \(id)
      """)
  }
}
