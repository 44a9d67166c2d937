package import Bytes
internal import SQLite

extension Ledger {
  /// Removes the quarantined rows of files that a killed run read and no committed row names, and
  /// what it had not yet renamed into place.
  package func removeQuarantineOrphans(in workspace: Workspace) throws(StorageError) {
    var known: Set<String> = []
    try connection.query("SELECT run_id, platform, file_id FROM minsheng_files") { row in
      known.insert("\(row.text(0))/\(row.text(1))-\(row.int64(2))")
    }
    for run in try FileSystem.list(workspace.quarantine) {
      for folder in ["\(workspace.quarantine)/\(run)", "\(workspace.quarantine)/\(run)/refused"]
      where FileSystem.isFolder(folder) {
        for name in try FileSystem.list(folder) {
          let isKnown = Self.quarantined(name).map { known.contains("\(run)/\($0)") } ?? true
          if !isKnown || name.hasSuffix(FileSystem.temporarySuffix) {
            try FileSystem.remove("\(folder)/\(name)")
          }
        }
      }
    }
  }

  /// Platform and file id of a name that `QuarantineFolder` gives; nil for other names.
  private static func quarantined(_ name: String) -> String? {
    let stem = name.split(separator: ".", omittingEmptySubsequences: false).first ?? ""
    guard let dash = stem.lastIndex(of: "-"), Int64(stem[stem.index(after: dash)...]) != nil
    else { return nil }
    return String(stem)
  }
}
