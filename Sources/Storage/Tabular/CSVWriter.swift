/// Writes delimited text into memory.
public struct CSVWriter: Sendable {
  /// How a cell that a spreadsheet would take for a formula is defused.
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
  private let lineEnding: LineEnding
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
    self.lineEnding = lineEnding
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
  public mutating func append(field: String) { append(field: Array(field.utf8)[...]) }

  /// Writes a field given as UTF-8.
  public mutating func append(field: ArraySlice<UInt8>) {
    if fieldCount > 0 { output.append(delimiter) }
    CSVText.append(field, delimiter: delimiter, to: &output)
    isFirstFieldEmpty = fieldCount == 0 && field.isEmpty
    fieldCount += 1
  }

  /// Ends the row; a row of one empty field is written as `""`, so that it is not a blank line.
  public mutating func endRow() {
    if fieldCount == 1 && isFirstFieldEmpty { output.append(contentsOf: [34, 34]) }
    output.append(contentsOf: lineEnding.rawValue.utf8)
    fieldCount = 0
  }

  /// How many bytes wait to be taken.
  public var byteCount: Int { output.count }

  /// Gives what has been written since the last call, for files that do not fit the memory.
  public mutating func takeBytes() -> [UInt8] {
    defer { output = [] }
    return output
  }
}
