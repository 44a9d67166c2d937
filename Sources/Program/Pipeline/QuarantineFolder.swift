internal import Bytes
internal import Exchange
internal import Intake
internal import Tabular

/// Rejected rows and refused files of a run, with reason, place and original bytes.
///
/// One NDJSON file for each input file, written before the rows around it are committed and
/// overwritten by a rerun: `{"file", "line", "reason", "detail", "bytes", "cells", …}`, the bytes in
/// base64. What became of a row since is in the ledger.
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
    var before: Reject?
    return JSONText.lines(
      of: rejects.map { reject in
        defer { before = reject }
        return .object(members(of: reject, file, after: before))
      })
  }

  /// What is kept of a row; header and delimiter stand for the rows after it, until others come.
  private func members(
    of reject: Reject, _ file: Ledger.File, after before: Reject?
  ) -> [JSONValue.Member] {
    var members: [JSONValue.Member] = [
      .init("platform", .string(file.platform)), .init("file", .string(file.path)),
      .init("file_id", .string(String(file.fileID))), .init("sheet", .int(reject.sheet)),
      .init("line", .int(reject.line)), .init("offset", .int(reject.originalOffset)),
      .init("reason", .string(reject.reason)), .init("detail", .string(reject.detail)),
      .init("bytes", .string(Base64.encode(reject.original))),
      .init("cells", .texts(reject.cells)),
    ]
    if before?.header != reject.header || before?.delimiter != reject.delimiter {
      members.append(.init("header", .texts(reject.header)))
      let delimiter = reject.delimiter.map { String(decoding: [$0], as: UTF8.self) }
      members.append(.init("delimiter", .text(delimiter)))
    }
    return members
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
