internal import Glibc

/// An exclusive advisory lock on a file (`flock`), held until released or the process ends.
public final class FileLock {
  private let descriptor: Int32

  /// Takes the lock without waiting.
  ///
  /// - Returns: nil when another process holds it.
  /// - Throws: `io` when the lock file cannot be opened.
  public init?(path: String) throws(StorageError) {
    let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard opened >= 0 else { throw FileSystem.lastError("open", path) }
    guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
      close(opened)
      return nil
    }
    descriptor = opened
  }

  deinit { close(descriptor) }
}
