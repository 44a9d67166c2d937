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

  /// Whether the lake holds no request at all.
  var isEmpty: Bool { get throws { try lake.rowCount(Tables.requests.name) == 0 } }

  /// Which of some ids the lake holds already.
  func taken(among ids: Set<Int64>) throws -> Set<Int64> { Set(try find(ids).keys) }
}
