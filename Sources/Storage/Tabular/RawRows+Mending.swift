internal import Columns

extension RawRows {
  /// Puts U+FFFD where a cell is not UTF-8, as a workbook's XML may be, and marks its row.
  mutating func mendTexts() {
    if areTextsClean { return }
    var mended = StringColumn()
    for row in 0..<rowCount {
      var faults = 0
      for index in Int(rowStarts[row])..<Int(rowStarts[row + 1]) {
        let (text, count) = UTF8Check.mended(Array(cells.bytes[cells.range(index)]))
        mended.append(utf8: text.span)
        faults += count
      }
      if faults > 0 && problems[row] == .none { problems[row] = .invalidBytes }
    }
    cells = mended
  }

  /// Whether the cells together are UTF-8, and none starts inside a character.
  private var areTextsClean: Bool {
    let bytes = cells.bytes
    return bytes.withUnsafeBufferPointer { text in
      UTF8Check.isClean(text)
        && cells.offsets.allSatisfy { Int($0) == text.count || text[Int($0)] & 0xc0 != 0x80 }
    }
  }
}
