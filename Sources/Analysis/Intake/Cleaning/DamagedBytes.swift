/// What is wrong with a cell's bytes.
enum DamagedBytes {
  /// Nothing.
  case none
  /// Its last character is cut off.
  case atEnd
  /// Somewhere inside stands what the encoding does not know.
  case inside
  /// A zero byte stands before other text.
  case zeroByte

  /// The worst that a cell has; bytes that the encoding did not know stand as U+FFFD.
  static func of(_ text: Span<UInt8>) -> DamagedBytes {
    var end = text.count
    while end > 0, text[end &- 1] == 0 { end &-= 1 }
    let full = end
    while end >= 3, text[end &- 3] == 0xef, text[end &- 2] == 0xbf, text[end &- 1] == 0xbd {
      end &-= 3
    }
    for index in 0..<end {
      if text[index] == 0 { return .zeroByte }
      if index &+ 2 < end, text[index] == 0xef, text[index &+ 1] == 0xbf, text[index &+ 2] == 0xbd {
        return .inside
      }
    }
    return end < full ? .atEnd : .none
  }
}
