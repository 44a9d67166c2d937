internal import Glibc

/// A new file written from start to end, through a buffer.
///
/// A file that is not closed is removed again.
public final class FileWriter {
  /// The file's path.
  public let path: String
  /// How many bytes have been appended.
  public private(set) var byteCount = 0
  private var descriptor: Int32
  private var buffer: [UInt8] = []
  private static let bufferSize = 1 << 20

  /// Creates the file, or empties one that is there; its folder must exist.
  public init(creating path: String, mode: UInt32 = 0o600) throws(StorageError) {
    try Failpoint.reach(.fileCreate, path: path)
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw FileSystem.lastError("create", path) }
    self.path = path
    self.descriptor = descriptor
    guard fchmod(descriptor, mode) == 0 else { throw FileSystem.lastError("chmod", path) }
  }

  deinit { discard() }

  /// Appends bytes.
  public func append(_ bytes: [UInt8]) throws(StorageError) {
    precondition(descriptor >= 0, "append to a closed file")
    byteCount += bytes.count
    if buffer.count + bytes.count <= Self.bufferSize {
      buffer.append(contentsOf: bytes)
      return
    }
    try flush()
    if bytes.count < Self.bufferSize {
      buffer.append(contentsOf: bytes)
    } else {
      try FileSystem.writeAll(bytes.span, to: descriptor, path)
    }
  }

  /// Writes what is buffered, syncs and closes the file; the folder is not synced.
  public func close() throws(StorageError) {
    precondition(descriptor >= 0, "close of a closed file")
    try flush()
    try FileSystem.sync(descriptor, path)
    let closing = descriptor
    descriptor = -1
    guard Glibc.close(closing) == 0 else { throw FileSystem.lastError("close", path) }
  }

  /// Closes and removes the file, unless it is closed already.
  public func discard() {
    guard descriptor >= 0 else { return }
    _ = Glibc.close(descriptor)
    descriptor = -1
    unlink(path)
  }

  private func flush() throws(StorageError) {
    do {
      let bytes = buffer
      try FileSystem.writeAll(bytes.span, to: descriptor, path)
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
