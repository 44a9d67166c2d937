internal import Bytes
internal import Exchange
internal import Intake
internal import Tabular

/// Rejected rows and refused files of a run, with reason, place and original bytes.
///
/// One NDJSON file for each input file, written before the rows around it are committed and
/// overwritten by a rerun: `{"file", "line", "reason", "detail", "bytes"}`, the bytes in base64.
struct QuarantineFolder {
  private let folder: String

  init(_ context: RunContext) {
    folder = context.workspace.quarantine + "/" + context.run.runID
  }

  /// Writes the rejected rows of a file.
  func write(_ rejects: [Reject], of file: Ledger.File) throws {
    if rejects.isEmpty { return }
    try FileSystem.makeFolder(folder)
    try FileSystem.replace(path(of: file), with: lines(rejects, file))
    try Failpoint.reach(.quarantineRowsWritten)
  }

  /// Writes the next rejected rows of a file that has `quarantined` of them already.
  func append(_ rejects: [Reject], of file: Ledger.File) throws {
    if rejects.isEmpty { return }
    if file.quarantined == 0 { return try write(rejects, of: file) }
    try FileSystem.append(path(of: file), lines(rejects, file).span)
  }

  /// Makes the rejected rows of a file durable that were appended one after the other.
  func sync(rowsOf file: Ledger.File) throws {
    if file.quarantined > 0 { try FileSystem.syncFileSystem(of: path(of: file)) }
  }

  /// Removes the rejected rows of a file that is refused whole after all.
  func remove(rowsOf file: Ledger.File) throws {
    try FileSystem.remove(path(of: file))
  }

  private func path(of file: Ledger.File) -> String {
    "\(folder)/\(file.platform)-\(file.fileID).ndjson"
  }

  private func lines(_ rejects: [Reject], _ file: Ledger.File) -> [UInt8] {
    JSONText.lines(
      of: rejects.map { reject -> JSONValue in
        [
          "platform": .string(file.platform), "file": .string(file.path),
          "file_id": .string(String(file.fileID)), "line": .int(reject.line),
          "offset": .int(reject.originalOffset), "reason": .string(reject.reason),
          "detail": .string(reject.detail), "bytes": .string(Base64.encode(reject.original)),
        ]
      })
  }

  /// Keeps a refused file whole, with the reason beside it.
  func keep(_ item: Inbox.Item, reason: String) throws {
    let target = "\(folder)/refused/\(item.platform)-\(item.fileID)"
    try FileSystem.makeFolder(FileSystem.parent(of: target))
    try FileSystem.replace(target, with: try FileSystem.read(item.path))
    try Failpoint.reach(.quarantineFileKept)
    let note: JSONValue = [
      "file": .string(item.relativePath), "sha256": .string(item.sha256),
      "reason": .string(reason),
    ]
    try FileSystem.replace(
      target + ".json", with: JSONText.bytes(of: note, indented: true))
  }
}
