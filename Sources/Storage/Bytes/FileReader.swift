internal import Glibc

/// An open file that is read from the front or at any offset.
public final class FileReader: Sendable {
  /// The file's path.
  public let path: String
  /// The file's size when it was opened.
  public let size: Int
  private let descriptor: Int32

  /// Opens a regular file.
  public init(path: String) throws(StorageError) {
    let opened = open(path, O_RDONLY | O_CLOEXEC)
    guard opened >= 0 else { throw FileSystem.lastError("open", path) }
    var status = stat()
    guard fstat(opened, &status) == 0 else {
      let error = FileSystem.lastError("stat", path)
      close(opened)
      throw error
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(opened)
      throw StorageError(.io, path: path, "not a regular file")
    }
    self.path = path
    descriptor = opened
    size = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// Appends up to `count` bytes that lie at an offset; fewer only at the file's end.
  ///
  /// - Returns: How many bytes were read.
  @discardableResult
  public func read(at offset: Int, count: Int, into output: inout [UInt8])
    throws(StorageError) -> Int
  {
    if count <= 0 { return 0 }
    var failure: StorageError?
    let start = output.count
    output.append(addingCapacity: count) { span in
      span.withUnsafeMutableBufferPointer { buffer, filled in
        while filled < count {
          let got = pread(
            descriptor, buffer.baseAddress! + filled, count - filled, off_t(offset + filled))
          if got < 0 {
            if errno == EINTR { continue }
            failure = FileSystem.lastError("read", path)
            return
          }
          if got == 0 { return }
          filled += got
        }
      }
    }
    if let failure { throw failure }
    return output.count - start
  }

  /// The bytes of a range, all of which must be there.
  public func bytes(at offset: Int, count: Int) throws(StorageError) -> [UInt8] {
    var output: [UInt8] = []
    guard offset >= 0, count >= 0, try read(at: offset, count: count, into: &output) == count
    else { throw StorageError(.corrupt, path: path, "the file ends before byte \(offset + count)") }
    return output
  }
}
