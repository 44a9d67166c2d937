public import Bytes
internal import Columns
internal import Parquet
internal import SQLite

extension VaultCommit {
  /// What is to be entered of requests that are forgotten.
  struct Forgetting {
    var requestIDs: [Int64] = []
    var date = ""
    var basis = ""
    var firstIdentity: Int64?
    var firstSpan: Int64?
  }

  /// Takes all that the vault holds of some requests out of every file, those of earlier commits
  /// too, and enters that nothing of them is to be kept again.
  ///
  /// Files that hold any of it are written anew under another name; `finish` removes the old ones.
  ///
  /// - Parameters:
  ///   - requests: The requests.
  ///   - date: The day, `2026-11-22`.
  ///   - basis: Why.
  /// - Returns: How many rows of identities and of spans went.
  public func forget(_ requests: Set<Int64>, on date: String, basis: String)
    throws(StorageError) -> (identities: Int, spans: Int)
  {
    forgetting.requestIDs = requests.sorted()
    (forgetting.date, forgetting.basis) = (date, basis)
    return (
      try drop(.identities) { requests.contains($0) }, try drop(.spans) { requests.contains($0) }
    )
  }

  /// Takes the identities of all requests before one out of every file, and enters that none of
  /// them is to be kept again.
  ///
  /// - Returns: How many rows went.
  public func forgetIdentities(before request: Int64) throws(StorageError) -> Int {
    if try vault.forgotten().firstIdentity >= request { return 0 }
    forgetting.firstIdentity = request
    return try drop(.identities) { $0 < request }
  }

  /// The same for spans.
  public func forgetSpans(before request: Int64) throws(StorageError) -> Int {
    if try vault.forgotten().firstSpan >= request { return 0 }
    forgetting.firstSpan = request
    return try drop(.spans) { $0 < request }
  }

  /// Takes the spans that earlier commits hold of some requests out of every file; those that this
  /// commit appends take their place.
  public func dropEarlierSpans(of requests: Set<Int64>) throws(StorageError) {
    _ = try drop(.spans) { requests.contains($0) }
  }

  /// Writes the files of a kind anew that hold rows of some requests, without them.
  ///
  /// Each keeps its place in the order of commits, so that of every other request the same rows
  /// count as before.
  private func drop(_ kind: VaultFile.Kind, _ isDropped: (Int64) -> Bool) throws(StorageError)
    -> Int
  {
    let schema = kind == .identities ? Vault.identitiesSchema : Vault.spansSchema
    var count = 0
    for file in try vault.files(kind) {
      let reader = try ParquetReader(path: vault.folder + "/" + file.name)
      guard reader.columns.map(\.field.name) == schema.fields.map(\.name) else {
        throw StorageError(
          .corrupt, path: vault.folder + "/" + file.name, "not a file of \(kind.rawValue)")
      }
      let groups = Array(reader.rowGroupRowCounts.indices)
      let kept = try groups.map { (group) throws(StorageError) in
        try Self.requestIDs(reader, group).indexes { !isDropped($0) }
      }
      let rowCount = kept.reduce(0) { $0 + $1.count }
      if rowCount == reader.rowCount { continue }
      count += reader.rowCount - rowCount
      replaced.append(file)
      if rowCount > 0 { staged.append(try rewrite(file, reader, schema, keeping: kept)) }
    }
    return count
  }

  private func rewrite(
    _ file: VaultFile, _ reader: ParquetReader, _ schema: Schema, keeping kept: [[Int]]
  ) throws(StorageError) -> VaultFile {
    let name = VaultFile.name(file.kind, file.commit, rewrite: number)
    let writer = try makeWriter(name, schema)
    var (least, most) = (Int64.max, Int64.min)
    for (group, rows) in kept.enumerated() where !rows.isEmpty {
      let batch = RecordBatch(
        schema: schema,
        columns: try reader.read(rowGroup: group, columns: Array(schema.fields.indices))
      ).gathering(rows)
      for id in batch.int64s("request_id").values {
        least = min(least, id)
        most = max(most, id)
      }
      try writer.write(batch)
    }
    let summary = try writer.finish()
    try Failpoint.reach(.vaultFileWritten)
    return VaultFile(
      kind: file.kind, commit: file.commit, rewrite: number, rowCount: summary.rowCount,
      byteCount: summary.byteCount, requestIDs: least...most)
  }

  private static func requestIDs(_ reader: ParquetReader, _ group: Int) throws(StorageError)
    -> [Int64]
  {
    guard case .int64(let ids) = try reader.read(rowGroup: group, columns: [0])[0] else {
      throw StorageError(.corrupt, "request ids are not integers")
    }
    return ids.values
  }

  /// Enters what was forgotten, inside the open transaction.
  func recordForgetting(in connection: Connection) throws(StorageError) {
    for id in forgetting.requestIDs {
      try connection.execute(
        "INSERT OR IGNORE INTO vault.forgotten VALUES(?, ?, ?)",
        [.integer(id), .text(forgetting.date), .text(forgetting.basis)])
    }
    for (name, first) in [
      ("first_identities", forgetting.firstIdentity), ("first_spans", forgetting.firstSpan),
    ] {
      guard let first else { continue }
      try connection.execute(
        "INSERT OR REPLACE INTO vault.settings VALUES(?, ?)", [.text(name), .text(String(first))])
    }
  }
}

extension [Int64] {
  /// The places of the elements that satisfy a condition.
  fileprivate func indexes(where isWanted: (Int64) -> Bool) -> [Int] {
    indices.filter { isWanted(self[$0]) }
  }
}
