extension XLSXSheetReader {
  /// Reads cells without making tokens of them, as long as they are written as nearly all programs
  /// write them and lie in the buffer whole; stops in front of whatever else comes.
  ///
  /// Their tags are those of `XLSXCellTag`; their content is one `<v>…</v>`, or for an inline string
  /// `<is><t>…</t></is>`.
  mutating func readPlainCells() {
    let bytes = xml.buffered
    var place = xml.place
    bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      while let next = readPlainCell(base, at: place, limit: buffer.count) { place = next }
    }
    xml.goOn(from: place)
  }

  /// Reads one cell and gives where it ends; nil, and nothing done, for one of another form.
  @inline(__always)
  private mutating func readPlainCell(_ text: UnsafePointer<UInt8>, at start: Int, limit: Int)
    -> Int?
  {
    guard let tag = XLSXCellTag(text, at: start, limit: limit), builder.canTake(column: tag.column)
    else { return nil }
    if tag.isEmpty {
      builder.fill(upTo: tag.column)
      builder.endCell()
      return tag.end
    }
    let isInline = tag.kind == .inline
    let valueStart =
      isInline
      ? XMLReader.end(of: "<is>", text, at: tag.end, limit: limit)
        .flatMap { XMLReader.textStart(text, at: $0, limit: limit) }
      : XMLReader.end(of: "<v>", text, at: tag.end, limit: limit)
    guard let valueStart,
      let (valueEnd, isPlain) = XMLReader.textEnd(text, from: valueStart, limit: limit),
      valueEnd &- valueStart <= workbook.limits.rowBytes,
      let end = isInline
        ? XMLReader.end(of: "</t></is></c>", text, at: valueEnd, limit: limit)
        : XMLReader.end(of: "</v></c>", text, at: valueEnd, limit: limit)
    else { return nil }
    builder.fill(upTo: tag.column)
    let value = UnsafeBufferPointer(start: text + valueStart, count: valueEnd &- valueStart)
    if isPlain {
      appendCell(tag.kind, style: tag.style, value)
    } else {
      appendDecodedCell(tag.kind, style: tag.style, value)
    }
    return end
  }
}
