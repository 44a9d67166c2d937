internal import Bytes
internal import Columns
internal import Complaints
internal import Glibc
internal import Lake
internal import Pipeline

/// A lake of many requests: made, compacted, counted and looked up.
///
/// Request `n` was received on day `n / rowsPerDay` after the first, so that ids can be made again
/// without the lake.
struct RequestsBenchmark {
  private let workspace: Workspace
  private let rowCount: Int
  private let dayCount: Int
  private let synthetic = SyntheticComplaints(contentSize: 30)
  private let firstDay = CivilTime.days(year: 2024, month: 7, day: 1)
  private let columns = ["received_on", "district_code", "source_category"]

  init(_ options: BenchmarkOptions) throws {
    if let threadCount = try options.count("--threads") { try Cores.limit(to: threadCount) }
    workspace = try Workspace(path: options.required("--folder"))
    rowCount = try options.count("--rows") ?? 10_000_000
    dayCount = try options.count("--days") ?? 730
  }

  private func numbers(of day: Int) -> Range<Int> {
    rowCount * day / dayCount..<rowCount * (day + 1) / dayCount
  }

  private func day(_ number: Int) -> Int32 {
    // The inverse of `numbers`: the last day that begins at or before the number.
    var day = number * dayCount / rowCount
    while day + 1 < dayCount && rowCount * (day + 1) / dayCount <= number { day += 1 }
    while rowCount * day / dayCount > number { day -= 1 }
    return firstDay + Int32(day)
  }

  /// Commits a night for each day; compacts at the end, or never.
  func make(compacting: Bool) throws {
    let making = Stopwatch()
    let store = try Store(workspace)
    // A commit takes a week: what is measured is not how the rows came in.
    let nights = compacting ? 7 : 1
    for start in stride(from: 0, to: dayCount, by: nights) {
      let commit = store.lake.begin()
      for day in start..<min(dayCount, start + nights) {
        let rows = numbers(of: day).map { (number: $0, day: firstDay + Int32(day)) }
        try commit.append(
          Tables.requests.name,
          synthetic.requests(rows, run: "nightly-\(CivilTime.format(day: firstDay + Int32(day)))"))
      }
      try commit.commit(message: "make", at: time(start))
    }
    let (made, madeCPU) = (making.wall, making.cpu)
    let compacting = compacting ? Stopwatch() : nil
    if compacting != nil {
      let upkeep = StoreUpkeep(store)
      _ = try upkeep.compact(on: firstDay + Int32(dayCount) + 31, now: time(dayCount))
      _ = try upkeep.expire(olderThan: 0, now: time(dayCount + 1))
    }
    guard try store.lake.rowCount(Tables.requests.name) == rowCount else {
      throw BenchmarkFault("requests are missing")
    }
    var usage = rusage()
    getrusage(__rusage_who_t(truncatingIfNeeded: RUSAGE_SELF.rawValue), &usage)
    print(
      """
      {"benchmark": "requests", "rows": \(rowCount), "make_s": \(made), "make_cpu_s": \(madeCPU), \
      "compact_s": \(compacting?.wall ?? 0), "compact_cpu_s": \(compacting?.cpu ?? 0), \
      "peak_mib": \(usage.ru_maxrss / 1024)}
      """)
  }

  /// Counts requests by day, district and category.
  func scan() throws {
    let store = try Store(workspace)
    var best = (wall: Double.infinity, cpu: Double.infinity)
    var counts: ValueCounts?
    for _ in 0..<6 {
      let watch = Stopwatch()
      counts = try store.lake.counts(Tables.requests.name, by: columns)
      if watch.wall < best.wall { best = (watch.wall, watch.cpu) }
    }
    guard let counts, counts.rowCount == Int64(rowCount) else {
      throw BenchmarkFault("rows were counted twice or not at all")
    }
    let squares = counts.counts.reduce(0) { $0 + $1 * $1 }
    print(
      """
      {"benchmark": "scan", "rows": \(rowCount), "groups": \(counts.count), \
      "squares": \(squares), "wall_s": \(best.wall), "cpu_s": \(best.cpu)}
      """)
  }

  /// Finds single requests, each with all its columns.
  func lookup() throws {
    let store = try Store(workspace)
    var times: [Double] = []
    var cpu = 0.0
    for index in 0..<40 {
      let number = SyntheticComplaints.mix(index, 15) % rowCount
      let id = SyntheticComplaints.requestID(number, day: day(number))
      let watch = Stopwatch()
      let found = try store.lake.lookup(
        Tables.requests.name, key: "request_id", in: [id],
        columns: Tables.requests.schema.fields.map(\.name))
      times.append(watch.wall)
      cpu += watch.cpu
      let expected = synthetic.requests([(number, day(number))], run: "")
      guard found.rowCount == 1, found.int64s("request_id") == expected.int64s("request_id"),
        found.strings("content") == expected.strings("content")
      else { throw BenchmarkFault("request \(id) was not found as it was written") }
    }
    let missing = try store.lake.lookup(
      Tables.requests.name, key: "request_id", in: [1], columns: ["request_id"])
    guard missing.rowCount == 0 else { throw BenchmarkFault("found what is not there") }
    let rest = times.dropFirst().sorted()
    print(
      """
      {"benchmark": "lookup", "rows": \(rowCount), "first_ms": \(times[0] * 1e3), \
      "median_ms": \(rest[rest.count / 2] * 1e3), "worst_ms": \((rest.last ?? 0) * 1e3), \
      "mean_cpu_ms": \(cpu / Double(times.count) * 1e3)}
      """)
  }

  private func time(_ day: Int) -> String {
    CivilTime.format(CivilTime.timestamp(firstDay + Int32(day) + 1)) + ".000000+00"
  }
}
