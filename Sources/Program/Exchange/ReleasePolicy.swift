internal import Complaints

/// Says what of the vault's facts a receiving unit gets, by `releases.csv`.
struct ReleasePolicy: Sendable {
  let lines: [ReleaseLine]
  /// Whether any line may grant a field, so that others cost nothing.
  private let fields: [String: [ReleaseLine]]

  /// Facts about the object, in the order in which they are printed.
  static let objectFields: [(field: String, label: String)] = [
    ("object_name", "名称"), ("object_plate", "车牌"), ("object_account", "户号/编号"),
    ("object_phone", "电话"),
  ]
  /// Facts that identify the person who complained.
  static let personalFields: Set<String> = ["contact_name", "contact_phone", "room"]

  init(_ lines: [ReleaseLine]) {
    self.lines = lines
    fields = Dictionary(grouping: lines) { $0.field }
  }

  /// What happens to a field of a line, and the rule that says so; nil where none does.
  ///
  /// A 保密 flag wins over every rule for what identifies the person.
  func decide(_ field: String, for line: OutboxLine, receiver: UnitLevel) -> (
    release: ReleaseRule, rule: ReleaseLine?
  ) {
    if line.access == .restricted { return (.mask, nil) }
    if line.access == .confidential && Self.personalFields.contains(field) { return (.mask, nil) }
    for rule in fields[field] ?? [] where holds(rule, for: line, receiver: receiver) {
      return (rule.release, rule)
    }
    return (.mask, nil)
  }

  private func holds(_ rule: ReleaseLine, for line: OutboxLine, receiver: UnitLevel) -> Bool {
    if !rule.requestTypes.isEmpty {
      guard let type = line.requestType, rule.requestTypes.contains(type) else { return false }
    }
    if !rule.access.isEmpty && !rule.access.contains(line.access) { return false }
    if !rule.code.isEmpty && !(line.code ?? "").hasPrefix(rule.code) { return false }
    if !rule.unitKinds.isEmpty && !rule.unitKinds.contains(receiver) { return false }
    return rule.roles.isEmpty || rule.roles.contains(line.role)
  }
}
