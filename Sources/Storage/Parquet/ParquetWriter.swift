public import Bytes
public import Columns

/// Writes record batches to a Parquet file, a row group at a time.
///
/// Rows are kept until a row group is full, so how they are cut into batches does not show in the
/// file. A writer that goes away unfinished removes its file. What is written, and why so, is in
/// `ParquetWriteOptions` and in the specification (apache/parquet-format): version 1 data pages
/// with checksums, statistics, page indexes, field ids.
public final class ParquetWriter {
  /// The columns written.
  public let columns: [ParquetColumn]

  private let options: ParquetWriteOptions
  private let file: FileWriter
  private var metadata = FileMetadata()
  private var pageIndexes: [[PageIndex]] = []
  private var bounds: [ValueBounds]
  private var byteCounts: [Int]
  private var pending: [(batch: RecordBatch, rows: Range<Int>)] = []
  private var pendingRowCount = 0
  /// The bytes of the largest text column among the pending rows.
  private var pendingTextSizes: [Int]
  private var failure: StorageError?

  private static let magic = Array("PAR1".utf8)
  private static let createdBy = "minsheng version 0.1.0 (build release)"
  /// Texts of a row group stay far from the 2 GiB that offsets can address.
  private static let textLimit = 1 << 30

  /// Creates the file, with mode 0600; its folder must exist.
  ///
  /// - Parameters:
  ///   - path: The file; one that is there is replaced.
  ///   - columns: The columns, with different names.
  ///   - options: How to write; names in `sortedBy` must be columns.
  public init(path: String, columns: [ParquetColumn], options: ParquetWriteOptions)
    throws(StorageError)
  {
    precondition(!columns.isEmpty, "a file has columns")
    precondition(
      options.rowGroupSize > 0 && options.pageRowCount > 0 && options.pageByteCount > 0,
      "sizes are positive")
    self.columns = columns
    self.options = options
    bounds = Array(repeating: ValueBounds(), count: columns.count)
    byteCounts = Array(repeating: 0, count: columns.count)
    pendingTextSizes = Array(repeating: 0, count: columns.count)
    file = try FileWriter(creating: path)
    metadata.schema = FileMetadata.schema(of: columns)
    metadata.createdBy = Self.createdBy
    metadata.keyValues = options.metadata.sorted { $0.0 < $1.0 }.map { (key: $0.0, value: $0.1) }
    try file.append(Self.magic)
  }

  /// Writes a batch, whose columns must have the order and types of `columns`.
  ///
  /// - Throws: `io`; the writer is of no more use then.
  public func write(_ batch: RecordBatch) throws(StorageError) {
    precondition(
      batch.columns.count == columns.count
        && zip(batch.columns, columns).allSatisfy { $0.isStored(as: $1.field.type) },
      "the batch does not fit the columns")
    var start = 0
    while start < batch.rowCount {
      let end = min(batch.rowCount, start + options.rowGroupSize - pendingRowCount)
      let sizes = batch.columns.map { $0.textSize(start..<end) }
      let isCrowded = zip(pendingTextSizes, sizes).contains { $0 + $1 > Self.textLimit }
      if isCrowded && pendingRowCount > 0 {
        try flushRowGroup()
        continue
      }
      for index in sizes.indices { pendingTextSizes[index] += sizes[index] }
      pending.append((batch, start..<end))
      pendingRowCount += end - start
      start = end
      if pendingRowCount == options.rowGroupSize { try flushRowGroup() }
    }
  }

  /// Writes the footer, syncs and closes the file; the folder is not synced.
  ///
  /// - Returns: What the file holds, for the catalog.
  public func finish() throws(StorageError) -> ParquetFileSummary {
    if pendingRowCount > 0 { try flushRowGroup() }
    if let failure { throw failure }
    try writePageIndexes()
    let footer = metadata.encoded(leafCount: columns.count)
    guard let footerSize = UInt32(exactly: footer.count) else {
      throw StorageError(.limitExceeded, path: file.path, "the footer is over 4 GiB")
    }
    try file.append(footer)
    try file.append(withUnsafeBytes(of: footerSize.littleEndian) { Array($0) })
    try file.append(Self.magic)
    try file.close()
    return ParquetFileSummary(
      rowCount: metadata.rowCount, byteCount: file.byteCount, footerSize: footer.count,
      columns: columns.indices.map { summary($0) })
  }

  private func summary(_ index: Int) -> ParquetColumnSummary {
    ParquetColumnSummary(
      fieldID: columns[index].leafFieldID, byteCount: byteCounts[index],
      valueCount: bounds[index].entryCount, nullCount: bounds[index].nullCount,
      minimum: bounds[index].minimumValue, maximum: bounds[index].maximumValue,
      containsNaN: bounds[index].nanCount > 0)
  }

  // MARK: - Row groups

  private func flushRowGroup() throws(StorageError) {
    if let failure { throw failure }
    do throws(StorageError) {
      try writeRowGroup()
    } catch {
      failure = error.at(path: file.path)
      throw error.at(path: file.path)
    }
    pending.removeAll()
    pendingRowCount = 0
    pendingTextSizes = Array(repeating: 0, count: columns.count)
  }

