internal import Assignment
internal import Columns
internal import Complaints
internal import Exchange
internal import Lake
internal import Vault

/// The lines of the units' workbooks: what is new, what changed, and all that is open.
struct OpenWork {
  private let context: RunContext
  private let plan: AssignmentPlan
  private let changes: AssignmentChanges
  private let book: AssignmentBook
  private let members: CaseMembers

  init(
    _ context: RunContext, plan: AssignmentPlan, changes: AssignmentChanges, book: AssignmentBook,
    members: CaseMembers
  ) throws {
    self.context = context
    self.plan = plan
    self.changes = changes
    self.book = book
    self.members = members
  }

  /// All lines, in the order of assignment ids.
  func lines() throws -> [OutboxLine] {
    let fresh = plan.assignments
    let units = fresh.strings("unit_code")
    let modes = fresh.strings("mode")
    let states = fresh.strings("state")
    let issued = (0..<fresh.rowCount).filter {
      units[$0] != nil && modes.text($0) == DispatchMode.own.rawValue
        && states.text($0) == AssignmentState.unsigned.rawValue
    }
    let known = book.issuedAndOpen.filter {
      changes.closed[$0] == nil && changes.reassigned[$0] == nil
    }
    let given = book.issuedAndOpen.filter { changes.reassigned[$0] != nil }
    let voices = try MatterVoices(
      context,
      matters: Set(issued.map { fresh.int64s("matter_id").values[$0] })
        .union((known + given).map { book.batch.int64s("matter_id").values[$0] }), fresh: members)
    let clocks = AssignmentBook.clocks(of: plan.clocks)
    let leads = leadUnits()
    var lines: [OutboxLine] = []
    for row in issued where voices.mayBeShown(fresh.int64s("matter_id").values[row]) {
      lines.append(
        line(fresh, row, clocks: clocks, voices: voices, leads: leads, sections: [.new, .open]))
    }
    for row in known where voices.mayBeShown(book.batch.int64s("matter_id").values[row]) {
      var sections: OutboxSections = [.open]
      if changes.appended.contains(row) { sections.insert(.appended) }
      lines.append(
        line(book.batch, row, clocks: book.clocks, voices: voices, leads: leads, sections: sections)
      )
    }
    for row in given where voices.mayBeShown(book.batch.int64s("matter_id").values[row]) {
      var withdrawn = line(
        book.batch, row, clocks: book.clocks, voices: voices, leads: leads, sections: [.withdrawn])
      withdrawn.sections = [.withdrawn]
      withdrawn.state = .reassigned
      withdrawn.note = changes.note(of: row)
      lines.append(withdrawn)
    }
    return lines.sorted { $0.assignmentID < $1.assignmentID }
  }

  /// The plan's rows with the batch that each was published in.
  func withBatches(_ assignments: RecordBatch, _ batches: [StagedBatch]) -> RecordBatch {
    var folders: [Int64: String] = [:]
    for batch in batches {
      for id in batch.assignmentIDs where folders[id] == nil {
        folders[id] = "\(batch.unit)/\(batch.batchID)"
      }
    }
    var output = assignments
    let ids = assignments.int64s("assignment_id").values
    output["batch_id"] = .string(StringColumn(ids.map { folders[$0] }))
    return output
  }

  /// The lead of each matter and round.
  private func leadUnits() -> [String: String] {
    var leads: [String: String] = [:]
    for batch in [book.batch, plan.assignments] {
      let roles = batch.strings("role")
      let units = batch.strings("unit_code")
      let matters = batch.int64s("matter_id").values
      let rounds = batch.int32s("round").values
      for row in 0..<batch.rowCount where roles.text(row) == Role.lead.rawValue {
        leads["\(matters[row])#\(rounds[row])"] = units[row]
      }
    }
    return leads
  }

  private func line(
    _ batch: RecordBatch, _ row: Int, clocks: [Int64: [AssignmentClock]], voices: MatterVoices,
    leads: [String: String], sections: OutboxSections
  ) -> OutboxLine {
    let matter = batch.int64s("matter_id").values[row]
    let round = Int(batch.int32s("round").values[row])
    let id = batch.int64s("assignment_id").values[row]
    let unit = batch.strings("unit_code").text(row)
    let own = clocks[id] ?? []
    var sections = sections
    if let close = own.first(where: { $0.clock == .close }),
      close.dueAt <= context.issuedAt + 2 * CivilTime.day
    {
      sections.insert(.due)
    }
    let voice = voices.voice(of: matter)
    let isNew = sections.contains(.new)
    return OutboxLine(
      assignmentID: id, assignmentNo: batch.strings("assignment_no").text(row),
      matterNo: voice.matterNo, sourceRecordID: voice.recordID, sections: sections, unitCode: unit,
      leadUnitCode: leads["\(matter)#\(round)"] ?? unit,
      role: Role(rawValue: batch.strings("role").text(row)) ?? .lead,
      state: AssignmentState(rawValue: batch.strings("state").text(row)) ?? .unsigned,
      source: voice.source, requestType: voice.requestType,
      urgency: Urgency(rawValue: batch.strings("urgency").text(row)) ?? .normal,
      access: voice.access, title: voice.title, content: voice.content,
      districtCode: voice.districtCode, townCode: voice.townCode, placeText: voice.placeText,
      code: voice.code, basis: batch.strings("basis").text(row),
      assignedAt: batch.int64s("assigned_at").values[row], clocks: own,
      requestCount: voice.requestCount, personCount: voice.personCount,
      firstReceivedAt: voice.firstReceivedAt, lastReceivedAt: voice.lastReceivedAt, round: round,
      note: sections.contains(.appended) ? "同一事项有新的反映，时限不变" : "",
      facts: isNew ? voices.facts(of: matter) : [:])
  }
}
