/// Texts cut short so that they still bound what they were cut from.
package enum TextBound {
  /// The most bytes of a bound.
  package static let limit = 64

  /// A text at or below `text`: its start, cut at a character boundary.
  package static func lower(_ text: [UInt8]) -> [UInt8] { Array(text[..<cut(text)]) }

  /// A text at or above `text`; nil when no start of it can be raised.
  ///
  /// A cut text has its last character raised by one; one that is the greatest of all is dropped,
  /// and the one before it raised instead.
  package static func upper(_ text: [UInt8]) -> [UInt8]? {
    var end = cut(text)
    if end == text.count { return text }
    while end > 0 {
      var start = end - 1
      while start > 0 && isContinuation(text[start]) { start -= 1 }
      guard let scalar = scalar(text[start..<end]) else { return nil }
      if let raised = raised(scalar) {
        return Array(text[..<start]) + Array(String(raised).utf8)
      }
      end = start
    }
    return nil
  }

  private static func cut(_ text: [UInt8]) -> Int {
    if text.count <= limit { return text.count }
    var end = limit
    while end > limit - 4 && isContinuation(text[end]) { end -= 1 }
    // Not UTF-8: cut where the limit is.
    return isContinuation(text[end]) ? limit : end
  }

  private static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xc0 == 0x80 }

  private static func scalar(_ bytes: ArraySlice<UInt8>) -> Unicode.Scalar? {
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    return text.unicodeScalars.count == 1 ? text.unicodeScalars.first : nil
  }

  private static func raised(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    // Behind U+D7FF come the surrogates, which are no characters.
    Unicode.Scalar(scalar.value == 0xd7ff ? 0xe000 : scalar.value + 1)
  }
}
