internal import Bytes

/// The pages of a column chunk, found but not yet decompressed.
struct PageSource: Sendable {
  /// A page and where its body lies in `bytes`.
  struct Page: Sendable {
    let header: PageHeader
    let body: Range<Int>
  }

  /// A data page.
  struct DataPage: Sendable {
    let page: Page
    /// The rows it holds; nil where only its levels tell.
    let rows: Range<Int>?
  }

  let codec: CompressionCodec
  private(set) var bytes: [UInt8] = []
  private(set) var dictionary: Page?
  private(set) var pages: [DataPage] = []
  /// The rows that `pages` hold.
  private(set) var rows: RowSelection

  /// Finds the pages of a chunk that hold some rows.
  ///
  /// With an offset index, no other pages are read; without one all are, and those that hold none
  /// of the rows are left out where their headers tell.
  init(
    _ chunk: ColumnChunkMetadata, of leaf: LeafSchema, in file: FileReader, before end: Int,
    rowCount: Int, selected: RowSelection
  ) throws(StorageError) {
    try Self.check(chunk, of: leaf, rowCount: rowCount)
    codec = chunk.codec
    rows = RowSelection([0..<rowCount])
    if chunk.valueCount == 0 { return }
    let (chunkEnd, isOver) = chunk.offset.addingReportingOverflow(chunk.compressedSize)
    guard !isOver, chunk.offset >= 4, chunkEnd <= end else {
      throw .corrupt(
        "the column is said to lie at \(chunk.offset), \(chunk.compressedSize) bytes long, past the data"
      )
    }
    if selected != rows, let index = try PageIndex(of: chunk, in: file, rowCount: rowCount) {
      try readPages(of: index, chunk, in: file, leaf, rowCount: rowCount, selected)
    } else {
      let slack = min(Self.headerLimit, end - chunkEnd)
      bytes = try file.bytes(at: chunk.offset, count: chunk.compressedSize + slack)
      try findPages(
        size: chunk.compressedSize, valueCount: chunk.valueCount, leaf, rowCount: rowCount)
      if selected != rows { select(selected) }
    }
  }

  /// The most entries of a column in a row group; more is not read.
  private static let entryLimit = 1 << 25

  private static func check(_ chunk: ColumnChunkMetadata, of leaf: LeafSchema, rowCount: Int)
    throws(StorageError)
  {
    guard !chunk.isEncrypted else { throw .unsupported("encrypted columns") }
    guard !chunk.isElsewhere else { throw .unsupported("columns in another file") }
    guard chunk.type == leaf.physicalType else {
      throw .corrupt("a column stored as another type than its schema's")
    }
    guard [.uncompressed, .snappy, .gzip].contains(chunk.codec) else {
      throw .unsupported("\(chunk.codec.name) compression")
    }
    guard rowCount <= entryLimit, chunk.valueCount <= entryLimit else {
      throw StorageError(.limitExceeded, "a row group of over \(entryLimit) entries")
    }
    guard
      leaf.maximumRepetition > 0
        ? chunk.valueCount >= rowCount : chunk.valueCount == rowCount
    else { throw .corrupt("\(chunk.valueCount) values where \(rowCount) rows belong") }
  }

  // MARK: - All pages

  /// The most bytes of a dictionary's header that a chunk's size may lack.
  private static let headerLimit = 100

  private mutating func findPages(size: Int, valueCount: Int, _ leaf: LeafSchema, rowCount: Int)
    throws(StorageError)
  {
    var end = size
    var position = 0
    var found = 0
    // Known as long as every page tells.
    var row: Int? = 0
    while found < valueCount {
      guard position < end else {
        throw .corrupt("pages hold \(found) values where \(valueCount) belong")
      }
      let start = position
      let page = try page(at: &position, end: end)
      switch page.header.kind {
      case .index: continue
      case .dictionary:
        guard dictionary == nil, pages.isEmpty else {
          throw .corrupt("a dictionary behind other pages")
        }
        dictionary = page
        // parquet-mr up to 1.2.8 left the dictionary's header out of the chunk's size.
        end = min(bytes.count, size + page.body.lowerBound - start)
      case .data, .dataV2:
        guard page.header.valueCount <= valueCount - found else {
          throw .corrupt("pages hold more than the \(valueCount) values of their column")
        }
        found += page.header.valueCount
        let count =
          leaf.maximumRepetition == 0
          ? page.header.valueCount : page.header.kind == .dataV2 ? page.header.rowCount : nil
        guard let start = row, let count, count <= rowCount - start else {
          row = nil
          pages.append(DataPage(page: page, rows: nil))
          continue
        }
        row = start + count
        pages.append(DataPage(page: page, rows: start..<start + count))
      }
    }
  }

