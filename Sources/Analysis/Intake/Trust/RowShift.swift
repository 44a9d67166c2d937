internal import Columns
internal import Tabular

/// The search for cells that moved: an extra or a lost delimiter puts all that follow it under the
/// wrong names.
///
/// Asked only for rows that are suspicious already, so that it costs nothing for the others.
struct RowShift {
  /// From which column on cells stand elsewhere, from 0.
  let column: Int
  /// How many columns to the right they stand; negative for the left.
  let distance: Int

  /// What moved, in words.
  func detail(_ profile: SheetProfile) -> String {
    let columns = abs(distance) == 1 ? "one column" : "\(abs(distance)) columns"
    return "from \(profile.label(column)) on its cells stand \(columns) to the "
      + (distance > 0 ? "right" : "left")
  }

  /// The shift that makes a row like the others of its sheet; nil when none does by far.
  ///
  /// - Parameter gain: How many more cells must suit their columns; all but one of them by what
  ///   they hold, rather than by being gone.
  static func find(
    _ block: RawRows, _ row: Int, _ profile: SheetProfile, width: Int, gain: Int
  ) -> RowShift? {
    let width = min(width, profile.columns.count)
    let count = min(block.columnCount(row: row), width + 2)
    guard profile.rowCount >= 20, width >= 3, count >= 2 else { return nil }
    var texts: [[UInt8]] = []
    var shapes: [ValueShape] = []
    for column in 0..<count {
      var text: [UInt8] = []
      let cell = block.cell(row: row, column: column)
      TextCleaner.append(block.cells.bytes.span.extracting(cell), to: &text, style: .lines)
      shapes.append(ValueShape.of(text.span))
      texts.append(text)
    }
    /// 1 for a cell that suits a column, -1 for one that does not, 0 where nothing can be said.
    func score(_ cell: Int, _ column: Int) -> Int {
      guard cell >= 0, cell < count, column < width,
        let fits = profile.columns[column].fits(profile.marks[column], texts[cell], shapes[cell])
      else { return 0 }
      return fits ? 1 : -1
    }
    let inPlace = (0..<width).map { score($0, $0) }
    guard inPlace.contains(-1) else { return nil }
    var best: (shift: RowShift, gain: Int)?
    for distance in [1, -1, 2, -2] {
      // What is won when all columns from one on are read beside their place, summed from the end.
      var gained = 0
      var suiting = 0
      let lost = max(0, -distance)
      for column in (lost..<width).reversed() {
        let moved = score(column + distance, column)
        gained += moved - inPlace[column]
        if moved > 0, inPlace[column] <= 0 { suiting += 1 }
        // The columns that a lost delimiter swallowed have no cell of their own.
        let swallowed = inPlace[(column - lost)..<column].reduce(0, +)
        if suiting + 1 >= gain, gained - swallowed > best?.gain ?? 0 {
          best = (RowShift(column: column, distance: distance), gained - swallowed)
        }
      }
    }
    guard let best, best.gain >= gain else { return nil }
    return best.shift
  }
}
