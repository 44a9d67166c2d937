public import Bytes

extension Connection {
  /// Removes the journals of commits over several files that no file's own journal needs any more.
  ///
  /// SQLite leaves one where a process is killed just after it was made. Those files must be
  /// attached: with the write lock of all of them held, what was left to play back is played back.
  public func removeStaleSuperJournals() throws(StorageError) {
    let prefix = FileSystem.name(of: path) + "-mj"
    let folder = FileSystem.parent(of: path)
    let stale = try FileSystem.list(folder).filter { $0.hasPrefix(prefix) }
    if stale.isEmpty { return }
    try begin()
    defer { rollback() }
    for name in stale { try FileSystem.remove("\(folder)/\(name)") }
  }
}
