internal import Columns

extension ColumnType {
  /// The type's name in the catalog.
  var duckLakeName: String {
    switch self {
    case .bool: "boolean"
    case .int32: "int32"
    case .int64: "int64"
    case .double: "float64"
    case .string: "varchar"
    case .date: "date"
    case .timestamp: "timestamp"
    case .stringList: "list"
    }
  }

  /// The type of a catalog name; lists also need to be of texts.
  init?(duckLakeName: String) {
    guard let type = Self.allCases.first(where: { $0.duckLakeName == duckLakeName }) else {
      return nil
    }
    self = type
  }
}
