internal import Bytes
internal import Columns
internal import Parquet

/// The deleted rows of one data file, each with the snapshot that deleted it.
struct DeletedRows: Equatable, Sendable {
  /// The rows' positions, ascending and distinct.
  var positions: [Int] = []
  /// For each row the snapshot from which on it is gone.
  var snapshots: [Int64] = []

  /// Reads a delete file.
  ///
  /// - Throws: `corrupt` where positions are not ascending, or columns missing.
  init(_ file: DeleteFile) throws(StorageError) {
    let reader = try ParquetReader(path: file.path)
    let names = reader.columns.map(\.field.name)
    guard let position = names.firstIndex(of: "pos"), names.contains("file_path") else {
      throw StorageError(.corrupt, path: file.path, "a delete file without file_path and pos")
    }
    let snapshot = names.firstIndex(of: ReservedField.snapshotIDName)
    for group in reader.rowGroupRowCounts.indices {
      let columns = try reader.read(
        rowGroup: group, columns: snapshot.map { [position, $0] } ?? [position])
      guard case .int64(let rows) = columns[0], rows.validity.nullCount == 0 else {
        throw StorageError(.corrupt, path: file.path, "positions are not plain 64-bit integers")
      }
      positions.append(contentsOf: rows.values.map { Int($0) })
      guard snapshot != nil else { continue }
      guard case .int64(let ids) = columns[1], ids.validity.nullCount == 0 else {
        throw StorageError(.corrupt, path: file.path, "snapshots are not plain 64-bit integers")
      }
      snapshots.append(contentsOf: ids.values)
    }
    if snapshot == nil {
      snapshots = Array(repeating: file.beginSnapshot, count: positions.count)
    }
    for index in positions.indices.dropFirst() where positions[index] <= positions[index - 1] {
      throw StorageError(.corrupt, path: file.path, "positions are not strictly ascending")
    }
  }

  /// Rows that are all deleted by one snapshot; positions must be ascending and distinct.
  init(_ positions: [Int], by snapshot: Int64) {
    self.positions = positions
    snapshots = Array(repeating: snapshot, count: positions.count)
  }

  /// Adds other rows; of a row in both the earlier deletion counts.
  func union(_ other: DeletedRows) -> DeletedRows {
    var result = DeletedRows([], by: 0)
    var (left, right) = (0, 0)
    while left < positions.count || right < other.positions.count {
      let first = left < positions.count ? positions[left] : Int.max
      let second = right < other.positions.count ? other.positions[right] : Int.max
      result.positions.append(min(first, second))
      let earlier = min(
        first <= second ? snapshots[left] : Int64.max,
        second <= first ? other.snapshots[right] : Int64.max)
      result.snapshots.append(earlier)
      if first <= second { left += 1 }
      if second <= first { right += 1 }
    }
    return result
  }

  /// The rows that are gone at a snapshot.
  func positions(at snapshot: Int64) -> [Int] {
    positions.indices.filter { snapshots[$0] <= snapshot }.map { positions[$0] }
  }
}

extension DataFile {
  /// The rows deleted at a snapshot, ascending.
  func deletedPositions(at snapshot: Int64) throws(StorageError) -> [Int] {
    let inlined = DeletedRows(inlinedDeletes, by: 0)
    guard let deleteFile else { return inlined.positions }
    return try DeletedRows(deleteFile).union(inlined).positions(at: snapshot)
  }
}
