/// A row that was read and not accepted: data for the quarantine, not an error.
public struct Reject: Equatable, Sendable {
  /// Why, as a short stable word such as `missing-source-record-id` or `bad-received-at`.
  public let reason: String
  /// Why, in words that name columns but never repeat a value.
  public let detail: String
  /// The line or sheet row it starts on, from 1.
  public let line: Int
  /// Where its bytes start in the (unpacked) file.
  public let originalOffset: Int
  /// How many bytes it has there.
  public let originalLength: Int
  /// The row as it stood in the file.
  ///
  /// Holds personal data: for the quarantine only.
  public let original: [UInt8]
  /// The sheet's index.
  public let sheet: Int
  /// The names of the columns as they stand over the row; empty where columns go by position.
  public let header: [String]
  /// The cells as they were read, those that are filled from above filled.
  ///
  /// Holds personal data, as `original`.
  public let cells: [String]
  /// The byte between the cells of delimited text; nil for other formats.
  public let delimiter: UInt8?

  /// Makes a reject.
  public init(
    reason: String, detail: String, line: Int, originalOffset: Int, originalLength: Int,
    original: [UInt8], sheet: Int = 0, header: [String] = [], cells: [String] = [],
    delimiter: UInt8? = nil
  ) {
    self.reason = reason
    self.detail = detail
    self.line = line
    self.originalOffset = originalOffset
    self.originalLength = originalLength
    self.original = original
    self.sheet = sheet
    self.header = header
    self.cells = cells
    self.delimiter = delimiter
  }
}
