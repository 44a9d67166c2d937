public import Bytes

/// A small CSV file with a header that configures something: units, limits, places.
///
/// UTF-8, with or without a byte order mark. Cells are trimmed. Empty rows and rows whose first
/// cell starts with `#` are left out.
public struct ConfigurationTable: Sendable {
  /// A column that a table may have.
  public struct ColumnRule: Sendable, ExpressibleByStringLiteral {
    /// The name in the header.
    public let name: String
    /// Whether the table must have it.
    public let isRequired: Bool

    /// Makes the rule of a column that the table must have.
    public init(stringLiteral name: String) {
      self.name = name
      isRequired = true
    }

    private init(optional name: String) {
      self.name = name
      isRequired = false
    }

    /// The rule of a column that the table may leave out; its cells are then empty.
    public static func optional(_ name: String) -> ColumnRule { ColumnRule(optional: name) }
  }

  /// The file's path.
  public let path: String
  /// The rows in file order.
  public let rows: [Row]

  /// Reads a table from a file.
  public static func read(path: String, columns: [ColumnRule])
    throws(StorageError) -> ConfigurationTable
  {
    try ConfigurationTable(path: path, bytes: FileSystem.read(path), columns: columns)
  }

  /// Reads a table from memory; unknown, missing and repeated columns are refused.
  public init(path: String, bytes: [UInt8], columns: [ColumnRule]) throws(StorageError) {
    self.path = path
    rows = []
    throw StorageError(.configuration, path: path, "not read yet")
  }
}
