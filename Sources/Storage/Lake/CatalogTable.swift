internal import Columns

/// A table as the catalog has it at one snapshot.
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
    /// All partitionings that the table ever had by year and month of that column.
    let equalIDs: Set<Int64>
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
