internal import Columns
internal import Complaints
internal import Intake
internal import Lake

extension RemaskRunner {
  /// Masks what changed fields said before and after; what is taken out of them is not kept.
  ///
  /// A piece that leaked from the request itself goes as well, whatever rule finds it there.
  func remaskChanges(
    _ masker: TextMasker, _ leaks: Leaks, _ lake: Lake, _ commit: LakeCommit,
    _ summary: inout RemaskSummary
  ) throws {
    var masker = masker
    let mending = leaks.count > 0 ? LeakMending(leaks) : nil
    let table = Tables.requestChanges.name
    try lake.scan(
      table, columns: ["request_id", "received_on", "field", "old", "new"],
      where: ColumnRange("received_on", Int64(request.since)...Int64(Int32.max))
    ) { batch, origin in
      let days = batch.int32s("received_on").values
      let ids = batch.int64s("request_id").values
      var changed: [Int] = []
      var texts: [[String?]] = [[], []]
      for row in days.indices where days[row] >= request.since {
        let field = batch.strings("field").text(row)
        guard MaskedColumns.requests.contains(field) else { continue }
        let old = ["old", "new"].map { batch.strings($0)[row] }
        let new = old.map { text -> String? in
          guard let text else { return nil }
          let masked = masker.remask(Array(text.utf8), spans: [], column: field)?.masked
          let safe = masked.map { String(decoding: $0, as: UTF8.self) } ?? text
          guard leaks.requestIDs.contains(ids[row]) else { return safe }
          return mending?.mended(safe) ?? safe
        }
        if new == old { continue }
        changed.append(row)
        for (index, text) in new.enumerated() { texts[index].append(text) }
      }
      if changed.isEmpty { return }
      summary.stateCount += changed.count
      try commit.update(
        table,
        RecordBatch(
          schema: Schema([Field("old", .string), Field("new", .string)]),
          columns: texts.map { .string(StringColumn($0)) }),
        replacing: changed.map { (origin.dataFileID, origin.rows[$0]) })
    }
  }
}
