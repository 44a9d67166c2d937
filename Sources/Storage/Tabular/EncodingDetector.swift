internal import Bytes

/// Tells a text's encoding from its bytes.
enum EncodingDetector {
  /// An encoding that we read, and how many bytes of mark stand before the text.
  struct Verdict: Equatable {
    var name: String
    var markCount: Int
  }

  /// Tells the encoding of a text from its start.
  ///
  /// - Parameters:
  ///   - head: The file's first bytes.
  ///   - isWhole: Whether that is the whole file.
  /// - Returns: nil when all bytes are ASCII, so that the rest of the file must say.
  /// - Throws: `unsupported` for an encoding that is known but not read, or not known.
  static func detect(_ head: [UInt8], isWhole: Bool) throws(StorageError) -> Verdict? {
    if head.starts(with: [0xef, 0xbb, 0xbf]) { return Verdict(name: "utf-8-bom", markCount: 3) }
    if head.starts(with: [0xff, 0xfe, 0, 0]) || head.starts(with: [0, 0, 0xfe, 0xff]) {
      throw unreadable("UTF-32")
    }
    if head.starts(with: [0xff, 0xfe]) { return Verdict(name: "utf-16le", markCount: 2) }
    if head.starts(with: [0xfe, 0xff]) { return Verdict(name: "utf-16be", markCount: 2) }
    if head.starts(with: [0x84, 0x31, 0x95, 0x33]) {
      return Verdict(name: "gb18030", markCount: 4)
    }
    if let name = unmarkedUTF16(head) { return Verdict(name: name, markCount: 0) }
    guard head.contains(where: { $0 >= 0x80 }) else { return nil }
    // The head may end inside a character, but not inside a line feed.
    let end = isWhole ? head.count : (head.lastIndex(of: 10) ?? head.count - min(3, head.count))
    let text = head[..<end].contains { $0 >= 0x80 } ? head[..<end] : head[...]
    let findings = text.withUnsafeBufferPointer { UTF8Check.examine($0) }
    // Broken bytes make rows that are set aside. GB18030 read as UTF-8 is mostly faults, and what
    // looks like a character in it mostly has two bytes.
    if findings.faultCount == 0 || findings.faultCount * 4 <= findings.wideCount {
      return Verdict(name: "utf-8", markCount: 0)
    }
    return try detectDoubleByte(text, utf8: findings)
  }

  /// How the 16-bit units of unmarked text are put into bytes, if it has such.
  private static func unmarkedUTF16(_ head: [UInt8]) -> String? {
    var zeros = (even: 0, odd: 0)
    for (index, byte) in head.prefix(65_536).enumerated() where byte == 0 {
      if index % 2 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
    }
    let total = zeros.even + zeros.odd
    if total * 50 > min(head.count, 65_536) {
      if zeros.odd > 9 * zeros.even { return "utf-16le" }
      if zeros.even > 9 * zeros.odd { return "utf-16be" }
    }
    // Chinese text has few zeros; but nearly all its units begin like each other.
    if zeros.even == 0 && zeros.odd > 0 && isMostlyChinese(head, upperAt: 1) { return "utf-16le" }
    if zeros.odd == 0 && zeros.even > 0 && isMostlyChinese(head, upperAt: 0) { return "utf-16be" }
    return nil
  }

  /// Whether at least 97 of 100 units are ASCII, Chinese or full-width characters, and not all bytes
  /// are ASCII.
  private static func isMostlyChinese(_ head: [UInt8], upperAt place: Int) -> Bool {
    let text = head.prefix(65_536)
    guard text.count(where: { $0 >= 0x80 }) * 5 >= text.count else { return false }
    var units = (all: 0, usual: 0)
    for at in stride(from: place, to: min(head.count, 65_536), by: 2) {
      units.all += 1
      switch head[at] {
      case 0, 0x20, 0x30, 0x34...0x9f, 0xff: units.usual += 1
      default: break
      }
    }
    return units.usual * 100 >= units.all * 97
  }

  /// What the byte pairs of a text look like.
  struct PairCounts {
    var pairs = 0
    var faults = 0
    /// Trail bytes below 80: every third character of Big5 has one, few in simplified Chinese.
    var lowTrails = 0
    /// The 3,755 most common characters of GB2312, and its punctuation.
    var common = 0
    /// Leads A4…C6, where Big5 keeps its common characters.
    var bigFiveLeads = 0
    /// Leads 82 and 83, where Shift_JIS keeps its kana; A4 and A5, where EUC-JP does.
    var shiftJISKana = 0
    var japaneseKana = 0
  }

  private static func detectDoubleByte(_ text: ArraySlice<UInt8>, utf8: UTF8Check.Findings)
    throws(StorageError) -> Verdict
  {
    let counts = countPairs(text)
    let gb18030 = Verdict(name: "gb18030", markCount: 0)
    let likely = max(1, counts.pairs)
    if counts.shiftJISKana * 3 > likely { throw unreadable("Shift_JIS") }
    if counts.japaneseKana * 3 > likely { throw unreadable("EUC-JP") }
    if counts.lowTrails * 5 > likely && counts.bigFiveLeads * 2 > likely {
      throw unreadable("Big5")
    }
    if counts.faults * 20 <= counts.pairs && counts.lowTrails * 5 <= likely { return gb18030 }
    if counts.pairs <= 3 && counts.faults == 0 { return gb18030 }
    if utf8.faultCount < counts.faults && utf8.multibyteCount > utf8.faultCount {
      return Verdict(name: "utf-8", markCount: 0)
    }
    if counts.common * 2 > counts.pairs && counts.faults * 4 < counts.pairs { return gb18030 }
    throw StorageError(
      .unsupported,
      "the text is in no encoding that is read here (UTF-8, GB18030/GBK, UTF-16):"
        + " export it as CSV UTF-8")
  }

  private static func countPairs(_ text: ArraySlice<UInt8>) -> PairCounts {
    var counts = PairCounts()
    var at = text.startIndex
    while at < text.endIndex {
      let lead = text[at]
      if lead < 0x80 {
        at += 1
        continue
      }
      guard at + 1 < text.endIndex, lead != 0x80, lead != 0xff else {
        counts.faults += 1
        at += 1
        continue
      }
      let trail = text[at + 1]
      if (0x30...0x39).contains(trail), at + 3 < text.endIndex, text[at + 2] >= 0x81,
        (0x30...0x39).contains(text[at + 3])
      {
        counts.pairs += 1
        at += 4
        continue
      }
      guard trail >= 0x40, trail != 0x7f, trail != 0xff else {
        counts.faults += 1
        at += 1
        continue
      }
      counts.pairs += 1
      if trail < 0x80 { counts.lowTrails += 1 }
      if trail >= 0xa1, (0xb0...0xd7).contains(lead) || lead == 0xa1 || lead == 0xa3 {
        counts.common += 1
      }
      if (0xa4...0xc6).contains(lead) { counts.bigFiveLeads += 1 }
      if lead == 0x82 || lead == 0x83 { counts.shiftJISKana += 1 }
      if (lead == 0xa4 || lead == 0xa5) && trail >= 0xa1 { counts.japaneseKana += 1 }
      at += 2
    }
    return counts
  }

  private static func unreadable(_ name: String) -> StorageError {
    StorageError(
      .unsupported, "the text is in \(name), which is not read here: export it as CSV UTF-8")
  }
}
