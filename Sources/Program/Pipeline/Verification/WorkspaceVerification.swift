package import Bytes
internal import Lake
internal import SQLite

/// Checks a workspace as a whole: folders, lake, vault, ledger, and each against the others.
///
/// Without `mend` nothing is changed. The workspace's lock must be held meanwhile.
package final class WorkspaceVerification {
  /// The workspace.
  let workspace: Workspace
  /// Where progress is shown.
  let progress: Progress
  /// What has been found so far.
  var findings: [Finding] = []
  /// The bytes of the files that were read.
  package internal(set) var byteCount = 0
  /// The number of files that were read.
  package internal(set) var fileCount = 0

  /// Prepares a verification.
  package init(_ workspace: Workspace, progress: Progress) {
    self.workspace = workspace
    self.progress = progress
  }

  /// Checks everything once.
  ///
  /// - Returns: What is wrong, in the order of the checks.
  package func run() -> [Finding] {
    findings = []
    (byteCount, fileCount) = (0, 0)
    checkPermissions()
    checkTemporaryFiles()
    checkLake()
    return findings
  }

  private func checkLake() {
    let path = workspace.lake + "/catalog.sqlite"
    guard FileSystem.exists(path) else {
      findings.append(Finding(.catalogUnreadable, path: path, "the catalog is not there"))
      return
    }
    let connection: Connection
    do throws(StorageError) {
      connection = try Connection(path: path)
    } catch {
      findings.append(
        Finding(.catalogUnreadable, path: path, "the catalog cannot be opened: \(error.detail)"))
      return
    }
    let lake = LakeVerification(connection, folder: workspace.lake) { [progress] done, total in
      progress.update("verify", "lake  file \(done) of \(total)")
    }
    findings += lake.run()
    byteCount += lake.byteCount
    fileCount += lake.fileCount
    progress.done("verify", "lake  \(lake.fileCount) files")
  }
}
