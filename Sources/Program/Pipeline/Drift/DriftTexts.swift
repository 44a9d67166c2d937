internal import Columns
internal import Complaints
internal import Lake
internal import Language
internal import Trends

/// Reads the texts of a window: what words each platform uses that no other week had, and which
/// words are new.
struct DriftTexts {
  /// One measure for each platform, in the order of their names.
  private(set) var measures: [DriftMeasure] = []
  /// The new words, the most frequent first.
  private(set) var words: [NewWordFinder.Word] = []

  private static let columns = ["request_id", "received_on", "platform", "title", "content"]
  /// How many new words are named.
  private static let wordLimit = 20

  /// Reads the texts, three times over; memory does not grow with them.
  init(_ lake: Lake, window: DriftWindow) throws {
    let columns = Self.columns
    func scan(_ body: (RecordBatch, Int, Int) -> Void) throws {
      try lake.scan(
        Tables.requests.name, columns: columns, months: window.months, where: window.range
      ) { batch, _ in
        let days = batch.int32s("received_on").values
        for row in days.indices {
          if let day = window.place(of: days[row]) { body(batch, row, day) }
        }
      }
    }
    let now = window.dayCount - 7
    var grams = WeekGrams()
    var finder = NewWordFinder()
    try scan { batch, row, day in
      for name in ["title", "content"] {
        let column = batch.strings(name)
        grams.add(column.bytes.span.extracting(column.range(row)), week: day / 7)
      }
      let content = batch.strings("content")
      let text = content.bytes.span.extracting(content.range(row))
      if day >= now { finder.addRecent(text) } else { finder.addEarlier(text) }
    }
    var platforms = DriftTally.Names()
    var tally = DriftTally(dayCount: window.dayCount)
    try scan { batch, row, day in
      let platform = platforms.number(of: batch.strings("platform").text(row))
      for name in ["title", "content"] {
        let column = batch.strings(name)
        let found = grams.count(
          column.bytes.span.extracting(column.range(row)), week: day / 7)
        tally.count(platform, 0, day, by: found.all - found.unseen)
        tally.count(platform, 1, day, by: found.unseen)
      }
      if day >= now {
        let content = batch.strings("content")
        finder.collect(
          content.bytes.span.extracting(content.range(row)),
          row: batch.int64s("request_id").values[row])
      }
    }
    words = finder.words(limit: Self.wordLimit)
    measures = platforms.names.enumerated().sorted { $0.element < $1.element }.compactMap {
      tally.measure($0.element, Int32($0.offset), .words, ["见过的用词", "未见过的用词"])
    }
  }
}
