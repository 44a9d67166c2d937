internal import Bytes

/// A node of the schema tree, in depth-first order.
struct SchemaElement: Sendable {
  enum Repetition: Int32, Sendable { case required = 0, optional, repeated }

  var name: String
  var type: PhysicalType?
  var typeLength: Int32?
  var repetition: Repetition?
  var childCount: Int32?
  var convertedType: Int32?
  var logicalType: LogicalType?
  var fieldID: Int32?

  init(
    name: String, type: PhysicalType? = nil, repetition: Repetition? = nil,
    childCount: Int32? = nil, convertedType: Int32? = nil, logicalType: LogicalType? = nil,
    fieldID: Int32? = nil
  ) {
    self.name = name
    self.type = type
    self.repetition = repetition
    self.childCount = childCount
    self.convertedType = convertedType
    self.logicalType = logicalType
    self.fieldID = fieldID
  }

  /// The meaning, from the newer or the older annotation.
  var meaning: LogicalType? { logicalType ?? convertedType.flatMap(LogicalType.init) }

  init(_ reader: inout CompactReader) throws(StorageError) {
    var element = SchemaElement(name: "")
    try reader.structure { (reader: inout CompactReader, field) throws(StorageError) in
      switch field.id {
      case 1:
        let raw = try reader.int32(field)
        guard let type = PhysicalType(rawValue: raw) else { throw .corrupt("no type \(raw)") }
        element.type = type
      case 2: element.typeLength = try reader.int32(field)
      case 3:
        let raw = try reader.int32(field)
        guard let repetition = Repetition(rawValue: raw) else {
          throw .corrupt("no repetition \(raw)")
        }
        element.repetition = repetition
      case 4: element.name = try reader.string(field)
      case 5: element.childCount = try reader.int32(field)
      case 6: element.convertedType = try reader.int32(field)
      case 9: element.fieldID = try reader.int32(field)
      case 10 where field.type == .structure: element.logicalType = try LogicalType(&reader)
      default: try reader.skip(field)
      }
    }
    self = element
  }

  func write(to writer: inout CompactWriter) {
    writer.write(1, int32: type?.rawValue)
    writer.write(3, int32: repetition?.rawValue)
    writer.write(4, string: name)
    writer.write(5, int32: childCount)
    writer.write(6, int32: convertedType)
    writer.write(9, int32: fieldID)
    if let logicalType { writer.write(10) { logicalType.write(to: &$0) } }
  }
}
