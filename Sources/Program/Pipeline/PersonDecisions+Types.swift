internal import Columns
internal import Complaints
internal import Lake

extension PersonDecisions {
  /// Writes decided types and urgencies into the rows of `requests` that say otherwise.
  ///
  /// A record that its platform sends again is read anew, so this is done whenever its request is
  /// classified.
  func updateTypes(in lake: Lake, _ commit: LakeCommit, city: CityConfiguration) throws {
    let wanted = Set(
      byKey.filter { $0.value[.requestType] != nil || $0.value[.urgency] != nil }
        .keys.map(\.requestID))
    guard let least = wanted.min(), let most = wanted.max() else { return }
    let columns = Tables.requests.schema.fields.map(\.name)
    try lake.scan(
      Tables.requests.name, columns: columns, where: ColumnRange("request_id", least...most)
    ) { batch, origin in
      let ids = batch.int64s("request_id").values
      let rows = ids.indices.filter { wanted.contains(ids[$0]) }
      if rows.isEmpty { return }
      var found = batch.gathering(rows)
      let changed = try applyTypes(to: &found, city: city)
      if changed.isEmpty { return }
      try commit.update(
        Tables.requests.name, found.gathering(changed),
        replacing: changed.map { (origin.dataFileID, origin.rows[rows[$0]]) })
    }
  }
}
