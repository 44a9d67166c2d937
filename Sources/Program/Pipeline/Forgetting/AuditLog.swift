internal import Bytes
internal import Vault

/// The ends of the audit chain as `logs/audit.log` keeps them, outside vault and catalog.
///
/// One line for each command that entered something. Whoever collects logs elsewhere holds there
/// what a chain that was cut off has to be measured against.
struct AuditLog {
  /// The file's name in `logs/`.
  static let name = "audit.log"
  private let path: String

  init(_ workspace: Workspace) { path = workspace.logs + "/" + Self.name }

  /// Adds the chain's present end, unless it is the last one kept.
  func note(_ vault: Vault) throws(StorageError) {
    guard let head = try vault.auditHead(), anchors().last != head else { return }
    try FileSystem.append(path, Array((head.line + "\n").utf8).span)
  }

  /// The ends that are kept; lines that are none of them are passed over.
  func anchors() -> [AuditAnchor] {
    guard let bytes = try? FileSystem.read(path) else { return [] }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
      .compactMap { AuditAnchor(line: $0) }
  }
}
