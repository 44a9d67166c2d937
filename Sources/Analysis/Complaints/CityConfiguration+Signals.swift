internal import Bytes
internal import Tabular

extension CityLoader {
  /// Reads `signals.csv`; a city without one knows no types, dangers and channels.
  mutating func signals(_ taxonomy: Taxonomy) -> [SignalRule] {
    let rows = rows(
      "signals.csv",
      [
        "rule", "code", "any", .optional("also"), .optional("not"), .optional("hides"),
        .optional("within"), .optional("urgency"), .optional("months"), .optional("weight"),
        .optional("label"), .optional("redirect_to"),
      ], optional: true)
    checkUnique(rows, "rule")
    return values(rows) { row throws(StorageError) in
      let any = row.list("any")
      guard !any.isEmpty else { throw row.error("any", "a rule needs at least one word") }
      return SignalRule(
        rule: try row.required("rule"), subject: try Self.subject(row, taxonomy), any: any,
        also: row.list("also"), not: row.list("not"), hides: row.list("hides"),
        within: try row.word("within", SignalRule.Reach.self) ?? .sentence,
        urgency: try row.word("urgency", Urgency.self) ?? .normal,
        months: try Self.months(row), weight: try row.number("weight") ?? 1,
        label: row["label"], redirectTo: row.optional("redirect_to"))
    }
  }

  private static func subject(_ row: ConfigurationTable.Row, _ taxonomy: Taxonomy)
    throws(StorageError) -> SignalRule.Subject
  {
    let code = row["code"]
    let parts = code.split(separator: ":", maxSplits: 1).map(String.init)
    let name = parts.count == 2 ? parts[1] : ""
    switch (parts.first ?? "", name) {
    case ("risk", let name) where !name.isEmpty: return .risk(name)
    case ("guard", "negation"): return .negation
    case ("guard", "topic"): return .topic
    case ("part", "connective"): return .connective
    case ("type", let name):
      if let type = RequestType(rawValue: name) { return .type(type) }
      let hint = NearestName.hint(name, in: RequestType.allCases.map(\.rawValue))
      throw row.error("code", "unknown request type \"\(code)\"\(hint)")
    case ("urgency", let name):
      if let urgency = Urgency(rawValue: name) { return .urgency(urgency) }
      throw row.error("code", "unknown urgency \"\(code)\"")
    case ("scope", let name):
      guard let leaf = taxonomy[name] else {
        throw row.error("code", "unknown category code \"\(name)\"")
      }
      if leaf.inScope { throw row.error("code", "\(name) \(leaf.level3) is in scope") }
      return .scope(name)
    default:
      let allowed = [
        "type:<request type>", "risk:<name>", "urgency:<urgency>", "scope:<code>",
        "guard:negation", "guard:topic", "part:connective",
      ]
      throw row.error("code", "\"\(code)\" is none of \(allowed.joined(separator: ", "))")
    }
  }

  /// Months as `11-3` or `6`, both ends included, also over the turn of the year.
  private static func months(_ row: ConfigurationTable.Row) throws(StorageError) -> Set<Int> {
    guard let text = row.optional("months") else { return [] }
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    guard (1...2).contains(ends.count), ends.allSatisfy({ (1...12).contains($0) }) else {
      throw row.error("months", "\"\(text)\" is not a month or two such as 11-3")
    }
    let (first, last) = (ends[0], ends[ends.count - 1])
    return first <= last ? Set(first...last) : Set(first...12).union(1...last)
  }
}
