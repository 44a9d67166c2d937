internal import Bytes
internal import Columns
internal import SQLite

extension Lake {
  /// Makes the tables that are missing and brings the others to their definitions.
  ///
  /// Columns are added, renamed as `TableDefinition.formerNames` says, and widened; comments and
  /// partitionings are set as defined. Columns that a client added stay.
  func prepareTables(_ definitions: [TableDefinition], at time: String) throws(StorageError) {
    let comments = try readComments()
    let missing = definitions.filter { tables[$0.name] == nil }
    var altered: [(definition: TableDefinition, changes: [TableChange], isCut: Bool)] = []
    for definition in definitions {
      guard let table = tables[definition.name] else { continue }
      let changes = try changes(of: table, to: definition, comments[table.id] ?? [:])
      let isCut = table.partitionDate != definition.partitionDate
      if !changes.isEmpty || isCut { altered.append((definition, changes, isCut)) }
    }
    if missing.isEmpty && altered.isEmpty { return }
    try connection.transaction { () throws(StorageError) in
      var next = try refresh()
      next.id += 1
      next.schemaVersion += 1
      var words: [String] = []
      for definition in missing {
        try create(definition, &next)
        words.append("created_table:\"main\".\"\(definition.name)\"")
      }
      for (definition, changes, isCut) in altered {
        let table = try table(definition.name)
        try apply(changes, to: table, next)
        if isCut { try cut(table.id, by: definition.partitionDate, &next) }
        words.append("altered_table:\(table.id)")
      }
      try insertSnapshot(
        next, changes: words.joined(separator: ","), message: "create or extend tables",
        at: time)
      try Failpoint.reach(.lakeTablesPrepared)
    }
    try refresh()
  }

  /// What brings a table to its definition.
  ///
  /// - Throws: `drifted` where nothing can: a column of another type.
  private func changes(
    of table: CatalogTable, to definition: TableDefinition, _ comments: [Int64: String]
  ) throws(StorageError) -> [TableChange] {
    var changes: [TableChange] = []
    if comments[0] ?? "" != definition.comment {
      changes.append(.comment(column: nil, definition.comment))
    }
    for field in definition.schema.fields {
      var found = table.column(field.name)
      let former = definition.formerNames[field.name]
      if found == nil, let former, let column = table.column(former) {
        changes.append(.rename(former, to: field.name))
        found = column
      }
      guard let column = found else {
        if table.foreignColumns.contains(field.name) {
          throw StorageError(
            .drifted, path: connection.path,
            "table \(table.name): column \(field.name) has a type that is not read")
        }
        changes.append(.add(field))
        continue
      }
      if column.field.type != field.type || field.type.isPromotion(of: column.catalogType) {
        guard field.type.isPromotion(of: column.catalogType) else {
          throw StorageError(
            .drifted, path: connection.path,
            "table \(table.name): column \(field.name) is \(column.field.type.rawValue), "
              + "defined \(field.type.rawValue)")
        }
        changes.append(.widen(field.name, to: field.type))
      }
      if comments[column.id] ?? "" != field.comment {
        changes.append(.comment(column: field.name, field.comment))
      }
    }
    return changes
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
      columnID = try insertColumn(field, id: columnID, table: id, at: next.id)
    }
    if definition.partitionDate != nil { try cut(id, by: definition.partitionDate, &next) }
  }

  /// Sets the column by whose year and month a table is partitioned from now on, nil for none.
  private func cut(_ table: Int64, by name: String?, _ next: inout SnapshotHead)
    throws(StorageError)
  {
    try connection.execute(
      """
      UPDATE ducklake_partition_info SET end_snapshot = ?
      WHERE table_id = ? AND end_snapshot IS NULL
      """, [.integer(next.id), .integer(table)])
    guard let name else { return }
    let column = try connection.integer(
      """
      SELECT column_id FROM ducklake_column
      WHERE table_id = ? AND column_name = ? AND parent_column IS NULL AND end_snapshot IS NULL
      """, [.integer(table), .text(name)])
    guard let column else { throw StorageError(.notFound, "no column \(name) to partition by") }
    let partition = next.nextCatalogID
    next.nextCatalogID += 1
    try connection.execute(
      "INSERT INTO ducklake_partition_info VALUES(?, ?, ?, NULL)",
      [.integer(partition), .integer(table), .integer(next.id)])
    for (index, transform) in ["year", "month"].enumerated() {
      try connection.execute(
        "INSERT INTO ducklake_partition_column VALUES(?, ?, ?, ?, ?)",
        [.integer(partition), .integer(table), .int(index), .integer(column), .text(transform)])
    }
  }
}
