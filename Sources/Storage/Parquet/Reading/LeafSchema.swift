internal import Bytes
internal import Columns

/// A column of a file as the schema describes it.
struct LeafSchema: Sendable {
  let column: ParquetColumn
  let physicalType: PhysicalType
  let conversion: ColumnConversion
  /// The definition level of a value that is there.
  let maximumDefinition: UInt8
  /// For a list, the level from which on a row holds a list; nil for a flat column.
  let listDefinition: UInt8?

  /// Whether rows hold lists.
  var isList: Bool { listDefinition != nil }

  /// The columns of a schema.
  ///
  /// - Throws: `unsupported`, naming the first column that is not read and what it is.
  static func columns(of schema: [SchemaElement]) throws(StorageError) -> [LeafSchema] {
    guard let root = schema.first, let count = root.childCount, count >= 0 else {
      throw .corrupt("the schema has no root")
    }
    var columns: [LeafSchema] = []
    var names: Set<String> = []
    var next = 1
    for _ in 0..<min(Int(count), schema.count) {
      guard next < schema.count else { throw .corrupt("the schema is cut") }
      let element = schema[next]
      guard names.insert(element.name).inserted else {
        throw .unsupported("two columns of one name").at(column: element.name)
      }
      do throws(StorageError) {
        columns.append(try column(schema, at: &next))
      } catch {
        throw error.at(column: element.name)
      }
    }
    guard Int(count) == columns.count, next == schema.count else {
      throw .corrupt("the schema's tree does not fit its elements")
    }
    return columns
  }

  private static func column(_ schema: [SchemaElement], at next: inout Int) throws(StorageError)
    -> LeafSchema
  {
    let element = schema[next]
    next += 1
    guard element.repetition != .repeated else {
      throw .unsupported("repeated columns outside a LIST of three levels")
    }
    let isOptional = element.repetition == .optional
    guard let childCount = element.childCount, element.type == nil else {
      let (conversion, type) = try ColumnConversion.of(element)
      return LeafSchema(
        column: ParquetColumn(
          field: Field(element.name, type), fieldID: element.fieldID ?? -1),
        physicalType: element.type ?? .boolean, conversion: conversion,
        maximumDefinition: isOptional ? 1 : 0, listDefinition: nil)
    }
    switch element.meaning {
    case .list: break
    case .map: throw .unsupported("MAP columns")
    case nil: throw .unsupported("nested columns")
    case let meaning?: throw .unsupported("\(meaning.name) columns")
    }
    guard childCount == 1, next + 1 < schema.count, schema[next].repetition == .repeated else {
      throw .unsupported("LIST columns of an unknown form")
    }
    guard schema[next].type == nil else { throw .unsupported("LIST columns of two levels") }
    return try list(element, schema, at: &next)
  }

  private static func list(
    _ list: SchemaElement, _ schema: [SchemaElement], at next: inout Int
  ) throws(StorageError) -> LeafSchema {
    let entry = schema[next]
    let element = schema[next + 1]
    guard entry.childCount == 1, element.type != nil, element.repetition != .repeated else {
      throw .unsupported("LIST columns of nested elements")
    }
    next += 2
    let (conversion, type) = try ColumnConversion.of(element)
    guard type == .string else { throw .unsupported("LIST columns of \(type.rawValue)") }
    let listDefinition: UInt8 = list.repetition == .optional ? 1 : 0
    return LeafSchema(
      column: ParquetColumn(
        field: Field(list.name, .stringList), fieldID: list.fieldID ?? -1,
        elementFieldID: element.fieldID),
      physicalType: .byteArray, conversion: conversion,
      maximumDefinition: listDefinition + 1 + (element.repetition == .optional ? 1 : 0),
      listDefinition: listDefinition)
  }
}
