internal import Bytes
internal import Columns
internal import SQLite

extension Lake {
  /// Makes the tables that are missing and extends those that lack a column or have an old comment.
  func prepareTables(_ definitions: [TableDefinition], at time: String) throws(StorageError) {
    for definition in definitions {
      if let table = tables[definition.name] { try check(table, against: definition) }
    }
    let comments = try readComments()
    let missing = definitions.filter { tables[$0.name] == nil }
    let extended = definitions.filter { definition in
      guard let table = tables[definition.name] else { return false }
      return definition.schema.fields.contains { table.column($0.name) == nil }
    }
    let commented = definitions.filter { definition in
      guard let table = tables[definition.name] else { return false }
      return !outdatedComments(of: table, definition, comments).isEmpty
    }
    if missing.isEmpty && extended.isEmpty && commented.isEmpty { return }
    try connection.transaction { () throws(StorageError) in
      var next = try refresh()
      next.id += 1
      next.schemaVersion += 1
      var changes: [String] = []
      for definition in missing {
        try create(definition, &next)
        changes.append("created_table:\"main\".\"\(definition.name)\"")
      }
      for definition in extended { try addColumns(of: definition, next) }
      for definition in commented {
        let table = try table(definition.name)
        for (column, text) in outdatedComments(of: table, definition, comments) {
          try setComment(text, table: table.id, column: column, at: next.id)
        }
      }
      let altered = Set((extended + commented).map(\.name))
      for definition in definitions where altered.contains(definition.name) {
        changes.append("altered_table:\(try table(definition.name).id)")
      }
      try insertSnapshot(
        next, changes: changes.joined(separator: ","), message: "create or extend tables",
        at: time)
      try Failpoint.reach(.lakeTablesPrepared)
    }
    try refresh()
  }

  private func check(_ table: CatalogTable, against definition: TableDefinition)
    throws(StorageError)
  {
    func drifted(_ detail: String) -> StorageError {
      StorageError(.drifted, path: connection.path, "table \(table.name): \(detail)")
    }
    for field in definition.schema.fields {
      if let column = table.column(field.name), column.field.type != field.type {
        throw drifted(
          "column \(field.name) is \(column.field.type.rawValue), defined \(field.type.rawValue)")
      }
      if table.foreignColumns.contains(field.name) {
        throw drifted("column \(field.name) has a type that is not read")
      }
    }
    guard table.partitionDate == definition.partitionDate else {
      throw drifted(
        "partitioned by \(table.partitionDate ?? "nothing"), "
          + "defined \(definition.partitionDate ?? "nothing")")
    }
  }

  private func create(_ definition: TableDefinition, _ next: inout SnapshotHead)
    throws(StorageError)
  {
    let id = next.nextCatalogID
    next.nextCatalogID += 1
    try connection.execute(
      "INSERT INTO ducklake_table VALUES(?, ?, ?, NULL, 0, ?, ?, 1)",
      [
        .integer(id), .text(CatalogTime.uuid()), .integer(next.id), .text(definition.name),
        .text(definition.name + "/"),
      ])
    try connection.execute(
      "INSERT INTO ducklake_schema_versions VALUES(?, ?, ?)",
      [.integer(next.id), .integer(next.schemaVersion), .integer(id)])
    try setComment(definition.comment, table: id, column: nil, at: next.id)
    var columnID: Int64 = 1
    for field in definition.schema.fields {
      if field.name == definition.partitionDate {
        let partition = next.nextCatalogID
        next.nextCatalogID += 1
        try connection.execute(
          "INSERT INTO ducklake_partition_info VALUES(?, ?, ?, NULL)",
          [.integer(partition), .integer(id), .integer(next.id)])
        for (index, transform) in ["year", "month"].enumerated() {
          try connection.execute(
            "INSERT INTO ducklake_partition_column VALUES(?, ?, ?, ?, ?)",
            [
              .integer(partition), .integer(id), .int(index), .integer(columnID),
              .text(transform),
            ])
        }
      }
      columnID = try insertColumn(field, id: columnID, table: id, at: next.id)
    }
  }

  private func addColumns(of definition: TableDefinition, _ next: SnapshotHead)
    throws(StorageError)
  {
    let table = try table(definition.name)
    var columnID =
      1
      + (try connection.integer(
        "SELECT max(column_id) FROM ducklake_column WHERE table_id = ?", [.integer(table.id)])
        ?? 0)
    for field in definition.schema.fields where table.column(field.name) == nil {
      columnID = try insertColumn(field, id: columnID, table: table.id, at: next.id)
    }
    try connection.execute(
      "INSERT INTO ducklake_schema_versions VALUES(?, ?, ?)",
      [.integer(next.id), .integer(next.schemaVersion), .integer(table.id)])
  }

  /// Enters a column, and its element where it is a list; gives the next free id.
  private func insertColumn(_ field: Field, id: Int64, table: Int64, at snapshot: Int64)
    throws(StorageError) -> Int64
  {
    let sql = """
      INSERT INTO ducklake_column
      VALUES(?, ?, NULL, ?, ?, ?, ?, NULL, 'NULL', 1, ?, ?, 'duckdb')
      """
    let isList = field.type == .stringList
    try connection.execute(
      sql,
      [
        .integer(id), .integer(snapshot), .integer(table), .integer(id), .text(field.name),
        .text(field.type.duckLakeName), .null, .text(isList ? "" : "literal"),
      ])
    if isList {
      try connection.execute(
        sql,
        [
          .integer(id + 1), .integer(snapshot), .integer(table), .integer(id + 1), "element",
          .text(ColumnType.string.duckLakeName), .integer(id), "literal",
        ])
    }
    try setComment(field.comment, table: table, column: id, at: snapshot)
    return id + (isList ? 2 : 1)
  }
}
