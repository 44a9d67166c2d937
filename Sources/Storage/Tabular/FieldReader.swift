internal import Bytes
internal import Columns
internal import Glibc

/// Splits rows that have been cut into cells, and decodes them to UTF-8.
struct FieldReader {
  /// How the bytes of the rows are encoded.
  enum Encoding: Sendable {
    case utf8
    case gb18030
  }

  let delimiter: UInt8
  let encoding: Encoding
  let maximumColumns: Int

  private var offsets: [Int32] = [0]
  private var rowStarts: [Int32] = [0]
  private var problems: [RowProblem] = []
  private var tables: GB18030.Tables
  private var isClean = true

  init(delimiter: UInt8, encoding: Encoding, maximumColumns: Int) {
    self.delimiter = delimiter
    self.encoding = encoding
    self.maximumColumns = maximumColumns
    tables =
      encoding == .gb18030
      ? GB18030.tables
      : GB18030.Tables(utf8: [], fourByte: [], twoByteCode: [], fourBytePlace: [])
  }

  /// Fills the cells, row starts and problems of a block from its rows.
  mutating func read(
    _ records: ArraySlice<RecordCutter.Record>, in buffer: UnsafeBufferPointer<UInt8>,
    into rows: inout RawRows
  ) {
    guard let first = records.first, let last = records.last else { return }
    let whole = UnsafeBufferPointer(rebasing: buffer[first.start..<last.end])
    isClean =
      encoding == .utf8
      ? UTF8Check.isClean(whole)
      : whole.count == 0 || memchr(whole.baseAddress!, 0, whole.count) == nil
    offsets.reserveCapacity(records.count * 16)
    rowStarts.reserveCapacity(records.count + 1)
    problems.reserveCapacity(records.count)
    // Invalid UTF-8 may grow threefold too: each byte can become a U+FFFD.
    let growth = encoding == .gb18030 || !isClean ? GB18030.growth : 1
    rows.cells.bytes = [UInt8](
      unsafeUninitializedCapacity: whole.count * growth + GB18030.slack
    ) { output, count in
      guard let start = output.baseAddress else { return }
      var end = start
      for record in records { end = readRow(record, buffer, start: start, output: end) }
      count = end - start
    }
    rows.cells.offsets = offsets
    rows.rowStarts = rowStarts
    rows.problems = problems
  }

  /// Splits one row and gives where its last cell ends in the output.
  private mutating func readRow(
    _ record: RecordCutter.Record, _ buffer: UnsafeBufferPointer<UInt8>,
    start: UnsafeMutablePointer<UInt8>, output: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    let row = UnsafeBufferPointer(rebasing: buffer[record.start..<record.end])
    let cellCount = offsets.count
    var faults = 0
    var end =
      record.hasQuotes
      ? splitQuoted(row, start: start, output: output, faults: &faults)
      : splitPlain(row, start: start, output: output, faults: &faults)
    var problem = record.problem
    if offsets.count - cellCount > maximumColumns {
      offsets.removeLast(offsets.count - cellCount)
      end = output
      problem = .tooLarge
    }
    if !isClean && problem == .none {
      if faults > 0 {
        problem = .invalidBytes
      } else if memchr(row.baseAddress!, 0, row.count) != nil {
        problem = .zeroByte
      }
    } else if faults > 0 && problem == .none {
      problem = .invalidBytes
    }
    rowStarts.append(Int32(truncatingIfNeeded: offsets.count &- 1))
    problems.append(problem)
    return end
  }

