internal import Columns
internal import Parallel

/// The known and the new rows in one order: by time, then by id.
struct MatchInput {
  let known: RecordBatch
  let new: RecordBatch
  /// Rows in order: those of `known` first counted, then those of `new`.
  let order: [Int]
  private let readers: (known: FactReader, new: FactReader)

  init(known: RecordBatch, new: RecordBatch, lexicon: PlaceLexicon, affairs: PersonalAffairs) {
    self.known = known
    self.new = new
    readers = (FactReader(known, lexicon, affairs), FactReader(new, lexicon, affairs))
    var keys: [(time: Int64, id: Int64, row: Int)] = []
    keys.reserveCapacity(known.rowCount + new.rowCount)
    for (batch, start) in [(known, 0), (new, known.rowCount)] {
      let ids = batch.int64s("request_id").values
      let times = batch.int64s("received_at")
      let days = batch.int32s("received_on").values
      for row in ids.indices {
        keys.append((times[row] ?? Int64(days[row]) * CivilTime.day, ids[row], start + row))
      }
    }
    keys.sort { $0.time == $1.time ? $0.id < $1.id : $0.time < $1.time }
    order = keys.map(\.row)
  }

  /// Whether a row of the order is new.
  func isNew(_ row: Int) -> Bool { order[row] >= known.rowCount }

  /// The facts of all rows.
  func readFacts() -> FactTable {
    let ranges = Parallel.ranges(order.count, of: FactChunk.size)
    let knownCount = known.rowCount
    let chunks = Parallel.map(chunks: ranges.count) { index in
      var chunk = FactChunk()
      chunk.facts.reserveCapacity(ranges[index].count)
      var scratch = FactScratch()
      for row in order[ranges[index]] {
        if row < knownCount {
          readers.known.append(row, to: &chunk, &scratch)
        } else {
          readers.new.append(row - knownCount, to: &chunk, &scratch)
        }
      }
      return chunk
    }
    return FactTable(chunks: chunks, count: order.count)
  }

  /// The name of a place in a row's text.
  func spotName(_ key: UInt64, row: Int) -> String? {
    let source = order[row]
    return source < known.rowCount
      ? readers.known.spotName(key, row: source)
      : readers.new.spotName(key, row: source - known.rowCount)
  }
  /// A row's leaf.
  func code(_ row: Int) -> String {
    let source = order[row]
    return source < known.rowCount
      ? known.strings("code").text(source) : new.strings("code").text(source - known.rowCount)
  }
}
