internal import Bytes

extension ConfigurationParser {
  /// Reads a number: JSON's forms, hexadecimal, a leading `+` or `.`, a trailing `.`.
  mutating func parseNumber() throws(StorageError) -> Double {
    let start = offset
    while let byte = peek, isNumberByte(byte) { offset += 1 }
    let text = String(decoding: bytes[start..<offset], as: UTF8.self)
    guard let value = Self.number(text), value.isFinite else {
      offset = start
      throw fault("\(text) is not a number")
    }
    return value
  }

  private func isNumberByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private static func number(_ text: String) -> Double? {
    var digits = text[...]
    var isNegative = false
    if let sign = digits.first, sign == "-" || sign == "+" {
      isNegative = sign == "-"
      digits = digits.dropFirst()
    }
    guard let first = digits.utf8.first,
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) || first == UInt8(ascii: ".")
    else { return nil }
    let magnitude: Double?
    if digits.lowercased().hasPrefix("0x") {
      // `Int(_:radix:)` would take a second sign.
      let hexadecimal = digits.dropFirst(2)
      magnitude =
        hexadecimal.first?.isHexDigit == true ? Int(hexadecimal, radix: 16).map { Double($0) } : nil
    } else {
      let utf8 = Array(digits.utf8)
      if utf8.count > 1 && utf8[0] == UInt8(ascii: "0")
        && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(utf8[1])
      {
        return nil  // 0123: neither JSON5 nor clear
      }
      var plain = String(digits)
      if plain.hasSuffix(".") { plain += "0" }
      if plain.hasPrefix(".") { plain = "0" + plain }
      magnitude = plain == "0.0" && digits == "." ? nil : Double(plain)
    }
    return magnitude.map { isNegative ? -$0 : $0 }
  }

  /// Reads a text in single or double quotes.
  mutating func parseString() throws(StorageError) -> String {
    let quote = bytes[offset]
    let unclosed = fault("a text is never closed with \(quote == 34 ? "\"" : "'")")
    offset += 1
    var text: [UInt8] = []
    while let byte = peek {
      switch byte {
      case quote:
        offset += 1
        guard let string = String(validating: text, as: UTF8.self) else {
          throw fault("a text holds half a surrogate pair")
        }
        return string
      case 10, 13: throw unclosed
      case UInt8(ascii: "\\"): try parseEscape(into: &text)
      case 0..<32: throw fault("a text holds the control byte \(byte); write it as an escape")
      default:
        text.append(byte)
        offset += 1
      }
    }
    throw unclosed
  }

  private mutating func parseEscape(into text: inout [UInt8]) throws(StorageError) {
    let start = fault("an escape is cut off")
    offset += 1
    guard let byte = peek else { throw start }
    switch byte {
    case UInt8(ascii: "n"): text.append(10)
    case UInt8(ascii: "r"): text.append(13)
    case UInt8(ascii: "t"): text.append(9)
    case UInt8(ascii: "b"): text.append(8)
    case UInt8(ascii: "f"): text.append(12)
    case UInt8(ascii: "v"): text.append(11)
    case UInt8(ascii: "0"): text.append(0)
    case UInt8(ascii: "x"):
      offset += 1
      return append(scalar: try hexadecimal(2), to: &text)
    case UInt8(ascii: "u"):
      offset += 1
      return try parseUnicodeEscape(into: &text)
    case 13:
      advance()
      if peek == 10 { advance() }
      return
    case 10:  // the text goes on in the next line
      advance()
      return
    case UInt8(ascii: "1")...UInt8(ascii: "9"): throw fault("\\\(byte - 48) is no escape")
    default: text.append(byte)
    }
    offset += 1
  }

  private mutating func parseUnicodeEscape(into text: inout [UInt8]) throws(StorageError) {
    let unit = try hexadecimal(4)
    guard (0xd800..<0xdc00).contains(unit), starts(with: Array("\\u".utf8)) else {
      return append(scalar: unit, to: &text)
    }
    offset += 2
    let low = try hexadecimal(4)
    guard (0xdc00..<0xe000).contains(low) else {
      throw fault("a text holds half a surrogate pair")
    }
    append(scalar: 0x10000 + (unit - 0xd800) << 10 + (low - 0xdc00), to: &text)
  }

  private mutating func hexadecimal(_ count: Int) throws(StorageError) -> UInt32 {
    let end = offset + count
    guard end <= bytes.count,
      bytes[offset..<end].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let value = UInt32(String(decoding: bytes[offset..<end], as: UTF8.self), radix: 16)
    else { throw fault("an escape needs \(count) hexadecimal digits") }
    offset = end
    return value
  }

  /// Appends a scalar; half a surrogate pair becomes bytes that are no UTF-8 and so are refused.
  private func append(scalar: UInt32, to text: inout [UInt8]) {
    guard let scalar = Unicode.Scalar(scalar) else { return text.append(0xff) }
    text.append(contentsOf: String(Character(scalar)).utf8)
  }
}
