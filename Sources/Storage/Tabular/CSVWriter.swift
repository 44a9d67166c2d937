/// Writes delimited text into memory.
public struct CSVWriter: Sendable {
  /// How a cell that a spreadsheet would take for a formula is defused.
  ///
  /// Such a cell starts with `=`, `+`, `-`, `@`, their full-width forms, or a control character.
  public enum FormulaGuard: Sendable {
    /// Not at all: for files that programs read.
    case none
    /// With an apostrophe before it.
    case apostrophe
    /// With a blank before it.
    case space
  }

  /// The line's end.
  public enum LineEnding: String, Sendable {
    /// LF.
    case lf = "\n"
    /// CR LF, as spreadsheets write it.
    case crlf = "\r\n"
  }

  private let textEncoding: TextEncoding
  private let lineEnding: [UInt8]
  private let delimiter: UInt8
  private let formulaGuard: FormulaGuard
  private var output: [UInt8] = []
  private var fieldCount = 0
  private var isFirstFieldEmpty = false

  /// Starts a file.
  public init(
    textEncoding: TextEncoding = .utf8BOM, lineEnding: LineEnding = .crlf,
    delimiter: UInt8 = UInt8(ascii: ","), formulaGuard: FormulaGuard = .none
  ) {
    self.textEncoding = textEncoding
    self.lineEnding = Array(lineEnding.rawValue.utf8)
    self.delimiter = delimiter
    self.formulaGuard = formulaGuard
    if textEncoding == .utf8BOM { output = [0xef, 0xbb, 0xbf] }
  }

  /// Writes a row.
  public mutating func append(_ row: [String]) {
    for field in row { append(field: field) }
    endRow()
  }

  /// Writes a field of the row that is being written.
  public mutating func append(field: String) {
    let done: Void? = field.utf8.withContiguousStorageIfAvailable { append($0) }
    if done == nil { append(field: Array(field.utf8)[...]) }
  }

  /// Writes a field given as UTF-8.
  public mutating func append(field: ArraySlice<UInt8>) {
    field.withUnsafeBufferPointer { append($0) }
  }

  private mutating func append(_ field: UnsafeBufferPointer<UInt8>) {
    if fieldCount > 0 { output.append(delimiter) }
    isFirstFieldEmpty = fieldCount == 0 && field.isEmpty
    fieldCount += 1
    let prefix = Self.startsFormula(field) ? guardByte : nil
    if textEncoding == .gb18030 {
      var encoded: [UInt8] = []
      GB18030.encode(field.span, to: &encoded)
      encoded.withUnsafeBufferPointer {
        CSVText.append($0, delimiter: delimiter, prefix: prefix, to: &output)
      }
    } else {
      CSVText.append(field, delimiter: delimiter, prefix: prefix, to: &output)
    }
  }

  /// Ends the row; a row of one empty field is written as `""`, so that it is not a blank line.
  public mutating func endRow() {
    if fieldCount == 0 || (fieldCount == 1 && isFirstFieldEmpty) { output += [34, 34] }
    output += lineEnding
    fieldCount = 0
  }

  /// How many bytes wait to be taken.
  public var byteCount: Int { output.count }

  /// Gives what has been written since the last call, for files that do not fit the memory.
  public mutating func takeBytes() -> [UInt8] {
    defer { output = [] }
    return output
  }

  private var guardByte: UInt8? {
    switch formulaGuard {
    case .none: nil
    case .apostrophe: UInt8(ascii: "'")
    case .space: 32
    }
  }

  /// Whether a spreadsheet may take a field for a formula.
  static func startsFormula(_ field: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = field.first else { return false }
    switch first {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 9, 10, 13:
      return true
    case 0xef where field.count >= 3 && field[1] == 0xbc:
      // ＝ ＋ － ＠
      return field[2] == 0x9d || field[2] == 0x8b || field[2] == 0x8d || field[2] == 0xa0
    default: return false
    }
  }
}
