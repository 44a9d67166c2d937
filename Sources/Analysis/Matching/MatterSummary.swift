public import Columns
internal import Complaints

/// Writes the rows of matters from their members.
public enum MatterSummary {
  /// The rows of `Tables.matters` for all matters that `members` (rows of `MatchRows.schema`) name,
  /// in matter order.
  ///
  /// Restricted and confidential requests count, but never supply title, place or representative.
  public static func rows(members: RecordBatch, runID: String) -> RecordBatch {
    RecordBatch(schema: Tables.matters.schema)
  }
}
