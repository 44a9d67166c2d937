internal import Bytes

/// The footer of a file.
struct FileMetadata: Sendable {
  var schema: [SchemaElement] = []
  var rowCount = 0
  var rowGroups: [RowGroupMetadata] = []
  var keyValues: [(key: String, value: String)] = []
  var createdBy: String?

  init() {}

  init(_ bytes: [UInt8]) throws(StorageError) {
    var reader = CompactReader(bytes, in: bytes.indices)
    var found = FileMetadata()
    try reader.structure { (reader: inout CompactReader, field) throws(StorageError) in
      switch field.id {
      case 2:
        found.schema = try reader.list(field, of: .structure) {
          (reader: inout CompactReader) throws(StorageError) in try SchemaElement(&reader)
        }
      case 3: found.rowCount = try reader.count(field)
      case 4:
        found.rowGroups = try reader.list(field, of: .structure) {
          (reader: inout CompactReader) throws(StorageError) in try RowGroupMetadata(&reader)
        }
      case 5:
        found.keyValues = try reader.list(field, of: .structure) {
          (reader: inout CompactReader) throws(StorageError) in try Self.keyValue(&reader)
        }
      case 6: found.createdBy = try reader.string(field)
      default: try reader.skip(field)
      }
    }
    self = found
  }

  static func keyValue(_ reader: inout CompactReader) throws(StorageError)
    -> (key: String, value: String)
  {
    var pair = (key: "", value: "")
    try reader.structure { (reader: inout CompactReader, field) throws(StorageError) in
      switch field.id {
      case 1: pair.key = try reader.string(field)
      case 2: pair.value = try reader.string(field)
      default: try reader.skip(field)
      }
    }
    return pair
  }

  /// The footer's bytes, without its length and the closing magic.
  func encoded(leafCount: Int) -> [UInt8] {
    CompactWriter.structure { writer in
      writer.write(1, int32: 1)
      writer.write(2, list: schema, of: .structure) { writer, element in
        writer.element { element.write(to: &$0) }
      }
      writer.write(3, int64: Int64(rowCount))
      writer.write(4, list: rowGroups, of: .structure) { writer, group in
        writer.element { group.write(to: &$0) }
      }
      if !keyValues.isEmpty {
        writer.write(5, list: keyValues, of: .structure) { writer, pair in
          writer.element {
            $0.write(1, string: pair.key)
            $0.write(2, string: pair.value)
          }
        }
      }
      writer.write(6, string: createdBy)
      // Every leaf is ordered by its type.
      writer.write(7, list: Array(0..<leafCount), of: .structure) { writer, _ in
        writer.element { $0.write(1) { _ in } }
      }
    }
  }
}
