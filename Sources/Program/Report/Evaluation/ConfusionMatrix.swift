/// How often which answer was given where which label was right, for the labels that are confused
/// most.
struct ConfusionMatrix: Sendable {
  /// The labels shown.
  let labels: [String]
  /// For each label, how often each of the labels was answered.
  let counts: [[Int]]
  /// For each label, how often another answer was given.
  let others: [Int]
  /// Whether all labels are shown.
  let isWhole: Bool

  /// Counts pairs of label and answer.
  ///
  /// - Parameters:
  ///   - pairs: Each pair once, and how many rows it has.
  ///   - limit: How many labels are shown at most: those with the most wrong rows and answers.
  init(_ pairs: [(truth: String, answer: String, rows: Int)], limit: Int) {
    var wrong: [String: Int] = [:]
    var rows: [String: Int] = [:]
    for pair in pairs {
      rows[pair.truth, default: 0] += pair.rows
      rows[pair.answer, default: 0] += 0
      if pair.truth != pair.answer {
        wrong[pair.truth, default: 0] += pair.rows
        wrong[pair.answer, default: 0] += pair.rows
      }
    }
    let ranked = rows.keys.sorted {
      let (left, right) = (wrong[$0] ?? 0, wrong[$1] ?? 0)
      return left == right ? $0 < $1 : left > right
    }
    let shown = ranked.prefix(limit).sorted {
      let (left, right) = (rows[$0] ?? 0, rows[$1] ?? 0)
      return left == right ? $0 < $1 : left > right
    }
    let numbers = Dictionary(uniqueKeysWithValues: shown.enumerated().map { ($1, $0) })
    var counts = [[Int]](repeating: Array(repeating: 0, count: shown.count), count: shown.count)
    var others = [Int](repeating: 0, count: shown.count)
    for pair in pairs {
      guard let truth = numbers[pair.truth] else { continue }
      if let answer = numbers[pair.answer] {
        counts[truth][answer] += pair.rows
      } else {
        others[truth] += pair.rows
      }
    }
    labels = shown
    self.counts = counts
    self.others = others
    isWhole = shown.count == ranked.count
  }

  /// How many rows have a label.
  func rows(_ label: Int) -> Int { counts[label].reduce(0, +) + others[label] }
}
