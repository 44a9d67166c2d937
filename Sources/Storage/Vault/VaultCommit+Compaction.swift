public import Bytes
internal import Columns
internal import Parquet

extension VaultCommit {
  /// How many files of a kind may stand behind the last that is not merged any further.
  private static let fileLimit = 8
  /// Files of more rows are not merged any further.
  private static let mergedRowLimit = 262_144
  /// A merged file has at most this many rows.
  private static let rowLimit = 524_288
  /// A file is merged with newer ones when these together have a quarter of its rows.
  private static let growth = 4

  /// Merges the newest files of identities and of spans where there are more than eight small ones.
  ///
  /// Of a request the rows of the latest file are kept, as reading counts them. Nothing else may
  /// have been appended to the commit; `stage`, `record` and `finish` follow as for any other.
  ///
  /// - Returns: How many files the commit replaces.
  /// - Complexity: A row is written again as often as its file grows to four times its size, up to
  ///   262,144 rows; one merge holds at most 524,288 rows in memory.
  public func compact() throws(StorageError) -> Int {
    precondition(writers.isEmpty && staged.isEmpty, "a commit of its own")
    for (kind, schema) in [
      (VaultFile.Kind.identities, Vault.identitiesSchema), (.spans, Vault.spansSchema),
    ] {
      let sources = Self.mergeable(try vault.files(kind))
      if sources.count > 1 { try merge(sources, kind, schema) }
    }
    return replaced.count
  }

  /// The newest files, newest first, that are worth merging: each at most four times those before.
  private static func mergeable(_ files: [VaultFile]) -> [VaultFile] {
    let tail = files.reversed().prefix { $0.rowCount <= mergedRowLimit }
    if tail.count <= fileLimit { return [] }
    var taken: [VaultFile] = []
    var rows = 0
    for file in tail {
      if taken.count > 1 && file.rowCount > growth * rows { break }
      if rows + file.rowCount > rowLimit { break }
      taken.append(file)
      rows += file.rowCount
    }
    return taken
  }

  private func merge(_ sources: [VaultFile], _ kind: VaultFile.Kind, _ schema: Schema)
    throws(StorageError)
  {
    var parts: [RecordBatch] = []
    var seen: Set<Int64> = []
    for source in sources {
      let batch = try vault.rows(of: source, schema)
      let ids = batch.int64s("request_id").values
      let kept = ids.indices.filter { !seen.contains(ids[$0]) }
      seen.formUnion(ids)
      parts.append(kept.count == ids.count ? batch : batch.gathering(kept))
    }
    let all = RecordBatch(concatenating: parts)
    let ids = all.int64s("request_id").values
    let order = ids.indices.sorted { (ids[$0], $0) < (ids[$1], $1) }
    guard let first = order.first, let last = order.last else { return }
    let writer = try makeWriter(
      VaultFile.name(kind, number), schema, sortedBy: ["request_id"])
    try writer.write(all.gathering(order))
    let summary = try writer.finish()
    try Failpoint.reach(.vaultFileWritten)
    staged.append(
      VaultFile(
        kind: kind, commit: number, rowCount: summary.rowCount, byteCount: summary.byteCount,
        requestIDs: ids[first]...ids[last]))
    replaced += sources
  }
}

extension Vault {
  /// All rows of a listed file.
  fileprivate func rows(of file: VaultFile, _ schema: Schema) throws(StorageError) -> RecordBatch {
    let path = folder + "/" + file.name
    let reader = try ParquetReader(path: path)
    guard reader.columns.map(\.field.name) == schema.fields.map(\.name) else {
      throw StorageError(.corrupt, path: path, "not a file of \(file.kind.rawValue)")
    }
    var parts = [RecordBatch(schema: schema)]
    for group in reader.rowGroupRowCounts.indices {
      parts.append(
        RecordBatch(
          schema: schema,
          columns: try reader.read(rowGroup: group, columns: Array(schema.fields.indices))))
    }
    return RecordBatch(concatenating: parts)
  }
}
