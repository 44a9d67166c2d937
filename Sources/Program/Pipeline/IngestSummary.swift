internal import Bytes
internal import Exchange
internal import Lake
package import Tabular

/// What `minsheng ingest` did with each file.
package struct IngestSummary: Sendable {
  /// What needs a person's look.
  package let attention: [String]
  /// The same as JSON.
  package let json: JSONValue
  /// The same as lines for people.
  package let lines: [String]

  /// The summary of files that were taken or refused.
  ///
  /// - Throws: `accounting` when the rows read are not all accounted for.
  init(_ context: RunContext, items: [Inbox.Item], isChanged: Bool) throws {
    let known = try context.store.ledger.files(of: context.run.runID)
    let files = items.compactMap { item in
      known.first { $0.path == item.relativePath && $0.fileID == item.fileID }
    }
    try RowAccount.check(files)
    let remarks = try context.store.ledger.remarks(of: context.run.runID)
    let quarantine = context.workspace.relative(context.workspace.quarantine)
    attention = context.attention
    json = [
      "run": .string(context.run.runID), "workspace": .string(context.workspace.path),
      "changed": .bool(isChanged), "snapshot": .integer(context.store.lake.latestSnapshot),
      "files": .array(
        files.map { Self.json(of: $0, remarks[$0.key] ?? FileRemarks(), quarantine: quarantine) }),
      "attention": .texts(attention),
    ]
    var lines = files.flatMap { file in
      [Self.line(of: file)] + (remarks[file.key]?.lines ?? []).map { "  " + $0 }
    }
    if !isChanged { lines.append("nothing new: the store is as it was") }
    if !attention.isEmpty { lines += ["", "needs a look:"] + attention.map { "  - \($0)" } }
    self.lines = lines
  }

  private static func json(
    of file: Ledger.File, _ remarks: FileRemarks, quarantine: String
  ) -> JSONValue {
    let rejects = "\(quarantine)/\(file.runID)/\(file.platform)-\(file.fileID).ndjson"
    let object: JSONValue = [
      "file": .string(file.path), "platform": .string(file.platform),
      "state": .string(file.state), "reason": .text(file.reason), "format": .text(file.format),
      "encoding": .text(file.encoding), "rows_read": .int(file.rowsRead),
      "accepted": .int(file.accepted), "updated": .int(file.updated),
      "unchanged": .int(file.unchanged), "quarantined": .int(file.quarantined),
      "control_total": .int(file.controlTotal),
      "quarantine": file.quarantined == 0 ? .null : .string(rejects),
    ]
    guard case .object(let members) = object else { return object }
    return .object(members + remarks.json)
  }

  private static func line(of file: Ledger.File) -> String {
    let name = FileSystem.name(of: file.path)
    if file.state != "taken" { return "\(name): \(file.state): \(file.reason ?? "")" }
    return "\(name): \(file.encoding ?? "") \(file.format ?? ""), \(file.rowsRead) rows read = "
      + "\(file.accepted) accepted + \(file.updated) updated + \(file.unchanged) unchanged + "
      + "\(file.quarantined) quarantined"
  }
}
