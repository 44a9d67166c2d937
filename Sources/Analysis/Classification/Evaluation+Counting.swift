public import Columns

extension Evaluation {
  static let binCount = 15

  static func scores(_ outcomes: [Outcome], _ names: [String]) -> [LabelScore] {
    var rows = [Int](repeating: 0, count: names.count)
    var answers = rows
    var right = rows
    var taken = rows
    var takenRight = rows
    for outcome in outcomes {
      rows[outcome.truth] += 1
      answers[outcome.answer] += 1
      if outcome.isRight { right[outcome.answer] += 1 }
      if outcome.isTaken {
        taken[outcome.answer] += 1
        if outcome.isRight { takenRight[outcome.answer] += 1 }
      }
    }
    return names.indices.filter { rows[$0] + answers[$0] > 0 }.map { label in
      LabelScore(
        label: names[label], rows: rows[label], answers: answers[label], right: right[label],
        taken: Tally(rows: taken[label], right: takenRight[label]))
    }.sorted { precedes($0.label, $1.label) }
  }

  static func confusions(_ outcomes: [Outcome], _ names: [String]) -> [Confusion] {
    var counts: [Int: Int] = [:]
    for outcome in outcomes {
      counts[outcome.truth * names.count + outcome.answer, default: 0] += 1
    }
    return counts.map {
      Confusion(
        truth: names[$0.key / names.count], answer: names[$0.key % names.count], rows: $0.value)
    }.sorted {
      if $0.rows != $1.rows { return $0.rows > $1.rows }
      return $0.truth == $1.truth
        ? precedes($0.answer, $1.answer) : precedes($0.truth, $1.truth)
    }
  }

  static func bins(_ outcomes: [Outcome]) -> [Bin] {
    var bins = [(rows: Int, right: Int, sum: Double)](repeating: (0, 0, 0), count: binCount)
    for outcome in outcomes {
      let bin = min(binCount - 1, max(0, Int(outcome.confidence * Double(binCount))))
      bins[bin].rows += 1
      bins[bin].sum += outcome.confidence
      if outcome.isRight { bins[bin].right += 1 }
    }
    return bins.enumerated().map { index, bin in
      Bin(
        bounds: Double(index) / Double(binCount)...Double(index + 1) / Double(binCount),
        rows: bin.rows, right: bin.right, confidenceSum: bin.sum)
    }
  }

  static func coverage(_ outcomes: [Outcome]) -> [CoveragePoint] {
    guard !outcomes.isEmpty else { return [] }
    let order = outcomes.indices.sorted {
      outcomes[$0].confidence == outcomes[$1].confidence
        ? $0 < $1 : outcomes[$0].confidence > outcomes[$1].confidence
    }
    var right = [0]
    for index in order { right.append(right[right.count - 1] + (outcomes[index].isRight ? 1 : 0)) }
    return (1...100).map { percent in
      let taken = max(1, (outcomes.count * percent + 99) / 100)
      return CoveragePoint(
        threshold: outcomes[order[taken - 1]].confidence,
        coverage: Double(taken) / Double(outcomes.count),
        accuracy: Double(right[taken]) / Double(taken))
    }
  }

  private static func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }

  /// The most confident wrong answers, the surest first.
  ///
  /// - Parameters:
  ///   - truth: The right labels, as given to `init`.
  ///   - names: The model's labels, as given to `init`.
  ///   - count: How many at most.
  public func worstMistakes(truth: StringColumn, names: [String], count: Int) -> [Mistake] {
    let wrong = outcomes.filter { !$0.isRight }.sorted {
      $0.confidence == $1.confidence ? $0.row < $1.row : $0.confidence > $1.confidence
    }
    return wrong.prefix(count).map {
      Mistake(
        row: $0.row, truth: truth.text($0.row), answer: names[$0.answer],
        confidence: $0.confidence)
    }
  }

  /// The figures by the value of a column of the input, in byte order; all rows are in one of them.
  ///
  /// - Parameter value: The value of a row of the input.
  public func grouped(by value: (Int) -> String) -> [GroupScore] {
    var groups: [String: [Outcome]] = [:]
    for outcome in outcomes { groups[value(outcome.row), default: []].append(outcome) }
    return groups.map {
      GroupScore(value: $0.key, all: Tally($0.value), taken: Tally($0.value.filter(\.isTaken)))
    }.sorted { Self.precedes($0.value, $1.value) }
  }
}
