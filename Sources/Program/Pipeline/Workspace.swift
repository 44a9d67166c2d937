package import Bytes
internal import Columns

/// The folders a run reads and writes; never inside the source tree.
package struct Workspace: Sendable {
  /// The workspace's absolute path.
  package let path: String

  /// Files as the source systems drop them; never modified.
  package var inbox: String { path + "/inbox" }
  /// Files that units send back.
  package var feedback: String { path + "/feedback" }
  /// The lakehouse: catalog and data.
  package var lake: String { path + "/lake" }
  /// Identities and masked-out spans.
  package var vault: String { path + "/vault" }
  /// What units pull.
  package var outbox: String { path + "/outbox" }
  /// What leaders read.
  package var reports: String { path + "/reports" }
  /// Rejected rows with their bytes.
  package var quarantine: String { path + "/quarantine" }
  /// Trained models.
  package var models: String { path + "/models" }
  /// Counts and ids only.
  package var logs: String { path + "/logs" }

  /// The folders that nobody else may read.
  var restricted: [String] { [inbox, feedback, quarantine, vault, outbox] }

  /// Names a workspace by its absolute path.
  init(absolute path: String) { self.path = path }

  /// Opens a workspace, making what is missing.
  ///
  /// - Throws: `configuration` when a restricted folder is open to others, naming the command that
  ///   mends it; `io` when a folder cannot be made.
  package init(path: String) throws(StorageError) {
    try FileSystem.makeFolder(path)
    self.path = try FileSystem.absolute(path)
    for folder in restricted where FileSystem.exists(folder) {
      let mode = try FileSystem.permissions(folder)
      guard mode & 0o077 == 0 else {
        throw StorageError(
          .openToOthers, path: folder,
          "holds personal data but others may read it (mode \(octal(mode))); "
            + "close it with: chmod 700 '\(folder)'")
      }
    }
    for folder in restricted + [lake, reports, models, logs] {
      try FileSystem.makeFolder(folder)
    }
  }

  /// Takes the workspace for one run.
  ///
  /// - Throws: `busy` when another run holds it.
  package func lock() throws(StorageError) -> FileLock {
    if let lock = try FileLock(path: path + "/lock") { return lock }
    var detail = "another process holds this workspace"
    if let holder = FileLock.holder(of: path + "/lock") {
      let since = CivilTime.format(holder.since / 1000 + 8 * 3600 * CivilTime.second)
      detail = "process \(holder.process) holds this workspace since \(since)"
    }
    throw StorageError(.busy, path: path + "/lock", detail + "; try again when it has ended")
  }

  /// A path of the workspace, as messages print it.
  package func relative(_ file: String) -> String {
    file.hasPrefix(path + "/") ? String(file.dropFirst(path.count + 1)) : file
  }

  /// The absolute path of what `relative` gave.
  package func path(_ relative: String) -> String {
    relative.hasPrefix("/") ? relative : "\(path)/\(relative)"
  }

  private func octal(_ mode: UInt32) -> String { String(mode, radix: 8) }
}

extension StorageError.Code {
  /// A restricted folder may be read by others; exit code 2.
  package static let openToOthers = Self("open-to-others")
  /// Another run holds the workspace.
  package static let busy = Self("busy")
}
