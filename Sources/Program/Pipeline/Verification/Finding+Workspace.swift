package import Bytes

extension Finding.Kind {
  /// A restricted folder, or a file in it, may be read by others.
  package static let permissions = Self(
    "workspace.permissions", .damage, "run verify --repair, and find out who has read it")
  /// A file that a stopped program was writing.
  package static let temporary = Self("workspace.temporary", .leftover, "run verify --repair")

  /// All kinds that are found outside lake and vault.
  package static let workspace: [Self] = [permissions, temporary]
}
