import Bytes
import Columns
import Lake
import Parquet
import SQLite
import TestSupport
import Testing

@Suite struct CodecTests {
  /// The codecs of a file's column chunks.
  private func codecs(_ path: String) throws -> Set<String> {
    Set(try ParquetInspection.describe(path: path).rowGroups.flatMap(\.chunks).map(\.codec))
  }

  @Test func `a lake is set to gzip until it is set to another codec, which it keeps`() throws {
    let folder = try TemporaryFolder()
    var lake = try Example.open(folder)
    #expect(lake.codec == .gzip)
    try lake.setCodec(.snappy)
    lake = try Example.open(folder)
    #expect(lake.codec == .snappy)
    let commit = lake.begin()
    try commit.append("matters", Example.matterBatch(1...5000))
    let snapshot = try #require(try commit.commit(message: "", at: Example.time(1)))
    let path = lake.folder + "/data/main/matters/s\(snapshot)-1.parquet"
    #expect(try codecs(path).contains("SNAPPY"))
    #expect(try codecs(path).isSubset(of: ["SNAPPY", "UNCOMPRESSED"]))
    #expect(try lake.readAll("matters", columns: ["matter_id"]).rowCount == 5000)
  }

  @Test func `a codec that is not written is refused by name`() throws {
    let folder = try TemporaryFolder()
    do {
      let lake = try Example.open(folder)
      try lake.connection.execute(
        "UPDATE ducklake_metadata SET value = 'zstd' WHERE key = 'parquet_compression'")
    }
    let error = #expect(throws: StorageError.self) { _ = try Example.open(folder) }
    #expect(error?.code == .unsupported)
    #expect(error?.detail.contains("zstd") == true)
  }
}
