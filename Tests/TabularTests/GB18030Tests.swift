import Bytes
import Testing

@testable import Tabular

@Suite struct GB18030Tests {
  private func encode(_ text: String) -> [UInt8] {
    var output: [UInt8] = []
    GB18030.encode(Array(text.utf8).span, to: &output)
    return output
  }

  @Test(arguments: [
    ("", ""), ("abc", "616263"), ("中文", "d6d0cec4"), ("€", "a2e3"), ("丂", "8140"), ("·", "a1a4"),
    ("é", "a8a6"), ("\u{80}", "81308130"), ("😀", "9439fc36"), ("\u{10000}", "90308130"),
    ("\u{10ffff}", "e3329a35"), ("\u{ffff}", "8431a439"), ("㐀", "8139ee39"), ("ḿ", "a8bc"),
    ("\u{e7c7}", "8135f437"), ("\u{9fb4}", "fe59"), ("\u{3000}", "a1a1"),
  ])
  func `known characters have their codes`(text: String, code: String) {
    #expect(encode(text).hexadecimal == code)
    #expect(String(decoding: GB18030.decode(encode(text)).utf8, as: UTF8.self) == text)
  }

  @Test(arguments: [
    ("80", "€", 0), ("ff", "\u{fffd}", 1), ("81", "\u{fffd}", 1), ("8120", "\u{fffd} ", 1),
    ("817f", "\u{fffd}\u{7f}", 1), ("81ff", "\u{fffd}", 1), ("d6d0ff61", "中\u{fffd}a", 1),
    ("8130", "\u{fffd}0", 1), ("813081", "\u{fffd}0\u{fffd}", 2),
    ("8431a530", "\u{fffd}1\u{fffd}0", 2), ("e3329a36", "\u{fffd}2\u{fffd}6", 2),
    ("fe39fe39", "\u{fffd}9\u{fffd}9", 2), ("a3a0", "\u{3000}", 0),
  ])
  func `what is no character becomes a replacement`(code: String, text: String, faults: Int) {
    var bytes: [UInt8] = []
    var digits = Substring(code)
    while !digits.isEmpty {
      bytes.append(UInt8(digits.prefix(2), radix: 16) ?? 0)
      digits = digits.dropFirst(2)
    }
    let decoded = GB18030.decode(bytes)
    #expect(String(decoding: decoded.utf8, as: UTF8.self) == text)
    #expect(decoded.faults == faults)
  }

  @Test func `every scalar comes back as it was`() {
    var text = ""
    for point in UInt32(0)...0x10ffff {
      if point >= 0x30000 && point < 0x10f000 && point % 97 != 0 { continue }
      // These lost their codes to other characters, and are written with them all the same.
      if GB18030.formerPoints.contains(where: { $0.point == point }) { continue }
      if let scalar = Unicode.Scalar(point) { text.unicodeScalars.append(scalar) }
    }
    let decoded = GB18030.decode(encode(text))
    let isSame = decoded.utf8.elementsEqual(text.utf8)
    #expect(decoded.faults == 0)
    #expect(isSame)
  }

  /// The codes that the years 2005 and 2022 gave to other characters; Python keeps those of 2000.
  private static let moved: Set<UInt32> = [
    0xe5e5, 0xe78d, 0xe78e, 0xe78f, 0xe790, 0xe791, 0xe792, 0xe793, 0xe794, 0xe795, 0xe796, 0xe7c7,
    0xe81e, 0xe826, 0xe82b, 0xe82c, 0xe832, 0xe843, 0xe854, 0xe864, 0xfe10, 0xfe11, 0xfe12, 0xfe13,
    0xfe14, 0xfe15, 0xfe16, 0xfe17, 0xfe18, 0xfe19, 0x1e3f, 0x9fb4, 0x9fb5, 0x9fb6, 0x9fb7, 0x9fb8,
    0x9fb9, 0x9fba, 0x9fbb,
  ]

  @Test func `the codes are those of another implementation`() {
    // hashlib.sha256(b"".join(chr(c).encode("gb18030") for c in …)) in Python 3.11.
    var basic = SHA256()
    for point in UInt32(0)..<0x10000 where !Self.moved.contains(point) {
      if let scalar = Unicode.Scalar(point) { basic.update(encode(String(Character(scalar)))) }
    }
    #expect(
      basic.finalize().hexadecimal
        == "774326b51c59cacb306e9aa7d8ff80cbe015422913fc7916ec9a8c149a6b81e5")
    var other = SHA256()
    for point in stride(from: UInt32(0x10000), to: 0x110000, by: 101) {
      if let scalar = Unicode.Scalar(point) { other.update(encode(String(Character(scalar)))) }
    }
    #expect(
      other.finalize().hexadecimal
        == "8c00afd1c13d40ace71f643994c8308654eac411f81b8b098cde0a4df150dd36")
  }

  @Test func `the two-byte codes are read as another implementation reads them`() {
    // The same, over all two-byte codes but those of moved characters, decoded to UTF-8.
    var digest = SHA256()
    for lead in UInt8(0x81)...0xfe {
      for trail in UInt8(0x40)...0xfe where trail != 0x7f {
        let code = UInt16(lead) << 8 | UInt16(trail)
        if code == 0xa8bc || GB18030.formerPoints.contains(where: { $0.code == code }) { continue }
        digest.update(GB18030.decode([lead, trail]).utf8)
      }
    }
    #expect(
      digest.finalize().hexadecimal
        == "84c54c715a63aa77ab3b1a23ebc1a2b2a32a9513a9e94c136f78323381344835")
  }
}
