internal import Bytes

extension WorkspaceVerification {
  /// Checks that nobody else may read what is restricted.
  ///
  /// What senders drop into the inbox and units into feedback is protected by the folder alone.
  func checkPermissions() {
    for folder in workspace.restricted where FileSystem.exists(folder) {
      var open: [String] = []
      let isOwn = folder != workspace.inbox && folder != workspace.feedback
      collectOpen(folder, recursively: isOwn, into: &open)
      guard let first = open.first else { continue }
      let more = open.count > 1 ? "; \(open.count - 1) more paths likewise" : ""
      let paths = open
      findings.append(
        Finding(
          .permissions, path: first,
          "personal data lie here, and others may read or change them" + more,
          mending: Finding.Mending("takes the rights of others away") {
            for path in paths {
              try FileSystem.setPermissions(path, FileSystem.permissions(path) & 0o700)
            }
          }))
    }
  }

  private func collectOpen(_ path: String, recursively: Bool, into open: inout [String]) {
    if let mode = try? FileSystem.permissions(path), mode & 0o077 != 0 { open.append(path) }
    guard recursively, FileSystem.isFolder(path) else { return }
    for name in (try? FileSystem.list(path)) ?? [] {
      collectOpen(path + "/" + name, recursively: true, into: &open)
    }
  }

  /// Finds files that a stopped program was writing beside their targets.
  func checkTemporaryFiles() {
    // What lies among the lake's data is an orphan there.
    for folder in [
      workspace.vault, workspace.outbox, workspace.reports, workspace.quarantine,
      workspace.models, workspace.logs,
    ] { findTemporary(in: folder) }
  }

  private func findTemporary(in folder: String) {
    for name in (try? FileSystem.list(folder)) ?? [] {
      let path = folder + "/" + name
      if FileSystem.isFolder(path) {
        findTemporary(in: path)
      } else if name.hasSuffix(FileSystem.temporarySuffix) {
        findings.append(
          Finding(
            .temporary, path: path, "a stopped program was writing this file; nothing reads it",
            mending: Finding.Mending("removes the file") { try FileSystem.remove(path) }))
      }
    }
  }
}
