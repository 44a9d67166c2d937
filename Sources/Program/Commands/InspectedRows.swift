internal import Bytes
internal import Parquet

/// The first rows of a file, without the columns that are not read.
struct InspectedRows {
  /// Some rows of a column.
  struct Column {
    let name: String
    let values: StoredColumn
  }

  /// Why columns are not shown, in the file's order.
  let refused: [StorageError]
  /// The names of the columns that are shown.
  let names: [String]

  private let reader: ParquetReader
  private let columns: [Int]
  /// The row groups to read, and how many rows of each.
  private let parts: [(rowGroup: Int, rowCount: Int)]
  /// How many rows are held at a time.
  private static let sliceSize = 131_072

  /// Opens a file.
  ///
  /// A column that is refused in one of the row groups is left out of all.
  ///
  /// - Throws: what is wrong with the file, but for what this product does not read.
  init(path: String, count: Int) throws(StorageError) {
    reader = try ParquetReader(path: path)
    var parts: [(Int, Int)] = []
    var rest = count
    for (group, rowCount) in reader.rowGroupRowCounts.enumerated() where rest > 0 {
      parts.append((group, min(rest, rowCount)))
      rest -= min(rest, rowCount)
    }
    self.parts = parts
    var refused: [StorageError] = []
    var columns: [Int] = []
    for (index, column) in reader.fileColumns.enumerated() {
      if let refusal = try Self.refusal(of: index, in: reader, parts) {
        refused.append(refusal.at(path: path).at(column: column.name))
      } else {
        columns.append(index)
      }
    }
    self.refused = refused
    self.columns = columns
    names = columns.map { [reader] in reader.fileColumns[$0].name }
  }

  /// Why a column is not read: by what it is, or by how a row group's first row is stored.
  private static func refusal(
    of column: Int, in reader: ParquetReader, _ parts: [(rowGroup: Int, rowCount: Int)]
  ) throws(StorageError) -> StorageError? {
    if let refusal = reader.fileColumns[column].refusal { return refusal }
    for part in parts where part.rowCount > 0 {
      do throws(StorageError) {
        _ = try reader.readStored(
          rowGroup: part.rowGroup, column: column, rows: RowSelection([0..<1]))
      } catch  where error.code == .unsupported || error.code == .limitExceeded {
        return error
      } catch {
        throw error
      }
    }
    return nil
  }

  /// Calls `body` with some rows at a time, in order.
  func read(_ body: ([Column], Int) throws -> Void) throws {
    for part in parts {
      for start in stride(from: 0, to: part.rowCount, by: Self.sliceSize) {
        let rows = start..<min(part.rowCount, start + Self.sliceSize)
        var read: [Column] = []
        for column in columns {
          let values = try reader.readStored(
            rowGroup: part.rowGroup, column: column, rows: RowSelection([rows]))
          read.append(Column(name: reader.fileColumns[column].name, values: values))
        }
        if !read.isEmpty { try body(read, rows.count) }
      }
    }
  }
}

extension StorageError {
  /// The same error with the column's name filled in where it was unknown.
  fileprivate func at(column: String) -> StorageError {
    var copy = self
    if copy.location.column == nil { copy.location.column = column }
    return copy
  }
}
