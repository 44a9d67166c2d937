/// What a Parquet file says about itself, for people and for `inspect`.
///
/// Nothing but the footer was read, so a file whose columns or codecs are not read here can be
/// described all the same.
public struct ParquetDescription: Equatable, Sendable {
  /// A pair of key-value metadata.
  public struct KeyValue: Equatable, Sendable {
    /// The key.
    public let key: String
    /// The value.
    public let value: String
  }

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
    /// Why a column is not read; nil where it is, and below columns.
    public let refusal: String?
  }

  /// A row group.
  public struct RowGroup: Equatable, Sendable {
    /// The number of rows.
    public let rowCount: Int
    /// Its columns.
    public let chunks: [ParquetChunkDescription]
    /// The leaf columns by whose order the rows lie.
    public let sortedBy: [Sorting]

    /// The size in the file.
    public var compressedSize: Int { chunks.reduce(0) { $0 &+ $1.compressedSize } }
    /// The size before compression.
    public var uncompressedSize: Int { chunks.reduce(0) { $0 &+ $1.uncompressedSize } }
  }

  /// A leaf column by whose order rows lie.
  public struct Sorting: Equatable, Sendable {
    /// The names from the column to its leaf, joined by dots.
    public let path: String
    /// Whether the greatest comes first.
    public let isDescending: Bool
    /// Whether rows without a value come first.
    public let areNullsFirst: Bool
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
}
