internal import Complaints

/// What kind of danger a word of the city's rules stands for.
struct RiskKinds: Sendable {
  private let labels: [String: String]

  /// Reads the rules for risks; the first rule with a word wins.
  init(_ signals: [SignalRule]) {
    var labels: [String: String] = [:]
    for rule in signals {
      guard case .risk(let name) = rule.subject else { continue }
      for word in rule.any where labels[word] == nil {
        labels[word] = rule.label.isEmpty ? name : rule.label
      }
    }
    self.labels = labels
  }

  /// The kind of danger of a word, as people read it; the word itself where it is unknown.
  func label(of word: String) -> String { labels[word] ?? word }
}
