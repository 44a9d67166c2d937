package import Complaints

/// The daily report (日报): what came in, what is unusual, what is due or overdue.
package struct DailyReport: Sendable {
  /// The definition.
  let definition: ReportDefinition
  /// The city.
  let city: CityConfiguration
  /// The data.
  let input: ReportInput

  /// Makes a report.
  package init(definition: ReportDefinition, city: CityConfiguration, input: ReportInput) {
    self.definition = definition
    self.city = city
    self.input = input
  }

  /// Writes `index.html` and the `data.json` beside it; the same input gives the same bytes.
  ///
  /// - Throws: `AnalysisError` of code `accounting` when the figures do not add up.
  package func render() throws(AnalysisError) -> (html: [UInt8], data: [UInt8]) {
    ([], [])
  }
}
