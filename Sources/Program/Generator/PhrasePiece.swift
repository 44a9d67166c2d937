/// A piece of a sentence pattern.
enum PhrasePiece: Sendable {
  /// Words that stand as they are, in UTF-8.
  case text([UInt8])
  /// A gap.
  case slot(Slot)

  /// Splits a pattern at its gaps; `\n` is a line's end.
  static func parse(_ pattern: String) -> [PhrasePiece] {
    let bytes = Array(pattern.utf8)
    var pieces: [PhrasePiece] = []
    var text: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "{"),
        let end = bytes[index...].firstIndex(of: UInt8(ascii: "}"))
      {
        let name = String(decoding: bytes[(index + 1)..<end], as: UTF8.self)
        guard let slot = Slot(rawValue: name) else {
          preconditionFailure("a pattern with the unknown gap {\(name)}: \(pattern)")
        }
        if !text.isEmpty { pieces.append(.text(text)) }
        text = []
        pieces.append(.slot(slot))
        index = end + 1
      } else if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count,
        bytes[index + 1] == UInt8(ascii: "n")
      {
        text.append(10)
        index += 2
      } else {
        text.append(bytes[index])
        index += 1
      }
    }
    if !text.isEmpty { pieces.append(.text(text)) }
    return pieces
  }

  /// The gaps of a pattern.
  static func slots(of pieces: [PhrasePiece]) -> Set<Slot> {
    var slots: Set<Slot> = []
    for case .slot(let slot) in pieces { slots.insert(slot) }
    return slots
  }
}
