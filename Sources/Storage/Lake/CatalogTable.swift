internal import Columns
internal import Parquet

/// A column as the catalog names it.
struct CatalogColumn: Equatable, Sendable {
  /// The column's id, which is its field id in every file.
  let id: Int64
  /// Its name, type and comment.
  private(set) var field: Field
  /// The id of a list's element.
  let elementID: Int64?
  /// Whether rows of files that lack the column have a value other than null.
  let hasInitialDefault: Bool

  /// The id that statistics are kept under.
  var leafID: Int64 { elementID ?? id }

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

/// A table as the catalog has it now.
struct CatalogTable: Equatable, Sendable {
  let id: Int64
  let name: String
  /// The table's folder, absolute, with a closing slash.
  let folder: String
  /// The columns of types this product knows, in order.
  let columns: [CatalogColumn]
  /// Names of columns of other types, which a client added.
  let foreignColumns: [String]
  /// The partitioning by year and month of a date, nil for none.
  let partition: Partition?
  /// The columns by which rows are sorted in files.
  var sortedBy: [String] = []

  struct Partition: Equatable, Sendable {
    let id: Int64
    let columnID: Int64
  }

  /// A column by name.
  func column(_ name: String) -> CatalogColumn? { columns.first { $0.field.name == name } }

  /// The name of the column whose year and month cut the table.
  var partitionDate: String? {
    partition.flatMap { partition in
      columns.first { $0.id == partition.columnID }?.field.name
    }
  }
}

/// Field ids of the columns that the format adds to files.
enum ReservedField {
  static let rowID: Int32 = 2_147_483_540
  static let snapshotID: Int32 = 2_147_483_539
  static let deletedPath: Int32 = 2_147_483_646
  static let deletedPosition: Int32 = 2_147_483_645
  static let rowIDName = "_ducklake_internal_row_id"
  static let snapshotIDName = "_ducklake_internal_snapshot_id"
}
