/// Which rejected row of which run: what an export names and a replay finds again.
package struct QuarantineKey: Hashable, Sendable {
  /// The run that rejected the row.
  package let runID: String
  /// The platform.
  package let platform: String
  /// The file.
  package let fileID: Int64
  /// The row's place among the rejected rows of run and file, from 1.
  package let ordinal: Int

  /// Makes a key.
  package init(runID: String, platform: String, fileID: Int64, ordinal: Int) {
    self.runID = runID
    self.platform = platform
    self.fileID = fileID
    self.ordinal = ordinal
  }

  /// Reads what `text` wrote; nil for anything else.
  package init?(text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3, let ordinal = Int(parts[2]), ordinal > 0,
      let dash = parts[1].lastIndex(of: "-"),
      let fileID = Int64(parts[1][parts[1].index(after: dash)...])
    else { return nil }
    self.init(
      runID: parts[0], platform: String(parts[1][..<dash]), fileID: fileID, ordinal: ordinal)
  }

  /// The key as people copy it: `nightly-2026-11-22/mailbox-123/4`.
  package var text: String { "\(runID)/\(platform)-\(fileID)/\(ordinal)" }

  /// The file of rejected rows that holds the row, below `quarantine/`.
  var file: String { "\(runID)/\(platform)-\(fileID).ndjson" }
}
