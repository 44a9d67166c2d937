/// Where the rows of a scanned batch lie, so that they can be deleted or updated.
public struct RowOrigin: Equatable, Sendable {
  /// The file id of rows that a DuckDB client keeps in the catalog itself.
  public static let inlined: Int64 = -1

  /// The data file the rows are in.
  public let dataFileID: Int64
  /// Each row's position in that file, from 0; its lineage id where it lies in the catalog.
  public let rows: [Int]
  /// Each row's lineage id, which updates and compaction keep.
  public let rowIDs: [Int64]

  init(_ dataFileID: Int64, rows: [Int], rowIDs: [Int64]) {
    self.dataFileID = dataFileID
    self.rows = rows
    self.rowIDs = rowIDs
  }
}
