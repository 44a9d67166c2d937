internal import Bytes
internal import SQLite

extension LakeVerification {
  /// Checks that snapshots follow each other, say what they changed, and count ids rightly.
  func checkSnapshots(_ image: CatalogImage) {
    if image.snapshots.isEmpty {
      reportCatalog(.snapshotHalf, "ducklake_snapshot", "the catalog has no snapshot")
      return
    }
    let ids = Set(image.snapshots.map(\.id))
    for id in ids.symmetricDifference(image.changes.keys).sorted() {
      reportCatalog(
        .snapshotHalf, "ducklake_snapshot",
        ids.contains(id)
          ? "snapshot \(id) does not say what it changed"
          : "snapshot \(id) is gone, but what it changed is still listed")
    }
    for (left, right) in zip(image.snapshots, image.snapshots.dropFirst())
    where right.id != left.id + 1 {
      reportCatalog(
        .snapshotGap, "ducklake_snapshot",
        "between snapshots \(left.id) and \(right.id) there is none")
    }
    for (id, text) in image.changes.sorted(by: { $0.key < $1.key }) {
      if let detail = SnapshotChanges.fault(in: text, tables: Set(image.tables.keys)) {
        reportCatalog(.snapshotChanges, "ducklake_snapshot_changes", "snapshot \(id): \(detail)")
      }
    }
    checkOrder(image)
    checkCounters(image)
  }

  /// Reports a fault of the catalog.
  func reportCatalog(
    _ kind: Finding.Kind, _ table: String, _ detail: String, _ mending: Finding.Mending? = nil
  ) {
    findings.append(
      Finding(kind, path: connection.path, table: table, detail, mending: mending))
  }

  private func checkOrder(_ image: CatalogImage) {
    func check(_ table: String, _ what: String, _ begin: Int64, _ end: Int64?) {
      if begin > image.newest || (end ?? 0) > image.newest {
        reportCatalog(
          .snapshotOrder, table,
          "\(what) begins or ends after the newest snapshot, \(image.newest)")
      } else if let end, end < begin {
        reportCatalog(.snapshotOrder, table, "\(what) ends with snapshot \(end), before it begins")
      }
    }
    for table in image.tables.values.sorted(by: { $0.id < $1.id }) {
      check("ducklake_table", "table \(table.name)", table.begin, table.end)
      for column in image.columns[table.id] ?? [] {
        check("ducklake_column", "\(table.name).\(column.name)", column.begin, column.end)
      }
    }
    for file in image.dataFiles {
      check("ducklake_data_file", "file \(file.id)", file.begin, file.end)
    }
    for file in image.deleteFiles {
      check("ducklake_delete_file", "delete file \(file.id)", file.begin, file.end)
    }
  }

  private func checkCounters(_ image: CatalogImage) {
    guard let newest = image.snapshots.last else { return }
    let file = (image.dataFiles + image.deleteFiles).map(\.id).max() ?? -1
    let object = Array(image.tables.keys) + Array(image.partitions.keys)
    let entry = object.max() ?? -1
    if newest.nextFileID > file && newest.nextCatalogID > entry { return }
    let (nextFile, nextEntry) = (
      max(newest.nextFileID, file + 1), max(newest.nextCatalogID, entry + 1)
    )
    reportCatalog(
      .snapshotCounter, "ducklake_snapshot",
      "snapshot \(newest.id) would give out ids that are taken: file \(newest.nextFileID), "
        + "object \(newest.nextCatalogID)",
      mending("raises the counters above all ids") { (connection) throws(StorageError) in
        try connection.execute(
          """
          UPDATE ducklake_snapshot SET next_file_id = ?, next_catalog_id = ? WHERE snapshot_id = ?
          """, [.integer(nextFile), .integer(nextEntry), .integer(newest.id)])
      })
  }
}

/// The words in which a snapshot says what it changed: `inserted_into_table:1,created_schema:"a"`.
enum SnapshotChanges {
  private static let named: Set<String> = [
    "created_schema", "created_table", "created_view", "created_scalar_macro",
    "created_table_macro",
  ]
  private static let ofTables: Set<String> = [
    "inserted_into_table", "deleted_from_table", "altered_table",
    "merge_adjacent", "rewrite_delete", "compacted_table", "inlined_insert", "inlined_delete",
    "inline_flush", "flushed_inlined",
  ]
  private static let ofOthers: Set<String> = [
    "dropped_schema", "dropped_table", "dropped_view", "altered_view", "dropped_scalar_macro",
    "dropped_table_macro",
  ]

  /// What is wrong with the words, nil where nothing is.
  static func fault(in text: String, tables: Set<Int64>) -> String? {
    for part in parts(text) {
      guard let colon = part.firstIndex(of: ":") else { return "\(part) has no object" }
      let (kind, value) = (String(part[..<colon]), part[part.index(after: colon)...])
      if named.contains(kind) {
        if !value.hasPrefix("\"") || !value.hasSuffix("\"") { return "\(kind) has no quoted name" }
      } else if ofTables.contains(kind) {
        guard let id = Int64(value) else { return "\(kind) has no table number" }
        if !tables.contains(id) { return "\(kind) names table \(id), which there never was" }
      } else if ofOthers.contains(kind) {
        if Int64(value) == nil { return "\(kind) has no number" }
      } else {
        return "\(kind) is no kind of change"
      }
    }
    return nil
  }

  /// Splits at commas outside quotes.
  private static func parts(_ text: String) -> [String] {
    var parts: [String] = []
    var current = ""
    var isQuoted = false
    for character in text {
      if character == "\"" { isQuoted.toggle() }
      if character == "," && !isQuoted {
        parts.append(current)
        current = ""
      } else {
        current.append(character)
      }
    }
    if !current.isEmpty { parts.append(current) }
    return parts
  }
}
