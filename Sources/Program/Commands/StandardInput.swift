internal import Bytes
internal import Glibc
internal import Tabular

/// What comes in by a pipe, kept in a file without a name, so that its format can be recognised.
enum StandardInput {
  /// Opens a file, or standard input for `-`.
  static func open(_ path: String) throws -> TabularSource {
    if path != "-" { return try TabularSource.open(path: path) }
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(folder)/minsheng-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    let copy = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard descriptor >= 0 else {
      throw StorageError(.io, path: copy, "cannot make a temporary file for standard input")
    }
    close(descriptor)
    // The source keeps the file open; its name goes at once, so that no text stays behind.
    defer { try? FileSystem.remove(copy) }
    try spool(to: copy)
    return try TabularSource.open(path: copy)
  }

  private static func spool(to path: String) throws {
    var buffer = [UInt8](repeating: 0, count: 4 << 20)
    while true {
      var filled = 0
      while filled < buffer.count {
        let got = buffer.withUnsafeMutableBytes {
          read(0, $0.baseAddress! + filled, $0.count - filled)
        }
        if got < 0 {
          if errno == EINTR { continue }
          throw StorageError(.io, path: "-", "standard input cannot be read (errno \(errno))")
        }
        if got == 0 { break }
        filled += got
      }
      if filled > 0 { try FileSystem.append(path, buffer.span.extracting(0..<filled)) }
      if filled < buffer.count { return }
    }
  }
}
