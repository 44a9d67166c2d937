internal import Columns

/// Says something of each row of a table: reads some columns and adds others.
protocol RowAnnotator {
  /// The names of the columns that it reads.
  var reads: [String] { get }
  /// The columns that it adds.
  var adds: [AddedColumn] { get }

  /// The values of the added columns.
  ///
  /// - Parameter columns: Some rows of the columns that it reads, in that order.
  /// - Returns: As many rows of the columns that it adds, in their order.
  func annotate(_ columns: [StringColumn]) throws -> [StringColumn]
}

/// A column that is added to rows.
struct AddedColumn {
  /// Its name.
  let name: String
  /// Whether its values are numbers, which JSON writes without quotes; an empty one is null.
  var isNumber = false
}
