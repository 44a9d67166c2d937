/// Whether texts that lie one after the other are UTF-8, each for itself.
enum UTF8Validation {
  /// Checks the whole, and that no cut goes through a character.
  static func isValid(_ bytes: [UInt8], cutAt offsets: [Int32]) -> Bool {
    guard (try? UTF8Span(validating: bytes.span)) != nil else { return false }
    for offset in offsets where Int(offset) < bytes.count {
      if bytes[Int(offset)] & 0xc0 == 0x80 { return false }
    }
    return true
  }
}
