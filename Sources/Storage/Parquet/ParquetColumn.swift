public import Columns

/// A schema field together with how it is identified inside a file.
///
/// Lakes match a file's columns to the catalog's by field id, never by name or position.
public struct ParquetColumn: Equatable, Sendable {
  /// The column's name and type.
  public let field: Field
  /// The field id of the column; for a list, of the list itself; -1 where a file has none.
  public let fieldID: Int32
  /// The field id of a list's element; nil for other types, and where a file has none.
  public let elementFieldID: Int32?

  /// Makes a column.
  public init(field: Field, fieldID: Int32, elementFieldID: Int32? = nil) {
    self.field = field
    self.fieldID = fieldID
    self.elementFieldID = elementFieldID
  }

  /// The field id that statistics are kept under: a list's element, else the column itself.
  public var leafFieldID: Int32 { field.type == .stringList ? elementFieldID ?? -1 : fieldID }
}
