public import Columns
internal import Complaints

/// Counts by day and dimension; additive, so that any period and any roll-up is a sum.
///
/// Distinct matters and persons of a period are not sums of days: they are counted from the rows.
public struct DailyCounter {
  /// The dimensions of a count, as numbers of their texts.
  private struct Key: Hashable {
    var day: Int32
    var platform: Int32 = 0
    var source: Int32 = 0
    var origin: Int32 = 0
    var disposition: Int32 = 0
    var requestType: Int32 = 0
    var district: Int32 = 0
    var town: Int32 = 0
    var level1: Int32 = 0
    var level2: Int32 = 0
    var unit: Int32 = 0
  }

  /// The measures of a count.
  private struct Measures {
    var requests: Int32 = 0
    var opened: Int32 = 0
    var closed: Int32 = 0
    var assigned: Int32 = 0
    var due: Int32 = 0
    var onTime: Int32 = 0
    var late: Int32 = 0
  }

  /// The dimensions' names, in key order.
  private static let dimensions = [
    "platform", "source", "origin", "disposition", "request_type", "district_code", "town_code",
    "level1", "level2", "unit_code",
  ]

  private let days: ClosedRange<Int32>
  private var codes = [TextCodes](repeating: TextCodes(), count: dimensions.count)
  private var counts: [Key: Measures] = [:]
  /// The dimensions of each matter, taken from its first request.
  private var keyOfMatter: [Int64: Key] = [:]

  /// Makes a counter of some days; what falls outside is not counted.
  public init(days: ClosedRange<Int32>) { self.days = days }

  /// Adds requests.
  ///
  /// - Parameters:
  ///   - requests: Rows with the columns of `CountRows`, and `matter_id`.
  ///   - leads: For each row, the lead unit of its matter, where there is one.
  public mutating func add(_ requests: RecordBatch, leads: StringColumn) {
    let received = requests.int32s("received_on").values
    let ids = requests.int64s("request_id").values
    let matters = requests.int64s("matter_id")
    let columns = [
      requests.strings("platform"), requests.strings("source"), requests.strings("origin"),
      requests.strings("disposition"), requests.strings("request_type"),
      coalesce(requests.strings("class_district"), requests.strings("district_code")),
      coalesce(requests.strings("class_town"), requests.strings("town_code")),
      requests.strings("level1"), requests.strings("level2"), leads,
    ]
    let encoded = columns.indices.map { codes[$0].encode(columns[$0]) }
    for row in 0..<requests.rowCount {
      let key = Key(
        day: received[row], platform: encoded[0][row], source: encoded[1][row],
        origin: encoded[2][row], disposition: encoded[3][row], requestType: encoded[4][row],
        district: encoded[5][row], town: encoded[6][row], level1: encoded[7][row],
        level2: encoded[8][row], unit: encoded[9][row])
      let isFirst = matters[row] == ids[row]
      if isFirst { keyOfMatter[ids[row]] = key }
      guard days.contains(received[row]) else { continue }
      counts[key, default: Measures()].requests += 1
      if isFirst { counts[key, default: Measures()].opened += 1 }
    }
  }

  /// What is counted of a lead assignment.
  public struct LeadAssignment: Sendable {
    /// Its matter.
    public var matterID: Int64
    /// The day it was issued.
    public var assignedOn: Int32
    /// The day it is due; nil where no clock runs.
    public var dueOn: Int32?
    /// The day it was closed; nil while it is open.
    public var closedOn: Int32?
    /// Whether it was closed after it was due.
    public var isLate: Bool

    /// Makes a lead assignment.
    public init(
      matterID: Int64, assignedOn: Int32, dueOn: Int32?, closedOn: Int32?, isLate: Bool
    ) {
      self.matterID = matterID
      self.assignedOn = assignedOn
      self.dueOn = dueOn
      self.closedOn = closedOn
      self.isLate = isLate
    }
  }

  /// Adds lead assignments, each on the days of its events, under the dimensions of its matter's
  /// first request; that request must have been added before.
  public mutating func add(_ assignments: [LeadAssignment]) {
    for assignment in assignments {
      guard var key = keyOfMatter[assignment.matterID] else { continue }
      func count(on day: Int32?, _ change: (inout Measures) -> Void) {
        guard let day, days.contains(day) else { return }
        key.day = day
        change(&counts[key, default: Measures()])
      }
      count(on: assignment.assignedOn) { $0.assigned += 1 }
      count(on: assignment.dueOn) { $0.due += 1 }
      count(on: assignment.closedOn) { measures in
        measures.closed += 1
        if assignment.isLate { measures.late += 1 } else { measures.onTime += 1 }
      }
    }
  }

  /// The rows of `Tables.dailyCounts`, in the order of their dimensions.
  public func rows(runID: String) -> RecordBatch {
    let ranks = codes.map(\.ranks)
    let ordered = counts.keys.map { key in (key, Self.numbers(key)) }.sorted { left, right in
      if left.0.day != right.0.day { return left.0.day < right.0.day }
      for index in ranks.indices {
        let (a, b) = (ranks[index][Int(left.1[index])], ranks[index][Int(right.1[index])])
        if a != b { return a < b }
      }
      return false
    }
    var texts = [StringColumn](repeating: StringColumn(), count: codes.count)
    for (_, numbers) in ordered {
      for index in texts.indices { texts[index].append(codes[index].texts[Int(numbers[index])]) }
    }
    let measures = ordered.map { counts[$0.0] ?? Measures() }
    let columns: [String: Column] = [
      "day": .int32(ValueColumn(ordered.map(\.0.day))),
      "requests": .int32(ValueColumn(measures.map(\.requests))),
      "matters_opened": .int32(ValueColumn(measures.map(\.opened))),
      "matters_closed": .int32(ValueColumn(measures.map(\.closed))),
      "assigned": .int32(ValueColumn(measures.map(\.assigned))),
      "due": .int32(ValueColumn(measures.map(\.due))),
      "closed_on_time": .int32(ValueColumn(measures.map(\.onTime))),
      "closed_late": .int32(ValueColumn(measures.map(\.late))),
      "run_id": .string(StringColumn(measures.map { _ in runID })),
    ]
    return RecordBatch(
      schema: Tables.dailyCounts.schema,
      columns: Tables.dailyCounts.schema.fields.map { field in
        if let index = Self.dimensions.firstIndex(of: field.name) { return .string(texts[index]) }
        guard let column = columns[field.name] else {
          preconditionFailure("no measure \(field.name)")
        }
        return column
      })
  }

  private static func numbers(_ key: Key) -> [Int32] {
    [
      key.platform, key.source, key.origin, key.disposition, key.requestType, key.district,
      key.town, key.level1, key.level2, key.unit,
    ]
  }

  /// The first column's texts, the second's where it has none.
  private func coalesce(_ first: StringColumn, _ second: StringColumn) -> StringColumn {
    var output = StringColumn()
    for row in 0..<first.count {
      if first.validity.isValid(row) {
        first.withBytes(row) { output.append(utf8: $0) }
      } else if second.validity.isValid(row) {
        second.withBytes(row) { output.append(utf8: $0) }
      } else {
        output.appendNull()
      }
    }
    return output
  }
}
