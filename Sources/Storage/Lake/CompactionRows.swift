internal import Bytes
internal import Columns
internal import Parquet

/// The rows of the sources of a compaction, those of every snapshot, in the order of the key.
///
/// Only ids, snapshots and keys of all rows are in memory; the other columns are read row group by
/// row group as they are asked for.
final class CompactionRows {
  /// The rows in the order of the table's key, each by its number over all sources.
  private(set) var order: [Int] = []
  /// Each row's lineage id.
  private(set) var rowIDs: [Int64] = []
  /// The snapshot that added each row.
  private(set) var begins: [Int64] = []
  /// The snapshot that deleted each row; `Int64.max` for a live one.
  private(set) var ends: [Int64] = []

  private let schema: Schema
  private var groups: [Group] = []
  private var groupStarts: [Int] = []
  private var cache: [Int: (batch: RecordBatch, lastUse: Int)] = [:]
  private var cachedByteCount = 0
  private var useCount = 0

  /// The decoded row groups that are kept have about this many bytes together.
  private static let cacheByteLimit = 256 << 20

  private struct Group {
    let file: OpenedFile
    let rowGroup: Int
  }

  init(_ compaction: Compaction, _ lake: Lake) throws(StorageError) {
    let table = compaction.table
    let scanned = try ScannedColumns(table.columns.map(\.field.name), of: table)
    let keys = try ScannedColumns(table.sortedBy.filter { table.column($0) != nil }, of: table)
    schema = scanned.schema
    var keyParts: [RecordBatch] = []
    for source in compaction.sources where source.rowCount > 0 {
      var whole = source
      whole.deleteFile = nil
      whole.inlinedDeletes = []
      let keyed = try OpenedFile(whole, keys, at: Int64.max)
      let opened = try OpenedFile(whole, scanned, at: Int64.max)
      let start = rowIDs.count
      for group in keyed.reader.rowGroupRowCounts.indices {
        let (part, origin) = try keyed.read(rowGroup: group)
        groupStarts.append(rowIDs.count)
        groups.append(Group(file: opened, rowGroup: group))
        if !keys.columns.isEmpty { keyParts.append(part) }
        rowIDs += origin.rowIDs
      }
      begins += try opened.snapshots()
      ends += Array(repeating: source.endSnapshot ?? Int64.max, count: rowIDs.count - start)
      let deleted = try lake.deletedRows(of: source, in: table)
      for (position, snapshot) in zip(deleted.positions, deleted.snapshots) {
        guard position < source.rowCount else {
          throw StorageError(
            .corrupt, path: source.path, "row \(position), past its end, is deleted")
        }
        ends[start + position] = min(ends[start + position], snapshot)
      }
    }
    let permutation =
      keyParts.isEmpty
      ? nil
      : RowOrder.permutation(
        of: RecordBatch(concatenating: keyParts), by: keys.columns.map(\.field.name))
    order = permutation ?? Array(rowIDs.indices)
  }

  /// The columns of some rows, in their order.
  func batch(of rows: ArraySlice<Int>) throws(StorageError) -> RecordBatch {
    var parts: [Int: (rows: [Int], places: [Int])] = [:]
    var group = 0
    for (place, row) in rows.enumerated() {
      if row < groupStarts[group]
        || (group + 1 < groupStarts.count && row >= groupStarts[group + 1])
      {
        group = groupIndex(of: row)
      }
      parts[group, default: ([], [])].rows.append(row - groupStarts[group])
      parts[group, default: ([], [])].places.append(place)
    }
    var gathered: [RecordBatch] = []
    var order = [Int](repeating: 0, count: rows.count)
    var next = 0
    for (group, part) in parts.sorted(by: { $0.key < $1.key }) {
      gathered.append(try read(group).gathering(part.rows))
      for place in part.places {
        order[place] = next
        next += 1
      }
    }
    if gathered.count == 1 { return gathered[0] }
    return RecordBatch(concatenating: gathered).gathering(order)
  }

  private func groupIndex(of row: Int) -> Int {
    var (low, high) = (0, groupStarts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if groupStarts[middle] <= row { low = middle } else { high = middle }
    }
    return low
  }

  /// A row group, from the cache where it is there.
  private func read(_ group: Int) throws(StorageError) -> RecordBatch {
    useCount += 1
    if let known = cache[group] {
      cache[group] = (known.batch, useCount)
      return known.batch
    }
    let batch = try groups[group].file.read(rowGroup: groups[group].rowGroup).0
    cachedByteCount += batch.approximateByteCount
    while cachedByteCount > Self.cacheByteLimit,
      let oldest = cache.min(by: { $0.value.lastUse < $1.value.lastUse })
    {
      cachedByteCount -= oldest.value.batch.approximateByteCount
      cache[oldest.key] = nil
    }
    cache[group] = (batch, useCount)
    return batch
  }
}
