internal import Columns
internal import Complaints
internal import Lake

/// What the platforms delivered so far, by day.
struct DeliveryHistory {
  /// A day of a platform.
  private struct PlatformDay: Hashable {
    let platform: String
    let day: Int32
  }

  private var isWorkday: (Int32) -> Bool
  /// The rows of each file that came.
  private var files: [PlatformDay: [Int]] = [:]
  /// Where the rows of missing files lie.
  private var missing: [PlatformDay: [RecordSettlement.Position]] = [:]
  /// Files that are refused, or missing and known as such.
  private var others: [PlatformDay: Int] = [:]
  /// The rows of the files of working days, whole ones only.
  private var usual: [String: [Int]] = [:]
  private var first: Int32?

  /// Reads `deliveries`.
  init(_ lake: Lake, isWorkday: @escaping (Int32) -> Bool) throws {
    self.isWorkday = isWorkday
    var history = self
    try lake.scan(
      Tables.deliveries.name, columns: ["platform", "business_day", "rows", "state"]
    ) { batch, origin in
      let platforms = batch.strings("platform")
      let days = batch.int32s("business_day").values
      let counts = batch.int32s("rows").values
      let states = batch.strings("state")
      for row in 0..<batch.rowCount {
        let platform = platforms.text(row)
        history.add(
          platform: platform, day: days[row], rows: Int(counts[row]), state: states.text(row))
        if states.text(row) == "missing" {
          history.missing[PlatformDay(platform: platform, day: days[row]), default: []].append(
            .init(dataFileID: origin.dataFileID, row: origin.rows[row]))
        }
      }
    }
    self = history
  }

  /// Adds a file, or one that is missing.
  mutating func add(platform: String, day: Int32, rows: Int, state: String) {
    let key = PlatformDay(platform: platform, day: day)
    switch state {
    case "duplicate": return
    case "refused", "missing": others[key, default: 0] += 1
    default:
      files[key, default: []].append(rows)
      if state != "short", isWorkday(day) { usual[platform, default: []].append(rows) }
    }
    if state != "refused" { first = min(first ?? day, day) }
  }

  /// Takes the row of a missing file of a day, whose place another takes.
  mutating func takeMissing(_ platform: String, _ day: Int32) -> RecordSettlement.Position? {
    let key = PlatformDay(platform: platform, day: day)
    guard let place = missing[key]?.popLast() else { return nil }
    others[key, default: 1] -= 1
    return place
  }

  /// The rows of each file that came for a day.
  func rows(_ platform: String, _ day: Int32) -> [Int] {
    files[PlatformDay(platform: platform, day: day)] ?? []
  }

  /// How many files of a day came, were refused, or are known as missing.
  func count(_ platform: String, _ day: Int32) -> Int {
    rows(platform, day).count + (others[PlatformDay(platform: platform, day: day)] ?? 0)
  }

  /// The median of the rows of the platform's files of working days, once five are known.
  func usualRows(_ platform: String) -> Double? {
    guard let counts = usual[platform], counts.count >= 5 else { return nil }
    return Double(counts.sorted()[counts.count / 2])
  }

  /// The days up to one, from the first that any platform delivered for.
  func days(until last: Int32) -> [Int32] {
    guard let first, first <= last else { return [] }
    return Array(first...last)
  }
}
