public import Bytes
public import Columns
internal import Parquet
internal import SQLite

extension Vault {
  /// The identities of the requests in a range, of each the latest commit's, in no order.
  public func identities(in range: ClosedRange<Int64>) throws(StorageError) -> RecordBatch {
    try latest(.identities, Self.identitiesSchema, in: range)
  }

  /// The spans of the requests in a range, of each the latest commit's, in no order.
  ///
  /// A row without a column says that its request has no spans any more.
  public func spans(in range: ClosedRange<Int64>) throws(StorageError) -> RecordBatch {
    try latest(.spans, Self.spansSchema, in: range)
  }

  /// The rows of requests in a range, of each request those of the latest file that has any.
  private func latest(
    _ kind: VaultFile.Kind, _ schema: Schema, in range: ClosedRange<Int64>
  ) throws(StorageError) -> RecordBatch {
    var result = RecordBatch(schema: schema)
    var seen: Set<Int64> = []
    for file in try files(kind).reversed() {
      guard let ids = file.requestIDs, ids.overlaps(range) else { continue }
      let reader = try ParquetReader(path: folder + "/" + file.name)
      var found: Set<Int64> = []
      for group in reader.rowGroupRowCounts.indices {
        let bounds = reader.statistics(rowGroup: group, column: 0)
        if case .int(let least)? = bounds.minimum, case .int(let most)? = bounds.maximum,
          least > range.upperBound || most < range.lowerBound
        {
          continue
        }
        let columns = try reader.read(rowGroup: group, columns: Array(schema.fields.indices))
        guard case .int64(let ids) = columns[0] else { continue }
        let rows = ids.values.indices.filter {
          range.contains(ids.values[$0]) && !seen.contains(ids.values[$0])
        }
        for row in rows { found.insert(ids.values[row]) }
        result.append(
          contentsOf: RecordBatch(schema: schema, columns: columns).gathering(rows))
      }
      seen.formUnion(found)
    }
    return result
  }

  /// Calls `body` with the keys and requests of every run of known records, piece by piece.
  public func forEachKnown(_ body: (_ keys: [Int64], _ requestIDs: [Int64]) -> Void)
    throws(StorageError)
  {
    for file in try files(.known) {
      let run = try run(of: file)
      for start in stride(from: 0, to: run.count, by: 65_536) {
        let ranks = start..<min(run.count, start + 65_536)
        body(ranks.map { run.key($0) }, ranks.map { run.requestID($0) })
      }
    }
  }

  /// Replaces all runs of known records by one.
  ///
  /// Hashes that the old runs still hold whole are kept; a record without one counts as changed
  /// when it is seen next.
  ///
  /// - Parameters:
  ///   - keys: The records' keys, each once.
  ///   - requestIDs: What each stands for.
  public func rebuildKnown(keys: [Int64], requestIDs: [Int64]) throws(StorageError) {
    var hashes = [Int64](repeating: 0, count: keys.count)
    let old = try files(.known)
    for file in old {
      guard let run = try? run(of: file), run.isIntact() else { continue }
      // Newer runs come later and win.
      let order = keys.indices.sorted { keys[$0] < keys[$1] }
      var rank = 0
      for row in order {
        rank = run.lowerBound(keys[row], from: rank)
        if rank < run.count && run.key(rank) == keys[row] && run.requestID(rank) == requestIDs[row]
        {
          hashes[row] = run.contentHash(rank)
        }
      }
    }
    let records = KnownRecords(keys: keys, requestIDs: requestIDs, contentHashes: hashes)
    let number = 1 + (try connection.integer("SELECT max(number) FROM commits") ?? 0)
    let name = VaultFile.name(.known, number)
    try KnownRun.write(
      folder + "/" + name, keys: records.keys, requestIDs: records.requestIDs,
      contentHashes: records.contentHashes)
    try FileSystem.syncFolder(of: folder + "/.")
    try connection.transaction { () throws(StorageError) in
      try connection.execute("INSERT INTO commits VALUES(?)", [.integer(number)])
      try connection.execute(
        "DELETE FROM files WHERE kind = ?", [.text(VaultFile.Kind.known.rawValue)])
      try connection.execute(
        "INSERT INTO files VALUES(?, ?, ?, ?, ?, NULL, NULL)",
        [
          .text(name), .text(VaultFile.Kind.known.rawValue), .integer(number),
          .int(records.keys.count), .int(20 + records.keys.count * 24),
        ])
    }
    for file in old {
      openRuns[file.name] = nil
      try FileSystem.remove(folder + "/" + file.name)
    }
  }
}
