internal import Bytes

extension PageIndex {
  /// Reads an OffsetIndex: where pages lie and which row each starts with.
  ///
  /// - Throws: `corrupt` where pages do not lie in order in their chunk, or rows do not ascend
  ///   from 0.
  init(offsets bytes: [UInt8], of chunk: ColumnChunkMetadata, rowCount: Int) throws(StorageError) {
    var reader = CompactReader(bytes, in: bytes.indices)
    var found: [Page] = []
    try reader.structure { (reader: inout CompactReader, field) throws(StorageError) in
      guard field.id == 1 else { return try reader.skip(field) }
      found = try reader.list(field, of: .structure) {
        (reader: inout CompactReader) throws(StorageError) in try Self.location(&reader)
      }
    }
    var offset = chunk.offset
    let end = chunk.offset &+ chunk.compressedSize
    for (index, page) in found.enumerated() {
      guard page.offset >= offset, page.byteCount <= end - page.offset else {
        throw .corrupt("a page index names a page outside its column")
      }
      guard page.firstRow >= (index == 0 ? 0 : found[index - 1].firstRow),
        page.firstRow <= rowCount, index > 0 || page.firstRow == 0
      else { throw .corrupt("a page index whose rows do not ascend") }
      offset = page.offset + page.byteCount
    }
    guard !found.isEmpty || rowCount == 0 else { throw .corrupt("a page index without pages") }
    pages = found
  }

  private static func location(_ reader: inout CompactReader) throws(StorageError) -> Page {
    var page = Page(
      offset: 0, byteCount: 0, firstRow: 0, nullCount: 0, nanCount: nil, isAllNull: false,
      minimum: nil, maximum: nil)
    try reader.structure { (reader: inout CompactReader, field) throws(StorageError) in
      switch field.id {
      case 1: page.offset = try reader.count(field)
      case 2: page.byteCount = try reader.count(field)
      case 3: page.firstRow = try reader.count(field)
      default: try reader.skip(field)
      }
    }
    return page
  }

  /// Adds the bounds of a ColumnIndex.
  ///
  /// - Throws: `corrupt` where it is not of as many pages.
  mutating func addBounds(_ bytes: [UInt8]) throws(StorageError) {
    var reader = CompactReader(bytes, in: bytes.indices)
    var nullPages: [Bool] = []
    var minima: [[UInt8]] = []
    var maxima: [[UInt8]] = []
    try reader.structure { (reader: inout CompactReader, field) throws(StorageError) in
      switch field.id {
      case 1:
        nullPages = try reader.list(field, of: .yes) {
          (reader: inout CompactReader) throws(StorageError) in try reader.boolElement()
        }
      case 2: minima = try Self.values(&reader, field)
      case 3: maxima = try Self.values(&reader, field)
      case 4: order = Order(rawValue: try reader.int32(field)) ?? .none
      default: try reader.skip(field)
      }
    }
    guard nullPages.count == pages.count, minima.count == pages.count, maxima.count == pages.count
    else { throw .corrupt("page bounds of another number of pages") }
    for index in pages.indices {
      pages[index].isAllNull = nullPages[index]
      if nullPages[index] { continue }
      pages[index].minimum = minima[index]
      pages[index].maximum = maxima[index]
    }
  }

  private static func values(_ reader: inout CompactReader, _ field: CompactReader.Field)
    throws(StorageError) -> [[UInt8]]
  {
    try reader.list(field, of: .binary) {
      (reader: inout CompactReader) throws(StorageError) in try reader.binaryElement()
    }
  }

  /// The rows of a page.
  func rows(of page: Int, rowCount: Int) -> Range<Int> {
    pages[page].firstRow..<(page + 1 < pages.count ? pages[page + 1].firstRow : rowCount)
  }
}
