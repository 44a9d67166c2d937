internal import Bytes

extension StorageError {
  /// Bytes that break the format.
  static func corrupt(_ detail: String) -> StorageError { StorageError(.corrupt, detail) }

  /// A feature of the format that is not read.
  static func unsupported(_ detail: String) -> StorageError { StorageError(.unsupported, detail) }

  /// The same error with the column's name filled in where it was unknown.
  func at(column: String) -> StorageError {
    var copy = self
    if copy.location.column == nil { copy.location.column = column }
    return copy
  }
}
