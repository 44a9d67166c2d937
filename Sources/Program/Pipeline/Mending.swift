internal import Bytes
internal import Intake
internal import Tabular

/// What a clerk did to a rejected row.
enum Mending: Equatable {
  /// Nothing: it goes on waiting.
  case none
  /// It is given up, for a reason.
  case drop(String)
  /// It is to be read with these cells.
  case cells([String])
  /// It cannot be followed: why.
  case unclear(String)

  /// Compares a row as it came back with the row as it waits.
  ///
  /// - Parameters:
  ///   - format: What the file was that the row came from.
  ///   - encoding: The encoding of the row's bytes.
  init(
    of row: QuarantinedRow, by mended: MendedFile.Row, format: TabularFormat, encoding: String
  ) {
    if mended.action == QuarantineSheet.drops {
      self =
        mended.dropReason.isEmpty
        ? .unclear("\(QuarantineSheet.dropReason) is empty") : .drop(mended.dropReason)
      return
    }
    if !mended.action.isEmpty && mended.action != QuarantineSheet.replays {
      self = .unclear(
        "\(QuarantineSheet.action) is neither \(QuarantineSheet.replays) nor "
          + QuarantineSheet.drops)
      return
    }
    let original = RowText.string(of: row.original, encoding: encoding)
    let isLineMended = mended.original.map { !Self.same($0, original) } ?? false
    let titles = QuarantineSheet.titles(row.header, count: row.cells.count)
    var cells = row.cells + Array(repeating: "", count: titles.count - row.cells.count)
    var isCellMended = false
    for (index, title) in titles.enumerated() {
      guard let value = mended.cells[title], !Self.same(value, cells[index]) else { continue }
      if value.hasSuffix(WorkbookCell.cutMark) {
        self = .unclear("\(title) was too long for a cell and is not whole")
        return
      }
      cells[index] = value
      isCellMended = true
    }
    switch (isLineMended, isCellMended) {
    case (true, true):
      self = .unclear("both the cells and \(QuarantineSheet.original) were changed")
    case (true, false):
      self = Self.line(mended.original ?? "", of: row, format)
    case (false, true):
      // A row that was too long keeps no empty cells beyond the header.
      while cells.count > row.header.count, !row.header.isEmpty, cells.last?.isEmpty == true {
        cells.removeLast()
      }
      self = .cells(cells)
    case (false, false):
      self = mended.action == QuarantineSheet.replays ? .cells(row.cells) : .none
    }
  }

  private static func line(
    _ text: String, of row: QuarantinedRow, _ format: TabularFormat
  ) -> Mending {
    if text.hasSuffix(WorkbookCell.cutMark) {
      return .unclear("the row was too long for a cell and is not whole")
    }
    let cells = RowText.cells(
      of: text, format: format, delimiter: row.delimiter ?? UInt8(ascii: ","), header: row.header)
    return cells.map { .cells($0) } ?? .unclear(Reject.wording(of: Reject.notOneRow))
  }

  /// Whether a text came back as it was written, whatever a spreadsheet made of line ends.
  private static func same(_ value: String, _ before: String) -> Bool {
    let value = QuarantineSheet.normal(value)
    return value == QuarantineSheet.normal(before)
      || value == QuarantineSheet.normal(WorkbookCell.fitted(before))
  }
}
