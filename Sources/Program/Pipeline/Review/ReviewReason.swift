/// Why a request stands in the review queue.
package enum ReviewReason: String, CaseIterable, Sendable {
  /// It names a danger, and nobody and nothing is sure what it is about.
  case risk
  /// Many that are much alike are open; this one stands for them.
  case cluster
  /// It holds a word that is frequent now and was hardly ever seen before.
  case word
  /// Its platform, or its class there, has moved.
  case drift
  /// Model, rules and platform do not agree, or none is sure.
  case uncertain
  /// Drawn by lot among those that were accepted without a person.
  case audit

  /// The reason as reviewers read it.
  package var label: String {
    switch self {
    case .risk: "风险词"
    case .cluster: "同类集中"
    case .word: "新词"
    case .drift: "分布变化"
    case .uncertain: "把握不足"
    case .audit: "随机抽检"
    }
  }

  /// How many of twenty rows of the queue it gets where all reasons have enough; risk goes before.
  var share: Int {
    switch self {
    case .risk: 0
    case .cluster: 6
    case .word: 3
    case .drift: 3
    case .uncertain: 6
    case .audit: 2
    }
  }

  /// The reason whose label stands at the head of a cell; nil for another text.
  init?(cell: String) {
    guard let found = Self.allCases.first(where: { cell.hasPrefix($0.label) }) else { return nil }
    self = found
  }
}
