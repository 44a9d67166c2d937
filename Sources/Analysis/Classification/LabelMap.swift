/// Labels of somebody else's list for the classes of a taxonomy, by the beginnings of their codes.
public struct LabelMap: Sendable {
  /// What each leaf is called there, by its position; nil where the list has no such class.
  let labels: [String?]

  /// Makes a map.
  ///
  /// - Parameters:
  ///   - lines: Beginnings of codes and the labels of what starts with them; the longest beginning
  ///     counts, and an empty label says that the list has no such class.
  ///   - codes: The leaves' codes.
  public init(_ lines: [(prefix: String, label: String)], codes: [String]) {
    let byPrefix = Dictionary(lines.map { ($0.prefix, $0.label) }) { first, _ in first }
    labels = codes.map { code in
      for length in stride(from: code.utf8.count, through: 0, by: -1) {
        guard let label = byPrefix[String(code.prefix(length))] else { continue }
        return label.isEmpty ? nil : label
      }
      return nil
    }
  }
}
