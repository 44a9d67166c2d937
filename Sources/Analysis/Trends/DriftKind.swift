public import Complaints

/// What of a platform may move.
public enum DriftKind: String, CodeWord {
  /// The shares of our classes, second level, and of what is left open.
  case classes
  /// The shares of the platform's own categories.
  case categories
  /// How sure our classes are.
  case confidence
  /// How often our class is another than the platform's.
  case disagreement
  /// How much of the texts was written in no other week.
  case words

  /// The kind as people read it.
  public var label: String {
    switch self {
    case .classes: "分类构成"
    case .categories: "平台自有分类"
    case .confidence: "分类把握"
    case .disagreement: "与平台分类不一致"
    case .words: "用词"
    }
  }

  /// Whether the categories are steps of one quantity.
  var isOrdered: Bool { self == .confidence }
}
