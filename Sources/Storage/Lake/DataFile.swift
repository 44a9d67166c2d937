/// A data file as the catalog shows it at one snapshot.
struct DataFile: Equatable, Sendable {
  let id: Int64
  /// The absolute path.
  let path: String
  let rowCount: Int
  let byteCount: Int64
  /// The lineage id of the first row; nil where the file itself holds each row's.
  let rowIDStart: Int64?
  let beginSnapshot: Int64
  /// The snapshot from which on it is gone, nil for a live file.
  var endSnapshot: Int64?
  /// The last snapshot of the rows of a merged file, nil where all rows are of `beginSnapshot`.
  let partialMax: Int64?
  /// Year × 12 + month − 1, nil where the file is not in a partition of the table as it is now.
  let month: Int?
  /// The file that names the file's deleted rows.
  var deleteFile: DeleteFile?
  /// Rows deleted by entries in the catalog itself, ascending.
  var inlinedDeletes: [Int] = []
}

/// A delete file as the catalog shows it at one snapshot.
struct DeleteFile: Equatable, Sendable {
  let id: Int64
  /// The absolute path.
  let path: String
  let beginSnapshot: Int64
  /// The last snapshot of its rows, nil where all are of `beginSnapshot`.
  let partialMax: Int64?
  let rowCount: Int
}
