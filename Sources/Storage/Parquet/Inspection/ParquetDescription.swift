/// What a Parquet file says about itself, for people and for `inspect`.
///
/// Nothing but the footer was read, so a file whose columns or codecs are not read here can be
/// described all the same.
public struct ParquetDescription: Equatable, Sendable {
  /// A node of the schema tree.
  public struct SchemaNode: Equatable, Sendable {
    /// The node's name.
    public let name: String
    /// 0 for a column, more for what lies below it.
    public let depth: Int
    /// `REQUIRED`, `OPTIONAL` or `REPEATED`.
    public let repetition: String
    /// The stored type of a leaf, such as `BYTE_ARRAY`; nil for a group.
    public let physicalType: String?
    /// What the values mean, such as `STRING`; nil where nothing is said.
    public let logicalType: String?
    /// The field id; nil where there is none.
    public let fieldID: Int32?
  }

  /// A column of a row group.
  public struct Chunk: Equatable, Sendable {
    /// The names from the column to its leaf, joined by dots.
    public let path: String
    /// The codec's name, such as `GZIP`.
    public let codec: String
    /// The names of the encodings in use.
    public let encodings: [String]
    /// The number of entries, those without a value included.
    public let valueCount: Int
    /// The size in the file.
    public let compressedSize: Int
    /// The size before compression.
    public let uncompressedSize: Int
    /// Whether there is a dictionary page.
    public let hasDictionary: Bool
    /// Whether page bounds and page offsets are there.
    public let hasPageIndex: Bool
    /// The lower bound as text; nil where there is none.
    public let minimum: String?
    /// The upper bound as text; nil where there is none.
    public let maximum: String?
    /// The number of entries without a value; nil where the file does not say.
    public let nullCount: Int?
  }

  /// A row group.
  public struct RowGroup: Equatable, Sendable {
    /// The number of rows.
    public let rowCount: Int
    /// Its columns.
    public let chunks: [Chunk]
    /// The leaf columns by whose order the rows lie, with ` DESC` where that descends.
    public let sortedBy: [String]

    /// The size in the file.
    public var compressedSize: Int { chunks.reduce(0) { $0 &+ $1.compressedSize } }
    /// The size before compression.
    public var uncompressedSize: Int { chunks.reduce(0) { $0 &+ $1.uncompressedSize } }
  }

  /// The file's path.
  public let path: String
  /// The file's size.
  public let byteCount: Int
  /// The footer's size without its length and the closing magic.
  public let footerSize: Int
  /// The program that wrote the file; nil where it does not say.
  public let createdBy: String?
  /// The number of rows.
  public let rowCount: Int
  /// Key-value metadata in the file's order.
  public let metadata: [KeyValue]
  /// The schema without its root, depth first.
  public let schema: [SchemaNode]
  /// The row groups.
  public let rowGroups: [RowGroup]

  /// A pair of key-value metadata.
  public struct KeyValue: Equatable, Sendable {
    /// The key.
    public let key: String
    /// The value.
    public let value: String
  }
}
