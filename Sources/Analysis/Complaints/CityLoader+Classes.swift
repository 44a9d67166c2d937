internal import Bytes
internal import Tabular

extension CityLoader {
  /// Reads `taxonomy.csv`.
  mutating func taxonomy() -> Taxonomy {
    let rows = rows(
      "taxonomy.csv",
      [
        "scheme", "code", "level1", "level2", "level3", "definition", .optional("boundary"),
        "in_scope", .optional("redirect_to"), .optional("urgency"), .optional("default_type"),
      ])
    checkUnique(rows, "code")
    var seen: Set<String> = []
    let categories = values(rows) { row throws(StorageError) -> Category in
      let code = try row.required("code")
      guard code.utf8.count == 6, code.utf8.allSatisfy({ (48...57).contains($0) }) else {
        throw row.error("code", "\"\(code)\" is not six digits, two for each level")
      }
      return Category(
        scheme: try row.required("scheme"), code: code, level1: try row.required("level1"),
        level2: try row.required("level2"), level3: try row.required("level3"),
        definition: row["definition"], boundary: row["boundary"],
        inScope: try row.flag("in_scope", default: true), redirectTo: row.optional("redirect_to"),
        urgency: try row.word("urgency", Urgency.self) ?? .normal,
        defaultType: try row.word("default_type", RequestType.self) ?? .complaint)
    }.filter { seen.insert($0.code).inserted }
    let scheme = categories.first?.scheme ?? ""
    for row in rows where row["scheme"] != scheme {
      note(
        row.error("scheme", "\"\(row["scheme"])\": one file holds one scheme, here \"\(scheme)\""))
    }
    checkLevels(rows)
    return Taxonomy(scheme: scheme, categories: categories)
  }

  /// Notes codes whose first digits have another name in an earlier line.
  private mutating func checkLevels(_ rows: [ConfigurationTable.Row]) {
    var names: [String: (name: String, line: Int)] = [:]
    for row in rows {
      for (column, length) in [("level1", 2), ("level2", 4)] {
        let prefix = String(row["code"].prefix(length))
        if let earlier = names[prefix], earlier.name != row[column] {
          note(
            row.error(
              column,
              "\"\(row[column])\": line \(earlier.line) calls \(prefix) \"\(earlier.name)\""))
        } else {
          names[prefix] = (row[column], row.line)
        }
      }
    }
  }

  /// Reads `crosswalk.csv`.
  mutating func crosswalk(_ taxonomy: Taxonomy) -> [CrosswalkLine] {
    let rows = rows(
      "crosswalk.csv",
      ["scheme", .optional("kind"), "source_code", .optional("name"), "code", .optional("note")],
      optional: true)
    var lines: [[String]: Int] = [:]
    for row in rows {
      if row["code"].utf8.count != 4 || taxonomy.leaves(startingWith: row["code"]) == nil {
        checkLeaf(row, "code", taxonomy)
      }
      let key = ["scheme", "kind", "source_code"].map { row[$0] }
      if let earlier = lines[key] {
        note(
          row.error(
            "source_code", "\"\(row["source_code"])\" of this scheme stands in line \(earlier)"))
      } else {
        lines[key] = row.line
      }
    }
    return values(rows) { row throws(StorageError) in
      CrosswalkLine(
        scheme: try row.required("scheme"), kind: row["kind"],
        sourceCode: try row.required("source_code"), code: try row.required("code"))
    }
  }

  /// Reads `lexicon.csv`.
  mutating func lexicon(_ taxonomy: Taxonomy) -> [LexiconRule] {
    let rows = rows(
      "lexicon.csv",
      [
        "rule", "code", "any", .optional("also"), .optional("not"), .optional("scope"),
        .optional("weight"), .optional("note"),
      ])
    checkUnique(rows, "rule")
    let codes = Set(rows.map { $0["code"] })
    for row in rows { checkRuleCode(row, taxonomy) }
    return values(rows) { row throws(StorageError) in
      let any = row.list("any")
      guard !any.isEmpty else { throw row.error("any", "a rule needs at least one word") }
      let not = row.list("not")
      if let word = any.first(where: not.contains) {
        throw row.error("not", "\"\(word)\" stands in any too: the rule could never hold by it")
      }
      return LexiconRule(
        rule: try row.required("rule"), code: try row.required("code"), any: any,
        also: row.list("also"), not: not, scope: try Self.scope(row, codes),
        weight: try Self.weight(row))
    }
  }

  /// Notes a rule's code that is neither a leaf, the first digits of one, nor a known subject.
  private mutating func checkRuleCode(_ row: ConfigurationTable.Row, _ taxonomy: Taxonomy) {
    let code = row["code"]
    let subject = code.split(separator: ":", maxSplits: 1).map(String.init)
    switch subject.first {
    case "place" where subject.count == 2, "hours" where subject.count == 2:
      if LexiconScope(subject[1])?.code != code {
        let types = LexiconScope.placeTypes.joined(separator: ", ")
        note(
          row.error(
            "code", "\"\(code)\" is neither place: with one of \(types) nor hours:22:00-06:00"))
      }
    case "accuse" where subject.count == 2: break
    default:
      let isGroup = code.utf8.count == 2 || code.utf8.count == 4
      if !isGroup || !taxonomy.categories.contains(where: { $0.code.hasPrefix(code) }) {
        checkLeaf(row, "code", taxonomy)
      }
    }
  }

  private static func scope(
    _ row: ConfigurationTable.Row, _ codes: Set<String>
  ) throws(StorageError) -> [LexiconScope] {
    var output: [LexiconScope] = []
    for text in row.list("scope") {
      guard let scope = LexiconScope(text) else {
        throw row.error(
          "scope",
          "\"\(text)\" is neither hours such as 22:00-06:00 nor one of "
            + LexiconScope.placeTypes.joined(separator: ", "))
      }
      if case .place = scope, !codes.contains(scope.code) {
        throw row.error("scope", "no rule with the code \(scope.code) tells that place")
      }
      output.append(scope)
    }
    return output
  }

  private static func weight(_ row: ConfigurationTable.Row) throws(StorageError) -> Double {
    let weight = try row.number("weight") ?? 1
    guard weight > 0, weight <= 4 else {
      throw row.error("weight", "\(weight) is not above 0 and at most 4")
    }
    return weight
  }
}
