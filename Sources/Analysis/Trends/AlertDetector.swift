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
    calendar = city.calendar
    gazetteer = city.gazetteer
    self.thresholds = thresholds
  }

  /// The alerts of a day, as rows of `Tables.alerts` in the order of their ids.
  ///
  /// - Parameters:
  ///   - day: The day looked at.
  ///   - counts: Rows of `Tables.dailyCounts`: the day itself and, where they exist, the 56 before.
  ///   - requests: The day's requests, with the columns of `CountRows`, `matter_id` and
  ///     `risk_words`; other days' rows are passed over.
  ///   - matters: Rows of `Tables.matters` with a request in the last seven days.
  ///   - recentRequests: For each row of `matters`, its requests in the last seven days.
  ///   - runID: The run that asks.
  public func alerts(
    on day: Int32, counts: RecordBatch, requests: RecordBatch, matters: RecordBatch,
    recentRequests: [Int32], runID: String
  ) -> RecordBatch {
    RecordBatch(schema: Tables.alerts.schema)
  }
}
