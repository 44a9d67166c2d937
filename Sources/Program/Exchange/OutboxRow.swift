internal import Assignment
internal import Columns
internal import Complaints

/// A line as it is printed: what the receiving unit may see of it.
struct OutboxRow: Sendable {
  let line: OutboxLine
  let receiver: String
  let leadName: String
  let categoryPath: String
  let district: String
  let town: String
  let place: String
  let object: String
  let title: String
  let content: String
  let secrecy: String
  let contact: Contact?
  /// The field, rule and basis of each fact that was let out.
  let releases: [(field: String, rule: String, basis: String)]

  /// How to reach the person, where the receiver may know it.
  struct Contact: Sendable {
    let name: String
    let phone: String
    let basis: String
  }

  /// The end of one of its clocks, `2026-07-08 18:00`; empty where it has none.
  func due(_ clock: Clock) -> String {
    line.clocks.first { $0.clock == clock }.map { Self.minute($0.dueAt) } ?? ""
  }

  /// How its deadlines were counted.
  var counting: String {
    var parts: [String] = []
    for clock in [Clock.sign, .return, .close] {
      guard let found = line.clocks.first(where: { $0.clock == clock }) else { continue }
      parts.append("\(clock.label)\(found.explanation)")
    }
    return parts.joined(separator: "；")
  }

  /// The end of the close clock, for sorting.
  var closeDue: Int64 { line.clocks.first { $0.clock == .close }?.dueAt ?? .max }

  /// `2026-07-08 18:00`.
  static func minute(_ time: Int64) -> String { String(CivilTime.format(time).dropLast(3)) }

  /// Urgent first, then what is due first, then by number.
  static func comesBefore(_ left: OutboxRow, _ right: OutboxRow) -> Bool {
    let order: (Urgency) -> Int = { $0 == .urgent ? 0 : $0 == .elevated ? 1 : 2 }
    let (leftUrgency, rightUrgency) = (order(left.line.urgency), order(right.line.urgency))
    if leftUrgency != rightUrgency { return leftUrgency < rightUrgency }
    if left.closeDue != right.closeDue { return left.closeDue < right.closeDue }
    if left.line.assignmentNo != right.line.assignmentNo {
      return left.line.assignmentNo < right.line.assignmentNo
    }
    if left.line.sections != right.line.sections {
      return left.line.sections.rawValue < right.line.sections.rawValue
    }
    return left.line.note < right.line.note
  }
}