  private func writeRowGroup() throws(StorageError) {
    let parts = columns.indices.map { index in
      let slices = pending.map { LeafColumn.Slice(column: $0.batch.columns[index], rows: $0.rows) }
      return (column: columns[index], slices: slices)
    }
    let chunks = try EncodedChunk.encode(parts, options: options)
    var group = RowGroupMetadata()
    group.rowCount = pendingRowCount
    group.offset = file.byteCount
    group.ordinal = Int16(exactly: metadata.rowGroups.count)
    group.sorting = options.sortedBy.map { name in
      guard let index = columns.firstIndex(where: { $0.field.name == name }) else {
        preconditionFailure("sorted by \(name), which is no column")
      }
      return RowGroupMetadata.Sorting(column: Int32(index))
    }
    var indexes: [PageIndex] = []
    for (column, chunk) in chunks.enumerated() {
      let (metadata, pageIndex, bounds) = try write(chunk)
      self.bounds[column].merge(bounds)
      byteCounts[column] += metadata.compressedSize
      group.byteCount += metadata.uncompressedSize
      group.compressedSize += metadata.compressedSize
      group.chunks.append(metadata)
      indexes.append(pageIndex)
    }
    metadata.rowCount += pendingRowCount
    metadata.rowGroups.append(group)
    pageIndexes.append(indexes)
  }

  private func write(_ chunk: EncodedChunk) throws(StorageError)
    -> (ColumnChunkMetadata, PageIndex, ValueBounds)
  {
    let type = chunk.plan.column.field.type
    var metadata = ColumnChunkMetadata(type: FileMetadata.physicalType(of: type))
    metadata.path = FileMetadata.path(of: chunk.plan.column)
    metadata.codec = chunk.isCompressed ? options.codec.stored : .uncompressed
    metadata.encodings = [.rle, chunk.plan.encoding]
    if let dictionary = chunk.dictionary {
      metadata.encodings = [.plain, .rle, .rleDictionary]
      metadata.encodingCounts.append(.init(page: .dictionary, encoding: .plain, count: 1))
      metadata.dictionaryPageOffset = file.byteCount
      try write(dictionary, of: chunk, in: &metadata)
    }
    metadata.encodingCounts.append(
      .init(page: .data, encoding: chunk.plan.encoding, count: Int32(chunk.pages.count)))
    metadata.dataPageOffset = file.byteCount
    var index = PageIndex()
    var bounds = ValueBounds()
    for page in chunk.pages {
      let offset = file.byteCount
      try write(page, of: chunk, in: &metadata)
      index.pages.append(
        PageIndex.Page(page, offset: offset, byteCount: file.byteCount - offset, type: type))
      bounds.merge(page.bounds)
    }
    index.order = PageIndex.order(of: chunk.pages.map(\.bounds))
    metadata.valueCount = bounds.entryCount
    metadata.statistics = bounds.metadata(type)
    return (metadata, index, bounds)
  }

  private func write(
    _ page: EncodedPage, of chunk: EncodedChunk, in metadata: inout ColumnChunkMetadata
  ) throws(StorageError) {
    let (body, checksum) = chunk.body(page)
    var header = PageHeader(kind: page.rows == nil ? .dictionary : .data)
    header.uncompressedSize = page.rawSize
    header.compressedSize = body.count
    header.crc = checksum
    header.encoding = page.rows == nil ? .plain : chunk.plan.encoding
    header.valueCount =
      page.rows == nil ? chunk.plan.dictionary?.firstEntries.count ?? 0 : page.bounds.entryCount
    let head = header.encoded()
    try file.append(head)
    try file.append(body)
    metadata.uncompressedSize += head.count + page.rawSize
    metadata.compressedSize += head.count + body.count
  }

  // MARK: - Page indexes

  /// All column indexes come first, then all offset indexes, so that readers get either at once.
  private func writePageIndexes() throws(StorageError) {
    for group in pageIndexes.indices {
      for column in columns.indices where pageIndexes[group][column].hasBounds {
        let range = try append(pageIndexes[group][column].encodedBounds())
        metadata.rowGroups[group].chunks[column].columnIndex = range
      }
    }
    for group in pageIndexes.indices {
      for column in columns.indices {
        let range = try append(pageIndexes[group][column].encodedOffsets())
        metadata.rowGroups[group].chunks[column].offsetIndex = range
      }
    }
  }

  private func append(_ bytes: [UInt8]) throws(StorageError) -> Range<Int> {
    let start = file.byteCount
    try file.append(bytes)
    return start..<file.byteCount
  }
}

extension Column {
  /// Whether columns of a type are kept as this kind.
  fileprivate func isStored(as type: ColumnType) -> Bool {
    switch (self, type) {
    case (.bool, .bool), (.int32, .int32), (.int32, .date), (.int64, .int64), (.int64, .timestamp),
      (.double, .double), (.string, .string), (.stringList, .stringList):
      true
    default: false
    }
  }

  /// The bytes of text in some rows.
  fileprivate func textSize(_ rows: Range<Int>) -> Int {
    switch self {
    case .string(let column):
      return Int(column.offsets[rows.upperBound]) - Int(column.offsets[rows.lowerBound])
    case .stringList(let column):
      let start = Int(column.offsets[rows.lowerBound])
      let end = Int(column.offsets[rows.upperBound])
      return Int(column.elements.offsets[end]) - Int(column.elements.offsets[start])
    default: return 0
    }
  }
}
