internal import Bytes
internal import Columns
internal import Parquet
internal import SQLite

extension LakeVerification {
  /// Judges a file whose every column has been read.
  func conclude(
    _ examination: FileExamination, _ deleted: [Int], _ table: inout TableFacts?,
    _ image: CatalogImage
  ) throws(StorageError) {
    let entry = examination.entry
    reportFaults(examination, image)
    checkColumns(examination, image)
    try checkStatistics(examination, image)
    try checkPartition(examination, image)
    guard var facts = table else { return }
    facts.addRowIDs(of: examination, deleted: deleted)
    if entry.isLive {
      facts.surplus += examination.reader.rowCount - entry.rowCount
      for (index, column) in examination.reader.columns.enumerated()
      where examination.isRead(index) && column.fieldID < ReservedField.snapshotID {
        let id = Int64(column.elementFieldID ?? column.fieldID)
        var all = facts.columns[id]?.facts ?? ColumnFacts()
        all.merge(examination.facts[index])
        facts.columns[id] = (all, column.statisticsType)
      }
    }
    table = facts
  }

  /// Reports what could not be read, one finding for each kind of fault.
  private func reportFaults(_ examination: FileExamination, _ image: CatalogImage) {
    var groups: [Finding.Kind: [(column: Int, detail: String)]] = [:]
    for (column, found) in examination.faults.sorted(by: { $0.key < $1.key }) {
      let (kind, detail): (Finding.Kind, String) =
        switch found.fault {
        case .checksum(let page):
          (
            .pageChecksum,
            "page \(page) of row group \(found.rowGroup) was changed after it was written"
          )
        case .corrupt(let detail): (.fileCorrupt, "row group \(found.rowGroup): \(detail)")
        case .unsupported(let detail): (.fileForeign, "a column is not read here: \(detail)")
        case .statistics(let what):
          (
            .fileStatistics,
            "the file's own \(what) of row group \(found.rowGroup) do not fit its rows"
          )
        }
      groups[kind, default: []].append((column, detail))
    }
    for (kind, faults) in groups.sorted(by: { $0.key.code < $1.key.code }) {
      let more = faults.count > 1 ? "; \(faults.count - 1) more columns likewise" : ""
      findings.append(
        Finding(
          kind, path: examination.entry.path,
          table: image.name(ofTable: examination.entry.tableID),
          column: examination.reader.columns[faults[0].column].field.name,
          faults[0].detail + more))
    }
  }

  /// Checks that a file has the columns that its table had when it was written.
  private func checkColumns(_ examination: FileExamination, _ image: CatalogImage) {
    let entry = examination.entry
    let known = image.columns[entry.tableID] ?? []
    func report(_ column: String, _ detail: String) {
      findings.append(
        Finding(
          .schemaColumn, path: entry.path, table: image.name(ofTable: entry.tableID),
          column: column, detail))
    }
    var present: Set<Int64> = []
    for column in examination.reader.columns where column.fieldID < ReservedField.snapshotID {
      let versions = known.filter { $0.id == Int64(column.fieldID) && $0.parentID == nil }
      present.insert(Int64(column.fieldID))
      // A column that was dropped is forgotten with the last snapshot that had it.
      if let first = versions.first,
        !versions.contains(where: { column.field.type.holds(catalogType: $0.type) })
      {
        report(
          column.field.name,
          "the file holds \(column.field.type.duckLakeName), the table \(first.type)")
      }
    }
    // Other programs leave out columns that hold nothing.
    guard Lake.isOwnName(FileSystem.name(of: entry.path)) else { return }
    for column in image.columns(of: entry.tableID, at: entry.begin)
    where !present.contains(column.id) {
      report(column.name, "the file lacks a column that the table had when it was written")
    }
  }

  /// Checks that the rows of a file are of the month that the catalog names.
  private func checkPartition(_ examination: FileExamination, _ image: CatalogImage)
    throws(StorageError)
  {
    let entry = examination.entry
    guard let partition = entry.partitionID.flatMap({ image.partitions[$0] }),
      let dateID = partition.dateColumnID,
      let index = examination.reader.index(ofFieldID: Int32(truncatingIfNeeded: dateID)),
      examination.isRead(index), case .int(let first)? = examination.facts[index].minimum,
      case .int(let last)? = examination.facts[index].maximum
    else { return }
    var values: [Int64: String] = [:]
    try connection.query(
      """
      SELECT partition_key_index, partition_value FROM ducklake_file_partition_value
      WHERE data_file_id = ?
      """, [.integer(entry.id)]
    ) { row in values[row.int64(0)] = row.text(1) }
    let (low, high) = (
      CivilTime.month(of: Int32(truncatingIfNeeded: first)),
      CivilTime.month(of: Int32(truncatingIfNeeded: last))
    )
    func name(_ month: Int) -> String { "\(month / 12)-\(CivilTime.padded(month % 12 + 1, 2))" }
    let stored = "\(values[0] ?? "none")-\(values[1] ?? "none")"
    if low == high && values[0] == String(low / 12) && values[1] == String(low % 12 + 1) { return }
    let (table, id) = (entry.tableID, entry.id)
    let mends = mending("enters the month of the file's rows") {
      (connection) throws(StorageError) in
      try connection.execute(
        "DELETE FROM ducklake_file_partition_value WHERE data_file_id = ?", [.integer(id)])
      for (index, value) in [low / 12, low % 12 + 1].enumerated() {
        try connection.execute(
          "INSERT INTO ducklake_file_partition_value VALUES(?, ?, ?, ?)",
          [.integer(id), .integer(table), .int(index), .text(String(value))])
      }
    }
    findings.append(
      Finding(
        .partitionValue, path: entry.path, table: image.name(ofTable: table),
        low == high
          ? "the catalog puts the file into \(stored), its rows are of \(name(low))"
          : "the catalog puts the file into \(stored), its rows are of \(name(low)) to \(name(high))",
        mending: low == high ? mends : nil))
  }
}

extension ColumnType {
  /// Whether a file of this type fits a column of the catalog; types not read here fit any.
  fileprivate func holds(catalogType name: String) -> Bool {
    ColumnType(duckLakeName: name).map { $0 == self } ?? true
  }
}

extension ParquetColumn {
  /// The type of the values that statistics are about.
  var statisticsType: ColumnType { elementFieldID == nil ? field.type : .string }
}
