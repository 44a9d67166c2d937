internal import Columns
internal import Tabular

/// What a row under the header is: most are records, some belong to the page.
enum StructuralRow {
  /// The kinds.
  enum Kind: Equatable {
    /// A record, good or bad.
    case record
    /// The header again, at the top of a page.
    case header
    /// A sum; its figure unless it is that of one page.
    case total(Int?)
    /// A title again, a page head, a footer, or nothing at all.
    case other
  }

  static func kind(
    _ block: RawRows, _ row: Int, _ layout: Layout, _ rules: HeaderRules, _ titles: Set<String>
  ) -> Kind {
    let recordID = block.cell(row: row, column: max(layout.recordID, 0))
    if !recordID.isEmpty, recordID.count == layout.recordIDHeader.count,
      block.cells.bytes[recordID] == layout.recordIDHeader[...]
    {
      return .header
    }
    guard let column = firstCell(block, row) else { return .other }
    let cell = block.cell(row: row, column: column)
    // Codes start with a letter or digit; words of a page start with a Chinese character or sign.
    let lead = block.cells.bytes[cell.lowerBound]
    if lead > 0x28 && lead < 0x7f { return .record }
    let isRecord =
      !isEmpty(block, row, layout.recordID, besides: cell)
      && !isEmpty(block, row, layout.receivedAt, besides: cell)
    if cell.count > 240 || isRecord { return .record }
    let text = compact(block, cell)
    if rules.totals.contains(where: { text.starts(with: $0) }), text.count <= 60 {
      let isPage = contains(text, page) || contains(text, subtotal)
      return .total(isPage ? nil : figure(block, row, from: column))
    }
    if rules.marks.contains(where: { text.starts(with: $0) }) || contains(text, continued)
      || titles.contains(HeaderName.key(text.span))
    {
      return .other
    }
    return .record
  }

  /// The first cell with more than blanks; nil when there is none.
  private static func firstCell(_ block: RawRows, _ row: Int) -> Int? {
    for column in 0..<block.columnCount(row: row) {
      let range = block.cell(row: row, column: column)
      if !range.isEmpty, !isBlank(block, range) { return column }
    }
    return nil
  }

  /// Whether a column holds nothing but, perhaps, the row's first cell.
  private static func isEmpty(
    _ block: RawRows, _ row: Int, _ column: Int, besides first: Range<Int>
  ) -> Bool {
    guard column >= 0 else { return true }
    let cell = block.cell(row: row, column: column)
    return cell.isEmpty || cell == first || isBlank(block, cell)
  }

  private static func isBlank(_ block: RawRows, _ range: Range<Int>) -> Bool {
    let lead = block.cells.bytes[range.lowerBound]
    if lead > 0x20 && lead < 0xc2 || lead > 0xe3 && lead < 0xef { return false }
    var clean: [UInt8] = []
    TextCleaner.append(block.cells.bytes.span.extracting(range), to: &clean, style: [])
    return clean.isEmpty
  }

  /// A cell half-width and without blanks.
  private static func compact(_ block: RawRows, _ range: Range<Int>) -> [UInt8] {
    var clean: [UInt8] = []
    TextCleaner.append(block.cells.bytes.span.extracting(range), to: &clean, style: [])
    clean.removeAll { $0 == 0x20 }
    return clean
  }

  /// The first whole number of a row of sums.
  private static func figure(_ block: RawRows, _ row: Int, from first: Int) -> Int? {
    for column in first..<block.columnCount(row: row) {
      let text = compact(block, block.cell(row: row, column: column))
      guard let start = text.firstIndex(where: { $0 &- 0x30 <= 9 }) else { continue }
      var value = 0
      for byte in text[start...] {
        guard byte &- 0x30 <= 9, value < 1_000_000_000 else { break }
        value = value * 10 + Int(byte &- 0x30)
      }
      return value
    }
    return nil
  }

  private static func contains(_ text: [UInt8], _ word: [UInt8]) -> Bool {
    UTF8Text.find(word, in: text.span) != nil
  }

  private static let page = Array("本页".utf8)
  private static let subtotal = Array("小计".utf8)
  private static let continued = Array("续表".utf8)
}
