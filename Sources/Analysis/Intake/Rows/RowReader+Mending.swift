internal import Columns

extension RowReader {
  /// Takes the marks off a cell's text that kept a spreadsheet's hands off it, and puts back the
  /// zeros that it dropped.
  ///
  /// - Parameters:
  ///   - start: Where the text starts in `row.bytes`; it is the last one there.
  ///   - width: The width of the column's codes; 0 where none is known.
  mutating func mendCell(from start: Int, width: Int) {
    let first = row.bytes[start]
    if first == UInt8(ascii: "=") || first == UInt8(ascii: "'") {
      let bytes = row.bytes
      if let inner = SpreadsheetNumber.marked(bytes.span.extracting(start..<bytes.count)) {
        row.bytes.removeSubrange((start + inner.upperBound)...)
        row.bytes.removeSubrange(start..<(start + inner.lowerBound))
      }
    }
    if width > 0 { fill(from: start, to: width) }
  }

  /// Fills digits with zeros in front.
  private mutating func fill(from start: Int, to width: Int) {
    let fraction = zeroFraction(start)
    let count = row.bytes.count - start - fraction
    guard count > 0, count < width || fraction > 0, count <= width,
      row.bytes[start..<(start + count)].allSatisfy({ $0 &- 0x30 <= 9 })
    else { return }
    row.bytes.removeLast(fraction)
    row.bytes.insert(contentsOf: [UInt8](repeating: 0x30, count: width - count), at: start)
    marks.append(.restoredZeros)
  }

  private func zeroFraction(_ start: Int) -> Int {
    let bytes = row.bytes
    return SpreadsheetNumber.zeroFraction(bytes.span.extracting(start..<bytes.count))
  }

  /// Puts a record id right that a spreadsheet wrote as a number, and refuses the row where digits
  /// of it are lost: it would be taken for another record, or a second one.
  mutating func mendRecordID(_ rule: ColumnRule, _ target: Int) {
    guard row.hasText(target) else { return }
    let range = row.range(target)
    guard row.bytes[range.lowerBound] &- 0x30 <= 9 else { return }
    var text = Array(row.bytes[range])
    var isMended = false
    if SpreadsheetNumber.isScientific(text.span) {
      guard let digits = SpreadsheetNumber.digits(text.span) else { return refuseRounded() }
      text = digits
      isMended = true
    } else {
      let fraction = SpreadsheetNumber.zeroFraction(text.span)
      if fraction > 0, text.count - fraction <= RecordIDForm.keptDigits {
        text.removeLast(fraction)
        isMended = true
      }
    }
    guard text.allSatisfy({ $0 &- 0x30 <= 9 }) else { return }
    if !rule.endsInZeros, profile.recordIDs.isRounded(text.span) { return refuseRounded() }
    let lost = max(0, profile.recordIDWidth - text.count)
    if lost > 0, text[0] != 0x30, rule.cells[0].width == nil {
      text.insert(contentsOf: [UInt8](repeating: 0x30, count: lost), at: 0)
      marks.append(.restoredZeros)
    }
    if isMended { marks.append(.mendedRecordID) }
    if isMended || lost > 0 { row.setText(target, text) }
  }

  private mutating func refuseRounded() {
    refusal = ("damaged-record-id", "source_record_id was rounded by a spreadsheet")
  }
}
