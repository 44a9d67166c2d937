public import Bytes
internal import Columns

extension ParquetReader {
  /// The rows of a row group that may hold a value of a range, by the bounds of the row group and,
  /// where the file has them, of its pages.
  ///
  /// All rows where nothing is known; none when no row can. For columns of integers, dates and
  /// timestamps; of others, all.
  ///
  /// - Throws: `io`, and `corrupt` for a broken page index.
  public func rows(
    ofRowGroup rowGroup: Int, where column: Int, in range: ClosedRange<Int64>
  ) throws(StorageError) -> RowSelection {
    let group = footer.metadata.rowGroups[rowGroup]
    let all = RowSelection([0..<group.rowCount])
    let bounds = statistics(rowGroup: rowGroup, column: column)
    if Self.excludes(bounds.minimum, bounds.maximum, range) { return RowSelection([]) }
    let leaf = tableColumns[column].leaf
    let chunk = group.chunks[leaf.chunk]
    guard leaf.maximumRepetition == 0, chunk.type == leaf.physicalType,
      let place = chunk.columnIndex
    else { return all }
    do throws(StorageError) {
      guard var index = try PageIndex(of: chunk, in: file, rowCount: group.rowCount) else {
        return all
      }
      try index.addBounds(try file.bytes(at: place.lowerBound, count: place.count))
      var ranges: [Range<Int>] = []
      for (number, page) in index.pages.enumerated() {
        if page.isAllNull { continue }
        if Self.excludes(leaf.value(page.minimum), leaf.value(page.maximum), range) { continue }
        ranges.append(index.rows(of: number, rowCount: group.rowCount))
      }
      return RowSelection(ranges)
    } catch {
      throw error.at(column: columns[column].field.name).at(path: file.path)
    }
  }

  private static func excludes(
    _ minimum: Value?, _ maximum: Value?, _ range: ClosedRange<Int64>
  ) -> Bool {
    if case .int(let least)? = minimum, least > range.upperBound { return true }
    if case .int(let most)? = maximum, most < range.lowerBound { return true }
    return false
  }
}
