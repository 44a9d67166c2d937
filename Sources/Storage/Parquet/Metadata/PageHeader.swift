internal import Bytes

/// What stands before a page.
struct PageHeader: Sendable {
  enum Kind: Int32, Sendable {
    case data = 0, index, dictionary, dataV2

    /// The name as people read it.
    var name: String { ["DATA", "INDEX", "DICTIONARY", "DATA_V2"][Int(rawValue)] }
  }

  var kind = Kind.data
  var uncompressedSize = 0
  var compressedSize = 0
  var crc: UInt32?
  var valueCount = 0
  var encoding = PageEncoding.plain
  var definitionEncoding = PageEncoding.rle
  var repetitionEncoding = PageEncoding.rle
  // Version 2 only.
  var nullCount = 0
  var rowCount = 0
  var definitionSize = 0
  var repetitionSize = 0
  var isCompressed = true

  init(kind: Kind) { self.kind = kind }

  init(_ reader: inout CompactReader) throws(StorageError) {
    var found = PageHeader(kind: .data)
    var hasKind = false
    try reader.structure { (reader: inout CompactReader, field) throws(StorageError) in
      switch (field.id, field.type) {
      case (1, _):
        let raw = try reader.int32(field)
        guard let kind = Kind(rawValue: raw) else { throw .corrupt("no page type \(raw)") }
        found.kind = kind
        hasKind = true
      case (2, _): found.uncompressedSize = try reader.count(field)
      case (3, _): found.compressedSize = try reader.count(field)
      case (4, _): found.crc = UInt32(bitPattern: try reader.int32(field))
      case (5, .structure): try found.readData(&reader)
      case (7, .structure): try found.readDictionary(&reader)
      case (8, .structure): try found.readDataV2(&reader)
      default: try reader.skip(field)
      }
    }
    guard hasKind else { throw .corrupt("a page has no type") }
    self = found
  }

  private mutating func readData(_ reader: inout CompactReader) throws(StorageError) {
    var found = self
    try reader.structure { (reader: inout CompactReader, field) throws(StorageError) in
      switch field.id {
      case 1: found.valueCount = try reader.count(field)
      case 2: found.encoding = PageEncoding(rawValue: try reader.int32(field))
      case 3: found.definitionEncoding = PageEncoding(rawValue: try reader.int32(field))
      case 4: found.repetitionEncoding = PageEncoding(rawValue: try reader.int32(field))
      default: try reader.skip(field)
      }
    }
    self = found
  }

  private mutating func readDictionary(_ reader: inout CompactReader) throws(StorageError) {
    var found = self
    try reader.structure { (reader: inout CompactReader, field) throws(StorageError) in
      switch field.id {
      case 1: found.valueCount = try reader.count(field)
      case 2: found.encoding = PageEncoding(rawValue: try reader.int32(field))
      default: try reader.skip(field)
      }
    }
    self = found
  }

  private mutating func readDataV2(_ reader: inout CompactReader) throws(StorageError) {
    var found = self
    try reader.structure { (reader: inout CompactReader, field) throws(StorageError) in
      switch field.id {
      case 1: found.valueCount = try reader.count(field)
      case 2: found.nullCount = try reader.count(field)
      case 3: found.rowCount = try reader.count(field)
      case 4: found.encoding = PageEncoding(rawValue: try reader.int32(field))
      case 5: found.definitionSize = try reader.count(field)
      case 6: found.repetitionSize = try reader.count(field)
      case 7: found.isCompressed = try reader.bool(field)
      default: try reader.skip(field)
      }
    }
    self = found
  }

  /// The header of a version 1 data page or of a dictionary page.
  func encoded() -> [UInt8] {
    CompactWriter.structure { writer in
      writer.write(1, int32: kind.rawValue)
      writer.write(2, int32: Int32(uncompressedSize))
      writer.write(3, int32: Int32(compressedSize))
      writer.write(4, int32: crc.map { Int32(bitPattern: $0) })
      if kind == .dictionary {
        writer.write(7) {
          $0.write(1, int32: Int32(valueCount))
          $0.write(2, int32: encoding.rawValue)
        }
      } else {
        writer.write(5) {
          $0.write(1, int32: Int32(valueCount))
          $0.write(2, int32: encoding.rawValue)
          $0.write(3, int32: definitionEncoding.rawValue)
          $0.write(4, int32: repetitionEncoding.rawValue)
        }
      }
    }
  }
}
