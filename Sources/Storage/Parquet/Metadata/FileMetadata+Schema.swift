internal import Columns

extension FileMetadata {
  /// The schema of columns, every one of which may lack values.
  static func schema(of columns: [ParquetColumn]) -> [SchemaElement] {
    let root = SchemaElement(name: "schema", childCount: Int32(columns.count))
    return [root] + columns.flatMap(elements)
  }

  private static func elements(of column: ParquetColumn) -> [SchemaElement] {
    let id = column.fieldID >= 0 ? column.fieldID : nil
    var leaf = leaf(column.field.type)
    guard column.field.type == .stringList else {
      leaf.name = column.field.name
      leaf.fieldID = id
      return [leaf]
    }
    leaf.name = "element"
    leaf.fieldID = column.elementFieldID
    return [
      SchemaElement(
        name: column.field.name, repetition: .optional, childCount: 1, convertedType: 3,
        logicalType: .list, fieldID: id),
      SchemaElement(name: "list", repetition: .repeated, childCount: 1),
      leaf,
    ]
  }

  private static func leaf(_ type: ColumnType) -> SchemaElement {
    var element = SchemaElement(name: "", type: physicalType(of: type), repetition: .optional)
    switch type {
    case .bool, .int32, .int64, .double: break
    case .string, .stringList: (element.convertedType, element.logicalType) = (0, .string)
    case .date: (element.convertedType, element.logicalType) = (6, .date)
    case .timestamp:
      element.convertedType = 10
      element.logicalType = .timestamp(isAdjustedToUTC: false, unit: .micros)
    }
    return element
  }

  /// What the values of a type, or of its lists' elements, are stored as.
  static func physicalType(of type: ColumnType) -> PhysicalType {
    switch type {
    case .bool: .boolean
    case .int32, .date: .int32
    case .int64, .timestamp: .int64
    case .double: .double
    case .string, .stringList: .byteArray
    }
  }

  /// The names from the root to a column's leaf.
  static func path(of column: ParquetColumn) -> [String] {
    column.field.type == .stringList
      ? [column.field.name, "list", "element"] : [column.field.name]
  }
}
