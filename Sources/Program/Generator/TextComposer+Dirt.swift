extension TextComposer {
  /// Leaves the marks of hasty typing, of copying from web pages and of old systems in the text.
  mutating func soil() {
    if chance(130, .around) { mistype() }
    if plan.kinship == .copy && chance(500, .around) { mistype() }
    guard chance(130, .around) else { return }
    switch below(9, .around) {
    case 0: widenDigits()
    case 1: insert("\u{3000}")
    case 2: insert("\u{a0}")
    case 3: insert("\u{200b}")
    case 4: bytes += Array(pick(["😡", "🙏", "😭", "👍"], .around).utf8)
    case 5: bytes = Array("\u{3000}\u{3000}".utf8) + bytes
    case 6: insert("\n")
    case 7: bytes += Array(plan.fold == .a ? "谢谢！！！".utf8 : "~~谢谢了".utf8)
    default: quote()
    }
  }

  private mutating func mistype() {
    let (typos, fold) = (world.typos, plan.fold)
    var text = bytes
    draw(.around) { typos.apply(to: &text, fold, &$0) }
    bytes = text
  }

  /// Writes digits at full width.
  private mutating func widenDigits() {
    var wide: [UInt8] = []
    for byte in bytes {
      if (48...57).contains(byte) {
        wide += [0xef, 0xbc, 0x90 + (byte - 48)]
      } else {
        wide.append(byte)
      }
    }
    bytes = wide
  }

  /// Puts a character after some comma.
  private mutating func insert(_ text: String) {
    let comma = Array("，".utf8)
    var places: [Int] = []
    for index in bytes.indices where index + 3 <= bytes.count {
      if bytes[index..<(index + 3)].elementsEqual(comma) { places.append(index + 3) }
    }
    guard !places.isEmpty else { return }
    let place = pick(places, .around)
    bytes.replaceSubrange(place..<place, with: Array(text.utf8))
  }

  /// Puts the text between straight quotes, which CSV has to double.
  private mutating func quote() {
    bytes = Array("\"".utf8) + bytes + Array("\"".utf8)
  }
}
