internal import Bytes

/// The pages of a column chunk, found but not yet decompressed.
struct PageSource: Sendable {
  /// A page and where its body lies in the chunk's bytes.
  struct Page: Sendable {
    let header: PageHeader
    let body: Range<Int>
  }

  let bytes: [UInt8]
  let codec: CompressionCodec
  private(set) var dictionary: Page?
  private(set) var pages: [Page] = []

  /// Finds the pages of a chunk, whose values must be as many as its metadata say.
  init(_ chunk: ColumnChunkMetadata, of file: FileReader, before end: Int) throws(StorageError) {
    guard !chunk.isEncrypted else { throw .unsupported("encrypted columns") }
    guard !chunk.isElsewhere else { throw .unsupported("columns in another file") }
    guard [.uncompressed, .snappy, .gzip].contains(chunk.codec) else {
      throw .unsupported("\(chunk.codec.name) compression")
    }
    codec = chunk.codec
    if chunk.valueCount == 0 {
      bytes = []
      return
    }
    let (chunkEnd, isOver) = chunk.offset.addingReportingOverflow(chunk.compressedSize)
    guard !isOver, chunk.offset >= 4, chunkEnd <= end else {
      throw .corrupt(
        "the column is said to lie at \(chunk.offset), \(chunk.compressedSize) bytes long, past the data"
      )
    }
    bytes = try file.bytes(at: chunk.offset, count: chunk.compressedSize)
    try findPages(valueCount: chunk.valueCount)
  }

  private mutating func findPages(valueCount: Int) throws(StorageError) {
    var position = 0
    var found = 0
    while found < valueCount {
      guard position < bytes.count else {
        throw .corrupt("pages hold \(found) values where \(valueCount) belong")
      }
      var reader = CompactReader(bytes, in: position..<bytes.count)
      let header = try PageHeader(&reader)
      guard header.compressedSize <= bytes.count - reader.position else {
        throw .corrupt("a page of \(header.compressedSize) bytes reaches past its column")
      }
      position = reader.position + header.compressedSize
      let page = Page(header: header, body: reader.position..<position)
      switch header.kind {
      case .index: continue
      case .dictionary:
        guard dictionary == nil, pages.isEmpty else {
          throw .corrupt("a dictionary behind other pages")
        }
        dictionary = page
      case .data, .dataV2:
        guard header.valueCount <= valueCount - found else {
          throw .corrupt("pages hold more than the \(valueCount) values of their column")
        }
        found += header.valueCount
        pages.append(page)
      }
    }
  }

  /// The bytes of a page, its checksum verified, decompressed; of version 2, levels come first
  /// as in the file.
  func content(of page: Page) throws(StorageError) -> [UInt8] {
    let header = page.header
    let body = bytes.span.extracting(page.body)
    if let crc = header.crc, Deflate.crc32(body) != crc {
      throw .corrupt("a page's checksum does not fit its bytes")
    }
    guard codec != .uncompressed, header.kind != .dataV2 || header.isCompressed else {
      return Array(bytes[page.body])
    }
    var levelSize = 0
    if header.kind == .dataV2 {
      let (size, isOver) = header.definitionSize.addingReportingOverflow(header.repetitionSize)
      guard !isOver, size <= min(body.count, header.uncompressedSize) else {
        throw .corrupt("a page's levels reach past it")
      }
      levelSize = size
    }
    let packed = body.extracting(levelSize..<body.count)
    let values = try decompress(packed, to: header.uncompressedSize - levelSize)
    return levelSize == 0
      ? values : Array(bytes[page.body.lowerBound..<page.body.lowerBound + levelSize]) + values
  }

  private func decompress(_ packed: Span<UInt8>, to size: Int) throws(StorageError) -> [UInt8] {
    if size == 0 { return [] }
    // Deflate gains at most 1032 : 1 and Snappy 64 : 3, so a larger claim is not worth the memory.
    let gain = codec == .gzip ? 1040 : 24
    guard size <= Int(Int32.max), size <= (packed.count + 16) * gain else {
      throw .corrupt("\(packed.count) bytes are said to hold \(size)")
    }
    return codec == .gzip
      ? try Deflate.decompress(packed, wrapper: .gzip, exactly: size)
      : try Snappy.decompress(packed, exactly: size)
  }
}
