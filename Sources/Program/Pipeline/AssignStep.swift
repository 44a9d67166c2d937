internal import Assignment
internal import Bytes
internal import Columns
internal import Complaints
internal import Exchange
internal import Lake
internal import SQLite
internal import Vault

/// Decides units and deadlines for matters that need one, follows what the sources did, and stages
/// the units' files.
struct AssignStep {
  private let context: RunContext

  init(_ context: RunContext) { self.context = context }

  /// Plans new assignments, moves known ones on, publishes.
  func run() throws {
    let requestGuard = RequestGuard(units: context.city.units, lexicon: context.city.lexicon)
    let reader = CaseReader(context)
    let members = try reader.touchedCases()
    let book = try AssignmentBook(context)
    let numbers = try reader.matterNumbers()
    var detail = StepDetail([
      "matters": members.cases.count, "decided": 0, "for_people": 0, "followed": 0, "closed": 0,
      "appended": 0, "units_served": 0,
    ])
    let planner = AssignmentPlanner(city: context.city, guard: requestGuard)
    var facts: [MatterFacts] = []
    var decided: [(item: MatterCase, facts: MatterFacts)] = []
    var changes = AssignmentChanges(context)
    for item in members.cases {
      let number = numbers[item.matterID] ?? ""
      guard let round = book.lastRound(of: item.matterID) else {
        facts.append(item.facts(members, matterNo: number, round: 1))
        continue
      }
      let isClosed = item.isClosedAtSource(members)
      let hasNewVoice = item.rows.contains { reader.newRequests.contains(members.ids[$0]) }
      switch (book.isOpen(item.matterID, round: round), isClosed) {
      case (true, true): changes.close(book.open(item.matterID, round: round), members, item)
      case (true, false):
        if hasNewVoice { changes.append(book.open(item.matterID, round: round)) }
        if item.rows.contains(where: { reader.decidedRequests.contains(members.ids[$0]) }) {
          let next = book.isIssued(item.matterID, round: round) ? round + 1 : round
          decided.append((item, item.facts(members, matterNo: number, round: next)))
        }
      case (false, false) where hasNewVoice:
        facts.append(item.facts(members, matterNo: number, round: round + 1))
      default: break
      }
    }
    facts += try reassign(decided, planner, book, &changes)
    var plan = try planner.plan(facts, issuedAt: context.issuedAt, runID: context.run.runID)
    changes.noteSuperseded(in: &plan.assignments, book)
    count(plan, changes, in: &detail)
    try commit(plan, changes, book, members, &detail)
  }

  /// Gives up the assignments of matters that another unit must lead now that people have decided on
  /// their requests; the others stay as they are.
  ///
  /// - Returns: The matters to be planned anew.
  private func reassign(
    _ decided: [(item: MatterCase, facts: MatterFacts)], _ planner: AssignmentPlanner,
    _ book: AssignmentBook, _ changes: inout AssignmentChanges
  ) throws -> [MatterFacts] {
    if decided.isEmpty { return [] }
    let preview = try planner.plan(
      decided.map(\.facts), issuedAt: context.issuedAt, runID: context.run.runID
    ).assignments
    let roles = preview.strings("role")
    var leads: [Int64: String] = [:]
    for (row, matter) in preview.int64s("matter_id").values.enumerated()
    where roles.text(row) == Role.lead.rawValue {
      leads[matter] = preview.strings("unit_code")[row]
    }
    return decided.compactMap { item, facts in
      guard let round = book.lastRound(of: item.matterID), let lead = leads[item.matterID],
        lead != book.lead(of: item.matterID, round: round)
      else { return nil }
      changes.reassign(book.open(item.matterID, round: round), to: lead)
      return facts
    }
  }

  private func commit(
    _ plan: AssignmentPlan, _ changes: AssignmentChanges, _ book: AssignmentBook,
    _ members: CaseMembers, _ detail: inout StepDetail
  ) throws {
    let commit = context.store.lake.begin()
    do {
      let work = try OpenWork(
        context, plan: plan, changes: changes, book: book, members: members)
      let lines = try work.lines()
      let staging = context.workspace.outbox + "/.staging"
      try FileSystem.makeFolder(staging)
      let batches = try OutboxBuilder(
        city: context.city, runID: context.run.runID, issuedAt: context.issuedAt,
        stagingFolder: staging, outboxFolder: context.workspace.outbox
      ).build(lines)
      try FileSystem.syncFileSystem(of: staging)
      try Failpoint.reach(.outboxStaged)
      detail["units_served"] = batches.count
      try commit.append(
        Tables.assignments.name, work.withBatches(plan.assignments, batches))
      try commit.append(Tables.assignmentClocks.name, plan.clocks)
      try commit.append(Tables.assignmentEvents.name, plan.events)
      try changes.stage(in: commit, book)
      try context.commit(
        commit, step: .assign, detail: detail,
        publications: batches.map {
          Ledger.Publication(
            kind: "outbox", id: "\($0.unit)/\($0.batchID)",
            staged: context.workspace.relative($0.stagedPath),
            target: context.workspace.relative($0.targetPath), runID: context.run.runID)
        }
      ) { connection, time in try log(batches, at: time, in: connection) }
    } catch {
      commit.rollback()
      throw error
    }
  }

  private func count(
    _ plan: AssignmentPlan, _ changes: AssignmentChanges, in detail: inout StepDetail
  ) {
    let units = plan.assignments.strings("unit_code")
    let modes = plan.assignments.strings("mode")
    for row in 0..<plan.assignments.rowCount {
      if units[row] == nil {
        detail["for_people"] += 1
      } else if modes.text(row) == DispatchMode.mirror.rawValue {
        detail["followed"] += 1
      } else {
        detail["decided"] += 1
      }
    }
    detail["closed"] = changes.closedCount
    detail["appended"] = changes.appended.count
    if !changes.reassigned.isEmpty { detail["reassigned"] = changes.reassigned.count }
  }

  /// Enters every fact that leaves the vault with a batch into the audit chain.
  private func log(_ batches: [StagedBatch], at time: String, in connection: Connection) throws {
    let entries = batches.flatMap(\.releases).map { entry in
      (
        purpose: "\(entry.field) by \(entry.rule): \(entry.basis)",
        subject: "\(entry.assignmentNo) to \(entry.recipient) in \(entry.batchID)"
      )
    }
    try context.store.vault.recordAudit(
      entries, actor: "run \(context.run.runID)", at: time, in: connection)
  }
}
