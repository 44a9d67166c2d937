internal import Bytes
internal import Columns
internal import SQLite

extension Lake {
  /// How many rows of a table live in the catalog at a snapshot.
  func inlinedRowCount(of table: CatalogTable, at snapshot: Int64) throws(StorageError) -> Int {
    var count = 0
    for inlined in try inlinedTables(of: table) {
      count += Int(
        try connection.integer(
          """
          SELECT count(*) FROM "\(inlined.name)"
          WHERE begin_snapshot <= ?1 AND (end_snapshot IS NULL OR end_snapshot > ?1)
          """, [.integer(snapshot)]) ?? 0)
    }
    return count
  }

  /// Passes the rows of a table that live in the catalog at a snapshot.
  func scanInlinedRows(
    _ scanned: ScannedColumns, at snapshot: Int64,
    _ body: (RecordBatch, RowOrigin) throws -> Void
  ) throws {
    for (batch, rowIDs) in try inlinedRows(scanned, at: snapshot) {
      try body(
        batch, RowOrigin(RowOrigin.inlined, rows: rowIDs.map { Int($0) }, rowIDs: rowIDs))
    }
  }

  /// The rows of a table that live in the catalog at a snapshot, with their lineage ids.
  func inlinedRows(_ scanned: ScannedColumns, at snapshot: Int64) throws(StorageError) -> [(
    batch: RecordBatch, rowIDs: [Int64]
  )] {
    var parts: [(batch: RecordBatch, rowIDs: [Int64])] = []
    for inlined in try inlinedTables(of: scanned.table) {
      let part = try inlinedRows(inlined, scanned, at: snapshot)
      if !part.rowIDs.isEmpty { parts.append(part) }
    }
    return parts
  }

  /// Ends inlined rows, given by their lineage ids, with a snapshot; inside its transaction.
  ///
  /// - Throws: `conflict` where one is not live.
  func endInlinedRows(_ rowIDs: [Int], of table: CatalogTable, at snapshot: Int64)
    throws(StorageError)
  {
    let inlined = try inlinedTables(of: table)
    for rowID in rowIDs {
      var count = 0
      for inlined in inlined {
        try connection.execute(
          """
          UPDATE "\(inlined.name)" SET end_snapshot = ?
          WHERE row_id = ? AND end_snapshot IS NULL
          """, [.integer(snapshot), .int(rowID)])
        count += connection.changedRowCount
      }
      guard count == 1 else {
        throw StorageError(
          .conflict, "inlined row \(rowID) of \(table.name) is not live: changed by somebody else")
      }
    }
  }

  private func inlinedRows(
    _ inlined: InlinedTable, _ scanned: ScannedColumns, at snapshot: Int64
  ) throws(StorageError) -> (batch: RecordBatch, rowIDs: [Int64]) {
    let selected = scanned.columns.map { column in
      inlined.columnNames[column.id].map { "\"\($0)\"" } ?? "NULL"
    }
    var batch = RecordBatch(schema: scanned.schema)
    var rowIDs: [Int64] = []
    try connection.query(
      """
      SELECT \((["row_id"] + selected).joined(separator: ", ")) FROM "\(inlined.name)"
      WHERE begin_snapshot <= ?1 AND (end_snapshot IS NULL OR end_snapshot > ?1)
      ORDER BY row_id
      """, [.integer(snapshot)]
    ) { (row) throws(StorageError) in
      rowIDs.append(row.int64(0))
      var values: [String: Value] = [:]
      for (index, column) in scanned.columns.enumerated() {
        let value =
          inlined.columnNames[column.id] == nil
          ? column.initialDefault : InlinedValue.read(row.value(index + 1), column)
        guard let value else {
          throw StorageError(
            .unsupported, at: .init(path: connection.path, column: column.field.name),
            "an inlined value that is not read; CALL ducklake_flush_inlined_data first")
        }
        values[column.field.name] = value
      }
      batch.appendRow(values)
    }
    return (batch, rowIDs)
  }
}

/// Values as the DuckLake client keeps them in catalog tables.
enum InlinedValue {
  /// A value of a column, nil when it is not in the form the client writes.
  static func read(_ stored: SQLValue, _ column: CatalogColumn) -> Value? {
    if column.catalogType == "float32", case .text(let text) = stored {
      // The shortest text of a float is that of another double.
      return Float(text).map { .double(Double($0)) }
    }
    return read(stored, column.field.type)
  }

  /// A value of a type, nil when it is not in the form the client writes.
  static func read(_ stored: SQLValue, _ type: ColumnType) -> Value? {
    switch (stored, type) {
    case (.null, _): .null
    case (.integer(let number), .bool): .bool(number != 0)
    case (.integer(let number), .int32), (.integer(let number), .int64): .int(number)
    case (.real(let number), .double): .double(number)
    case (.text(let text), .double): Double(text).map(Value.double)
    case (.text(let text), .string): .string(text)
    case (.text(let text), .date): CivilTime.parse(day: text).map { .int(Int64($0)) }
    case (.text(let text), .timestamp): StatisticsText.parseTimestamp(text).map(Value.int)
    case (.text(let text), .stringList): list(text).map(Value.list)
    default: nil
    }
  }

  /// Reads `[燃气, 'b, \'c']`: plain elements, or quoted ones with backslashes before `'` and `\`.
  static func list(_ text: String) -> [String]? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 2, bytes.first == UInt8(ascii: "["), bytes.last == UInt8(ascii: "]") else {
      return nil
    }
    let end = bytes.count - 1
    var elements: [String] = []
    var index = 1
    while index < end {
      var element: [UInt8] = []
      if bytes[index] == UInt8(ascii: "'") {
        index += 1
        while index < end && bytes[index] != UInt8(ascii: "'") {
          if bytes[index] == UInt8(ascii: "\\") { index += 1 }
          if index < end { element.append(bytes[index]) }
          index += 1
        }
        guard index < end else { return nil }
        index += 1
      } else {
        while index < end && bytes[index] != UInt8(ascii: ",") {
          element.append(bytes[index])
          index += 1
        }
        if element == Array("NULL".utf8) { return nil }
      }
      elements.append(String(decoding: element, as: UTF8.self))
      if index == end { break }
      guard index + 1 < end, bytes[index] == UInt8(ascii: ","),
        bytes[index + 1] == UInt8(ascii: " ")
      else { return nil }
      index += 2
    }
    return elements
  }
}
