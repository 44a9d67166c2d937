internal import Bytes

/// A row group: some rows, with one chunk for each leaf column.
struct RowGroupMetadata: Sendable {
  /// A leaf column by whose order the rows lie.
  struct Sorting: Equatable, Sendable {
    var column: Int32 = 0
    var isDescending = false
    var areNullsFirst = false
  }

  var chunks: [ColumnChunkMetadata] = []
  /// The uncompressed size of all chunks.
  var byteCount = 0
  var rowCount = 0
  /// The leaf columns by whose order the rows lie.
  var sorting: [Sorting] = []
  var offset = 0
  var compressedSize = 0
  var ordinal: Int16?

  init() {}

  init(_ reader: inout CompactReader) throws(StorageError) {
    var found = RowGroupMetadata()
    try reader.structure { (reader: inout CompactReader, field) throws(StorageError) in
      switch field.id {
      case 1:
        found.chunks = try reader.list(field, of: .structure) {
          (reader: inout CompactReader) throws(StorageError) in try ColumnChunkMetadata(&reader)
        }
      case 2: found.byteCount = try reader.count(field)
      case 3: found.rowCount = try reader.count(field)
      case 4:
        found.sorting = try reader.list(field, of: .structure) {
          (reader: inout CompactReader) throws(StorageError) in try Self.sorting(&reader)
        }
      default: try reader.skip(field)
      }
    }
    self = found
  }

  private static func sorting(_ reader: inout CompactReader) throws(StorageError) -> Sorting {
    var found = Sorting()
    try reader.structure { (reader: inout CompactReader, field) throws(StorageError) in
      switch field.id {
      case 1: found.column = try reader.int32(field)
      case 2: found.isDescending = try reader.bool(field)
      case 3: found.areNullsFirst = try reader.bool(field)
      default: try reader.skip(field)
      }
    }
    return found
  }

  func write(to writer: inout CompactWriter) {
    writer.write(1, list: chunks, of: .structure) { writer, chunk in
      writer.element { chunk.write(to: &$0) }
    }
    writer.write(2, int64: Int64(byteCount))
    writer.write(3, int64: Int64(rowCount))
    if !sorting.isEmpty {
      writer.write(4, list: sorting, of: .structure) { writer, sorting in
        writer.element {
          $0.write(1, int32: sorting.column)
          $0.write(2, bool: sorting.isDescending)
          $0.write(3, bool: sorting.areNullsFirst)
        }
      }
    }
    writer.write(5, int64: Int64(offset))
    writer.write(6, int64: Int64(compressedSize))
    if let ordinal { writer.write(7, int16: ordinal) }
  }
}
