internal import Glibc
internal import Tabular

/// Opens the input of a filter.
enum StandardInput {
  /// What an input is called in messages.
  static func name(_ path: String) -> String { path == "-" ? "standard input" : path }

  /// Opens a file, or standard input for `-`; nil when nothing comes from there.
  static func open(_ path: String) throws -> TabularSource? {
    if path != "-" { return try TabularSource.open(path: path) }
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    return try TabularSource.open(descriptor: 0, path: name(path), temporaryFolder: folder)
  }
}
