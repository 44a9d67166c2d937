/// What is wrong with a raw row, if anything.
@frozen public enum RowProblem: UInt8, Sendable {
  /// Nothing.
  case none = 0
  /// A quoted field never closes; the row ends with its first line and its rest counts as rows.
  case unterminatedQuote = 1
  /// A quote stands inside an unquoted field, or text follows a closing quote.
  case strayQuote = 2
  /// Bytes that the file's encoding does not know; each run stands as U+FFFD.
  case invalidBytes = 3
  /// A zero byte inside the text.
  case zeroByte = 4
  /// More cells or bytes than the limits allow; the row has no cells.
  case tooLarge = 5
  /// Text that is not a JSON object; the row has one cell, the text.
  case notAnObject = 6

  /// The reason in words that go into quarantine lists: short and stable.
  public var name: String {
    switch self {
    case .none: "none"
    case .unterminatedQuote: "unterminated-quote"
    case .strayQuote: "stray-quote"
    case .invalidBytes: "invalid-bytes"
    case .zeroByte: "zero-byte"
    case .tooLarge: "too-large"
    case .notAnObject: "not-an-object"
    }
  }
}
