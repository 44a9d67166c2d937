internal import Columns
internal import Complaints

/// The columns of `Tables.classifications` that follow from signals, under construction.
struct SignalColumns {
  private var types = StringColumn()
  private var confidences: [Double] = []
  private var evidence = StringColumn()
  private var urgencies = StringColumn()
  private var reasons = StringColumn()
  private var redirects = StringColumn()
  private var redirectReasons = StringColumn()
  private var risks = StringListColumn()
  private var kinds = StringListColumn()

  mutating func append(_ decision: SignalDecision) {
    types.append(decision.type?.rawValue)
    confidences.append((decision.typeConfidence * 10_000).rounded() / 10_000)
    evidence.append(decision.typeEvidence.isEmpty ? nil : decision.typeEvidence)
    urgencies.append(decision.urgency.rawValue)
    reasons.append(decision.urgencyReason.isEmpty ? nil : decision.urgencyReason)
    redirects.append(decision.redirectTo)
    redirectReasons.append(decision.redirectTo == nil ? nil : decision.redirectReason)
    Self.append(decision.risks, to: &risks)
    Self.append(decision.riskKinds, to: &kinds)
  }

  /// Adds a row's list; a row without words has none, not an empty list.
  private static func append(_ words: [String], to column: inout StringListColumn) {
    for word in words { column.elements.append(word) }
    column.validity.append(!words.isEmpty, after: column.count)
    column.offsets.append(Int32(column.elements.count))
  }

  /// Completes rows of classes: what the text says of scope goes before what the class says.
  func complete(_ rows: inout RecordBatch) {
    rows["request_type"] = .string(types)
    rows["type_confidence"] = .double(ValueColumn(confidences))
    rows["type_evidence"] = .string(evidence)
    rows["urgency"] = .string(urgencies)
    rows["urgency_reason"] = .string(reasons)
    rows["risk_words"] = .stringList(risks)
    rows["risk_kinds"] = .stringList(kinds)
    let scopes = rows.bools("in_scope")
    let channels = rows.strings("redirect_to")
    let leaves = rows.strings("level3")
    var inScope = Column(empty: .bool)
    var redirectTo = StringColumn()
    var redirectReason = StringColumn()
    for row in 0..<rows.rowCount {
      if let said = redirects[row] {
        inScope.append(.bool(false))
        redirectTo.append(said)
        redirectReason.append(redirectReasons[row])
      } else {
        inScope.append(scopes[row].map(Value.bool) ?? .null)
        redirectTo.append(channels[row])
        redirectReason.append(scopes[row] == false ? leaves[row].map { "分类：\($0)" } : nil)
      }
    }
    rows["in_scope"] = inScope
    rows["redirect_to"] = .string(redirectTo)
    rows["redirect_reason"] = .string(redirectReason)
  }
}
