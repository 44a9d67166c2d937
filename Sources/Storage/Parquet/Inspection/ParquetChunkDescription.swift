/// What a Parquet file says about a column of a row group.
public struct ParquetChunkDescription: Equatable, Sendable {
  /// How many pages of a kind have an encoding.
  public struct EncodingCount: Equatable, Sendable {
    /// `DICTIONARY`, `DATA`, `DATA_V2` or `INDEX`.
    public let page: String
    /// The encoding's name.
    public let encoding: String
    /// How many pages.
    public let count: Int
  }

  /// A bound of a column's values.
  public struct Bound: Equatable, Sendable {
    /// The bound.
    public let value: StoredValue
    /// Whether a value equals it; nil where the file does not say.
    public let isExact: Bool?
  }

  /// The names from the column to its leaf, joined by dots.
  public let path: String
  /// The codec's name, such as `GZIP`.
  public let codec: String
  /// The names of the encodings in use.
  public let encodings: [String]
  /// How the pages are encoded; empty where the file does not say.
  public let encodingCounts: [EncodingCount]
  /// The number of entries, those without a value included.
  public let valueCount: Int
  /// The size in the file.
  public let compressedSize: Int
  /// The size before compression.
  public let uncompressedSize: Int
  /// Whether there is a dictionary page.
  public let hasDictionary: Bool
  /// Whether the bounds of pages are there.
  public let hasColumnIndex: Bool
  /// Whether the places of pages are there.
  public let hasOffsetIndex: Bool
  /// Whether there is a bloom filter.
  public let hasBloomFilter: Bool
  /// Whether the column is encrypted.
  public let isEncrypted: Bool
  /// The lower bound; nil where there is none.
  public let minimum: Bound?
  /// The upper bound; nil where there is none.
  public let maximum: Bound?
  /// The number of entries without a value; nil where the file does not say.
  public let nullCount: Int?
  /// The number of values that are no number; nil where the file does not say.
  public let nanCount: Int?
  /// The column's own key-value metadata.
  public let metadata: [ParquetDescription.KeyValue]

  /// Whether page bounds and page offsets are there.
  public var hasPageIndex: Bool { hasColumnIndex && hasOffsetIndex }
}
