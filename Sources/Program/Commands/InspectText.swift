internal import Parquet
internal import Tabular

/// A Parquet file's description and rows as lines for people.
enum InspectText {
  /// The most columns of a terminal that a cell takes.
  private static let cellLimit = 40
  /// Wider tables are shown row by row instead.
  private static let tableLimit = 160

  // MARK: - Description

  /// The description of a file.
  static func lines(of file: ParquetDescription) -> [String] {
    let groups = file.rowGroups.count
    var lines = [
      printable(file.path),
      "\(file.rowCount) rows in \(groups) row group\(groups == 1 ? "" : "s"), "
        + "\(size(file.byteCount)), footer \(size(file.footerSize))",
    ]
    if let createdBy = file.createdBy { lines.append("written by \(printable(createdBy))") }
    for pair in file.metadata {
      let value = AlignedTable.cut(printable(pair.value), to: 100)
      lines.append("\(printable(pair.key)) = \(value)")
    }
    lines += ["", "Schema"]
    lines += schema(file.schema).lines.map { "  " + $0 }
    for (index, group) in file.rowGroups.enumerated() {
      lines += ["", title(index, group)]
      lines += chunks(group.chunks).lines.map { "  " + $0 }
    }
    return lines
  }

  private static func schema(_ nodes: [ParquetDescription.SchemaNode]) -> AlignedTable {
    var table = AlignedTable()
    table.rightAligned = [4]
    table.append(["column", "stored as", "means", "may lack", "id", "read"])
    for node in nodes {
      let indent = String(repeating: "  ", count: node.depth)
      let lacks =
        switch node.repetition {
        case "REQUIRED": "never"
        case "OPTIONAL": "null"
        default: "repeats"
        }
      table.append([
        indent + cell(node.name), node.physicalType ?? "-", node.logicalType ?? "-", lacks,
        node.fieldID.map(String.init) ?? "-",
        node.depth > 0 ? "" : node.refusal.map { "no: " + cell($0) } ?? "yes",
      ])
    }
    return table
  }

  private static func title(_ index: Int, _ group: ParquetDescription.RowGroup) -> String {
    var title =
      "Row group \(index): \(group.rowCount) rows, \(size(group.compressedSize)), "
      + "\(size(group.uncompressedSize)) before compression"
    if !group.sortedBy.isEmpty {
      let columns = group.sortedBy.map { cell($0.path) + ($0.isDescending ? " descending" : "") }
      title += ", sorted by \(columns.joined(separator: ", "))"
    }
    return title
  }

  private static func chunks(_ chunks: [ParquetChunkDescription]) -> AlignedTable {
    var table = AlignedTable()
    table.rightAligned = [3, 4, 5, 6]
    table.append([
      "column", "codec", "encodings", "entries", "null", "bytes", "before", "least", "greatest",
      "page index",
    ])
    for chunk in chunks {
      var codec = chunk.codec
      if chunk.isEncrypted { codec += ", encrypted" }
      var index = chunk.hasColumnIndex ? "bounds" : ""
      if chunk.hasOffsetIndex { index += index.isEmpty ? "places" : ", places" }
      if chunk.hasBloomFilter { index += index.isEmpty ? "bloom" : ", bloom" }
      table.append([
        cell(chunk.path), codec, chunk.encodings.joined(separator: " "), String(chunk.valueCount),
        chunk.nullCount.map(String.init) ?? "?", String(chunk.compressedSize),
        String(chunk.uncompressedSize), bound(chunk.minimum), bound(chunk.maximum),
        index.isEmpty ? "-" : index,
      ])
    }
    return table
  }

  private static func bound(_ bound: ParquetChunkDescription.Bound?) -> String {
    guard let bound else { return "-" }
    let text = text(bound.value)
    return cell(text.isEmpty ? "\"\"" : text) + (bound.isExact == false ? " (cut)" : "")
  }

  /// A size in the unit that leaves up to four digits.
  static func size(_ bytes: Int) -> String {
    if bytes < 10_000 { return "\(bytes) bytes" }
    var tenths = bytes / 100
    var units = ["kB", "MB", "GB", "TB"]
    while tenths >= 100_000, units.count > 1 {
      tenths /= 1000
      units.removeFirst()
    }
    return "\(tenths / 10).\(tenths % 10) \(units[0])"
  }

  // MARK: - Rows

  /// Some rows, as a table where that fits and each for itself where not.
  static func lines(of columns: [InspectedRows.Column], count: Int, from first: Int) -> [String] {
    var table = AlignedTable()
    table.append(["row"] + columns.map { cell($0.name) })
    for row in 0..<count {
      table.append(
        [String(first + row + 1)] + columns.map { cell(text($0.values[row])) })
    }
    let lines = table.lines
    if lines.allSatisfy({ AlignedTable.width(of: $0) <= tableLimit }) { return [""] + lines }
    return (0..<count).flatMap { row in
      var record = AlignedTable()
      for column in columns {
        let value = printable(text(column.values[row]))
        record.append([cell(column.name), AlignedTable.cut(value, to: tableLimit - cellLimit)])
      }
      return ["", "Row \(first + row + 1)"] + record.lines.map { "  " + $0 }
    }
  }

  /// A value as one text; no value is `null`.
  private static func text(_ value: StoredValue) -> String {
    switch value {
    case .null: "null"
    case .bool(let value): String(value)
    case .integer(let value): String(value)
    case .unsigned(let value): String(value)
    case .number(let value): String(value)
    case .text(let text): text
    case .bytes(let bytes): "0x" + InspectJSON.hexadecimal(bytes)
    case .list, .structure: JSONText.string(of: InspectJSON.value(value))
    }
  }

  private static func cell(_ text: String) -> String {
    AlignedTable.cut(printable(text), to: cellLimit)
  }

  private static func printable(_ text: String) -> String { AlignedTable.printable(text) }
}
