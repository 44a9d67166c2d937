internal import Glibc

/// An exclusive advisory lock on a file (`flock`), held until released or the process ends.
///
/// The file tells who holds it, for those who are turned away; the lock itself goes with the
/// process, however that ends.
public final class FileLock {
  /// Who holds a lock.
  public struct Holder: Equatable, Sendable {
    /// The process, and what it was called as: `4711 (minsheng run)`.
    public let process: String
    /// Since when, in nanoseconds since 1970.
    public let since: Int64
  }

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
    let note = Array(Self.note.utf8)
    // On a full disk the lock holds as well; only its note is missing.
    if ftruncate(opened, 0) == 0 { _ = pwrite(opened, note, note.count, 0) }
  }

  deinit { close(descriptor) }

  /// Who holds the lock of a file, as far as the holder could tell.
  public static func holder(of path: String) -> Holder? {
    guard let bytes = try? FileSystem.read(path), !bytes.isEmpty,
      let since = try? FileSystem.modified(path)
    else { return nil }
    return Holder(process: String(decoding: bytes, as: UTF8.self), since: since)
  }

  /// The process and its command; words after the command may name anything and stay out.
  private static var note: String {
    let words = CommandLine.arguments.prefix(2).map { FileSystem.name(of: $0) }
    return "\(getpid()) (\(words.joined(separator: " ")))"
  }
}
