/// Writes JSON values; the same value gives the same bytes.
public enum JSONText {
  /// The text of a value.
  ///
  /// - Parameters:
  ///   - value: The value.
  ///   - indented: Whether members and elements stand on lines of their own.
  ///   - forHTML: Whether `<`, `>` and `&` are escaped, so that the text may stand in a script
  ///     element.
  public static func string(
    of value: JSONValue, indented: Bool = false, forHTML: Bool = false
  ) -> String {
    String(
      decoding: bytes(of: value, indented: indented, forHTML: forHTML), as: UTF8.self)
  }

  /// The UTF-8 of a value's text.
  public static func bytes(
    of value: JSONValue, indented: Bool = false, forHTML: Bool = false
  ) -> [UInt8] {
    var writer = Writer(isIndented: indented, forHTML: forHTML)
    writer.append(value, depth: 0)
    return writer.output
  }

  /// The values as lines of JSON, each with its line's end.
  public static func lines(of values: [JSONValue]) -> [UInt8] {
    var writer = Writer(isIndented: false, forHTML: false)
    for value in values {
      writer.append(value, depth: 0)
      writer.output.append(10)
    }
    return writer.output
  }

  struct Writer {
    let isIndented: Bool
    let forHTML: Bool
    var output: [UInt8] = []

    mutating func append(_ value: JSONValue, depth: Int) {
      switch value {
      case .null: output.append(contentsOf: "null".utf8)
      case .bool(let value): output.append(contentsOf: (value ? "true" : "false").utf8)
      case .integer(let value): output.append(contentsOf: String(value).utf8)
      case .number(let value): append(number: value)
      case .string(let value): append(text: value)
      case .array(let elements):
        appendList("[", "]", count: elements.count, depth: depth) { writer, index in
          writer.append(elements[index], depth: depth + 1)
        }
      case .object(let members):
        appendList("{", "}", count: members.count, depth: depth) { writer, index in
          writer.append(text: members[index].key)
          writer.output.append(contentsOf: (writer.isIndented ? ": " : ":").utf8)
          writer.append(members[index].value, depth: depth + 1)
        }
      }
    }

    private mutating func appendList(
      _ start: String, _ end: String, count: Int, depth: Int,
      _ element: (inout Writer, Int) -> Void
    ) {
      output.append(contentsOf: start.utf8)
      for index in 0..<count {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        newLine(depth: depth + 1)
        element(&self, index)
      }
      if count > 0 { newLine(depth: depth) }
      output.append(contentsOf: end.utf8)
    }

    private mutating func newLine(depth: Int) {
      guard isIndented else { return }
      output.append(10)
      output.append(contentsOf: repeatElement(32, count: depth * 2))
    }

    private mutating func append(number: Double) {
      guard number.isFinite else { return output.append(contentsOf: "null".utf8) }
      if let whole = Int64(exactly: number), abs(whole) < 1 << 53 {
        output.append(contentsOf: String(whole).utf8)
      } else {
        output.append(contentsOf: number.description.utf8)
      }
    }

    mutating func append(text: String) {
      let digits = Array("0123456789abcdef".utf8)
      output.append(UInt8(ascii: "\""))
      var before: (UInt8, UInt8) = (0, 0)
      for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
          output.append(UInt8(ascii: "\\"))
          output.append(byte)
        case 10: output.append(contentsOf: "\\n".utf8)
        case 13: output.append(contentsOf: "\\r".utf8)
        case 9: output.append(contentsOf: "\\t".utf8)
        case 0..<32, 127:
          output.append(contentsOf: "\\u00".utf8)
          output.append(digits[Int(byte >> 4)])
          output.append(digits[Int(byte & 15)])
        case UInt8(ascii: "<") where forHTML: output.append(contentsOf: "\\u003c".utf8)
        case UInt8(ascii: ">") where forHTML: output.append(contentsOf: "\\u003e".utf8)
        case UInt8(ascii: "&") where forHTML: output.append(contentsOf: "\\u0026".utf8)
        case 0xa8 where before == (0xe2, 0x80), 0xa9 where before == (0xe2, 0x80):
          // U+2028 and U+2029 end a line in JavaScript.
          output.removeLast(2)
          output.append(contentsOf: (byte == 0xa8 ? "\\u2028" : "\\u2029").utf8)
        default: output.append(byte)
        }
        before = (before.1, byte)
      }
      output.append(UInt8(ascii: "\""))
    }
  }
}
