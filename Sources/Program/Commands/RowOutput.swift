internal import Bytes

/// Where a command writes rows: standard output, or a file that appears whole or not at all.
struct RowOutput {
  private let path: String?
  private let file: FileWriter?

  /// Opens a file for writing, or standard output for `-`.
  init(_ path: String) throws {
    self.path = path == "-" ? nil : path
    file = path == "-" ? nil : try FileWriter(creating: path + FileSystem.temporarySuffix)
  }

  /// Writes bytes.
  mutating func write(_ bytes: [UInt8]) throws {
    guard let file else { return try Terminal.send(bytes) }
    try file.append(bytes)
  }

  /// Makes the file durable and gives it its name.
  mutating func finish() throws {
    guard let path, let file else { return }
    try file.close()
    try FileSystem.move(file.path, to: path)
  }

  /// Removes what was written.
  mutating func abandon() { file?.discard() }
}
