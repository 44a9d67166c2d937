import Bytes
import Columns
import Parquet

/// What holds of Parquet files: each column has a value for each row, or is refused.
enum ParquetCheck {
  static func faults(_ bytes: [UInt8]) -> [String] {
    var faults: [String] = []
    do {
      try ScratchFile.with(bytes) { path in
        do {
          _ = try ParquetInspection.describe(path: path)
          let reader = try ParquetReader(path: path)
          for group in reader.rowGroupRowCounts.indices.prefix(4) { read(reader, group, &faults) }
        } catch let error as StorageError {
          if error.location.path != path { faults.append("an error without its file: \(error)") }
        }
      }
    } catch {
      faults.append("another error than a StorageError: \(error)")
    }
    return faults
  }

  private static func read(_ reader: ParquetReader, _ group: Int, _ faults: inout [String]) {
    let rowCount = reader.rowGroupRowCounts[group]
    for column in reader.columns.indices.prefix(20) {
      _ = reader.statistics(rowGroup: group, column: column)
      _ = try? reader.firstDamagedPage(rowGroup: group, column: column)
      if let values = try? reader.read(rowGroup: group, columns: [column])[0] {
        if values.count != rowCount { faults.append("\(values.count) values for \(rowCount) rows") }
        if values.count > 0 { _ = values[values.count - 1] }
      }
      guard let rows = try? reader.rows(ofRowGroup: group, where: column, in: 3...9),
        let part = try? reader.read(rowGroup: group, columns: [column], rows: rows)[0]
      else { continue }
      if part.count != rows.count { faults.append("\(part.count) values for \(rows.count) rows") }
    }
    for column in reader.fileColumns.indices.prefix(20) {
      guard let values = try? reader.readStored(rowGroup: group, column: column) else { continue }
      for row in 0..<min(10, values.count) { _ = values[row] }
    }
  }
}
