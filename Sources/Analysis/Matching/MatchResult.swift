public import Columns
internal import Complaints

/// What matching found: one link for each new request, and what changed about matters.
public struct MatchResult: Equatable, Sendable {
  /// Rows of `Tables.matterRequests`, one for each new request, in request order.
  public var links: RecordBatch
  /// Rows of `Tables.matterChanges`.
  public var changes: RecordBatch

  /// Makes an empty result.
  public init() {
    links = RecordBatch(schema: Tables.matterRequests.schema)
    changes = RecordBatch(schema: Tables.matterChanges.schema)
  }
}
