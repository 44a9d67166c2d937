internal import Bytes
internal import Columns
internal import Complaints

/// One assignment before it becomes rows.
struct AssignmentDraft {
  /// Something that happened to it.
  struct Event {
    let at: Int64
    let event: String
    let actor: String
    let note: String?
  }

  let id: Int64
  let matter: MatterFacts
  let role: Role
  let unit: String?
  let decision: UnitDecision
  let mode: DispatchMode
  let assignedAt: Int64?
  var unitName: String?
  var state: AssignmentState = .unsigned
  var reason: String?
  var clocks: [AssignmentClock] = []
  var stoppedAt: Int64?
  var events: [Event] = []

  init(
    matter: MatterFacts, role: Role, unit: String?, decision: UnitDecision, mode: DispatchMode,
    assignedAt: Int64?
  ) {
    id = Self.id(matter: matter.matterID, round: matter.round, role: role, unit: unit)
    self.matter = matter
    self.role = role
    self.unit = unit
    self.decision = decision
    self.mode = mode
    self.assignedAt = assignedAt
  }

  /// 63 bits of the SHA-256 of matter, round, role and unit.
  static func id(matter: Int64, round: Int, role: Role, unit: String?) -> Int64 {
    let key = "assignment\u{0}\(matter)\u{0}\(round)\u{0}\(role.rawValue)\u{0}\(unit ?? "")"
    var id: UInt64 = 0
    for byte in SHA256.hash(key).prefix(8) { id = id << 8 | UInt64(byte) }
    return Int64(id >> 1)
  }
}
