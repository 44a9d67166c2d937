internal import Assignment
internal import Columns
internal import Complaints
internal import Lake

/// The assignments that the lake holds, with the places of their rows.
struct AssignmentBook {
  /// All rows of `assignments`.
  let batch: RecordBatch
  /// Where each row lies.
  let positions: [RecordSettlement.Position]
  /// The clocks of each assignment.
  let clocks: [Int64: [AssignmentClock]]
  private let rowsOfMatter: [Int64: [Int]]
  private let rounds: [Int32]
  private let states: [AssignmentState]

  init(_ context: RunContext) throws {
    var batch = RecordBatch(schema: Tables.assignments.schema)
    var positions: [RecordSettlement.Position] = []
    try context.store.lake.scan(
      Tables.assignments.name, columns: Tables.assignments.schema.fields.map(\.name)
    ) { rows, origin in
      batch.append(contentsOf: rows)
      positions += origin.rows.map { .init(dataFileID: origin.dataFileID, row: $0) }
    }
    self.batch = batch
    self.positions = positions
    rounds = batch.int32s("round").values
    let texts = batch.strings("state")
    states = (0..<batch.rowCount).map { AssignmentState(rawValue: texts.text($0)) ?? .unsigned }
    var rowsOfMatter: [Int64: [Int]] = [:]
    for (row, id) in batch.int64s("matter_id").values.enumerated() {
      rowsOfMatter[id, default: []].append(row)
    }
    self.rowsOfMatter = rowsOfMatter
    let clockRows = try context.store.lake.readAll(
      Tables.assignmentClocks.name, columns: Tables.assignmentClocks.schema.fields.map(\.name))
    clocks = Self.clocks(of: clockRows)
  }

  /// The clocks of a batch of clock rows, by assignment.
  static func clocks(of batch: RecordBatch) -> [Int64: [AssignmentClock]] {
    let ids = batch.int64s("assignment_id").values
    let names = batch.strings("clock")
    let kinds = batch.strings("limit_kind")
    let amounts = batch.int32s("amount").values
    let starts = batch.int64s("started_at").values
    let dues = batch.int64s("due_at").values
    let provisional = batch.bools("provisional")
    let rules = batch.strings("rule_id")
    var clocks: [Int64: [AssignmentClock]] = [:]
    for row in ids.indices {
      guard let clock = Clock(rawValue: names.text(row)) else { continue }
      clocks[ids[row], default: []].append(
        AssignmentClock(
          clock: clock, kind: kinds[row].flatMap(LimitKind.init(rawValue:)),
          amount: Int(amounts[row]), startedAt: starts[row], dueAt: dues[row],
          isProvisional: provisional[row] ?? false, ruleID: rules.text(row)))
    }
    return clocks
  }

  /// The last round of a matter; nil when it has no assignment.
  func lastRound(of matter: Int64) -> Int? {
    rowsOfMatter[matter].flatMap { $0.map { Int(rounds[$0]) }.max() }
  }

  /// Whether a round of a matter has open work.
  func isOpen(_ matter: Int64, round: Int) -> Bool { !open(matter, round: round).isEmpty }

  /// The rows of a matter's round that are not over.
  func open(_ matter: Int64, round: Int) -> [Int] {
    (rowsOfMatter[matter] ?? []).filter { Int(rounds[$0]) == round && !states[$0].isOver }
  }

  /// Whether a round of a matter has an open row with a unit.
  func isIssued(_ matter: Int64, round: Int) -> Bool {
    open(matter, round: round).contains { batch.strings("unit_code")[$0] != nil }
  }

  /// The unit that leads the open work of a matter's round; nil where people must say.
  func lead(of matter: Int64, round: Int) -> String? {
    let roles = batch.strings("role")
    return open(matter, round: round).first { roles.text($0) == Role.lead.rawValue }
      .flatMap { batch.strings("unit_code")[$0] }
  }

  /// All rows that are issued by us, have a unit and are not over.
  var issuedAndOpen: [Int] {
    let units = batch.strings("unit_code")
    let modes = batch.strings("mode")
    return (0..<batch.rowCount).filter {
      !states[$0].isOver && units[$0] != nil && modes.text($0) == DispatchMode.own.rawValue
    }
  }
}
