/// All sentence patterns, found by what they make, their fold and the leaf they are about.
struct PhraseBook: Sendable {
  /// The text of all literal pieces.
  let text: [UInt8]
  /// The pieces of all patterns.
  let pieces: [PhrasePiece]
  /// All patterns.
  let phrases: [Phrase]
  private let groups: [[Int32]]
  private let leafCount: Int

  /// Patterns of a kind and fold: bound to a leaf, or to none where `leaf` is nil.
  func phrases(_ kind: PhraseKind, _ fold: Fold, leaf: Int?) -> [Int32] {
    groups[Self.group(kind, fold, leaf, leafCount)]
  }

  /// Patterns of a kind and fold for a leaf, else those that are bound to none.
  func phrasesOrGeneral(_ kind: PhraseKind, _ fold: Fold, leaf: Int) -> [Int32] {
    let bound = phrases(kind, fold, leaf: leaf)
    return bound.isEmpty ? phrases(kind, fold, leaf: nil) : bound
  }

  private static func group(_ kind: PhraseKind, _ fold: Fold, _ leaf: Int?, _ leafCount: Int)
    -> Int
  {
    (kind.index * 2 + Int(fold.rawValue)) * (leafCount + 1) + (leaf ?? leafCount)
  }

  /// One pattern to be taken in.
  struct Entry {
    let kind: PhraseKind
    let fold: Fold
    let leaf: Int?
    let text: String
  }

  init(entries: [Entry], leafCount: Int) {
    self.leafCount = leafCount
    var text: [UInt8] = []
    var pieces: [PhrasePiece] = []
    var phrases: [Phrase] = []
    var groups: [[Int32]] = Array(
      repeating: [], count: PhraseKind.allCases.count * 2 * (leafCount + 1))
    for entry in entries {
      let first = pieces.count
      Self.parse(Array(entry.text.utf8), text: &text, pieces: &pieces)
      var namesPlace = false
      for case .slot(let slot) in pieces[first...] where slot.givesPlace { namesPlace = true }
      groups[Self.group(entry.kind, entry.fold, entry.leaf, leafCount)]
        .append(Int32(phrases.count))
      phrases.append(Phrase(pieces: first..<pieces.count, namesPlace: namesPlace))
    }
    self.text = text
    self.pieces = pieces
    self.phrases = phrases
    self.groups = groups
  }

  /// Splits a pattern at its slots; `\n` is a line's end.
  private static func parse(
    _ pattern: [UInt8], text: inout [UInt8], pieces: inout [PhrasePiece]
  ) {
    var start = text.count
    var index = 0
    while index < pattern.count {
      if pattern[index] == UInt8(ascii: "{"),
        let end = pattern[index...].firstIndex(of: UInt8(ascii: "}"))
      {
        let name = String(decoding: pattern[(index + 1)..<end], as: UTF8.self)
        guard let slot = Slot(rawValue: name) else {
          preconditionFailure("an embedded pattern with the unknown slot {\(name)}")
        }
        if text.count > start { pieces.append(.text(start..<text.count)) }
        pieces.append(.slot(slot))
        start = text.count
        index = end + 1
      } else if pattern[index] == UInt8(ascii: "\\"), index + 1 < pattern.count,
        pattern[index + 1] == UInt8(ascii: "n")
      {
        text.append(10)
        index += 2
      } else {
        text.append(pattern[index])
        index += 1
      }
    }
    if text.count > start { pieces.append(.text(start..<text.count)) }
  }
}
