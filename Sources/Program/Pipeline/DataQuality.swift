internal import Bytes
internal import Columns
internal import Complaints
internal import Lake
internal import SQLite

/// How good the data are that each platform delivered for a day, as shares from 0 to 1, and as
/// points: 10 for complete, 10 for valid, 5 each for timely and stable, 30 in all.
///
/// The scheme is that by which 连云港 scores its sub-platforms (数据完整 10、内容规范 10、数据及时 5、
/// 接口稳定 5). A share of which nothing is known stays out, and the points of the others are
/// scaled up to 30.
struct DataQuality {
  /// A platform's shares of a day; nil where nothing is known.
  struct Shares: Equatable {
    /// Wanted fields that are filled, of the day's requests.
    var complete: Double?
    /// Rows of the day's files that are in the store; those that wait or were given up are not.
    var valid: Double?
    /// Files that came on time, of all that came or should have come.
    var timely: Double?
    /// Files that came once and could be read, of all that came.
    var stable: Double?

    /// The points, of 30.
    var score: Double? {
      var points = 0.0
      var most = 0.0
      for (share, weight) in [(complete, 10.0), (valid, 10), (timely, 5), (stable, 5)] {
        guard let share else { continue }
        points += share * weight
        most += weight
      }
      return most == 0 ? nil : points / most * 30
    }
  }

  /// What must be there for a request to be dispatched; what it asks for can be read from its text.
  static let wanted = ["title", "content", "place_text", "district_code"]

  private let lake: Lake
  private let ledger: Ledger
  private let runID: String

  init(_ context: RunContext) {
    lake = context.store.lake
    ledger = context.store.ledger
    runID = context.run.runID
  }

  /// The rows of `quality` of some days, for the platforms given and all that delivered.
  func rows(days: Set<Int32>, platforms: [String]) throws -> RecordBatch {
    let complete = try completeness(days)
    let deliveries = try deliveries(days)
    var keys = Set(deliveries.keys)
    for day in days { for platform in platforms { keys.insert(Key(platform, day)) } }
    var output = RecordBatch(schema: Tables.quality.schema)
    for key in keys.sorted() {
      var shares = try shares(deliveries[key] ?? [], key.platform)
      shares.complete = complete[key]
      output.appendRow([
        "platform": .string(key.platform), "day": .int(Int64(key.day)),
        "complete": .real(shares.complete), "valid": .real(shares.valid),
        "timely": .real(shares.timely), "stable": .real(shares.stable),
        "run_id": .string(runID), "score": .real(shares.score),
      ])
    }
    return output
  }

  /// A platform and day, in the order of the table.
  private struct Key: Hashable, Comparable {
    let platform: String
    let day: Int32

    init(_ platform: String, _ day: Int32) {
      self.platform = platform
      self.day = day
    }

    static func < (left: Key, right: Key) -> Bool {
      (left.day, left.platform) < (right.day, right.platform)
    }
  }

  /// A delivery as the table has it.
  private struct Delivery {
    let fileID: Int64?
    let state: String
    let isInTime: Bool
  }

  private func deliveries(_ days: Set<Int32>) throws -> [Key: [Delivery]] {
    var output: [Key: [Delivery]] = [:]
    guard let first = days.min(), let last = days.max() else { return output }
    try lake.scan(
      Tables.deliveries.name,
      columns: ["platform", "business_day", "file_id", "arrived_at", "state"],
      where: ColumnRange("business_day", Int64(first)...Int64(last))
    ) { batch, _ in
      let platforms = batch.strings("platform")
      let dates = batch.int32s("business_day").values
      let files = batch.int64s("file_id")
      let arrivals = batch.int64s("arrived_at")
      let states = batch.strings("state")
      for row in 0..<batch.rowCount where days.contains(dates[row]) {
        let state = states.text(row)
        let isSoon = arrivals[row].map { CivilTime.day(of: $0) <= dates[row] } ?? false
        output[Key(platforms.text(row), dates[row]), default: []].append(
          Delivery(
            fileID: files[row], state: state,
            isInTime: state == "on_time" || state == "short" && isSoon))
      }
    }
    return output
  }

  private func shares(_ deliveries: [Delivery], _ platform: String) throws -> Shares {
    var shares = Shares()
    let due = deliveries.filter { $0.state != "duplicate" }
    if !due.isEmpty { shares.timely = Double(due.count { $0.isInTime }) / Double(due.count) }
    let arrived = deliveries.filter { $0.state != "missing" }
    if !arrived.isEmpty {
      let sound = arrived.count { !["refused", "duplicate"].contains($0.state) }
      shares.stable = Double(sound) / Double(arrived.count)
    }
    var (read, lost) = (0, 0)
    for fileID in Set(due.compactMap(\.fileID)).sorted() {
      let account = try ledger.validity(of: fileID, platform: platform)
      read += account.read
      lost += account.lost
    }
    if read > 0 { shares.valid = 1 - Double(lost) / Double(read) }
    return shares
  }

  private func completeness(_ days: Set<Int32>) throws -> [Key: Double] {
    let batch = try lake.lookup(
      Tables.requests.name, key: "received_on", in: Set(days.map { Int64($0) }),
      columns: ["platform", "received_on"] + Self.wanted)
    let platforms = batch.strings("platform")
    let dates = batch.int32s("received_on").values
    let columns = Self.wanted.map { batch.strings($0) }
    var filled: [Key: (filled: Int, all: Int)] = [:]
    for row in 0..<batch.rowCount {
      let key = Key(platforms.text(row), dates[row])
      let known = filled[key] ?? (0, 0)
      let count = columns.count { $0.validity.isValid(row) }
      filled[key] = (known.filled + count, known.all + columns.count)
    }
    return filled.mapValues { Double($0.filled) / Double(max(1, $0.all)) }
  }
}

extension Ledger {
  /// How many rows of a file were read when it was last taken, and how many of them are not in the
  /// store: they wait, or were given up.
  func validity(of fileID: Int64, platform: String) throws(StorageError) -> (read: Int, lost: Int) {
    var account = (read: 0, lost: 0)
    let statement = try connection.prepare(
      """
      SELECT r.pipeline = 'replay', f.rows_read, f.quarantined - (
        SELECT count(*) FROM minsheng_quarantine_outcomes o WHERE o.run_id = f.run_id
          AND o.platform = f.platform AND o.file_id = f.file_id AND o.state = 'replayed')
      FROM minsheng_files f JOIN minsheng_runs r USING (run_id)
      WHERE f.file_id = ? AND f.platform = ? AND f.state = 'taken' ORDER BY r.rowid
      """)
    defer { statement.reset() }
    try statement.bind([.integer(fileID), .text(platform)])
    while try statement.step() {
      // A replay goes on with the file; a later reading begins it anew.
      if statement.int(0) == 0 { account = (statement.int(1), 0) }
      account.lost += statement.int(2)
    }
    return account
  }
}
