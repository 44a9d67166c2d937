internal import Bytes

/// What a row of an exported queue was made of, in few letters: whose row it is, what people had
/// decided about it, and what answer stood.
///
/// So an import sees an id that was changed, a decision that came in between, and what a reviewer
/// agreed with, though a nightly run may have changed the answer meanwhile.
struct ReviewStamp: Equatable {
  private static let lengths = (key: 4, decisions: 8, answer: 8)

  let key: String
  let decisions: String
  let answer: String

  /// Stamps a row.
  ///
  /// - Parameters:
  ///   - history: All decisions about the row.
  ///   - answer: `<scheme>:<code>`; nil where none was decided.
  init(_ key: PersonDecisions.Key, history: DecisionHistory, answer: String?) {
    self.key = Self.keyDigest(key)
    decisions = history.digest(of: key, length: Self.lengths.decisions)
    self.answer = Self.answerDigest(answer)
  }

  /// Reads what `text` gave.
  init?(_ text: String) {
    let parts = text.lowercased().split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == Self.lengths.key,
      parts[1].count == Self.lengths.decisions, parts[2].count == Self.lengths.answer,
      parts.joined().allSatisfy({ $0.isHexDigit })
    else { return nil }
    key = String(parts[0])
    decisions = String(parts[1])
    answer = String(parts[2])
  }

  /// The stamp as it stands in a cell.
  var text: String { "\(key)-\(decisions)-\(answer)" }

  /// What stands for a row's own id.
  static func keyDigest(_ key: PersonDecisions.Key) -> String {
    String(SHA256.hash("review\u{0}" + key.text).hexadecimal.prefix(lengths.key))
  }

  /// What stands for an answer.
  static func answerDigest(_ answer: String?) -> String {
    let digest = SHA256.hash("answer\u{0}" + (answer ?? "")).hexadecimal
    return String(digest.prefix(lengths.answer))
  }
}
