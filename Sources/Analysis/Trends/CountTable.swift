package import Columns

/// Rows of `daily_counts` in memory, to be filtered and summed.
package struct CountTable: Sendable {
  /// What rows are told apart by.
  package enum Dimension: Int, CaseIterable, Sendable {
    case platform, source, origin, disposition, requestType, district, town, level1, level2, unit

    /// The column's name.
    var column: String {
      switch self {
      case .requestType: "request_type"
      case .district: "district_code"
      case .town: "town_code"
      case .unit: "unit_code"
      default: String(describing: self)
      }
    }
  }

  /// What is counted.
  package enum Measure: Int, CaseIterable, Sendable {
    case requests, opened, closed, assigned, due, closedOnTime, closedLate

    /// The column's name.
    var column: String {
      switch self {
      case .opened: "matters_opened"
      case .closed: "matters_closed"
      case .closedOnTime: "closed_on_time"
      case .closedLate: "closed_late"
      default: String(describing: self)
      }
    }
  }

  /// A text of a dimension, empty for none, and its count.
  package typealias Group = (key: String, count: Int)

  private var days: [Int32]
  private var codes: [[Int32]]
  private var measures: [[Int32]]
  private let texts: [[String]]

  /// Reads rows of `Tables.dailyCounts`.
  package init(_ batch: RecordBatch) {
    days = batch.int32s("day").values
    var codes: [[Int32]] = []
    var texts: [[String]] = []
    for dimension in Dimension.allCases {
      var dictionary = TextCodes()
      codes.append(dictionary.encode(batch.strings(dimension.column)))
      texts.append(dictionary.texts.map { $0 ?? "" })
    }
    self.codes = codes
    self.texts = texts
    measures = Measure.allCases.map { batch.int32s($0.column).values }
  }

  /// The rows whose text of a dimension is one of some.
  package func keeping(_ dimension: Dimension, _ allowed: Set<String>) -> CountTable {
    let isAllowed = texts[dimension.rawValue].map(allowed.contains)
    let column = codes[dimension.rawValue]
    return gathering(column.indices.filter { isAllowed[Int(column[$0])] })
  }

  /// The rows of some days.
  package func keeping(days range: ClosedRange<Int32>) -> CountTable {
    gathering(days.indices.filter { range.contains(days[$0]) })
  }

  private func gathering(_ rows: [Int]) -> CountTable {
    var output = self
    output.days = rows.map { days[$0] }
    output.codes = codes.map { column in rows.map { column[$0] } }
    output.measures = measures.map { column in rows.map { column[$0] } }
    return output
  }

  /// The sum over all rows.
  package func total(_ measure: Measure) -> Int {
    measures[measure.rawValue].reduce(0) { $0 + Int($1) }
  }

  /// The sum of a day.
  package func total(_ measure: Measure, on day: Int32) -> Int {
    series(measure, over: day...day)[0]
  }

  /// The sums of each day of a range.
  package func series(_ measure: Measure, over range: ClosedRange<Int32>) -> [Int] {
    var sums = [Int](repeating: 0, count: range.count)
    let column = measures[measure.rawValue]
    for row in days.indices where range.contains(days[row]) {
      sums[Int(days[row] - range.lowerBound)] += Int(column[row])
    }
    return sums
  }

  /// The sums of each day of a range for each combination of texts of some dimensions, in their
  /// order.
  package func series(
    _ measure: Measure, by dimensions: [Dimension], over range: ClosedRange<Int32>
  ) -> [(key: [String], counts: [Int])] {
    var sums: [[Int32]: [Int]] = [:]
    let column = measures[measure.rawValue]
    for row in days.indices where range.contains(days[row]) {
      let key = dimensions.map { codes[$0.rawValue][row] }
      sums[key, default: [Int](repeating: 0, count: range.count)][
        Int(days[row] - range.lowerBound)] += Int(column[row])
    }
    return sums.map { key, counts in
      (zip(dimensions, key).map { texts[$0.rawValue][Int($1)] }, counts)
    }.sorted { $0.key.lexicographicallyPrecedes($1.key) }
  }

  /// The sums for each text of a dimension, the greatest first, texts without any left out.
  package func groups(_ measure: Measure, by dimension: Dimension) -> [Group] {
    var sums = [Int](repeating: 0, count: texts[dimension.rawValue].count)
    let column = measures[measure.rawValue]
    for (row, code) in codes[dimension.rawValue].enumerated() {
      sums[Int(code)] += Int(column[row])
    }
    return sums.indices.filter { sums[$0] != 0 }.map { (texts[dimension.rawValue][$0], sums[$0]) }
      .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
  }
}
