internal import Columns

/// The values of a column of any shape, put together again from the levels of its leaves.
indirect enum NestedColumn: Sendable {
  case values(Column)
  /// Instance `i` has the elements `offsets[i]..<offsets[i + 1]`.
  case list(offsets: [Int32], validity: Validity, NestedColumn)
  case structure(count: Int, validity: Validity, [NestedColumn])

  /// The number of instances: of rows, or of elements of the list around it.
  var count: Int {
    switch self {
    case .values(let column): column.count
    case .list(let offsets, _, _): offsets.count - 1
    case .structure(let count, _, _): count
    }
  }

  /// The column of a table, nil where no table has one of this shape.
  var column: Column? {
    switch self {
    case .values(let column): column
    case .list(let offsets, let validity, .values(.string(let texts))):
      .stringList(StringListColumn(elements: texts, offsets: offsets, validity: validity))
    case .list, .structure: nil
    }
  }
}
