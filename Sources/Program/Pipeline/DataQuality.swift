internal import Columns
internal import Complaints
internal import Intake
internal import Lake

/// How good the data of each platform are on the business date, as shares from 0 to 1.
struct DataQuality {
  private let context: RunContext
  private let wanted = ["request_type", "title", "content", "place_text", "district_code"]

  init(_ context: RunContext) { self.context = context }

  /// The rows of `quality`: complete (wanted fields that are filled), valid (rows that were not
  /// rejected), timely (files that came on time), stable (files that could be read).
  func rows(_ requests: RecordBatch) throws -> RecordBatch {
    var output = RecordBatch(schema: Tables.quality.schema)
    let files = Dictionary(
      grouping: try context.store.ledger.files(of: context.run.runID), by: \.platform)
    let deliveries = try context.store.lake.readAll(
      Tables.deliveries.name, columns: ["platform", "business_day", "state"])
    let complete = completeness(requests)
    for platform in Set(context.mappings.map(\.platform)).sorted() {
      let taken = files[platform] ?? []
      let read = taken.reduce(0) { $0 + $1.rowsRead }
      let rejected = taken.reduce(0) { $0 + $1.quarantined }
      let states = states(deliveries, platform)
      let refused = taken.filter { $0.state == "refused" }.count
      output.appendRow([
        "platform": .string(platform), "day": .int(Int64(context.date)),
        "complete": .real(complete[platform]),
        "valid": read == 0 ? .null : .double(1 - Double(rejected) / Double(read)),
        "timely": states.isEmpty
          ? .null
          : .double(Double(states.filter { $0 == "on_time" }.count) / Double(states.count)),
        "stable": taken.isEmpty
          ? .null : .double(1 - Double(refused) / Double(taken.count)),
        "run_id": .string(context.run.runID),
      ])
    }
    return output
  }

  private func states(_ deliveries: RecordBatch, _ platform: String) -> [String] {
    let platforms = deliveries.strings("platform")
    let days = deliveries.int32s("business_day").values
    let states = deliveries.strings("state")
    return (0..<deliveries.rowCount).filter {
      days[$0] == context.date && platforms.text($0) == platform
        && states.text($0) != "duplicate"
    }.map { states.text($0) }
  }

  private func completeness(_ requests: RecordBatch) -> [String: Double] {
    let platforms = requests.strings("platform")
    let days = requests.int32s("received_on").values
    let columns = wanted.map { requests.strings($0) }
    var filled: [String: (filled: Int, all: Int)] = [:]
    for row in 0..<requests.rowCount where days[row] == context.date {
      let count = columns.count { $0.validity.isValid(row) }
      let known = filled[platforms.text(row)] ?? (0, 0)
      filled[platforms.text(row)] = (known.filled + count, known.all + columns.count)
    }
    return filled.mapValues { Double($0.filled) / Double(max(1, $0.all)) }
  }
}
