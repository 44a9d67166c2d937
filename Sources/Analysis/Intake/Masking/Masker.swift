/// Finds what identifies a person in a cleaned text.
///
/// One pass from front to back: digits, letters and the few characters that the lexicon gives a
/// role start a closer look. Numbers of phones and documents, and the row's own data, are found
/// without fail, if need be at the cost of a number that was something else; other people's names
/// are found by the words around them.
struct Masker {
  let lexicon: MaskLexicon
  /// What was found in the last text: in order, without overlap.
  private(set) var ranges: [MaskedRange] = []
  /// Whether the last text had digits enough to be one of the row's own numbers.
  var readsOwnNumbers = false
  /// Whether names and addresses are looked for; not in the names of units and classes.
  private(set) var findsNames = true
  var run = NumberRun()

  init(lexicon: MaskLexicon) { self.lexicon = lexicon }

  /// Finds what is to be masked in a text; the outcome is in `ranges`.
  ///
  /// - Complexity: O(*n*) for a text, times the number of the row's own data.
  mutating func scan(_ text: Span<UInt8>, own: OwnData, findsNames: Bool = true) {
    ranges.removeAll(keepingCapacity: true)
    self.findsNames = findsNames
    readsOwnNumbers = false
    var offset = 0
    let roles = lexicon.roles.values
    let triggers = HanTable.Roles.triggers.rawValue
    let count = text.count
    while offset < count {
      let byte = text[offset]
      // Lead bytes E3 to E9: scalars from 3000 to 9FFF, most of which mean nothing here.
      if byte &- 0xe3 < 7, offset &+ 2 < count {
        let value =
          Int(byte & 0x0f) << 12 | Int(text[offset &+ 1] & 0x3f) << 6
          | Int(text[offset &+ 2] & 0x3f)
        if roles[value &- Int(HanTable.base)] & triggers == 0 {
          offset &+= 3
          continue
        }
      }
      if byte < 0x80 {
        offset = ascii(text, offset, byte, own)
      } else {
        let (value, length) = UTF8Text.scalar(text, offset)
        let roles = lexicon.roles[value]
        offset = roles.isEmpty ? offset &+ length : han(text, offset, value, length, roles, own)
      }
    }
    if findsNames {
      signature(text)
      findOwn(text, own)
    }
    merge()
  }

  /// Adds the masked form of the text last scanned to `output`.
  func append(_ text: Span<UInt8>, to output: inout [UInt8]) {
    var cursor = 0
    for range in ranges {
      text.extracting(cursor..<range.start).withUnsafeBufferPointer {
        output.append(contentsOf: $0)
      }
      output.append(contentsOf: Mask.tokens[Int(range.mask.rawValue)])
      cursor = range.end
    }
    text.extracting(cursor..<text.count).withUnsafeBufferPointer {
      output.append(contentsOf: $0)
    }
  }

  /// Notes a piece.
  mutating func found(_ mask: Mask, _ start: Int, _ end: Int) {
    if start < end { ranges.append(MaskedRange(start: start, end: end, mask: mask)) }
  }

  private mutating func ascii(
    _ text: Span<UInt8>, _ offset: Int, _ byte: UInt8, _ own: OwnData
  ) -> Int {
    switch byte {
    case 0x30...0x39: return number(text, offset, own)
    case UInt8(ascii: "@"): return email(text, offset)
    case UInt8(ascii: "q"), UInt8(ascii: "Q"), UInt8(ascii: "v"), UInt8(ascii: "V"),
      UInt8(ascii: "w"), UInt8(ascii: "W"):
      return latinAccount(text, offset)
    default: return offset &+ 1
    }
  }

  private mutating func han(
    _ text: Span<UInt8>, _ offset: Int, _ value: UInt32, _ length: Int, _ roles: HanTable.Roles,
    _ own: OwnData
  ) -> Int {
    if roles.contains(.province), let end = plate(text, offset, offset &+ length) { return end }
    if roles.contains(.cue) {
      if value == 0x6237 || value == 0x5ba4 { sideDoor(text, offset) }  // 户, 室
      if let end = cue(text, offset, value) { return end }
    }
    if roles.contains(.surname), findsNames {
      if let end = plainName(text, offset) { return end }
      familiarName(text, offset, value)
    }
    if roles.contains(.title), findsNames { title(text, offset, value) }
    if roles.contains(.digit), !standsAlone(text, offset &+ length) {
      return number(text, offset, own)
    }
    return offset &+ length
  }

  /// Whether a Chinese character that is no digit follows a digit: 一 and 三 are mostly words.
  private func standsAlone(_ text: Span<UInt8>, _ next: Int) -> Bool {
    guard next < text.count, (0xe4...0xe9).contains(text[next]) else { return false }
    return !lexicon.roles[UTF8Text.scalar(text, next).value].contains(.digit)
  }

  /// Puts the pieces in order and joins those that overlap.
  private mutating func merge() {
    if ranges.count < 2 { return }
    ranges.sort { ($0.start, $0.end, $0.mask.rawValue) < ($1.start, $1.end, $1.mask.rawValue) }
    var kept = 0
    for index in 1..<ranges.count {
      let next = ranges[index]
      if next.start < ranges[kept].end {
        let last = ranges[kept]
        let longer = next.end &- next.start > last.end &- last.start
        ranges[kept] = MaskedRange(
          start: last.start, end: max(last.end, next.end), mask: longer ? next.mask : last.mask)
      } else {
        kept &+= 1
        ranges[kept] = next
      }
    }
    ranges.removeSubrange((kept &+ 1)...)
  }
}
