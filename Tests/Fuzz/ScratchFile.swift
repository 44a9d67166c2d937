import Bytes
import Glibc
import Synchronization

/// A file in memory that inputs are written to, for readers that want a path.
enum ScratchFile {
  private static let folder = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
  private static let count = Atomic(0)

  /// Gives the bytes as a file, until `body` ends.
  static func with<Result>(_ bytes: [UInt8], _ body: (String) throws -> Result) throws -> Result {
    // Tests run at once.
    let number = count.wrappingAdd(1, ordering: .relaxed).newValue
    let path = "\(folder)/minsheng-fuzz-\(getpid())-\(number)"
    try FileSystem.write(path, bytes.span, syncs: false)
    defer { _ = try? FileSystem.remove(path) }
    return try body(path)
  }
}
