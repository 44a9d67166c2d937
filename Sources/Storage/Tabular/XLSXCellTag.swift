/// The tag of a cell as nearly all programs write it: no attributes but `r`, `s` and `t`, each after
/// one space and in double quotes.
struct XLSXCellTag {
  /// How a cell's value is written.
  enum Kind {
    case number
    case shared
    case inline
    case text
    case bool

    /// A kind by the attribute `t`.
    init(_ type: some Collection<UInt8>) {
      if type.elementsEqual("s".utf8) {
        self = .shared
      } else if type.elementsEqual("inlineStr".utf8) {
        self = .inline
      } else if type.elementsEqual("n".utf8) {
        self = .number
      } else {
        self = type.elementsEqual("b".utf8) ? .bool : .text
      }
    }
  }

  /// More bytes than such a tag can have.
  static let maximumBytes = 96

  /// The column by the cell's reference, from 0; -1 without one.
  private(set) var column = -1
  private(set) var style = 0
  private(set) var kind = Kind.number
  /// Whether the cell has no content.
  private(set) var isEmpty = false
  /// Where what follows the tag starts.
  private(set) var end: Int

  /// Reads the tag at `start`; nil for any other, and for one whose last byte may lie past `limit`.
  @inline(__always)
  init?(_ text: UnsafePointer<UInt8>, at start: Int, limit: Int) {
    // SAFETY: `<c`, four attributes of at most 20 bytes each, and `/>` are less than 96 bytes.
    guard limit &- start >= Self.maximumBytes, text[start] == UInt8(ascii: "<"),
      text[start &+ 1] == UInt8(ascii: "c")
    else { return nil }
    end = start &+ 2
    var known: UInt8 = 0
    while text[end] == 32 {
      let name = text[end &+ 1]
      guard text[end &+ 2] == UInt8(ascii: "="), text[end &+ 3] == UInt8(ascii: "\"") else {
        return nil
      }
      end &+= 4
      let mark: UInt8
      switch name {
      case UInt8(ascii: "r"):
        guard readReference(text) else { return nil }
        mark = 1
      case UInt8(ascii: "s"):
        guard readStyle(text) else { return nil }
        mark = 2
      case UInt8(ascii: "t"):
        guard readType(text) else { return nil }
        mark = 4
      default: return nil
      }
      if known & mark != 0 { return nil }
      known |= mark
    }
    if text[end] == UInt8(ascii: "/") {
      isEmpty = true
      end &+= 1
    }
    guard text[end] == UInt8(ascii: ">") else { return nil }
    end &+= 1
  }

  /// Reads a reference such as `AB12"`; false for a column that no sheet has.
  @inline(__always)
  private mutating func readReference(_ text: UnsafePointer<UInt8>) -> Bool {
    var number = 0
    var letterCount = 0
    while text[end] &- 65 < 26 {
      number = number &* 26 &+ Int(text[end]) &- 64
      letterCount &+= 1
      if letterCount > 3 { return false }
      end &+= 1
    }
    var digitCount = 0
    while text[end] &- 48 < 10 {
      digitCount &+= 1
      if digitCount > 10 { return false }
      end &+= 1
    }
    guard letterCount > 0, number <= 16_384, text[end] == UInt8(ascii: "\"") else { return false }
    end &+= 1
    column = number &- 1
    return true
  }

  @inline(__always)
  private mutating func readStyle(_ text: UnsafePointer<UInt8>) -> Bool {
    var digitCount = 0
    style = 0
    while text[end] &- 48 < 10 {
      digitCount &+= 1
      if digitCount > 9 { return false }
      style = style &* 10 &+ Int(text[end] &- 48)
      end &+= 1
    }
    guard digitCount > 0, text[end] == UInt8(ascii: "\"") else { return false }
    end &+= 1
    return true
  }

  @inline(__always)
  private mutating func readType(_ text: UnsafePointer<UInt8>) -> Bool {
    let start = end
    while text[end] != UInt8(ascii: "\"") {
      if end &- start == 9 { return false }
      end &+= 1
    }
    if end &- start == 1 && text[start] == UInt8(ascii: "s") {
      kind = .shared
    } else {
      kind = Kind(UnsafeBufferPointer(start: text + start, count: end &- start))
    }
    end &+= 1
    return true
  }
}
