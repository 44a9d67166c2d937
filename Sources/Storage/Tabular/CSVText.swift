/// How a field is written in CSV.
enum CSVText {
  /// Appends a field, quoted where it holds a delimiter, a quote, a line's end or outer blanks.
  ///
  /// The field may be UTF-8 or GB18030: none of these bytes is part of a longer character.
  ///
  /// - Parameters:
  ///   - field: The field's bytes.
  ///   - delimiter: The byte between fields.
  ///   - prefix: A byte to put before the text, inside its quotes.
  ///   - output: What it is appended to.
  static func append(
    _ field: UnsafeBufferPointer<UInt8>, delimiter: UInt8 = UInt8(ascii: ","),
    prefix: UInt8? = nil, to output: inout [UInt8]
  ) {
    let quote = UInt8(ascii: "\"")
    guard needsQuotes(field, delimiter) || prefix == 32 else {
      if let prefix { output.append(prefix) }
      output.append(contentsOf: field)
      return
    }
    output.append(quote)
    if let prefix { output.append(prefix) }
    var start = 0
    while true {
      let end = ByteSearch.first(quote, or: quote, in: field, from: start)
      output.append(contentsOf: field[start..<end])
      if end == field.count { break }
      output.append(quote)
      output.append(quote)
      start = end + 1
    }
    output.append(quote)
  }

  private static func needsQuotes(_ field: UnsafeBufferPointer<UInt8>, _ delimiter: UInt8) -> Bool {
    guard let first = field.first, let last = field.last else { return false }
    if first == 32 || last == 32 || last == 9 { return true }
    if ByteSearch.first(delimiter, or: UInt8(ascii: "\""), in: field, from: 0) < field.count {
      return true
    }
    return ByteSearch.first(10, or: 13, in: field, from: 0) < field.count
  }
}
