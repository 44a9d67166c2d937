internal import Bytes
internal import Complaints
internal import Tabular

extension MappingReader {
  /// The standard that the codes of `source_category` follow, by the name that the city's
  /// crosswalk has for it.
  ///
  /// A city that knows any standards must know this one; `GB/T 47678.5` without its year is enough
  /// where only one edition is known. Codes that a `map` gives must be codes of it.
  func readStandard() throws -> (name: String, value: ConfigurationValue)? {
    guard let column = try root.required("columns").optional("source_category"),
      case .object = column.content, let value = try column.optional("standard")
    else { return nil }
    let typed = try value.string
    let known = Set(city.crosswalk.map(\.scheme)).sorted()
    guard !known.isEmpty else { return (typed, value) }
    let editions = known.filter { $0 == typed || Self.isEdition($0, of: typed) }
    guard let name = editions.first(where: { $0 == typed }) ?? editions.first else {
      throw value.error(
        "the city's crosswalk knows no standard \"\(typed)\"\(NearestName.hint(typed, in: known));"
          + " known: \(known.joined(separator: ", "))")
    }
    if editions.count > 1, name != typed {
      throw value.error(
        "\"\(typed)\" has several editions: name one of \(editions.joined(separator: ", "))")
    }
    try checkCodes(column, name)
    return (name, value)
  }

  /// Whether a name is that of a standard and a year, `-2026` or `—2026`.
  private static func isEdition(_ name: String, of standard: String) -> Bool {
    guard !standard.isEmpty, name.hasPrefix(standard) else { return false }
    let rest = name.unicodeScalars.dropFirst(standard.unicodeScalars.count)
    guard let dash = rest.first, dash == "-" || dash == "—" else { return false }
    return rest.count > 1 && rest.dropFirst().allSatisfy { ("0"..."9").contains($0) }
  }

  /// Refuses codes of a map that the standard does not have.
  private func checkCodes(_ column: ConfigurationValue, _ standard: String) throws {
    guard let map = try column.optional("map") else { return }
    let lines = city.crosswalk.filter { $0.scheme == standard }
    let codes = Set(lines.flatMap { [$0.sourceCode, $0.kind + $0.sourceCode] })
    for member in try map.members {
      let code = try member.value.string
      guard codes.contains(code) else {
        throw member.value.error(
          "\(standard) has no code \"\(code)\"\(NearestName.hint(code, in: codes.sorted()))")
      }
    }
  }

  /// A record needs its id, its time and something that says what it is about.
  func checkRequired(_ mapping: SourceMapping) throws {
    let columns = try root.required("columns")
    let targets = Set(mapping.rules.map(\.target))
    for target in [Target.sourceRecordID, .receivedAt] where !targets.contains(target) {
      throw columns.error("\"\(target.name)\" is missing: no record can do without")
    }
    if targets.isDisjoint(with: [.title, .content, .sourceCategory]) {
      throw columns.error(
        "one of \"content\", \"title\" and \"source_category\" is wanted: a record must say"
          + " what it is about")
    }
    for target in [Target.disposition, .origin]
    where !targets.contains(target) && mapping.constants[target] == nil {
      throw columns.error(
        "\"\(target.name)\" is missing: name a column, or a word under \"constants\"")
    }
  }

  /// A person's column may feed texts, where the row's own data are masked, but nothing that is
  /// stored as it stands: an id joined from a phone would carry it into the lake.
  func checkPersonal(_ mapping: SourceMapping) throws {
    let columns = try root.required("columns")
    var persons: [(cell: ColumnRule.Cell, target: Target)] = []
    for rule in mapping.rules where rule.target.kind == .personal {
      persons += (rule.cells + rule.fallbacks).map { ($0, rule.target) }
    }
    for rule in mapping.rules where rule.target.isStoredAsItStands {
      for cell in rule.cells + rule.fallbacks {
        guard let person = persons.first(where: { $0.cell.overlaps(cell) }) else { continue }
        let value = try columns.optional(rule.target.name) ?? columns
        let name = cell.names.first ?? "number \((cell.position ?? 0) + 1)"
        throw value.error(
          "column \(name) is a person's (\"\(person.target.name)\") and would be stored as it"
            + " stands in \"\(rule.target.name)\"")
      }
    }
  }
}

extension ColumnRule.Cell {
  /// Whether both may be the same column.
  fileprivate func overlaps(_ other: Self) -> Bool {
    if let position, position == other.position { return true }
    return keys.contains { other.keys.contains($0) }
  }
}

extension Target {
  /// Whether its text is stored without being masked.
  fileprivate var isStoredAsItStands: Bool {
    switch kind {
    case .text, .list: self != .accused
    default: false
    }
  }
}
