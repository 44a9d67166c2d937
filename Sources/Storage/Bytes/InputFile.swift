internal import Glibc

/// A regular file open for reading at any offset, from any thread.
public final class InputFile: Sendable {
  /// The file's path, for messages.
  public let path: String
  /// The file's size when it was opened.
  public let byteCount: Int
  private let descriptor: Int32

  /// Opens a file.
  public init(path: String) throws(StorageError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileSystem.lastError("open", path) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let error = FileSystem.lastError("stat", path)
      close(descriptor)
      throw error
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw StorageError(.io, path: path, "not a regular file")
    }
    self.path = path
    self.descriptor = descriptor
    byteCount = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// Reads a range of bytes, which must lie within the file.
  ///
  /// - Throws: `io`; `corrupt` when the file has become shorter since it was opened.
  public func read(_ range: Range<Int>) throws(StorageError) -> [UInt8] {
    precondition(range.lowerBound >= 0 && range.upperBound <= byteCount, "read past the file's end")
    var failure: StorageError?
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      count = 0
      guard let base = buffer.baseAddress else { return }
      while count < range.count {
        let got = pread(descriptor, base + count, range.count - count, range.lowerBound + count)
        if got < 0 {
          if errno == EINTR { continue }
          failure = FileSystem.lastError("read", path)
          return
        }
        if got == 0 {
          failure = StorageError(.corrupt, path: path, "the file became shorter while it was read")
          return
        }
        count += got
      }
    }
    if let failure { throw failure }
    return bytes
  }
}
