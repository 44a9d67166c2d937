internal import Bytes

/// Where a column of a row group lies in the file, and how it is encoded.
struct ColumnChunkMetadata: Sendable {
  /// How many pages of a kind have an encoding.
  struct EncodingCount: Equatable, Sendable {
    let page: PageHeader.Kind
    let encoding: PageEncoding
    let count: Int32
  }

  var type: PhysicalType
  var encodings: [PageEncoding] = []
  var path: [String] = []
  var codec = CompressionCodec.uncompressed
  var valueCount = 0
  var uncompressedSize = 0
  var compressedSize = 0
  var dataPageOffset = 0
  var dictionaryPageOffset: Int?
  var statistics: StatisticsMetadata?
  var encodingCounts: [EncodingCount] = []
  var offsetIndex: Range<Int>?
  var columnIndex: Range<Int>?
  var keyValues: [(key: String, value: String)] = []
  var hasBloomFilter = false
  /// Whether the chunk lies in another file, or is encrypted; neither is read.
  var isElsewhere = false
  var isEncrypted = false

  init(type: PhysicalType) { self.type = type }

  /// Whether a dictionary page is known of.
  var hasDictionary: Bool {
    dictionaryPageOffset ?? 0 >= 4
      || encodings.contains(.rleDictionary) || encodings.contains(.plainDictionary)
  }

  /// Where the chunk's first page starts.
  ///
  /// Some writers give 0 for the dictionary's offset when they mean that they don't know it; then
  /// the dictionary, if any, stands where they say that data start.
  var offset: Int {
    guard let dictionaryPageOffset, dictionaryPageOffset >= 4 else { return dataPageOffset }
    return min(dictionaryPageOffset, dataPageOffset)
  }

  init(_ reader: inout CompactReader) throws(StorageError) {
    var found: ColumnChunkMetadata?
    var isElsewhere = false
    var isEncrypted = false
    // Offset and length of the offset index, then of the column index.
    var places = [0, 0, 0, 0]
    try reader.structure { (reader: inout CompactReader, field) throws(StorageError) in
      switch field.id {
      case 1:
        isElsewhere = true
        try reader.skip(field)
      case 3 where field.type == .structure: found = try Self.body(&reader)
      case 4, 5, 6, 7: places[field.id - 4] = try reader.count(field)
      case 8, 9:
        isEncrypted = true
        try reader.skip(field)
      default: try reader.skip(field)
      }
    }
    guard var chunk = found ?? (isEncrypted ? ColumnChunkMetadata(type: .boolean) : nil) else {
      throw .corrupt("a column chunk has no metadata")
    }
    chunk.isElsewhere = isElsewhere
    chunk.isEncrypted = isEncrypted
    chunk.offsetIndex = try Self.range(places[0], places[1])
    chunk.columnIndex = try Self.range(places[2], places[3])
    self = chunk
  }

  private static func range(_ offset: Int, _ count: Int) throws(StorageError) -> Range<Int>? {
    if offset == 0 || count == 0 { return nil }
    let (end, isOver) = offset.addingReportingOverflow(count)
    guard !isOver else { throw .corrupt("a page index past 64 bits") }
    return offset..<end
  }

  private static func body(_ reader: inout CompactReader) throws(StorageError)
    -> ColumnChunkMetadata
  {
    var found = ColumnChunkMetadata(type: .boolean)
    try reader.structure { (reader: inout CompactReader, field) throws(StorageError) in
      switch field.id {
      case 1:
        let raw = try reader.int32(field)
        guard let type = PhysicalType(rawValue: raw) else { throw .corrupt("no type \(raw)") }
        found.type = type
      case 2:
        found.encodings = try reader.list(field, of: .int32) {
          (reader: inout CompactReader) throws(StorageError) in
          PageEncoding(rawValue: Int32(truncatingIfNeeded: try reader.integerElement()))
        }
      case 3:
        found.path = try reader.list(field, of: .binary) {
          (reader: inout CompactReader) throws(StorageError) in
          String(decoding: try reader.binaryElement(), as: UTF8.self)
        }
      case 4: found.codec = CompressionCodec(rawValue: try reader.int32(field))
      case 5: found.valueCount = try reader.count(field)
      case 6: found.uncompressedSize = try reader.count(field)
      case 7: found.compressedSize = try reader.count(field)
      case 8:
        found.keyValues = try reader.list(field, of: .structure) {
          (reader: inout CompactReader) throws(StorageError) in
          try FileMetadata.keyValue(&reader)
        }
      case 9: found.dataPageOffset = try reader.count(field)
      case 11: found.dictionaryPageOffset = try reader.count(field)
      case 12 where field.type == .structure: found.statistics = try StatisticsMetadata(&reader)
      case 13:
        found.encodingCounts = try reader.list(field, of: .structure) {
          (reader: inout CompactReader) throws(StorageError) in
          try Self.encodingCount(&reader)
        }.compactMap { $0 }
      case 14: found.hasBloomFilter = try reader.count(field) > 0
      default: try reader.skip(field)
      }
    }
    return found
  }

  /// Nil for pages of a kind that is not known.
  private static func encodingCount(_ reader: inout CompactReader) throws(StorageError)
    -> EncodingCount?
  {
    var kind: Int32 = -1
    var encoding: Int32 = 0
    var count: Int32 = 0
    try reader.structure { (reader: inout CompactReader, field) throws(StorageError) in
      switch field.id {
      case 1: kind = try reader.int32(field)
      case 2: encoding = try reader.int32(field)
      case 3: count = try reader.int32(field)
      default: try reader.skip(field)
      }
    }
    return PageHeader.Kind(rawValue: kind).map {
      EncodingCount(page: $0, encoding: PageEncoding(rawValue: encoding), count: count)
    }
  }

  func write(to writer: inout CompactWriter) {
    writer.write(2, int64: 0)  // file_offset, which the specification retired
    writer.write(3) { body in
      body.write(1, int32: type.rawValue)
      body.write(2, list: encodings, of: .int32) { $0.element(int32: $1.rawValue) }
      body.write(3, list: path, of: .binary) { $0.element(binary: Array($1.utf8)) }
      body.write(4, int32: codec.rawValue)
      body.write(5, int64: Int64(valueCount))
      body.write(6, int64: Int64(uncompressedSize))
      body.write(7, int64: Int64(compressedSize))
      body.write(9, int64: Int64(dataPageOffset))
      body.write(11, int64: dictionaryPageOffset.map(Int64.init))
      if let statistics { body.write(12) { statistics.write(to: &$0) } }
      body.write(13, list: encodingCounts, of: .structure) { writer, entry in
        writer.element {
          $0.write(1, int32: entry.page.rawValue)
          $0.write(2, int32: entry.encoding.rawValue)
          $0.write(3, int32: entry.count)
        }
      }
    }
    if let offsetIndex {
      writer.write(4, int64: Int64(offsetIndex.lowerBound))
      writer.write(5, int32: Int32(offsetIndex.count))
    }
    if let columnIndex {
      writer.write(6, int64: Int64(columnIndex.lowerBound))
      writer.write(7, int32: Int32(columnIndex.count))
    }
  }
}
