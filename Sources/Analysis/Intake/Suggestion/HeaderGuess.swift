/// The search for a header of which nothing is known but that it heads a table.
struct HeaderGuess {
  /// A header that was found.
  struct Found {
    /// The rows that make it up; nil where the file has none.
    let rows: ClosedRange<Int>?
    /// The names of the columns; empty ones where there is no header.
    let names: [String]
  }

  /// Finds the header among the rows at the top of a sheet.
  ///
  /// The header is the row with the most names that are known or could be names, over rows that are
  /// not like it. Two rows make one header where the upper has groups (诉求人) and the lower their
  /// columns (姓名, 电话).
  ///
  /// - Returns: nil where there is no table.
  static func find(_ rows: [[String]]) -> Found? {
    let widths = rows.map { $0.count { !$0.isEmpty } }
    guard let width = widths.max(), width >= 2 else { return nil }
    var best: (score: Double, rows: ClosedRange<Int>, names: [String])?
    for (index, cells) in rows.enumerated() where widths[index] * 2 > width {
      let score = score(cells, width)
      if score > best?.score ?? 0 { best = (score, index...index, cells) }
      guard index + 1 < rows.count, let joined = TwoRowHeader.join(cells, rows[index + 1]) else {
        continue
      }
      // The joined names must say more than either row does.
      let both = Self.score(joined, width)
      let lower = Self.score(rows[index + 1], width)
      if both > score + 1, both > lower + 0.5, both > best?.score ?? 0 {
        best = (both, index...index + 1, joined)
      }
    }
    guard let best else {
      return Found(rows: nil, names: Array(repeating: "", count: rows.map(\.count).max() ?? 0))
    }
    return Found(rows: best.rows, names: best.names)
  }

  /// How much a row is like a header: known names count most, cells that are data against it.
  private static func score(_ cells: [String], _ width: Int) -> Double {
    var score = 0.0
    var seen: Set<String> = []
    for cell in cells where !cell.isEmpty {
      let key = HeaderWords.key(cell)
      if !seen.insert(key).inserted { score -= 1 }
      if HeaderWords.usual.knows(cell) {
        score += 3
        continue
      }
      var bytes: [UInt8] = []
      TextCleaner.append(Array(cell.utf8).span, to: &bytes, style: .lines)
      let shape = ValueShape.of(bytes.span)
      let isData = !shape.isDisjoint(with: [
        .time, .phone, .idNumber, .integer, .decimal, .longText, .email, .null, .recordID, .rounded,
      ])
      score += isData ? -3 : HeaderWords.usual.matches(cell).isEmpty ? 0.2 : 1
    }
    return score
  }
}
