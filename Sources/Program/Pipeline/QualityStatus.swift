internal import Columns
internal import Complaints
internal import Lake
internal import Tabular

/// How good the data of the last scored day are, and which files of the week before did not come as
/// expected.
struct QualityStatus {
  /// The shares of a platform.
  private struct Line {
    let platform: String
    let shares: [Double?]
    let score: Double?
  }

  private static let names = ["complete", "valid", "timely", "stable"]
  private var scores: [Line] = []
  private var day: Int32?
  /// Files that came late, short, twice, not at all, or could not be read; one line for each.
  private(set) var faults: [String] = []

  init(_ lake: Lake) throws {
    let quality = try lake.readAll(
      Tables.quality.name, columns: ["platform", "day", "score"] + Self.names)
    let days = quality.int32s("day").values
    guard let last = days.max() else { return }
    day = last
    for row in days.indices where days[row] == last {
      scores.append(
        Line(
          platform: quality.strings("platform").text(row),
          shares: Self.names.map { quality.doubles($0)[row] }, score: quality.doubles("score")[row])
      )
    }
    scores.sort { $0.platform < $1.platform }
    try readFaults(lake, until: last)
  }

  private mutating func readFaults(_ lake: Lake, until last: Int32) throws {
    let batch = try lake.readAll(
      Tables.deliveries.name, columns: ["platform", "business_day", "state"],
      where: ColumnRange("business_day", Int64(last - 6)...Int64(last)))
    let days = batch.int32s("business_day").values
    var found: [(day: Int32, text: String)] = []
    for row in 0..<batch.rowCount where (last - 6...last).contains(days[row]) {
      let state = batch.strings("state").text(row)
      if state == "on_time" { continue }
      found.append(
        (
          days[row],
          "\(CivilTime.format(day: days[row])) \(batch.strings("platform").text(row)) \(state)"
        ))
    }
    faults = found.map(\.text).sorted()
  }

  var json: JSONValue {
    [
      "day": .text(day.map { CivilTime.format(day: $0) }),
      "platforms": .array(
        scores.map { line in
          .object(
            [.init("platform", .string(line.platform))]
              + zip(Self.names, line.shares).map { .init($0, $1.map(JSONValue.number) ?? .null) }
              + [.init("score", line.score.map(JSONValue.number) ?? .null)])
        }),
    ]
  }

  /// The same for people; none before the first scored day.
  var lines: [String] {
    guard let day else { return [] }
    var lines = [
      "", "data quality of \(CivilTime.format(day: day)), points of 30",
      "  " + "platform".padding(to: 22) + "complete   valid  timely  stable  points",
    ]
    for line in scores {
      let shares = line.shares.map { share in
        Self.figure(share.map { $0 * 100 }, " %").padding(to: 8, left: true)
      }
      lines.append(
        "  " + line.platform.padding(to: 22) + shares.joined()
          + Self.figure(line.score, "").padding(to: 8, left: true))
    }
    if !faults.isEmpty { lines += ["", "deliveries of the week"] + faults.map { "  \($0)" } }
    return lines
  }

  /// A number with one decimal; a dash for none.
  private static func figure(_ value: Double?, _ unit: String) -> String {
    guard let value else { return "—" }
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)\(unit)"
  }
}
