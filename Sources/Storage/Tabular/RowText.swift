internal import Columns

/// The text of one row, as a file holds it: a line, a JSON object, a row of an HTML table.
public enum RowText {
  /// The cells of a row's text.
  ///
  /// - Parameters:
  ///   - text: The text, which may hold line breaks inside quotes.
  ///   - format: What the file is that the row belongs to; rows of workbooks are lines of CSV.
  ///   - delimiter: The byte between cells of delimited text.
  ///   - header: The names of the columns, by which the members of an object find their places.
  /// - Returns: Nil where the text is not exactly one whole row.
  public static func cells(
    of text: String, format: TabularFormat, delimiter: UInt8, header: [String]
  ) -> [String]? {
    var bytes = Array(text.utf8)
    var form = TabularFormat.delimited
    switch format {
    case .htmlTable:
      bytes = Array("<table>".utf8) + bytes + Array("</table>".utf8)
      form = .htmlTable
    case .jsonArray, .jsonLines:
      // An object of an array may go over several lines.
      bytes = Array("[".utf8) + bytes + Array("]".utf8)
      form = .jsonArray
    default: break
    }
    let source = TabularSource(
      path: "", format: form, encoding: "utf-8",
      delimiter: delimiter, sheets: [""], limits: .default, content: .plain(.memory(bytes)),
      markCount: 0,
      lineEnd: 10, workbook: nil)
    var rows: [[String]] = []
    var isWhole = true
    let read: Void? = try? source.readRows { block in
      for row in 0..<block.rowCount {
        rows.append(block.texts(row: row))
        if block.problems[row] != .none && block.problems[row] != .strayQuote { isWhole = false }
      }
    }
    guard read != nil, isWhole else { return nil }
    if form != .jsonArray { return rows.count == 1 ? rows[0] : nil }
    guard rows.count == 2, rows[0].count == rows[1].count else { return nil }
    let values = Dictionary(zip(rows[0], rows[1])) { first, _ in first }
    return header.map { values[$0] ?? "" }
  }
}

extension RowText {
  /// A row's bytes as text; what is no character becomes U+FFFD.
  ///
  /// - Parameters:
  ///   - bytes: The bytes as they stood in the file.
  ///   - encoding: The file's encoding, as `TabularSource` names it.
  public static func string(of bytes: [UInt8], encoding: String) -> String {
    switch encoding {
    case "gb18030": return String(decoding: GB18030.decode(bytes).utf8, as: UTF8.self)
    case "utf-16le", "utf-16be":
      let stream = UTF16Stream(MemoryStream(bytes), isBigEndian: encoding == "utf-16be")
      var utf8: [UInt8] = []
      // Text in memory is there to be read.
      _ = try? stream.read(4 * bytes.count + 4, into: &utf8)
      return String(decoding: utf8, as: UTF8.self)
    default: return String(decoding: bytes, as: UTF8.self)
    }
  }
}
