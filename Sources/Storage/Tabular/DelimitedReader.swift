internal import Bytes
internal import Parallel

/// Reads delimited text in blocks: rows are cut one after the other, then split and decoded on all
/// cores, and handed on in file order.
///
/// Holds a stretch of `groupBytes` and what is read from it, whatever the file's size.
struct DelimitedReader {
  /// A block ends once its rows have this many bytes.
  static let blockBytes = 12 << 20

  let dialect: RecordCutter.Dialect
  let encoding: FieldReader.Encoding
  /// How the text was made from the file, by which offsets are counted.
  let originalForm: RawRows.OriginalForm
  let limits: TabularLimits
  /// How much text is cut before blocks of it are read at once.
  var groupBytes = 16 << 20

  /// Reads all rows of a stream.
  ///
  /// - Parameters:
  ///   - stream: The text after its byte order mark, UTF-16 converted to UTF-8.
  ///   - offset: Where in the file the stream starts.
  func read(
    _ stream: any ByteStream, startingAt offset: Int, blockRows: Int,
    _ body: (RawRows) throws -> Void
  ) throws {
    precondition(blockRows > 0, "blocks have rows")
    var cutter = RecordCutter(dialect)
    var buffer: [UInt8] = []
    var base = offset
    var records: [RecordCutter.Record] = []
    var cutEnd = 0
    var isLast = false
    var target = groupBytes
    while !isLast {
      while buffer.count < target && !isLast {
        let count = buffer.count
        try stream.read(min(8 << 20, target - count), into: &buffer)
        isLast = buffer.count == count
      }
      cutEnd = buffer.withUnsafeBufferPointer {
        cutter.cut($0, from: cutEnd, isLast: isLast, into: &records)
      }
      if !isLast && buffer.count - cutEnd > 2 * limits.rowBytes {
        throw StorageError(
          .limitExceeded, at: .init(line: cutter.line),
          "a line is longer than \(limits.rowBytes) bytes: the file is no table, or a quote in it"
            + " never closes; export it again")
      }
      let blocks = Self.blocks(records, blockRows: blockRows, isLast: isLast)
      try emit(blocks, records, &buffer, base, body)
      // Keep what is not handed on yet: rows of a block that is not full, and the rest of the text.
      let taken = blocks.last?.upperBound ?? 0
      let keepFrom = taken < records.count ? records[taken].start : cutEnd
      base += sourceLength(buffer, 0..<keepFrom)
      buffer.removeFirst(keepFrom)
      records.removeFirst(taken)
      for index in records.indices {
        records[index].start -= keepFrom
        records[index].end -= keepFrom
      }
      cutEnd -= keepFrom
      target = max(groupBytes, buffer.count + groupBytes / 3)
    }
  }

  /// Groups rows into blocks; the last rows wait for more unless the text is at its end.
  static func blocks(_ records: [RecordCutter.Record], blockRows: Int, isLast: Bool) -> [Range<Int>]
  {
    var blocks: [Range<Int>] = []
    var first = 0
    for index in records.indices {
      let byteCount = records[index].end - records[first].start
      if index - first + 1 == blockRows || byteCount >= blockBytes {
        blocks.append(first..<index + 1)
        first = index + 1
      }
    }
    if isLast && first < records.count { blocks.append(first..<records.count) }
    return blocks
  }

  private func emit(
    _ blocks: [Range<Int>], _ records: [RecordCutter.Record], _ buffer: inout [UInt8], _ base: Int,
    _ body: (RawRows) throws -> Void
  ) throws {
    if blocks.isEmpty { return }
    let text = buffer
    let results = Parallel.map(chunks: blocks.count) { index in
      block(records[blocks[index]], text)
    }
    var offset = base
    var at = 0
    for rows in results {
      var rows = rows
      if let first = rows.originalRanges.first {
        offset += sourceLength(text, at..<first.lowerBound)
        at = first.lowerBound
      }
      rows.byteRanges = sourceRanges(rows.originalRanges, text, from: &at, offset: &offset)
      rows.original = text
      rows.originalForm = originalForm
      rows.delimiter = dialect.delimiter
      try body(rows)
    }
  }

  private func block(_ records: ArraySlice<RecordCutter.Record>, _ text: [UInt8]) -> RawRows {
    var rows = RawRows()
    rows.lineNumbers = records.map { Int32(clamping: $0.line) }
    rows.originalRanges = records.map { $0.start..<$0.end }
    var reader = FieldReader(
      delimiter: dialect.delimiter, encoding: encoding, maximumColumns: limits.columns)
    text.withUnsafeBufferPointer { reader.read(records, in: $0, into: &rows) }
    return rows
  }

  /// Where rows lie in the file, going on from a known place.
  private func sourceRanges(
    _ ranges: [Range<Int>], _ text: [UInt8], from at: inout Int, offset: inout Int
  ) -> [RawRows.ByteRange] {
    var output: [RawRows.ByteRange] = []
    output.reserveCapacity(ranges.count)
    for range in ranges {
      offset += sourceLength(text, at..<range.lowerBound)
      let length = sourceLength(text, range)
      output.append(.init(offset: offset, length: length))
      offset += length
      at = range.upperBound
    }
    return output
  }

  /// How many bytes of the file some text was.
  private func sourceLength(_ text: [UInt8], _ range: Range<Int>) -> Int {
    originalForm == .same ? range.count : UTF16Stream.byteCount(text[range])
  }
}
