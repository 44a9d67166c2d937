internal import Bytes

/// A page ready to be written, compressed and not.
struct EncodedPage: Sendable {
  /// The page's rows; nil for a dictionary.
  let rows: Range<Int>?
  let bounds: ValueBounds
  /// The number of bytes before compression.
  let rawSize: Int
  /// The uncompressed bytes; nil when compression gained so much that they will not be needed.
  let raw: [UInt8]?
  /// The compressed bytes; nil when the file is not compressed.
  let compressed: [UInt8]?
  /// The checksum of the compressed bytes, or of the raw ones where there are none.
  let checksum: UInt32

  init(
    _ bytes: [UInt8], rows: Range<Int>?, bounds: ValueBounds, codec: ParquetCodec
  ) throws(StorageError) {
    guard bytes.count <= Int(Int32.max) else {
      throw StorageError(.limitExceeded, "a page of \(bytes.count) bytes; 2 GiB is the most")
    }
    self.rows = rows
    self.bounds = bounds
    rawSize = bytes.count
    if let packed = Self.compress(bytes, codec) {
      compressed = packed
      raw = packed.count <= bytes.count / 2 ? nil : bytes
      checksum = Deflate.crc32(packed.span)
    } else {
      compressed = nil
      raw = bytes
      checksum = Deflate.crc32(bytes.span)
    }
  }

  private static func compress(_ bytes: [UInt8], _ codec: ParquetCodec) -> [UInt8]? {
    switch codec {
    case .uncompressed: nil
    case .gzip: FastDeflate.gzip(bytes.span)
    case .snappy: Snappy.compress(bytes.span)
    case .archive: Deflate.compress(bytes.span, level: 6, wrapper: .gzip)
    }
  }
}
