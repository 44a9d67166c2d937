public import Bytes
public import Columns
internal import Parquet

extension Vault {
  /// The identities of some requests, by request id; of a request the latest commit's.
  public func identities(requestIDs: Set<Int64>) throws(StorageError) -> RecordBatch {
    try latest(.identities, Self.identitiesSchema, requestIDs)
  }

  /// The spans that masking took out of some requests, by request id, column and offset.
  public func spans(requestIDs: Set<Int64>) throws(StorageError) -> RecordBatch {
    let batch = try latest(.spans, Self.spansSchema, requestIDs)
    let columns = batch.strings("column")
    let offsets = batch.int32s("offset")
    let ids = batch.int64s("request_id")
    let rows = (0..<batch.rowCount).filter { columns.validity.isValid($0) }
    let sorted = rows.map { (ids.values[$0], columns.text($0), offsets.values[$0], $0) }
      .sorted { $0 < $1 }
    return batch.gathering(sorted.map(\.3))
  }

  /// For each request the rows of the latest file that has any, in (request id, row) order.
  private func latest(_ kind: VaultFile.Kind, _ schema: Schema, _ requestIDs: Set<Int64>)
    throws(StorageError) -> RecordBatch
  {
    var wanted = requestIDs
    var result = RecordBatch(schema: schema)
    for file in try files(kind).reversed() where !wanted.isEmpty {
      guard let range = file.requestIDs, wanted.contains(where: { range.contains($0) }) else {
        continue
      }
      let path = folder + "/" + file.name
      let reader = try ParquetReader(path: path)
      guard reader.columns.map(\.field.name) == schema.fields.map(\.name) else {
        throw StorageError(.corrupt, path: path, "not a file of \(kind.rawValue)")
      }
      var found: Set<Int64> = []
      for group in reader.rowGroupRowCounts.indices {
        let bounds = reader.statistics(rowGroup: group, column: 0)
        if case .int(let least)? = bounds.minimum, case .int(let most)? = bounds.maximum,
          !wanted.contains(where: { $0 >= least && $0 <= most })
        {
          continue
        }
        guard case .int64(let ids) = try reader.read(rowGroup: group, columns: [0])[0] else {
          throw StorageError(.corrupt, path: path, "request ids are not integers")
        }
        let rows = ids.values.indices.filter { wanted.contains(ids.values[$0]) }
        if rows.isEmpty { continue }
        for row in rows { found.insert(ids.values[row]) }
        let columns = try reader.read(
          rowGroup: group, columns: Array(schema.fields.indices))
        result.append(
          contentsOf: RecordBatch(schema: schema, columns: columns).gathering(rows))
      }
      wanted.subtract(found)
    }
    let ids = result.int64s("request_id").values
    return result.gathering(ids.indices.sorted { (ids[$0], $0) < (ids[$1], $1) })
  }
}
