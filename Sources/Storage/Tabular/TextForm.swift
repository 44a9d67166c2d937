internal import Bytes

/// How a text is laid out: JSON, HTML, or fields between delimiters.
struct TextForm: Equatable {
  var format: TabularFormat
  var delimiter: UInt8?
  var lineEnd: UInt8 = 10

  /// Tells a text's layout from its start, given without a mark and never as UTF-16.
  static func detect(_ text: [UInt8], isWhole: Bool, encoding: String)
    throws(StorageError) -> TextForm
  {
    let start = text.firstIndex { ![9, 10, 13, 32].contains($0) } ?? text.count
    if start == text.count {
      throw StorageError(.unsupported, "the file holds nothing but blanks: export it again")
    }
    switch text[start] {
    case UInt8(ascii: "["):
      let next = text[(start + 1)...].first { ![9, 10, 13, 32].contains($0) }
      if next == UInt8(ascii: "{") || next == UInt8(ascii: "]") {
        return TextForm(format: .jsonArray)
      }
      if next == UInt8(ascii: "[") || next == UInt8(ascii: "\"") {
        throw StorageError(
          .unsupported, "JSON arrays without names: export an array of objects, or CSV UTF-8")
      }
    case UInt8(ascii: "{"):
      let next = text[(start + 1)...].first { ![9, 10, 13, 32].contains($0) }
      if next == UInt8(ascii: "\"") || next == UInt8(ascii: "}") {
        return try detectLines(text, from: start)
      }
    case UInt8(ascii: "<"):
      if let form = try detectMarkup(text) { return form }
    default: break
    }
    return try detectDelimited(text, isWhole: isWhole, encoding: encoding)
  }

  private static func detectLines(_ text: [UInt8], from start: Int) throws(StorageError) -> TextForm
  {
    let line = text[start...].prefix { $0 != 10 }
    if line.last(where: { ![9, 13, 32].contains($0) }) != UInt8(ascii: "}"),
      line.endIndex < text.endIndex
    {
      throw StorageError(
        .unsupported,
        "a JSON object over several lines: export an array of objects, or one object per line")
    }
    return TextForm(format: .jsonLines)
  }

  private static func detectMarkup(_ text: [UInt8]) throws(StorageError) -> TextForm? {
    let start = text.drop { [9, 10, 13, 32].contains($0) }
    let head = String(decoding: start.prefix(65_536), as: UTF8.self).lowercased()
    let isXML = head.hasPrefix("<?xml")
    if isXML || head.hasPrefix("<workbook"),
      head.contains("urn:schemas-microsoft-com:office:spreadsheet")
    {
      return TextForm(format: .xmlSpreadsheet)
    }
    if head.contains("<table") || head.contains("<tr") {
      return TextForm(format: .htmlTable)
    }
    if head.hasPrefix("<!doctype html") || head.hasPrefix("<html") || head.contains("<html") {
      throw StorageError(
        .unsupported, "a page without a table (perhaps a login or error page): export it again")
    }
    if isXML || head.hasPrefix("<!doctype") {
      throw StorageError(
        .unsupported, "an XML file, which is not read here: export it as .xlsx or CSV UTF-8")
    }
    return nil
  }

  /// Picks the delimiter by which most rows have the same number of fields.
  private static func detectDelimited(_ text: [UInt8], isWhole: Bool, encoding: String)
    throws(StorageError) -> TextForm
  {
    let lineEnd: UInt8 = text.contains(10) || !text.contains(13) ? 10 : 13
    let bar = UInt8(ascii: "|")
    var best = (score: 0, delimiter: UInt8(ascii: ","))
    for delimiter in [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";"), bar] {
      // In GB18030 a vertical bar may be half a character.
      if delimiter == bar && encoding == "gb18030" { continue }
      let score = regularity(text, delimiter: delimiter, lineEnd: lineEnd, isWhole: isWhole)
      if score > best.score { best = (score, delimiter) }
    }
    if encoding == "gb18030" && best.score < 500 {
      let sample = GB18030.decode(Array(text.prefix(256 << 10))).utf8
      let score = regularity(sample, delimiter: bar, lineEnd: lineEnd, isWhole: isWhole)
      if score >= 900 && sample.count(where: { $0 == lineEnd }) > 1 {
        throw StorageError(
          .unsupported,
          "fields between | in GB18030, where | may be half a character: export it with commas, or"
            + " as UTF-8")
      }
    }
    return TextForm(format: .delimited, delimiter: best.delimiter, lineEnd: lineEnd)
  }

  /// How many of 1,000 rows have the usual number of fields, when that is more than one.
  private static func regularity(
    _ text: [UInt8], delimiter: UInt8, lineEnd: UInt8, isWhole: Bool
  ) -> Int {
    var cutter = RecordCutter(
      .init(delimiter: delimiter, lineEnd: lineEnd, quotedLines: 1_000, rowBytes: 1 << 20))
    var records: [RecordCutter.Record] = []
    var rows = RawRows()
    let sample = text.prefix(256 << 10)
    let isAll = isWhole && sample.count == text.count
    sample.withUnsafeBufferPointer { buffer in
      _ = cutter.cut(buffer, from: 0, isLast: isAll, into: &records)
      // A single long row is a row too.
      if records.isEmpty { _ = cutter.cut(buffer, from: 0, isLast: true, into: &records) }
      var reader = FieldReader(delimiter: delimiter, encoding: .utf8, maximumColumns: 16_384)
      reader.read(records.prefix(500), in: buffer, into: &rows)
    }
    var frequency: [Int: Int] = [:]
    for row in 0..<rows.problems.count {
      frequency[Int(rows.rowStarts[row + 1] - rows.rowStarts[row]), default: 0] += 1
    }
    let usual = frequency.filter { $0.key > 1 }.max {
      ($0.value, $0.key) < ($1.value, $1.key)
    }
    guard let usual, !rows.problems.isEmpty else { return 0 }
    return max(1, usual.value * 1_000 / rows.problems.count)
  }
}
