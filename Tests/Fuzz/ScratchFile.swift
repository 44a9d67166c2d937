import Bytes
import Glibc

/// A file in memory that inputs are written to, for readers that want a path.
enum ScratchFile {
  private static let path = {
    let folder = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
    let path = "\(folder)/minsheng-fuzz-\(getpid())"
    return path
  }()

  /// Gives the bytes as a file, until `body` ends.
  static func with<Result>(_ bytes: [UInt8], _ body: (String) throws -> Result) throws -> Result {
    try FileSystem.write(path, bytes.span, syncs: false)
    defer { _ = try? FileSystem.remove(path) }
    return try body(path)
  }
}
