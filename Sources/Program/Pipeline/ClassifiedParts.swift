internal import Columns
internal import Complaints
internal import Lake

/// Where the classes of some requests lie in the lake, part by part.
struct ClassifiedParts {
  /// A request and one of its parts.
  private struct Key: Hashable {
    let requestID: Int64
    let part: Int32
  }

  private var places: [Key: RecordSettlement.Position] = [:]

  /// Looks for the classes that stand for some requests now.
  init(_ lake: Lake, of ids: Set<Int64>) throws {
    guard let least = ids.min(), let most = ids.max() else { return }
    try lake.scan(
      Tables.classifications.name, columns: ["request_id", "part"],
      where: ColumnRange("request_id", least...most)
    ) { batch, origin in
      let parts = batch.int32s("part").values
      for (row, id) in batch.int64s("request_id").values.enumerated() where ids.contains(id) {
        places[Key(requestID: id, part: parts[row])] = RecordSettlement.Position(
          dataFileID: origin.dataFileID, row: origin.rows[row])
      }
    }
  }

  /// Writes classes, wholes and parts, in the place of all that stood for the same requests.
  func replace(by batches: [RecordBatch], in commit: LakeCommit) throws {
    let table = Tables.classifications.name
    var kept: Set<Key> = []
    var written: Set<Int64> = []
    for batch in batches {
      let ids = batch.int64s("request_id").values
      let parts = batch.int32s("part").values
      let keys = ids.indices.map { Key(requestID: ids[$0], part: parts[$0]) }
      let known = keys.indices.filter { places[keys[$0]] != nil }
      try commit.append(table, batch.gathering(keys.indices.filter { places[keys[$0]] == nil }))
      try commit.update(
        table, batch.gathering(known),
        replacing: known.compactMap { places[keys[$0]] }.map { ($0.dataFileID, $0.row) })
      kept.formUnion(keys)
      written.formUnion(ids)
    }
    // What a request named before and does not name any more.
    let gone = places.filter { written.contains($0.key.requestID) && !kept.contains($0.key) }
    let files = Dictionary(grouping: gone.values, by: \.dataFileID)
    for file in files.keys.sorted() {
      try commit.delete(table, dataFileID: file, rows: (files[file] ?? []).map(\.row).sorted())
    }
  }
}
