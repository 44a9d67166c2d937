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
    let lines = rejects.map { reject -> JSONValue in
      [
        "platform": .string(file.platform), "file": .string(file.path),
        "file_id": .string(String(file.fileID)), "line": .int(reject.line),
        "offset": .int(reject.originalOffset), "reason": .string(reject.reason),
        "detail": .string(reject.detail), "bytes": .string(Base64.encode(reject.original)),
      ]
    }
    try FileSystem.replace(
      "\(folder)/\(file.platform)-\(file.fileID).ndjson", with: JSONText.lines(of: lines))
    try Failpoint.reach(.quarantineRowsWritten)
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
