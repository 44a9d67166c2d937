public import Bytes

extension Connection {
  /// Runs `body` in one transaction that takes the write lock at its start.
  ///
  /// - Parameter body: Reads and writes; when it throws, nothing it did remains.
  /// - Returns: What `body` returned.
  public func transaction<Result>(_ body: () throws(StorageError) -> Result) throws(StorageError)
    -> Result
  {
    try begin()
    do throws(StorageError) {
      let result = try body()
      try commit()
      return result
    } catch {
      rollback()
      throw error
    }
  }

  /// Starts a transaction and takes the write lock.
  public func begin() throws(StorageError) {
    try Failpoint.reach(.transactionBegin)
    try execute("BEGIN IMMEDIATE")
  }

  /// Makes the open transaction durable.
  public func commit() throws(StorageError) {
    try Failpoint.reach(.transactionCommit)
    try execute("COMMIT")
    try Failpoint.reach(.transactionCommitted)
  }

  /// Undoes the open transaction; without one it does nothing.
  public func rollback() {
    // A failed statement may have ended the transaction already; a failing rollback leaves the
    // journal, which the next reader plays back.
    if isInTransaction { try? execute("ROLLBACK") }
  }
}
