/// How the pages of a file are compressed.
///
/// A column chunk that gains under 5 % is left uncompressed.
public enum ParquetCodec: String, CaseIterable, Sendable {
  /// Not at all.
  case uncompressed
  /// One gzip member for each page, made by `FastDeflate`: for what is kept.
  case gzip
  /// Snappy: twice the speed and a third more bytes.
  case snappy
  /// Gzip by zlib at level 6: for old months, which are read seldom and never written again.
  case archive
}

extension ParquetCodec {
  /// The codec as column chunks name it.
  var stored: CompressionCodec {
    switch self {
    case .uncompressed: .uncompressed
    case .gzip, .archive: .gzip
    case .snappy: .snappy
    }
  }
}
