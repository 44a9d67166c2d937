/// A metric as it is defined once, in `metrics.csv`, and printed in every report.
package struct Metric: Equatable, Sendable {
  /// Its name.
  package let name: String
  /// What is counted above the line.
  package let numerator: String
  /// What is counted below the line; empty for plain counts.
  package let denominator: String
  /// Which time decides what belongs to a period.
  package let timeBase: String
  /// What is left out.
  package let exclusions: String
  /// The tables it is computed from.
  package let source: String
}
