internal import Bytes
internal import Columns
internal import Parquet
internal import SQLite

extension LakeVerification {
  /// A row of `ducklake_file_column_stats`.
  private struct Stored {
    let valueCount: Int64?
    let nullCount: Int64?
    let minimum: String?
    let maximum: String?
    let containsNaN: Bool?
  }

  /// Compares the catalog's statistics of a file with its values.
  ///
  /// Bounds may be wider than the values, never narrower: a reader would skip rows.
  func checkStatistics(_ examination: FileExamination, _ image: CatalogImage)
    throws(StorageError)
  {
    let entry = examination.entry
    var stored: [Int64: Stored] = [:]
    try connection.query(
      """
      SELECT column_id, value_count, null_count, min_value, max_value, contains_nan
      FROM ducklake_file_column_stats WHERE data_file_id = ?
      """, [.integer(entry.id)]
    ) { row in
      stored[row.int64(0)] = Stored(
        valueCount: row.optionalInt64(1), nullCount: row.optionalInt64(2),
        minimum: row.optionalText(3), maximum: row.optionalText(4),
        containsNaN: row.optionalInt64(5).map { $0 != 0 })
    }
    let isOwn = Lake.isOwnName(FileSystem.name(of: entry.path))
    var wrong: [Finding.Kind: [Int]] = [:]
    for (index, column) in examination.reader.columns.enumerated()
    where examination.isRead(index) && column.fieldID < ReservedField.snapshotID {
      let facts = examination.facts[index]
      guard let row = stored[Int64(column.elementFieldID ?? column.fieldID)] else {
        if isOwn { wrong[.statisticsMissing, default: []].append(index) }
        continue
      }
      if row.valueCount.map({ $0 != Int64(facts.valueCount) }) ?? false
        || row.nullCount.map({ $0 != Int64(facts.nullCount) }) ?? false
        || (facts.containsNaN && row.containsNaN == false)
      {
        wrong[.statisticsCounts, default: []].append(index)
      }
      if !facts.fits(minimum: row.minimum, maximum: row.maximum, of: column.statisticsType) {
        wrong[.statisticsBounds, default: []].append(index)
      }
    }
    for (kind, columns) in wrong.sorted(by: { $0.key.code < $1.key.code }) {
      report(kind, columns, examination, image)
    }
  }

  private func report(
    _ kind: Finding.Kind, _ columns: [Int], _ examination: FileExamination, _ image: CatalogImage
  ) {
    let entry = examination.entry
    let what: String =
      switch kind {
      case .statisticsCounts: "the catalog counts other values than the file has"
      case .statisticsBounds: "the catalog's bounds leave out rows of the file"
      default: "the catalog has no statistics of a column of the file"
      }
    let more = columns.count > 1 ? "; \(columns.count - 1) more columns likewise" : ""
    var finding = Finding(
      kind, path: entry.path, table: image.name(ofTable: entry.tableID),
      column: examination.reader.columns[columns[0]].field.name, what + more)
    // A file that contradicts itself is not to be believed against the catalog.
    if columns.allSatisfy({ examination.faults[$0] == nil }) {
      let rows = columns.map { index in
        statisticsRow(examination.reader.columns[index], examination.facts[index], entry)
      }
      finding.mending = mending("enters the statistics of the file's rows") {
        (connection) throws(StorageError) in
        for row in rows {
          try connection.execute(
            "DELETE FROM ducklake_file_column_stats WHERE data_file_id = ? AND column_id = ?",
            [row[0], row[2]])
          try connection.execute(
            "INSERT INTO ducklake_file_column_stats VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)", row)
        }
      }
    }
    findings.append(finding)
  }

  private func statisticsRow(
    _ column: ParquetColumn, _ facts: ColumnFacts, _ entry: CatalogImage.File
  ) -> [SQLValue] {
    let bounds = facts.texts(of: column.statisticsType)
    return [
      .integer(entry.id), .integer(entry.tableID),
      .int(column.elementFieldID ?? column.fieldID), .null, .int(facts.valueCount),
      .int(facts.nullCount), .optional(bounds.minimum), .optional(bounds.maximum),
      column.statisticsType == .double ? .int(facts.containsNaN ? 1 : 0) : .null,
    ]
  }
}
