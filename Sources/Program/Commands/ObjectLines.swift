internal import Bytes
internal import Columns
internal import Complaints
internal import Tabular

/// JSON objects as lines, with the members that an annotator adds at their end.
struct ObjectLines {
  let annotator: any RowAnnotator
  /// The table's path, for messages.
  let path: String
  private var isFirst = true

  init(_ annotator: any RowAnnotator, path: String) {
    self.annotator = annotator
    self.path = path
  }

  /// The lines of a block of objects.
  ///
  /// - Throws: Naming the line, where a row is no object; and where none of the first block has any
  ///   of the members that are read.
  mutating func lines(of rows: ObjectRows) throws -> [UInt8] {
    if isFirst, rows.memberCounts.allSatisfy({ $0 == 0 }) {
      throw AnalysisError(
        .missingColumn, at: .init(path: path, line: Int(rows.lineNumbers[0])),
        "no object has a member \(annotator.reads.joined(separator: " or "))")
    }
    isFirst = false
    if let row = rows.problems.firstIndex(of: .notAnObject) {
      throw AnalysisError(
        .badRow, at: .init(path: path, line: Int(rows.lineNumbers[row])),
        "the row is no JSON object")
    }
    let added = try annotator.annotate(rows.members)
    let adds = annotator.adds
    var output: [UInt8] = []
    for row in 0..<rows.rowCount {
      Self.append(rows.objects.bytes[rows.objects.range(row)], to: &output)
      var isEmpty = output.last == UInt8(ascii: "{")
      for (column, values) in zip(adds, added) {
        if !isEmpty { output.append(UInt8(ascii: ",")) }
        isEmpty = false
        output += JSONText.bytes(of: .string(column.name))
        output.append(UInt8(ascii: ":"))
        let value = values.bytes[values.range(row)]
        if !column.isNumber {
          output += JSONText.bytes(of: .string(String(decoding: value, as: UTF8.self)))
        } else {
          output += value.isEmpty ? Array("null".utf8)[...] : value
        }
      }
      output += [UInt8(ascii: "}"), 10]
    }
    return output
  }

  /// Adds an object up to what stands before its last brace, on one line.
  private static func append(_ object: ArraySlice<UInt8>, to output: inout [UInt8]) {
    for byte in object.dropLast() { output.append(byte == 10 || byte == 13 ? 32 : byte) }
    while output.last == 32 || output.last == 9 { output.removeLast() }
  }
}
