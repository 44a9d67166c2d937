/// The tokens that masking leaves in a text in place of what it took out: `〔电话〕`, `〔姓名〕`.
enum MaskToken {
  /// Longest token, in bytes between its brackets.
  static let longest = 30

  /// The offset after the closing bracket of a token whose opening bracket ends at `start`.
  ///
  /// Nil where the bracket is an ordinary one: nothing closes it soon, or a digit follows it, as
  /// in the number of an official document.
  static func end(in text: Span<UInt8>, after start: Int) -> Int? {
    guard start < text.count, text[start] &- 0x30 >= 10 else { return nil }
    var offset = start
    let limit = min(text.count, start + longest + 3)
    while offset + 3 <= limit {
      if text[offset] == 0xE3, text[offset + 1] == 0x80 {
        if text[offset + 2] == 0x95 { return offset > start ? offset + 3 : nil }
        if text[offset + 2] == 0x94 { return nil }
      }
      offset += 1
    }
    return nil
  }
}
