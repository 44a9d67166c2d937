/// How pages are compressed; open, so that unknown ones can be named.
struct CompressionCodec: RawRepresentable, Hashable, Sendable {
  let rawValue: Int32

  static let uncompressed = Self(rawValue: 0)
  static let snappy = Self(rawValue: 1)
  static let gzip = Self(rawValue: 2)

  private static let names = [
    "UNCOMPRESSED", "SNAPPY", "GZIP", "LZO", "BROTLI", "LZ4", "ZSTD", "LZ4_RAW",
  ]

  /// The name in the specification.
  var name: String {
    Self.names.indices.contains(Int(rawValue)) ? Self.names[Int(rawValue)] : "codec \(rawValue)"
  }
}
