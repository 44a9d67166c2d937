internal import Columns

extension ParquetDescription {
  /// The description as lines of text, each ended by a line feed.
  public var text: String {
    var lines = [
      "\(path): \(byteCount) bytes, \(rowCount) rows in \(rowGroups.count) row groups, "
        + "footer \(footerSize) bytes"
    ]
    if let createdBy { lines.append("written by \(Self.printable(createdBy))") }
    for pair in metadata {
      lines.append("  \(Self.printable(pair.key)) = \(Self.printable(pair.value))")
    }
    lines.append("schema")
    for node in schema { lines.append(Self.line(node)) }
    for (index, group) in rowGroups.enumerated() {
      lines.append(
        "row group \(index): \(group.rowCount) rows, \(group.compressedSize) bytes "
          + "(\(group.uncompressedSize) before compression)"
          + (group.sortedBy.isEmpty
            ? "" : ", sorted by \(Self.printable(group.sortedBy.joined(separator: ", ")))"))
      for chunk in group.chunks { lines.append(Self.line(chunk)) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func line(_ node: SchemaNode) -> String {
    let indent = String(repeating: "  ", count: node.depth + 1)
    var parts = [indent + printable(node.name), node.repetition]
    parts += [node.physicalType, node.logicalType].compactMap { $0 }
    if let id = node.fieldID { parts.append("id \(id)") }
    return parts.joined(separator: " ")
  }

  private static func line(_ chunk: Chunk) -> String {
    var line =
      "  \(printable(chunk.path)): \(chunk.codec) \(chunk.encodings.joined(separator: "+")), "
      + "\(chunk.compressedSize) of \(chunk.uncompressedSize) bytes, \(chunk.valueCount) values"
    if let nullCount = chunk.nullCount { line += ", \(nullCount) null" }
    if let minimum = chunk.minimum, let maximum = chunk.maximum {
      line += ", \(printable(minimum)) … \(printable(maximum))"
    }
    if chunk.hasPageIndex { line += ", page index" }
    return line
  }

  /// A text from the file without what would move a terminal's cursor.
  private static func printable(_ text: String) -> String {
    var output = ""
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator:
        output += "\\u{" + String(scalar.value, radix: 16) + "}"
      default: output.unicodeScalars.append(scalar)
      }
    }
    return output
  }
}
