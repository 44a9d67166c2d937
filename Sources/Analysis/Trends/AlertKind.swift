/// The kind of an alert.
package enum AlertKind: String, CaseIterable, Sendable {
  /// A word of danger, whatever the numbers.
  case risk
  /// A class that is far above its usual count.
  case surge
  /// A matter that many persons report.
  case hotMatter = "hot_matter"

  /// The word as people read it.
  package var label: String {
    switch self {
    case .risk: "风险词"
    case .surge: "异常增多"
    case .hotMatter: "集中反映"
    }
  }

  /// Where it stands in a list, from the most pressing.
  package var order: Int {
    switch self {
    case .risk: 0
    case .surge: 1
    case .hotMatter: 2
    }
  }
}
