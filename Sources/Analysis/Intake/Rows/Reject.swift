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

  /// Makes a reject.
  public init(
    reason: String, detail: String, line: Int, originalOffset: Int, originalLength: Int,
    original: [UInt8]
  ) {
    self.reason = reason
    self.detail = detail
    self.line = line
    self.originalOffset = originalOffset
    self.originalLength = originalLength
    self.original = original
  }
}