  /// Splits a row without quotes at its delimiters.
  private mutating func splitPlain(
    _ row: UnsafeBufferPointer<UInt8>, start: UnsafeMutablePointer<UInt8>,
    output: UnsafeMutablePointer<UInt8>, faults: inout Int
  ) -> UnsafeMutablePointer<UInt8> {
    guard let base = row.baseAddress else { return output }
    var output = output
    var fieldStart = 0
    var at = 0
    let wide = SIMD16(repeating: delimiter)
    let copiesShort = encoding == .utf8 && isClean
    // SAFETY: a block is loaded only where sixteen bytes are left.
    while at &+ 16 <= row.count {
      let block = UnsafeRawPointer(base + at).loadUnaligned(as: SIMD16<UInt8>.self)
      let hits = ByteSearch.words(block .== wide)
      for half in 0..<2 {
        var word = hits[half] & 0x8080_8080_8080_8080
        while word != 0 {
          let fieldEnd = at &+ half &* 8 &+ word.trailingZeroBitCount >> 3
          let count = fieldEnd &- fieldStart
          if copiesShort && count <= 16 && fieldStart &+ 16 <= row.count {
            // SAFETY: sixteen bytes are left from the field's start on; the output has as many, since
            // it never grows by more than was read.
            UnsafeMutableRawPointer(output).storeBytes(
              of: UnsafeRawPointer(base + fieldStart).loadUnaligned(as: SIMD16<UInt8>.self),
              as: SIMD16<UInt8>.self)
            output += count
          } else {
            output = append(
              UnsafeBufferPointer(start: base + fieldStart, count: count), to: output,
              faults: &faults)
          }
          close(start, output)
          fieldStart = fieldEnd &+ 1
          word &= word &- 1
        }
      }
      at &+= 16
    }
    while at <= row.count {
      if at == row.count || base[at] == delimiter {
        output = append(
          UnsafeBufferPointer(start: base + fieldStart, count: at &- fieldStart), to: output,
          faults: &faults)
        close(start, output)
        fieldStart = at &+ 1
      }
      at &+= 1
    }
    return output
  }

  /// Splits a row with quotes, by the rules of `RecordCutter`.
  private mutating func splitQuoted(
    _ row: UnsafeBufferPointer<UInt8>, start: UnsafeMutablePointer<UInt8>,
    output: UnsafeMutablePointer<UInt8>, faults: inout Int
  ) -> UnsafeMutablePointer<UInt8> {
    let quote = UInt8(ascii: "\"")
    var output = output
    var at = 0
    while true {
      var pieceStart = at
      if at < row.count && row[at] == quote {
        at += 1
        pieceStart = at
        while true {
          at = ByteSearch.first(quote, or: quote, in: row, from: at)
          let isDouble = at + 1 < row.count && row[at + 1] == quote
          if isDouble { at += 1 }
          let ends = at == row.count || at + 1 == row.count || row[at + 1] == delimiter
          if isDouble || ends {
            output = append(piece(row, pieceStart, at), to: output, faults: &faults)
            pieceStart = at + 1
          }
          at += 1
          if ends && !isDouble { break }
        }
        at = min(at, row.count)
      } else {
        at = ByteSearch.first(delimiter, or: delimiter, in: row, from: at)
        output = append(piece(row, pieceStart, at), to: output, faults: &faults)
      }
      close(start, output)
      if at >= row.count { return output }
      at += 1
    }
  }

  @inline(__always)
  private func piece(_ row: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int)
    -> UnsafeBufferPointer<UInt8>
  {
    UnsafeBufferPointer(rebasing: row[start..<max(start, end)])
  }

  @inline(__always)
  private mutating func close(
    _ start: UnsafeMutablePointer<UInt8>, _ output: UnsafeMutablePointer<UInt8>
  ) {
    offsets.append(Int32(truncatingIfNeeded: output - start))
  }

  @inline(__always)
  private func append(
    _ piece: UnsafeBufferPointer<UInt8>, to output: UnsafeMutablePointer<UInt8>, faults: inout Int
  ) -> UnsafeMutablePointer<UInt8> {
    if encoding == .gb18030 {
      return GB18030.decode(piece, to: output, tables: tables, faults: &faults)
    }
    if isClean {
      if let base = piece.baseAddress { output.update(from: base, count: piece.count) }
      return output + piece.count
    }
    return appendMending(piece, to: output, faults: &faults)
  }

  /// Copies UTF-8 and puts U+FFFD where it is broken.
  @inline(never)
  private func appendMending(
    _ piece: UnsafeBufferPointer<UInt8>, to output: UnsafeMutablePointer<UInt8>, faults: inout Int
  ) -> UnsafeMutablePointer<UInt8> {
    var output = output
    guard var at = UnsafePointer(piece.baseAddress) else { return output }
    let end = at + piece.count
    while at < end {
      let length = at[0] < 0x80 ? 1 : UTF8Check.characterLength(at, end)
      if length == 0 {
        (output[0], output[1], output[2]) = (0xef, 0xbf, 0xbd)
        output += 3
        at += 1
        faults += 1
      } else {
        output.update(from: at, count: length)
        output += length
        at += length
      }
    }
    return output
  }
}
