internal import Bytes
package import Tabular

/// What a run did, for the terminal, for `--json` and for the ledger.
package struct RunSummary: Sendable {
  /// Whether the run had been done before and nothing changed.
  package let wasDone: Bool
  /// What needs a person's look.
  package let attention: [String]
  /// The same as JSON.
  package let json: JSONValue
  /// The same as lines for people.
  package let lines: [String]

  /// The summary of a run that was finished before.
  init(alreadyDone run: Ledger.Run) {
    wasDone = true
    attention = []
    json = [
      "run": .string(run.runID), "business_date": .string(run.businessDate), "state": "done_before",
    ]
    lines = [
      "run \(run.runID) was finished before and there is nothing new to take; nothing changed"
    ]
  }

  /// The summary of a run whose steps are done.
  ///
  /// - Throws: `accounting` when the rows read are not all accounted for.
  init(_ context: RunContext) throws {
    let files = try context.store.ledger.files(of: context.run.runID)
    let accounts = RowAccount.accounts(of: files)
    try RowAccount.check(files)
    let carried = try context.store.ledger.carried(by: context.run.runID)
    wasDone = false
    attention = context.attention
    let outputs = try context.store.ledger.published(by: context.run.runID)
      .map { context.workspace.relative($0) }
    json = [
      "run": .string(context.run.runID), "business_date": .string(context.run.businessDate),
      "state": "finished", "files": .int(files.count), "carried": .texts(carried),
      "platforms": .array(accounts.map(\.json)),
      "steps": .object(
        context.stepDetails.map { JSONValue.Member($0.step.rawValue, $0.detail.json) }),
      "remarks": .array(try Self.remarks(context, files)),
      "attention": .texts(attention), "outputs": .texts(outputs),
      "retention_not_applied": .texts(Retention.notApplied(context.city)),
    ]
    lines = Self.lines(context, accounts: accounts, carried: carried, outputs: outputs)
  }

  /// What was found in the files that have anything to say of.
  private static func remarks(
    _ context: RunContext, _ files: [Ledger.File]
  ) throws -> [JSONValue] {
    let remarks = try context.store.ledger.remarks(of: context.run.runID)
    return files.compactMap { file in
      remarks[file.key].map { .object([JSONValue.Member("file", .string(file.path))] + $0.json) }
    }
  }

  private static func lines(
    _ context: RunContext, accounts: [RowAccount], carried: [String], outputs: [String]
  ) -> [String] {
    var lines = [
      "", "run \(context.run.runID)", "",
      "platform                 files    read = accepted + updated + unchanged + quarantined",
    ]
    for account in accounts + [RowAccount.total(of: accounts)] { lines.append(account.line) }
    if !carried.isEmpty { lines.append("with the rows of " + carried.joined(separator: ", ")) }
    if !context.attention.isEmpty {
      lines += ["", "needs a look:"] + context.attention.map { "  - \($0)" }
    }
    let notApplied = Retention.notApplied(context.city)
    if !notApplied.isEmpty {
      lines += ["", "retention is not applied to: \(notApplied.joined(separator: ", "))"]
    }
    let reports = outputs.filter { $0.hasPrefix("reports/") }
    let batches = outputs.filter { $0.hasPrefix("outbox/") }
    lines.append("")
    lines += reports.map { "report  \(context.workspace.path)/\($0)/index.html" }
    if !batches.isEmpty {
      lines.append("outbox  \(context.workspace.outbox): batches for \(batches.count) units")
    }
    return lines
  }
}
