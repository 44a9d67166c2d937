/// How a field is written in CSV.
enum CSVText {
  /// Appends a field, quoted where it holds a delimiter, a quote, a line's end or outer blanks.
  static func append(
    _ field: ArraySlice<UInt8>, delimiter: UInt8 = UInt8(ascii: ","), to output: inout [UInt8]
  ) {
    var quotes = false
    for byte in field
    where byte == delimiter || byte == UInt8(ascii: "\"") || byte == 10 || byte == 13 {
      quotes = true
      break
    }
    if let first = field.first, let last = field.last, first == 32 || last == 32 { quotes = true }
    if !quotes {
      output.append(contentsOf: field)
      return
    }
    output.append(UInt8(ascii: "\""))
    for byte in field {
      if byte == UInt8(ascii: "\"") { output.append(byte) }
      output.append(byte)
    }
    output.append(UInt8(ascii: "\""))
  }
}
