import Bytes
import Columns
import Lake
import SQLite
import TestSupport
import Testing

@Suite struct CatalogTests {
  @Test func `a new lake has a snapshot for the schema and one for the tables`() throws {
    let folder = try TemporaryFolder()
    let lake = try Example.open(folder)
    #expect(lake.latestSnapshot == 1)
    #expect(
      try lake.connection.text(
        "SELECT changes_made FROM ducklake_snapshot_changes WHERE snapshot_id = 1")
        == #"created_table:"main"."requests",created_table:"main"."matters","#
        + #"created_table:"main"."matter_requests""#)
    #expect(
      try lake.connection.integer(
        "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name LIKE 'ducklake_%'")
        == 28)
    #expect(try lake.rowCount("requests") == 0)
  }

  @Test func `opening again changes nothing`() throws {
    let folder = try TemporaryFolder()
    _ = try Example.open(folder)
    #expect(try Example.open(folder).latestSnapshot == 1)
  }

  @Test func `a lake that moved finds its data`() throws {
    let folder = try TemporaryFolder()
    _ = try Example.open(folder)
    try FileSystem.move(folder.file("lake"), to: folder.file("elsewhere"))
    let lake = try Lake.open(folder: folder.file("elsewhere"), tables: [], author: "test")
    let path = try lake.connection.text(
      "SELECT value FROM ducklake_metadata WHERE key = 'data_path'")
    #expect(path?.hasSuffix("/elsewhere/data/") == true)
    #expect(path?.hasPrefix("/") == true)
  }

  @Test func `a new column and a changed comment make one snapshot`() throws {
    let folder = try TemporaryFolder()
    _ = try Example.open(folder)
    let wider = TableDefinition(
      "matters", "事项 changed", sortedBy: ["matter_id"],
      Example.matters.schema.fields + [Field("words", .stringList, "词"), Field("n", .int32)])
    let lake = try Example.open(folder, [wider])
    #expect(lake.latestSnapshot == 2)
    #expect(
      try lake.connection.text(
        "SELECT changes_made FROM ducklake_snapshot_changes WHERE snapshot_id = 2")
        == "altered_table:3")
    #expect(
      try lake.connection.text(
        "SELECT group_concat(column_id) FROM ducklake_column WHERE table_id = 3") == "1,2,3,4,5")
    #expect(
      try lake.connection.text(
        "SELECT group_concat(value) FROM ducklake_tag WHERE object_id = 3 AND end_snapshot IS NULL"
      ) == "事项 changed")
    #expect(try Example.open(folder, [wider]).latestSnapshot == 2)
  }

  @Test func `a definition narrower than the catalog is refused`() throws {
    let folder = try TemporaryFolder()
    _ = try Example.open(folder)
    let definition = TableDefinition(
      "matters", "", sortedBy: [], [Field("matter_id", .int32), Field("state", .string)])
    let error = #expect(throws: StorageError.self) { _ = try Example.open(folder, [definition]) }
    #expect(error?.code == .drifted)
  }

  @Test func `a catalog of another version is refused`() throws {
    let folder = try TemporaryFolder()
    try Example.open(folder).connection.execute(
      "UPDATE ducklake_metadata SET value = '1.1' WHERE key = 'version'")
    let error = #expect(throws: StorageError.self) { _ = try Example.open(folder) }
    #expect(error?.code == .unsupported)
  }
}
