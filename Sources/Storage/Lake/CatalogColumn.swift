internal import Columns
internal import Parquet
internal import SQLite

/// A column as the catalog names it.
struct CatalogColumn: Equatable, Sendable {
  /// The column's id, which is its field id in every file.
  let id: Int64
  /// Its name, type and comment.
  private(set) var field: Field
  /// The type's name in the catalog, which may be narrower than the field's.
  let catalogType: String
  /// The id of a list's element.
  let elementID: Int64?
  /// What rows of files without the column hold; nil where the catalog's text is not understood.
  let initialDefault: Value?
  /// What new rows hold that do not name the column; nil where only a client can compute it.
  let defaultValue: Value?
  /// Whether rows may lack a value.
  let isNullable: Bool

  /// The id that statistics are kept under.
  var leafID: Int64 { elementID ?? id }

  /// The type that statistics are kept by.
  var leafType: ColumnType { elementID == nil ? field.type : .string }

  /// The column with the program's own field where it has one, so that batches fit its schemas.
  func adopting(_ schema: Schema?) -> CatalogColumn {
    guard let schema, let index = schema.index(of: field.name),
      schema.fields[index].type == field.type
    else { return self }
    var copy = self
    copy.field = schema.fields[index]
    return copy
  }

  /// The column as files hold it.
  var parquet: ParquetColumn {
    ParquetColumn(
      field: field, fieldID: Int32(id), elementFieldID: elementID.map { Int32($0) })
  }
}

/// Default values, which the catalog keeps as texts.
enum CatalogDefault {
  /// The value of a text in the form of the DuckLake client, nil where it has another form.
  static func read(_ text: String, _ type: ColumnType) -> Value? {
    switch type {
    case .bool:
      switch text.lowercased() {
      case "true", "t", "1": .bool(true)
      case "false", "f", "0": .bool(false)
      default: nil
      }
    case .int32: Int32(text).map { .int(Int64($0)) }
    case .int64: Int64(text).map(Value.int)
    case .double, .string, .date, .timestamp, .stringList: InlinedValue.read(.text(text), type)
    }
  }

  /// The text of a value; `NULL` for none.
  static func text(_ value: Value, of type: ColumnType) -> String {
    if case .bool(let truth) = value { return truth ? "true" : "false" }
    return StatisticsText.text(value, of: type) ?? "NULL"
  }
}
