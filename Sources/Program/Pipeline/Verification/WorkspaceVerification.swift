package import Bytes
internal import Complaints
internal import Lake
internal import SQLite
internal import Vault

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
  /// What could not be checked for other damage; nil where everything was.
  package private(set) var notCompared: String?
  private var isLakeSound = false

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
    let lake = checkLake()
    let vault = checkVault(lake)
    if let lake {
      let ledger = LedgerVerification(workspace, lake)
      let found = ledger.run()
      findings += found
      let isRead = !found.contains { $0.kind == .ledgerUnreadable }
      if isLakeSound {
        compare(lake, vault, isRead ? ledger : nil)
      } else {
        notCompared =
          "lake, vault and ledger were not compared with each other: mend the lake first"
      }
    }
    return findings
  }

  /// Checks the lake by itself.
  ///
  /// - Returns: Its connection, where there is a catalog in it.
  private func checkLake() -> Connection? {
    let path = workspace.lake + "/catalog.sqlite"
    guard FileSystem.exists(path) else {
      findings.append(Finding(.catalogUnreadable, path: path, "the catalog is not there"))
      return nil
    }
    let connection: Connection
    do throws(StorageError) {
      connection = try Connection(path: path)
    } catch {
      findings.append(
        Finding(.catalogUnreadable, path: path, "the catalog cannot be opened: \(error.detail)"))
      return nil
    }
    let lake = LakeVerification(connection, folder: workspace.lake) { [progress] done, total in
      progress.update("verify", "lake  file \(done) of \(total)")
    }
    let found = lake.run()
    findings += found
    byteCount += lake.byteCount
    fileCount += lake.fileCount
    progress.done("verify", "lake  \(lake.fileCount) files, \(lake.byteCount / 1_000_000) MB")
    isLakeSound = !found.contains { $0.kind.weight == .damage }
    adviseOnLostFiles(connection)
    return found.contains { $0.kind == .catalogUnreadable } ? nil : connection
  }

  private func checkVault(_ catalog: Connection?) -> VaultVerification {
    let vault = VaultVerification(
      folder: workspace.vault,
      catalogAnchors: catalog.flatMap { try? AuditAnchor.all(in: $0) ?? [] },
      otherAnchors: AuditLog(workspace).anchors())
    findings += vault.run()
    byteCount += vault.byteCount
    fileCount += vault.fileCount
    progress.done("verify", "vault  \(vault.fileCount) files, \(vault.byteCount / 1_000_000) MB")
    return vault
  }

  /// Compares lake, vault and ledger with each other.
  private func compare(
    _ connection: Connection, _ verified: VaultVerification, _ ledger: LedgerVerification?
  ) {
    do {
      let lake = try Lake.existing(connection, folder: workspace.lake, tables: Tables.all)
      let store = StoreVerification(
        lake, verified.isReadable ? verified.vault : nil, progress: progress)
      findings += try store.run(ledger)
      if !verified.isReadable, let vault = verified.vault {
        for index in findings.indices where findings[index].kind == .vaultKnown {
          findings[index].mending = store.knownMending(vault)
        }
      }
      progress.done("verify", "store  \(store.requests.values.count) requests")
    } catch {
      findings.append(
        Finding(
          .storeUnreadable, path: workspace.lake, "the tables could not be compared: \(error)"))
    }
  }
}
