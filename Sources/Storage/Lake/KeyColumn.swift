internal import Columns

/// The values of a key column.
enum KeyColumn {
  static func integers(_ column: Column) -> [Int64?] {
    switch column {
    case .int32(let column): (0..<column.count).map { column[$0].map(Int64.init) }
    case .int64(let column): (0..<column.count).map { column[$0] }
    default: preconditionFailure("a key of integers")
    }
  }
}
