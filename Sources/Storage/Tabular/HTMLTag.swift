/// An HTML tag, as far as tables need it.
struct HTMLTag {
  /// The element's name in lower case; empty for what is no element.
  var name = ""
  var isEnd = false
  private var attributes: ArraySlice<UInt8> = []

  init() {}

  /// Reads a tag from its `<` on, without its `>`.
  init(_ text: ArraySlice<UInt8>) {
    var rest = text.dropFirst()
    if rest.first == UInt8(ascii: "/") {
      isEnd = true
      rest = rest.dropFirst()
    }
    let letters = rest.prefix { byte in
      let upper = byte & 0xdf
      return (upper >= 65 && upper <= 90) || (byte >= 48 && byte < 58)
    }
    guard letters.count <= 16 else { return }
    name = String(decoding: letters.map { $0 >= 65 && $0 <= 90 ? $0 | 0x20 : $0 }, as: UTF8.self)
    attributes = rest.dropFirst(letters.count)
  }

  /// An attribute's whole number, with or without quotes.
  func number(_ wanted: String) -> Int? {
    let wantedBytes = Array(wanted.utf8)
    var at = attributes.startIndex
    while at + wantedBytes.count < attributes.endIndex {
      let end = at + wantedBytes.count
      let isHere = zip(attributes[at..<end], wantedBytes).allSatisfy { byte, wanted in
        (byte >= 65 && byte <= 90 ? byte | 0x20 : byte) == wanted
      }
      if isHere {
        let rest = attributes[end...].drop {
          $0 == UInt8(ascii: "=") || $0 <= 32 || $0 == 34 || $0 == 39
        }
        return Int(decimal: rest.prefix { $0 >= 48 && $0 < 58 })
      }
      at += 1
    }
    return nil
  }
}
