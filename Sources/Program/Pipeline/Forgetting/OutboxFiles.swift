internal import Bytes

/// What the names of published files tell.
enum OutboxFiles {
  /// Whether a path is that of a contact sheet: the only published file that may name a person.
  static func isContactSheet(_ path: String) -> Bool {
    FileSystem.name(of: path).hasPrefix("联系单")
  }
}
