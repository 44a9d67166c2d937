internal import Glibc

/// A whole file as memory that is read from disk, and shared with other processes, as it is touched.
///
/// Files that `FileSystem.replace` puts into the place of the mapped one leave it as it was. A file
/// that is cut while it is mapped ends the program at the next touch, so only files that are
/// replaced, never rewritten, may be mapped.
public final class MappedFile: @unchecked Sendable {
  // Sendable: nothing writes to the memory, and it goes with the last reference.

  /// The file's path.
  public let path: String
  /// The file's bytes, for as long as this object lives.
  public let bytes: UnsafeRawBufferPointer

  /// Maps a regular file.
  ///
  /// - Throws: `notFound` or `io`, naming the file.
  /// - Complexity: O(1).
  public init(path: String) throws(StorageError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileSystem.lastError("open", path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileSystem.lastError("stat", path) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw StorageError(.io, path: path, "not a regular file")
    }
    self.path = path
    let size = Int(status.st_size)
    if size == 0 {
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    guard let address = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0),
      address != UnsafeMutableRawPointer(bitPattern: -1)
    else { throw FileSystem.lastError("mmap", path) }
    bytes = UnsafeRawBufferPointer(start: address, count: size)
  }

  deinit {
    if bytes.count > 0 { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count) }
  }
}
