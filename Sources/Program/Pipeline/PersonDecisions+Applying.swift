internal import Bytes
package import Columns
package import Complaints

extension PersonDecisions {
  /// Puts what people decided into classifications, in place of what rules and model said.
  ///
  /// A decided class is sure and decided by `person`; its levels, scope and channel are those of
  /// the taxonomy. Who decided, when and why leads the evidence; what the machine said follows it.
  ///
  /// - Parameters:
  ///   - rows: Rows of `Tables.classifications`.
  ///   - city: The taxonomy and gazetteer that values must fit.
  /// - Throws: `configuration` for a value that the city does not know, naming it.
  package func apply(to rows: inout RecordBatch, city: CityConfiguration) throws(AnalysisError) {
    if isEmpty { return }
    var overlay = RowOverlay()
    let ids = rows.int64s("request_id").values
    let parts = rows.int32s("part").values
    for row in ids.indices {
      let key = Key(requestID: ids[row], part: parts[row])
      guard let fields = byKey[key] else { continue }
      try check(fields, of: key, city)
      if let decision = fields[.code],
        let category = DecidedField.category(decision.value, city.taxonomy)
      {
        overlay.set(category, row)
      }
      if let decision = fields[.inScope] {
        let isInScope = decision.value == "true"
        overlay["in_scope", row] = .bool(isInScope)
        overlay["redirect_reason", row] = .null
        if isInScope { overlay["redirect_to", row] = .null }
      }
      for field in [DecidedField.districtCode, .townCode, .placeID] {
        guard let decision = fields[field] else { continue }
        overlay[field.rawValue, row] = decision.value.isEmpty ? .null : .string(decision.value)
      }
      if let decision = fields[.requestType] {
        overlay["request_type", row] = .string(decision.value)
        overlay["type_confidence", row] = .double(1)
        overlay["type_evidence", row] = .string(Self.evidence([.requestType: decision]))
      }
      if let decision = fields[.urgency] {
        overlay["urgency", row] = .string(decision.value)
        overlay["urgency_reason", row] = .string(Self.evidence([.urgency: decision]))
      }
      let machine = rows.strings("evidence")[row].map { "；" + $0 } ?? ""
      overlay["evidence", row] = .string(Self.evidence(fields) + machine)
    }
    overlay.apply(to: &rows)
  }

  private func check(_ fields: [DecidedField: Decision], of key: Key, _ city: CityConfiguration)
    throws(AnalysisError)
  {
    for field in DecidedField.allCases {
      guard let decision = fields[field], let fault = field.fault(of: decision.value, in: city)
      else { continue }
      throw AnalysisError(
        .configuration,
        "table decisions: \(Self.subject) \(key.text), field \(field.rawValue): \(fault)")
    }
  }

  /// Who decided on what, when and why; decisions of one person at one time are said once.
  static func evidence(_ fields: [DecidedField: Decision]) -> String {
    var texts: [(text: String, labels: [String])] = []
    for field in DecidedField.allCases {
      guard let decision = fields[field] else { continue }
      let day = CivilTime.format(day: CivilTime.day(of: decision.at))
      let words = [decision.actor, day, decision.reason].map(plain).filter { !$0.isEmpty }
      let text = words.joined(separator: " ")
      if let index = texts.firstIndex(where: { $0.text == text }) {
        texts[index].labels.append(field.label)
      } else {
        texts.append((text, [field.label]))
      }
    }
    return texts.map { item in
      let isClass = item.labels == [DecidedField.code.label]
      let labels = isClass ? "" : "（\(item.labels.joined(separator: "、"))）"
      return "人工决定\(labels)：\(item.text)"
    }.joined(separator: "；")
  }

  /// A text without what separates the parts of an evidence.
  private static func plain(_ text: String) -> String {
    String(text.map { $0 == "；" ? "，" : $0.isNewline ? " " : $0 })
  }
}

extension RowOverlay {
  /// A class that a person chose.
  fileprivate mutating func set(_ category: Category, _ row: Int) {
    self["scheme", row] = .string(category.scheme)
    self["code", row] = .string(category.code)
    self["level1", row] = .string(category.level1)
    self["level2", row] = .string(category.level2)
    self["level3", row] = .string(category.level3)
    self["in_scope", row] = .bool(category.inScope)
    self["redirect_to", row] = .text(category.redirectTo)
    self["redirect_reason", row] = .null
    self["decided_by", row] = .string("person")
    self["confidence", row] = .double(1)
  }
}
