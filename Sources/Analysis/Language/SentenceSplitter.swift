/// Cuts a text into sentences at full stops, question and exclamation marks, semicolons and line
/// ends.
public enum SentenceSplitter {
  /// Appends the byte ranges of a text's sentences, end marks included, surrounding blanks not.
  ///
  /// Ranges are in order and never empty; what is only blanks or marks is no sentence.
  ///
  /// - Complexity: O(*n*) in the bytes of `text`.
  public static func append(_ text: Span<UInt8>, to ranges: inout [Range<Int>]) {
    var reader = ScalarReader()
    let first = ranges.count
    var start = -1
    var hasContent = false
    while reader.offset < text.count {
      let offset = reader.offset
      let scalar = reader.next(in: text)
      let folded = CharacterFolding.fold(scalar)
      let isBreak = folded == 0x20 && (scalar == 0x0A || scalar == 0x0D || scalar == 0x2028)
      if start < 0 {
        if isEndMark(folded), ranges.count > first, ranges[ranges.count - 1].upperBound == offset {
          ranges[ranges.count - 1] = ranges[ranges.count - 1].lowerBound..<reader.offset
          continue
        }
        if folded == 0x20 || folded == CharacterFolding.dropped { continue }
        start = offset
      }
      if CharacterFolding.isLetterOrDigit(folded) || folded == 0x3014 { hasContent = true }
      if isBreak || isEndMark(folded) {
        if hasContent { ranges.append(start..<(isBreak ? offset : reader.offset)) }
        if hasContent || isBreak { start = -1 }
        hasContent = false
      }
    }
    if start >= 0, hasContent { ranges.append(start..<text.count) }
  }

  private static func isEndMark(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x3002, 0x21, 0x3F, 0x3B, 0xFF61, 0x2026: true  // 。 ! ? ; ｡ …
    default: false
    }
  }
}