  /// The page whose header stands at a position, which moves behind its body.
  private func page(at position: inout Int, end: Int) throws(StorageError) -> Page {
    var reader = CompactReader(bytes, in: position..<end)
    let header = try PageHeader(&reader)
    guard header.compressedSize <= end - reader.position else {
      throw .corrupt("a page of \(header.compressedSize) bytes reaches past its column")
    }
    position = reader.position + header.compressedSize
    return Page(header: header, body: reader.position..<position)
  }

  /// Leaves out the pages that hold no selected row, where all pages tell their rows.
  private mutating func select(_ selected: RowSelection) {
    guard pages.allSatisfy({ $0.rows != nil }) else { return }
    pages.removeAll { page in page.rows.map { !selected.overlaps($0) } ?? false }
    rows = RowSelection(pages.compactMap(\.rows))
  }

  // MARK: - Some pages

  private mutating func readPages(
    of index: PageIndex, _ chunk: ColumnChunkMetadata, in file: FileReader, _ leaf: LeafSchema,
    rowCount: Int, _ selected: RowSelection
  ) throws(StorageError) {
    // A dictionary stands before the first page.
    var end = index.pages.first.map { min($0.offset, chunk.offset + chunk.compressedSize) } ?? 0
    if end > chunk.offset {
      bytes = try file.bytes(at: chunk.offset, count: end - chunk.offset)
      var position = 0
      let page = try page(at: &position, end: bytes.count)
      if page.header.kind == .dictionary { dictionary = page }
    }
    let wanted = index.pages.indices.filter {
      selected.overlaps(index.rows(of: $0, rowCount: rowCount))
    }
    var next = 0
    while next < wanted.count {
      // Pages that follow one another are read at once.
      let first = next
      end = index.pages[wanted[first]].offset
      while next < wanted.count, index.pages[wanted[next]].offset == end {
        end += index.pages[wanted[next]].byteCount
        next += 1
      }
      let start = index.pages[wanted[first]].offset
      let base = bytes.count - start
      guard try file.read(at: start, count: end - start, into: &bytes) == end - start else {
        throw .corrupt("the file ends before byte \(end)")
      }
      for number in wanted[first..<next] {
        let place = index.pages[number]
        var position = base + place.offset
        let page = try page(at: &position, end: position + place.byteCount)
        guard page.header.kind == .data || page.header.kind == .dataV2 else {
          throw .corrupt("a page index names a page without values")
        }
        let rows = index.rows(of: number, rowCount: rowCount)
        guard page.header.valueCount <= chunk.valueCount,
          leaf.maximumRepetition > 0 || page.header.valueCount == rows.count
        else { throw .corrupt("a page of another size than its index says") }
        pages.append(DataPage(page: page, rows: rows))
      }
    }
    rows = RowSelection(pages.compactMap(\.rows))
  }

  // MARK: - Content

  /// The bytes of a page, its checksum verified, decompressed; of version 2, levels come first
  /// as in the file.
  func content(of page: Page) throws(StorageError) -> PageContent {
    let header = page.header
    let body = bytes.span.extracting(page.body)
    if let crc = header.crc, Deflate.crc32(body) != crc {
      throw .corrupt("a page's checksum does not fit its bytes")
    }
    guard codec != .uncompressed, header.kind != .dataV2 || header.isCompressed else {
      return PageContent(bytes: bytes, range: page.body)
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
    var content = try decompress(packed, to: header.uncompressedSize - levelSize)
    if levelSize > 0 {
      let levels = bytes[page.body.lowerBound..<page.body.lowerBound + levelSize]
      content.insert(contentsOf: levels, at: 0)
    }
    return PageContent(bytes: content, range: content.indices)
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

/// A page's bytes, decompressed; of an uncompressed page a part of its chunk's.
struct PageContent: Sendable {
  let bytes: [UInt8]
  let range: Range<Int>
}

extension PageIndex {
  /// Reads where the pages of a chunk lie; nil where the file does not say.
  init?(of chunk: ColumnChunkMetadata, in file: FileReader, rowCount: Int) throws(StorageError) {
    guard let place = chunk.offsetIndex else { return nil }
    try self.init(
      offsets: try file.bytes(at: place.lowerBound, count: place.count), of: chunk,
      rowCount: rowCount)
  }
}
