/// The first levels of labels that have several: `城建/路灯`, or codes such as `010203`.
struct LabelLevels: Sendable {
  private let firsts: [String: String]

  /// The levels of labels; nil where they have one only.
  init?(_ labels: [String]) {
    guard labels.count > 2, let parts = Self.firsts(labels) else { return nil }
    let count = Set(parts).count
    guard count >= 2, count < labels.count else { return nil }
    firsts = Dictionary(zip(labels, parts)) { first, _ in first }
  }

  private static func firsts(_ labels: [String]) -> [String]? {
    for sign: Character in ["/", "／", ">", "＞", "|"] {
      let parts = labels.map { $0.split(separator: sign) }
      if parts.allSatisfy({ $0.count > 1 }) { return parts.map { String($0[0]) } }
    }
    let areCodes = labels.allSatisfy { label in
      label.utf8.count >= 4 && label.utf8.count % 2 == 0 && label.utf8.allSatisfy { $0 &- 48 < 10 }
    }
    return areCodes ? labels.map { String($0.prefix(2)) } : nil
  }

  /// Pairs of label and answer, counted by their first levels.
  func raise(_ pairs: [(truth: String, answer: String, rows: Int)])
    -> [(truth: String, answer: String, rows: Int)]
  {
    var counts: [[String]: Int] = [:]
    for pair in pairs {
      let key = [firsts[pair.truth] ?? pair.truth, firsts[pair.answer] ?? pair.answer]
      counts[key, default: 0] += pair.rows
    }
    return counts.map { ($0.key[0], $0.key[1], $0.value) }.sorted {
      ($0.truth, $0.answer) < ($1.truth, $1.answer)
    }
  }
}
