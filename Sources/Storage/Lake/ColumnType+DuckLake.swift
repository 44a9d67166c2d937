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

  /// The type by which values of a catalog type are read, nil where none holds all of them.
  init?(duckLakeName: String) {
    switch duckLakeName {
    // Types of clients only; their values fit a wider one of ours.
    case "int8", "int16", "uint8", "uint16": self = .int32
    case "uint32": self = .int64
    case "float32": self = .double
    case "timestamp_s", "timestamp_ms": self = .timestamp
    case "json": self = .string
    default:
      guard let type = Self.allCases.first(where: { $0.duckLakeName == duckLakeName }) else {
        return nil
      }
      self = type
    }
  }

  /// Whether every value of a catalog type is one of this type, as DuckLake's promotions have it.
  func isPromotion(of duckLakeName: String) -> Bool {
    switch self {
    case .int32: ["int8", "int16"].contains(duckLakeName)
    case .int64: ["int8", "int16", "int32"].contains(duckLakeName)
    case .double: duckLakeName == "float32"
    case .bool, .string, .date, .timestamp, .stringList: false
    }
  }
}
