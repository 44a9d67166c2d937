/// Where the rows of a scanned batch lie, so that they can be deleted or updated.
public struct RowOrigin: Equatable, Sendable {
  /// The data file the rows are in.
  public let dataFileID: Int64
  /// Each row's position in that file, from 0.
  public let rows: [Int]
  /// Each row's lineage id, which updates and compaction keep.
  public let rowIDs: [Int64]
}
