internal import Complaints

extension SourceMapping {
  /// What each column under a header becomes: the names of targets; empty for columns not read.
  ///
  /// - Parameter names: The header's names, in file order.
  package func targets(ofColumns names: [String]) -> [[String]] {
    var targets = [[String]](repeating: [], count: names.count)
    let layout = Layout.resolve(self, Layout.columns(names))
    for (index, rule) in rules.enumerated() {
      for place in layout.cellStarts[index]..<layout.cellStarts[index + 1] {
        let column = layout.columns[place]
        guard targets.indices.contains(column) else { continue }
        if !targets[column].contains(rule.target.name) { targets[column].append(rule.target.name) }
      }
    }
    return targets
  }

  /// The columns that a reason for rejecting a row is about, as the mapping names them; nil for
  /// reasons about the whole row.
  package func columns(ofReason reason: String) -> String? {
    let starts = ["missing-", "bad-", "unknown-", "damaged-", "impossible-"]
    guard let start = starts.first(where: { reason.hasPrefix($0) }) else {
      return reason.hasPrefix("received-") ? columns(of: "received-at") : nil
    }
    let rest = String(reason.dropFirst(start.count))
    return columns(of: rest == "record-id" ? "source-record-id" : rest)
  }

  private func columns(of target: String) -> String? {
    guard let rule = rules.first(where: { $0.target.reason == target }) else { return nil }
    let names = rule.cells.map { cell in
      cell.position.map { "column \($0 + 1)" } ?? cell.names.joined(separator: " or ")
    }
    return names.joined(separator: " + ")
  }

  /// Whether a target goes to the vault or is only searched for in texts.
  package static func isPersonal(_ target: String) -> Bool {
    Target(name: target)?.kind == .personal
  }
}
