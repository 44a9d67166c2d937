internal import Tabular

/// How a column of a file differs from those of its platform's last one.
package enum HeaderChange: Equatable, Sendable {
  /// A column that is gone stands there under another name, as it seems.
  case renamed(String, to: String)
  /// A column is gone.
  case missing(String)
  /// A column was not there before.
  case new(String)

  /// The change in words, names cut to twenty characters.
  package var text: String {
    switch self {
    case .renamed(let old, let new): "renamed? \(old.prefix(20)) → \(new.prefix(20))"
    case .missing(let name): "missing \(name.prefix(20))"
    case .new(let name): "new \(name.prefix(20))"
    }
  }
}

extension SourceMapping {
  /// What differs between two headers, in the order of the old one and then of the new one.
  ///
  /// Columns that the mapping ignores do not count, nor does a name in place of another that the
  /// mapping lists for the same column. A gone and a new column are the same under another name
  /// when they stand in the same place or between the same neighbours, or are called alike.
  ///
  /// - Parameters:
  ///   - old: The names of the last file.
  ///   - new: The names of this one.
  package func changes(from old: [String], to new: [String]) -> [HeaderChange] {
    let (before, after) = (Self.columns(old), Self.columns(new))
    let (oldKeys, newKeys) = (Set(before.map(\.key)), Set(after.map(\.key)))
    var gone = before.filter { !newKeys.contains($0.key) && !ignored.contains($0.key) }
    var come = after.filter { !oldKeys.contains($0.key) && !ignored.contains($0.key) }
    for cell in rules.flatMap({ $0.cells + $0.fallbacks }) where cell.keys.count > 1 {
      let serves = { (column: HeaderColumn) in cell.keys.contains(column.key) }
      if gone.contains(where: serves), come.contains(where: serves) {
        gone.removeAll(where: serves)
        come.removeAll(where: serves)
      }
    }
    var changes: [HeaderChange] = []
    for column in gone {
      if let index = Self.successor(of: column, among: come, before, after) {
        changes.append(.renamed(column.name, to: come[index].name))
        come.remove(at: index)
      } else {
        changes.append(.missing(column.name))
      }
    }
    return changes + come.map { .new($0.name) }
  }

  /// A named column of a header.
  private struct HeaderColumn {
    let key: String
    let name: String
    let index: Int
  }

  private static func columns(_ names: [String]) -> [HeaderColumn] {
    var columns: [HeaderColumn] = []
    for (index, name) in names.enumerated() {
      let key = HeaderName.key(name)
      if !key.isEmpty, !columns.contains(where: { $0.key == key }) {
        columns.append(HeaderColumn(key: key, name: name, index: index))
      }
    }
    return columns
  }

  private static func successor(
    of column: HeaderColumn, among come: [HeaderColumn], _ before: [HeaderColumn],
    _ after: [HeaderColumn]
  ) -> Int? {
    func neighbours(_ column: HeaderColumn, in columns: [HeaderColumn]) -> [String?] {
      [column.index - 1, column.index + 1].map { index in
        columns.first { $0.index == index }?.key
      }
    }
    let around = neighbours(column, in: before)
    return come.firstIndex { $0.index == column.index }
      ?? come.firstIndex { neighbours($0, in: after) == around && around != [nil, nil] }
      ?? NearestName.nearest(column.key, in: come.map(\.key)).flatMap { near in
        come.firstIndex { $0.key == near }
      }
  }
}
