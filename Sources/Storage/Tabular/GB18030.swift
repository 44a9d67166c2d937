internal import Bytes

/// The GB18030 character encoding, a superset of GBK and GB2312.
///
/// Two-byte codes follow the index of the Encoding Standard (GB18030-2022), four-byte codes of the
/// basic plane stand for the points that no two-byte code of the year 2000 had, in order, and those
/// from 90308130 on for the other planes. The byte 80 is read as the euro sign, as Windows does.
enum GB18030 {
  /// Lookup tables, made when a file in this encoding first turns up.
  struct Tables: Sendable {
    /// For each two-byte code less 8000 its UTF-8, the first byte lowest, and the byte count in the
    /// top byte; 0 for what is no code.
    let utf8: [UInt32]
    /// For each four-byte code of the basic plane its code point.
    let fourByte: [UInt16]
    /// For each point of the basic plane its two-byte code, 0 where it has none.
    let twoByteCode: [UInt16]
    /// For each point of the basic plane the place of its four-byte code.
    let fourBytePlace: [UInt16]
  }

  static let tables = makeTables()

  /// The place of 90308130, the four-byte code of U+10000.
  static let supplementaryPlace = 189_000

  /// The points that a two-byte code had in the year 2000, and the code's; since then it has
  /// stood for a point outside the private use area.
  static let formerPoints: [(point: UInt16, code: UInt16)] = [
    (0xe5e5, 0xa3a0), (0xe78d, 0xa6d9), (0xe78e, 0xa6da), (0xe78f, 0xa6db), (0xe790, 0xa6dc),
    (0xe791, 0xa6dd), (0xe792, 0xa6de), (0xe793, 0xa6df), (0xe794, 0xa6ec), (0xe795, 0xa6ed),
    (0xe796, 0xa6f3), (0xe81e, 0xfe59), (0xe826, 0xfe61), (0xe82b, 0xfe66), (0xe82c, 0xfe67),
    (0xe832, 0xfe6d), (0xe843, 0xfe7e), (0xe854, 0xfe90), (0xe864, 0xfea0),
  ]

  private static func makeTables() -> Tables {
    let points = twoBytePoints()
    var utf8 = [UInt32](repeating: 0, count: 32_768)
    var twoByteCode = [UInt16](repeating: 0, count: 65_536)
    for (place, point) in points.enumerated() {
      let trail = place % 190
      let code = (place / 190 + 0x81) << 8 | (trail < 0x3f ? trail + 0x40 : trail + 0x41)
      utf8[code - 0x8000] = packed(point)
      // U+3000 has two codes; the first is its own.
      if twoByteCode[Int(point)] == 0 { twoByteCode[Int(point)] = UInt16(code) }
    }
    var hadCode = twoByteCode.map { $0 != 0 }
    for (point, code) in formerPoints {
      let lead = Int(code >> 8) - 0x81
      let trail = Int(code & 0xff)
      let now = points[lead * 190 + trail - (trail < 0x7f ? 0x40 : 0x41)]
      if now != 0x3000 { hadCode[Int(now)] = false }
      hadCode[Int(point)] = true
      twoByteCode[Int(point)] = code
    }
    // U+1E3F and U+E7C7 changed places in 2005.
    hadCode[0x1e3f] = false
    hadCode[0xe7c7] = true
    var fourByte: [UInt16] = []
    var fourBytePlace = [UInt16](repeating: 0, count: 65_536)
    for point in 0x80..<0x10000 where !hadCode[point] && !(0xd800..<0xe000).contains(point) {
      let now = point == 0x1e3f ? 0xe7c7 : point
      fourBytePlace[now] = UInt16(fourByte.count)
      fourByte.append(UInt16(now))
    }
    return Tables(
      utf8: utf8, fourByte: fourByte, twoByteCode: twoByteCode, fourBytePlace: fourBytePlace)
  }

  private static func twoBytePoints() -> [UInt16] {
    let stream = index.withUTF8Buffer { decodeBase64(Array($0)) }
    let count = 126 * 190
    guard
      let planes = try? Deflate.decompress(stream.span, wrapper: .zlib, limit: 2 * count),
      planes.count == 2 * count
    else { preconditionFailure("the embedded GB18030 index is broken") }
    var point: UInt16 = 0
    return (0..<count).map { place in
      point &+= UInt16(planes[place]) | UInt16(planes[count + place]) << 8
      return point
    }
  }

  private static func decodeBase64(_ text: [UInt8]) -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var values = [UInt32](repeating: 64, count: 256)
    for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt32(value) }
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var bitCount: UInt32 = 0
    for letter in text where values[Int(letter)] < 64 {
      bits = bits << 6 | values[Int(letter)]
      bitCount += 6
      if bitCount >= 8 {
        bitCount -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> bitCount))
      }
    }
    return bytes
  }

  private static func packed(_ point: UInt16) -> UInt32 {
    let value = UInt32(point)
    if value < 0x80 { return value | 1 << 24 }
    if value < 0x800 { return 0xc0 | value >> 6 | (0x80 | value & 0x3f) << 8 | 2 << 24 }
    return 0xe0 | value >> 12 | (0x80 | value >> 6 & 0x3f) << 8 | (0x80 | value & 0x3f) << 16
      | 3 << 24
  }
}
