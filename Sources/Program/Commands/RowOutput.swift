internal import Bytes
internal import Glibc

/// Where a command writes rows: standard output, or a file that appears whole or not at all.
struct RowOutput {
  private let path: String?
  private var temporary: String { (path ?? "") + ".tmp-\(getpid())" }

  /// Opens a file for writing, or standard output for `-`.
  init(_ path: String) throws {
    self.path = path == "-" ? nil : path
    let nothing: [UInt8] = []
    if self.path != nil { try FileSystem.write(temporary, nothing.span) }
  }

  /// Writes bytes.
  mutating func write(_ bytes: [UInt8]) throws {
    if path == nil { return Terminal.output(bytes) }
    try FileSystem.append(temporary, bytes.span)
  }

  /// Gives the file its name.
  mutating func finish() throws {
    if let path { try FileSystem.move(temporary, to: path) }
  }

  /// Removes what was written.
  mutating func abandon() {
    if path != nil { try? FileSystem.remove(temporary) }
  }
}
