public import Columns
public import Complaints

/// Finds what is unusual on a day: a class that surges in the city or in a district, matters that
/// many persons report, and words of danger, which need no statistics.
public struct AlertDetector: Sendable {
  /// The working calendar, which says what kind of day a day is.
  let calendar: WorkCalendar
  /// The names of divisions.
  let gazetteer: Gazetteer
  /// When something is an alert.
  let thresholds: AlertThresholds

  /// Makes a detector for a city.
  public init(city: CityConfiguration, thresholds: AlertThresholds = AlertThresholds()) {
    self.init(
      calendar: city.calendar, gazetteer: city.gazetteer, thresholds: thresholds)
  }

  /// Makes a detector of the parts of a city that it needs.
  init(
    calendar: WorkCalendar, gazetteer: Gazetteer,
    thresholds: AlertThresholds = AlertThresholds()
  ) {
    self.calendar = calendar
    self.gazetteer = gazetteer
    self.thresholds = thresholds
  }

  /// The alerts of a day, as rows of `Tables.alerts` in the order of their ids.
  ///
  /// Surges are looked for among what citizens and enterprises asked, on the platforms that have
  /// data on the day; see `SurgeSeries` for the model.
  ///
  /// - Parameters:
  ///   - day: The day looked at.
  ///   - counts: Rows of `Tables.dailyCounts`: the day itself and, where they exist, the 56 before.
  ///   - requests: The day's requests, with the columns of `CountRows`, `matter_id`,
  ///     `risk_words` and `risk_kinds`; other days' rows are passed over.
  ///   - matters: Rows of `Tables.matters` with a request in the last seven days.
  ///   - recentRequests: For each row of `matters`, its requests in the last seven days.
  ///   - runID: The run that asks.
  public func alerts(
    on day: Int32, counts: RecordBatch, requests: RecordBatch, matters: RecordBatch,
    recentRequests: [Int32], runID: String
  ) -> RecordBatch {
    let rows = DayRequests(requests, on: day)
    let found =
      riskAlerts(rows, on: day) + surges(counts, rows, on: day)
      + hotMatters(matters, recentRequests, on: day)
    var output = RecordBatch(schema: Tables.alerts.schema)
    for alert in found.sorted(by: { $0.id < $1.id }) {
      output.appendRow(alert.row(runID: runID))
    }
    return output
  }

  /// A division's name as a scope gives it.
  func divisionName(_ code: String) -> String {
    code.isEmpty ? "地点待定" : gazetteer.divisionName(code)
  }
}
