internal import Bytes
internal import Tabular

/// An exported quarantine as a clerk gives it back.
struct MendedFile {
  /// A row of it.
  struct Row {
    /// Where it stands, for messages: sheet and row.
    let place: String
    /// The key's text.
    let key: String
    /// What is to be done with it; nil for what follows from its changes.
    let action: String
    let dropReason: String
    /// The original line; nil where the column is gone.
    let original: String?
    /// The other cells by their titles.
    let cells: [String: String]
  }

  private(set) var rows: [Row] = []
  /// The names of the columns of the sheet that is being read; nil before its header.
  private var titles: [String]?
  private var isGuarded = false
  private var foundHeader = false

  /// Reads a workbook or CSV file, whatever program saved it.
  ///
  /// - Throws: `configuration` where no sheet of it is an exported quarantine.
  init(path: String) throws {
    let source = try TabularSource.open(path: path)
    var sheet = -1
    try source.readRows { block in
      if block.sheet != sheet {
        sheet = block.sheet
        titles = nil
      }
      let name = source.sheets.indices.contains(sheet) ? source.sheets[sheet] : ""
      for row in 0..<block.rowCount {
        let place = (name.isEmpty ? "" : "\(name) ") + "row \(block.lineNumbers[row])"
        take(block.texts(row: row), at: place)
      }
    }
    guard foundHeader else {
      throw StorageError(
        .configuration, path: path,
        "not an exported quarantine: no row has a cell \(QuarantineSheet.key)")
    }
  }

  private mutating func take(_ cells: [String], at place: String) {
    guard let titles else {
      guard let first = cells.first?.trimmed, first.hasPrefix(QuarantineSheet.key) else { return }
      isGuarded = first == QuarantineSheet.guardedKey
      let own = Set(QuarantineSheet.own)
      self.titles =
        [QuarantineSheet.key]
        + cells.dropFirst().map { cell in
          own.contains(cell.trimmed) ? cell.trimmed : plain(cell)
        }
      foundHeader = true
      return
    }
    var values: [String: String] = [:]
    for (title, cell) in zip(titles, cells) { values[title] = plain(cell) }
    // Readers leave out empty cells at a row's end.
    for title in titles.dropFirst(cells.count) { values[title] = "" }
    func own(_ name: String) -> String { (values[name] ?? "").trimmed }
    if values.values.allSatisfy({ $0.trimmed.isEmpty }) { return }
    rows.append(
      Row(
        place: place, key: own(QuarantineSheet.key), action: own(QuarantineSheet.action),
        dropReason: own(QuarantineSheet.dropReason), original: values[QuarantineSheet.original],
        cells: values.filter { !QuarantineSheet.own.contains($0.key) }))
  }

  private func plain(_ cell: String) -> String {
    isGuarded ? QuarantineSheet.unguarded(cell) : cell
  }
}

extension String {
  /// The text without blanks at its ends.
  var trimmed: String {
    let start = drop { $0.isWhitespace }
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
