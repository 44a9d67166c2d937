internal import Bytes
internal import Columns
internal import Parallel

/// A column of a row group ready to be written.
struct EncodedChunk: Sendable {
  let plan: ChunkPlan
  let dictionary: EncodedPage?
  let pages: [EncodedPage]
  /// Whether the compressed pages are to be written.
  let isCompressed: Bool

  init(_ plan: ChunkPlan, dictionary: EncodedPage?, pages: [EncodedPage]) {
    self.plan = plan
    self.dictionary = dictionary
    self.pages = pages
    let all = pages + (dictionary.map { [$0] } ?? [])
    let rawSize = all.reduce(0) { $0 + $1.rawSize }
    let size = all.reduce(0) { $0 + ($1.compressed?.count ?? $1.rawSize) }
    // Version 1 pages cannot say singly whether they are compressed, so the chunk decides.
    isCompressed = size * 100 < rawSize * 95
  }

  /// The bytes of a page as they are written, with their checksum.
  func body(_ page: EncodedPage) -> (bytes: [UInt8], checksum: UInt32) {
    if isCompressed, let compressed = page.compressed { return (compressed, page.checksum) }
    let raw = page.raw ?? rawAgain(page)
    return (raw, page.compressed == nil ? page.checksum : Deflate.crc32(raw.span))
  }

  private func rawAgain(_ page: EncodedPage) -> [UInt8] {
    if let rows = page.rows { return plan.encodedPage(rows) }
    guard let dictionary = plan.dictionary else { preconditionFailure("a page without content") }
    return plan.encodedDictionary(dictionary)
  }

  /// Encodes the columns of a row group on all cores, first each column's plan, then every page.
  static func encode(
    _ columns: [(column: ParquetColumn, slices: [LeafColumn.Slice])], options: ParquetWriteOptions
  ) throws(StorageError) -> [EncodedChunk] {
    let plans = Parallel.map(chunks: columns.count) { index in
      let (column, slices) = columns[index]
      return ChunkPlan(
        column, LeafColumn.joining(slices),
        isFirstSorted: options.sortedBy.first == column.field.name, options: options)
    }
    // Page nil is the dictionary.
    var tasks: [(chunk: Int, page: Int?)] = []
    for (chunk, plan) in plans.enumerated() {
      if plan.dictionary != nil { tasks.append((chunk, nil)) }
      for page in plan.pages.indices { tasks.append((chunk, page)) }
    }
    let work = tasks
    let pages = try Parallel.map(chunks: work.count) {
      index throws(StorageError) in
      try encode(work[index].page, of: plans[work[index].chunk], options)
    }
    var next = 0
    return plans.map { plan in
      let dictionary = plan.dictionary == nil ? nil : pages[next]
      if dictionary != nil { next += 1 }
      defer { next += plan.pages.count }
      return EncodedChunk(
        plan, dictionary: dictionary, pages: Array(pages[next..<next + plan.pages.count]))
    }
  }

  private static func encode(_ page: Int?, of plan: ChunkPlan, _ options: ParquetWriteOptions)
    throws(StorageError) -> EncodedPage
  {
    if let page {
      let rows = plan.pages[page]
      return try EncodedPage(
        plan.encodedPage(rows), rows: rows, bounds: plan.leaf.bounds(rows), codec: options.codec)
    }
    guard let dictionary = plan.dictionary else { preconditionFailure("no dictionary to encode") }
    return try EncodedPage(
      plan.encodedDictionary(dictionary), rows: nil, bounds: ValueBounds(), codec: options.codec)
  }
}
