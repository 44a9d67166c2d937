public import Bytes

/// A column of a file as found, whether or not it is read.
public struct ParquetFileColumn: Sendable {
  /// The column's name.
  public let name: String
  /// The field id of the column; -1 where a file has none.
  public let fieldID: Int32
  /// Why it is not read, naming what it is; nil when it is.
  public let refusal: StorageError?
  /// What its rows are made of; nil when it is not read.
  let shape: ColumnShape?

  init(_ node: SchemaTree.Node, isNamedTwice: Bool) {
    name = node.element.name
    fieldID = node.element.fieldID ?? -1
    do throws(StorageError) {
      guard !isNamedTwice else { throw .unsupported("two columns of one name") }
      shape = try ColumnShape(node, for: .display)
      refusal = nil
    } catch {
      shape = nil
      refusal = error.at(column: name)
    }
  }
}
