public import Bytes
public import Parquet
internal import SQLite

extension Lake {
  /// The catalog's setting of the codec; DuckDB writes the lake's files by it as well.
  static let codecKey = "parquet_compression"

  /// The codecs that a lake can be set to.
  public static let codecs: [ParquetCodec] = [.gzip, .snappy]

  /// Sets the codec of all files that are written from now on, by this program and by DuckDB.
  ///
  /// What is compacted past an age is written as `archive` whatever the setting.
  ///
  /// - Parameter codec: One of `codecs`.
  /// - Throws: `sqlite`.
  public func setCodec(_ codec: ParquetCodec) throws(StorageError) {
    precondition(Self.codecs.contains(codec), "\(codec.rawValue) is no codec of a lake")
    if codec == self.codec { return }
    try connection.transaction { () throws(StorageError) in
      try connection.execute(
        "DELETE FROM ducklake_metadata WHERE key = ? AND scope IS NULL", [.text(Self.codecKey)])
      try connection.execute(
        "INSERT INTO ducklake_metadata VALUES(?, ?, NULL, NULL)",
        [.text(Self.codecKey), .text(codec.rawValue)])
    }
    self.codec = codec
  }

  /// The codec that the catalog is set to; `gzip` where it says nothing.
  ///
  /// - Throws: `unsupported` for a codec that is not written here.
  func readCodec() throws(StorageError) -> ParquetCodec {
    guard let name = try metadata(Self.codecKey)?.lowercased() else { return .gzip }
    guard let codec = Self.codecs.first(where: { $0.rawValue == name }) else {
      throw StorageError(
        .unsupported, path: connection.path,
        "\(Self.codecKey) is \(name), where gzip and snappy are written")
    }
    return codec
  }
}
