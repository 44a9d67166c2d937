internal import Bytes
internal import Glibc

/// Who holds locks on the SQLite files that this process has open, as Linux tells it.
///
/// The files themselves are not opened: closing a second descriptor of a file would drop the locks
/// that SQLite holds on it.
enum LockHolders {
  /// The other processes and what they do, `4711 (duckdb), which reads`; empty where none is known.
  static func description() -> String {
    var writes: [Int: Bool] = [:]
    let own = openInodes()
    for line in text("/proc/locks").split(separator: "\n") {
      // 1: POSIX  ADVISORY  READ 4711 08:02:1310725 1073741826 1073742335
      let words = line.split(separator: " ")
      guard words.count >= 8, words[1] == "POSIX", let process = Int(words[4]),
        process != Int(getpid()), let inode = words[5].split(separator: ":").last,
        own.contains(String(inode))
      else { continue }
      writes[process] = writes[process] ?? false || words[3] == "WRITE"
    }
    return writes.sorted { $0.key < $1.key }.map { process, writes in
      let name = text("/proc/\(process)/comm").split(separator: "\n").first ?? "unknown"
      return "process \(process) (\(name)), which \(writes ? "writes" : "reads")"
    }.joined(separator: "; ")
  }

  /// The inodes of this process's open files, as decimal text.
  private static func openInodes() -> Set<String> {
    var inodes: Set<String> = []
    for name in (try? FileSystem.list("/proc/self/fd")) ?? [] {
      var status = stat()
      if let number = Int32(name), fstat(number, &status) == 0 {
        inodes.insert(String(status.st_ino))
      }
    }
    return inodes
  }

  /// A file of /proc, whose size is told as 0; empty where it cannot be read.
  private static func text(_ path: String) -> String {
    var bytes: [UInt8] = []
    _ = try? FileReader(path: path).read(at: 0, count: 1 << 20, into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
