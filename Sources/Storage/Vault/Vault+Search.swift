public import Bytes
public import Columns
internal import Parquet

extension Vault {
  /// A request of which some file holds what was looked for.
  public struct Holding: Hashable, Sendable {
    /// The request.
    public let requestID: Int64
    /// The person whose identity it is; nil for a piece of a text.
    public let personID: Int64?
  }

  /// The identities and pieces of texts, those of earlier commits too, that satisfy a condition.
  ///
  /// Reads a row group at a time.
  ///
  /// - Parameter isWanted: Gets the bytes of phones, ID numbers and addresses, and of pieces.
  /// - Returns: Their requests, each once, by request id.
  public func holdings(where isWanted: ([UInt8]) -> Bool) throws(StorageError) -> [Holding] {
    var found: Set<Holding> = []
    for (kind, columns) in [(VaultFile.Kind.identities, [3, 4, 5]), (.spans, [3])] {
      for file in try files(kind) {
        let path = folder + "/" + file.name
        let reader = try ParquetReader(path: path)
        for group in reader.rowGroupRowCounts.indices {
          let read = try reader.read(rowGroup: group, columns: [0, 1] + columns)
          guard case .int64(let ids) = read[0] else {
            throw StorageError(.corrupt, path: path, "request ids are not integers")
          }
          for case .string(let texts) in read[2...] {
            for row in 0..<texts.count where texts.validity.isValid(row) {
              guard isWanted(Array(texts.bytes[texts.range(row)])) else { continue }
              var person: Int64?
              if case .int64(let persons) = read[1] { person = persons[row] }
              found.insert(Holding(requestID: ids.values[row], personID: person))
            }
          }
        }
      }
    }
    return found.sorted {
      ($0.requestID, $0.personID ?? -1) < ($1.requestID, $1.personID ?? -1)
    }
  }

  /// What every file holds of some requests' identities, those of earlier commits too.
  public func allIdentities(of requests: Set<Int64>) throws(StorageError) -> RecordBatch {
    var result = RecordBatch(schema: Self.identitiesSchema)
    for file in try files(.identities) {
      guard let range = file.requestIDs, requests.contains(where: { range.contains($0) }) else {
        continue
      }
      let reader = try ParquetReader(path: folder + "/" + file.name)
      for group in reader.rowGroupRowCounts.indices {
        let batch = RecordBatch(
          schema: Self.identitiesSchema,
          columns: try reader.read(
            rowGroup: group, columns: Array(Self.identitiesSchema.fields.indices)))
        let ids = batch.int64s("request_id").values
        result.append(
          contentsOf: batch.gathering(ids.indices.filter { requests.contains(ids[$0]) }))
      }
    }
    return result
  }
}
