internal import Bytes
internal import Columns
internal import SQLite

extension LakeVerification {
  /// Judges a table whose every file has been read.
  func conclude(_ table: TableFacts, _ image: CatalogImage) throws(StorageError) {
    checkRowIDs(table, image)
    try checkCount(table, image)
    try checkBounds(table, image)
  }

  private func checkRowIDs(_ table: TableFacts, _ image: CatalogImage) {
    let name = image.name(ofTable: table.tableID)
    let ranges = table.ranges.sorted { $0.ids.lowerBound < $1.ids.lowerBound }
    var hasOverlap = false
    for (left, right) in zip(ranges, ranges.dropFirst())
    where right.ids.lowerBound < left.ids.upperBound {
      hasOverlap = true
      findings.append(
        Finding(
          .rowRange, path: right.path, table: name,
          "the row ids from \(right.ids.lowerBound) on are those of "
            + FileSystem.name(of: left.path) + " too"))
    }
    if table.duplicates > 0 && !hasOverlap && !tablesWithoutDeletions.contains(table.tableID) {
      findings.append(
        Finding(
          .rowDuplicate, path: table.duplicatePath, table: name,
          "\(table.duplicates) live rows have the row id of another one"))
    }
    guard let counts = image.counts[table.tableID], counts.nextRowID <= table.greatestID else {
      return
    }
    let (id, next) = (table.tableID, table.greatestID + 1)
    reportCatalog(
      .rowNext, "ducklake_table_stats",
      "\(name) would give row id \(counts.nextRowID) again; the greatest in use is "
        + String(table.greatestID),
      mending("raises the next row id above all") { (connection) throws(StorageError) in
        try connection.execute(
          "UPDATE ducklake_table_stats SET next_row_id = ? WHERE table_id = ?",
          [.integer(next), .integer(id)])
      })
  }

  /// Checks the count of rows, which only counts as exact where no other program wrote.
  private func checkCount(_ table: TableFacts, _ image: CatalogImage) throws(StorageError) {
    let files = image.dataFiles.filter { $0.tableID == table.tableID }
    guard files.allSatisfy({ Lake.isOwnName(FileSystem.name(of: $0.path)) }),
      try connection.integer("SELECT count(*) FROM ducklake_snapshot_changes WHERE author IS NULL")
        == 0
    else { return }
    let live = files.filter(\.isLive)
    let count = live.reduce(table.surplus) { $0 + $1.rowCount }
    let (id, stored) = (table.tableID, image.counts[table.tableID])
    if stored?.recordCount == Int64(count) { return }
    let bytes = live.reduce(0) { $0 + $1.byteCount }
    let next = table.greatestID + 1
    reportCatalog(
      .tableCount, "ducklake_table_stats",
      "the catalog counts \(stored.map { String($0.recordCount) } ?? "no") rows in the files of "
        + "\(image.name(ofTable: id)), which hold \(count)",
      mending("enters the count of the files") { (connection) throws(StorageError) in
        if stored != nil {
          try connection.execute(
            "UPDATE ducklake_table_stats SET record_count = ? WHERE table_id = ?",
            [.int(count), .integer(id)])
        } else {
          try connection.execute(
            "INSERT INTO ducklake_table_stats VALUES(?, ?, ?, ?)",
            [.integer(id), .int(count), .integer(next), .int(bytes)])
        }
      })
  }

  /// Checks that the table's bounds hold those of all live files.
  private func checkBounds(_ table: TableFacts, _ image: CatalogImage) throws(StorageError) {
    var wrong: [(id: Int64, facts: ColumnFacts, type: ColumnType)] = []
    try connection.query(
      """
      SELECT column_id, contains_null, contains_nan, min_value, max_value
      FROM ducklake_table_column_stats WHERE table_id = ?
      """, [.integer(table.tableID)]
    ) { row in
      guard let (facts, type) = table.columns[row.int64(0)] else { return }
      let deniesNull = row.optionalInt64(1) == 0 && facts.nullCount > 0
      let deniesNaN = row.optionalInt64(2) == 0 && facts.containsNaN
      let fits = facts.fits(
        minimum: row.optionalText(3), maximum: row.optionalText(4), of: type)
      if deniesNull || deniesNaN || !fits { wrong.append((row.int64(0), facts, type)) }
    }
    guard let first = wrong.first else { return }
    let name = (image.columns[table.tableID] ?? []).first { $0.id == first.id }?.name
    let (tableID, mended) = (table.tableID, wrong)
    findings.append(
      Finding(
        .tableStatistics, path: connection.path, table: image.name(ofTable: tableID),
        column: name,
        "the catalog's bounds of the table leave out rows of its files"
          + (wrong.count > 1 ? "; \(wrong.count - 1) more columns likewise" : ""),
        mending: mending("enters the bounds of the files") { (connection) throws(StorageError) in
          for column in mended {
            let bounds = column.facts.texts(of: column.type)
            try connection.execute(
              """
              UPDATE ducklake_table_column_stats
              SET contains_null = 1, contains_nan = ?, min_value = ?, max_value = ?
              WHERE table_id = ? AND column_id = ?
              """,
              [
                column.type == .double ? .int(column.facts.containsNaN ? 1 : 0) : .null,
                .optional(bounds.minimum), .optional(bounds.maximum), .integer(tableID),
                .integer(column.id),
              ])
          }
        }))
  }
}
