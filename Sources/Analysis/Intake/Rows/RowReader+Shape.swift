internal import Columns
internal import Tabular

extension RowReader {
  /// Refuses rows that were cut wrongly, or whose bytes are no text.
  mutating func checkShape(_ block: RawRows, _ row: Int, _ layout: Layout) {
    let problem = block.problems[row]
    switch problem {
    case .none: break
    case .unterminatedQuote, .tooLarge, .notAnObject:
      refusal = (problem.name, "the row cannot be told apart from its neighbours")
      return
    case .invalidBytes, .zeroByte, .strayQuote: checkBytes(block, row, layout, problem)
    }
    if refusal == nil { checkLength(block, row, layout) }
    if problem == .strayQuote {
      if refusal?.reason == "field-count" {
        refusal = (
          problem.name, "a quote inside a cell cut the row elsewhere: \(refusal?.detail ?? "")"
        )
      }
      marks.append(.strayQuote)
    }
  }

  /// Refuses rows whose cells hold bytes that are no text; what only a cell's end has lost, where a
  /// source cut its text to a number of bytes, is no more than noted.
  private mutating func checkBytes(
    _ block: RawRows, _ row: Int, _ layout: Layout, _ problem: RowProblem
  ) {
    var hasMark = false
    for column in 0..<block.columnCount(row: row) {
      let range = block.cell(row: row, column: column)
      let isUsed = layout.columns.contains(column)
      switch DamagedBytes.of(block.cells.bytes.span.extracting(range)) {
      case .none: break
      case .atEnd: hasMark = true
      case .zeroByte where isUsed:
        refusal = (RowProblem.zeroByte.name, "\(profile.label(column)) holds a zero byte")
      case .inside where isUsed && problem != .zeroByte:
        refusal = (
          RowProblem.invalidBytes.name,
          "\(profile.label(column)) holds bytes that are no text in the file's encoding"
        )
      case .inside, .zeroByte: hasMark = true
      }
      if refusal != nil { return }
    }
    if hasMark, problem != .zeroByte { marks.append(.damagedText) }
  }

  /// Refuses rows with fewer or more cells than belong under their header.
  private mutating func checkLength(_ block: RawRows, _ row: Int, _ layout: Layout) {
    let width = layout.width
    let length = shared.plan.mapping.rowLength
    if width == 0 || length == .any { return }
    let count = block.columnCount(row: row)
    if count == width { return }
    // Text files keep empty cells, unless their rows show that they do not.
    let isExact =
      length == .exact || (length == nil && block.delimiter != nil && !profile.isTrimmed)
    let isCut = count < width && (isExact || block.problems[row] == .strayQuote)
    let hasMore =
      count > width
      && (block.delimiter != nil && profile.hasNoExtraCells
        || (width..<count).contains { !block.cell(row: row, column: $0).isEmpty })
    if isCut || hasMore {
      refusal = ("field-count", "the row has \(count) cells, the header \(width)")
    }
  }

  /// Says of a suspicious row that its cells have moved, if they have.
  ///
  /// A wrong number of cells is half a proof; else more of them must suit other columns.
  mutating func lookForShift(_ block: RawRows, _ row: Int, _ layout: Layout) {
    let isRagged = refusal?.reason == "field-count"
    let width = layout.width > 0 ? layout.width : profile.columns.count
    guard
      let shift = RowShift.find(block, row, profile, width: width, gain: isRagged ? 2 : 3)
    else { return }
    let count = isRagged ? "; \(refusal?.detail ?? "")" : ""
    refusal = ("shifted-row", shift.detail(profile) + count)
  }
}
