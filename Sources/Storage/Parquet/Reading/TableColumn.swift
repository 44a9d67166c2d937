internal import Bytes
internal import Columns

/// A column of a file that a table can have: of a `ColumnType`.
struct TableColumn: Sendable {
  let column: ParquetColumn
  let shape: ColumnShape
  /// The column's only leaf.
  let leaf: LeafSchema

  /// The table's column of a node of the schema.
  ///
  /// - Throws: `unsupported`, naming what it is that no table has.
  init(_ node: SchemaTree.Node) throws(StorageError) {
    let shape = try ColumnShape(node, for: .tables)
    self.shape = shape
    let id = node.element.fieldID ?? -1
    switch shape {
    case .leaf(let found):
      leaf = found
      column = ParquetColumn(
        field: Field(node.element.name, try ColumnConversion.of(found.element).type), fieldID: id)
    case .list(_, _, .leaf(let found)):
      let type = try ColumnConversion.of(found.element).type
      guard type == .string else { throw .unsupported("LIST columns of \(type.rawValue)") }
      leaf = found
      column = ParquetColumn(
        field: Field(node.element.name, .stringList), fieldID: id,
        elementFieldID: found.element.fieldID)
    case .list: throw .unsupported("LIST columns of nested elements")
    case .structure: throw .unsupported("nested columns")
    }
  }
}
