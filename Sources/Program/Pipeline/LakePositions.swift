internal import Columns
internal import Complaints
internal import Intake
internal import Lake
internal import Vault

/// Finds rows of `requests` in the lake by their ids.
struct LakePositions {
  private let lake: Lake

  init(_ lake: Lake) { self.lake = lake }

  /// Where the rows of some requests lie.
  ///
  /// Reads one column of the partitions that can hold them.
  func find(_ ids: Set<Int64>) throws -> [Int64: RecordSettlement.Position] {
    var found: [Int64: RecordSettlement.Position] = [:]
    guard let least = ids.min(), let most = ids.max() else { return found }
    try lake.scan(
      Tables.requests.name, columns: ["request_id"],
      where: ColumnRange("request_id", least...most)
    ) { batch, origin in
      let values = batch.int64s("request_id").values
      for (index, id) in values.enumerated() where ids.contains(id) {
        found[id] = RecordSettlement.Position(
          dataFileID: origin.dataFileID, row: origin.rows[index])
      }
    }
    return found
  }

  /// Which of some ids the lake holds already.
  func taken(among ids: Set<Int64>) throws -> Set<Int64> { Set(try find(ids).keys) }
}

/// Gives new records their ids; a clash takes the next free value of its day.
struct FreshIDs {
  private var taken: Set<Int64>

  init(batches: [IntakeBatch], positions: LakePositions) throws {
    var wanted: Set<Int64> = []
    for batch in batches { wanted.formUnion(batch.requests.int64s("request_id").values) }
    taken = try positions.taken(among: wanted)
  }

  /// The wanted id, or the next free one.
  mutating func take(_ wanted: Int64) -> Int64 {
    let id = RequestID.settle([wanted]) { taken.contains($0) }[0]
    taken.insert(id)
    return id
  }
}
