internal import Columns

/// New values for single cells of a batch, put in all at once.
struct RowOverlay {
  private var cells: [String: [Int: Value]] = [:]

  /// The new value of a cell.
  subscript(column: String, row: Int) -> Value? {
    get { cells[column]?[row] }
    set { cells[column, default: [:]][row] = newValue }
  }

  /// Puts the values into a batch.
  ///
  /// - Complexity: O(*n*) in the rows, for columns that change.
  func apply(to batch: inout RecordBatch) {
    for (name, values) in cells {
      var column = batch[name]
      var sources = Array(0..<column.count)
      for (row, value) in values {
        sources[row] = column.count
        column.append(value)
      }
      batch[name] = column.gathering(sources)
    }
  }
}
