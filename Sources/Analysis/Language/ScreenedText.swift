/// A text brought to the form in which the guard reads it: letters and digits only, one width, one
/// case, with the sentence that each character stands in.
///
/// Blanks, punctuation and invisible characters are gone, so that `城 管.局` reads as 城管局.
package struct ScreenedText: Sendable {
  /// UTF-8 of the kept characters.
  package private(set) var bytes: [UInt8] = []
  /// For each byte, the number of the sentence it stands in.
  package private(set) var sentences: [Int32] = []
  /// For each byte, the number of the clause, commas counted.
  package private(set) var clauses: [Int32] = []
  private var scalars: [UInt32] = []
  private var offsets: [Int32] = []
  private static let normalizer = TextNormalizer(keepsOnlyLettersAndDigits: true)

  /// Makes an empty text.
  package init() {}

  /// Starts over with another text.
  package mutating func reset() {
    bytes.removeAll(keepingCapacity: true)
    sentences.removeAll(keepingCapacity: true)
    clauses.removeAll(keepingCapacity: true)
  }

  /// Adds a text, which starts a new sentence.
  package mutating func append(_ text: Span<UInt8>) {
    scalars.removeAll(keepingCapacity: true)
    offsets.removeAll(keepingCapacity: true)
    Self.normalizer.append(text, to: &scalars, offsets: &offsets)
    var sentence = (sentences.last ?? -1) &+ 1
    var clause = (clauses.last ?? -1) &+ 1
    var read = 0
    for index in scalars.indices {
      let offset = Int(offsets[index])
      while read < offset {
        if text[read] == 0xE3 || text[read] == 0xEF || text[read] < 0x40 {
          if Self.endsSentence(text, at: read) {
            sentence &+= 1
            clause &+= 1
          } else if Self.endsClause(text, at: read) {
            clause &+= 1
          }
        }
        read &+= 1
      }
      append(
        scalar: TraditionalCharacters.simplified(scalars[index]), sentence: sentence, clause: clause
      )
    }
  }

  private mutating func append(scalar: UInt32, sentence: Int32, clause: Int32) {
    let count: Int
    switch scalar {
    case 0..<0x80:
      bytes.append(UInt8(truncatingIfNeeded: scalar))
      count = 1
    case 0x80..<0x800:
      bytes.append(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
      count = 2
    case 0x800..<0x10000:
      bytes.append(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
      count = 3
    default:
      bytes.append(UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3F))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
      count = 4
    }
    for _ in 0..<count {
      sentences.append(sentence)
      clauses.append(clause)
    }
  }

  /// Whether 。！？；!?; or a line's end starts at an offset.
  private static func endsSentence(_ text: Span<UInt8>, at offset: Int) -> Bool {
    switch text[offset] {
    case 10, UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ";"): return true
    case 0xE3:
      return offset &+ 2 < text.count && text[offset &+ 1] == 0x80 && text[offset &+ 2] == 0x82
    case 0xEF:
      guard offset &+ 2 < text.count, text[offset &+ 1] == 0xBC else { return false }
      let last = text[offset &+ 2]
      return last == 0x81 || last == 0x9F || last == 0x9B
    default: return false
    }
  }

  /// Whether ， 、 ： , or : starts at an offset.
  private static func endsClause(_ text: Span<UInt8>, at offset: Int) -> Bool {
    switch text[offset] {
    case UInt8(ascii: ","), UInt8(ascii: ":"): return true
    case 0xEF:
      guard offset &+ 2 < text.count, text[offset &+ 1] == 0xBC else { return false }
      return text[offset &+ 2] == 0x8C || text[offset &+ 2] == 0x9A
    default: return false
    }
  }

  /// Whether one of some words ends where a match starts.
  package func hasBefore(_ start: Int32, _ words: [[UInt8]]) -> Bool {
    let end = Int(start)
    return words.contains { word in
      end >= word.count && bytes[(end - word.count)..<end].elementsEqual(word)
    }
  }

  /// Whether one of some words starts where a match ends.
  package func hasAfter(_ end: Int32, _ words: [[UInt8]]) -> Bool {
    let start = Int(end)
    return words.contains { word in
      start + word.count <= bytes.count && bytes[start..<(start + word.count)].elementsEqual(word)
    }
  }
}
