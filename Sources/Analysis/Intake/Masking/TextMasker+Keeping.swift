internal import Complaints

/// A masked text that was masked once more.
public struct RemaskedText: Sendable {
  /// A piece that stood in the text and does not any more.
  public struct Piece: Sendable {
    /// What stands in its place.
    public let token: String
    /// The piece.
    public let bytes: [UInt8]
    /// The piece with what stood around it, on its line.
    public let surroundings: [UInt8]
  }

  /// The masked text.
  public let masked: [UInt8]
  /// What is taken out of it in all, by ascending offset in the cleaned text.
  public let spans: [(offset: Int, bytes: [UInt8])]
  /// What is taken out in addition; empty where nothing is.
  public let found: [Piece]
}

extension TextMasker {
  /// How many bytes around a piece are given with it, on either side.
  private static let margin = 24

  /// Masks a masked text once more; what was taken out of it before stays out.
  ///
  /// Intake knows more of a row than the vault keeps, so that a text masked anew might show what
  /// was hidden: pieces are only ever added or widened.
  ///
  /// - Parameters:
  ///   - masked: The text as it is stored.
  ///   - spans: What was taken out of it, by ascending offset in the cleaned text.
  ///   - column: The column it stands in.
  ///   - name: The name of the row's person, as the vault holds it.
  ///   - phone: The phones, divided by blanks.
  ///   - idNumber: The number of the identity document.
  ///   - address: The home address.
  /// - Returns: The outcome; nil when the spans do not fit the text.
  public mutating func remask(
    _ masked: [UInt8], spans: [(offset: Int, bytes: [UInt8])], column: String,
    name: String? = nil, phone: String? = nil, idNumber: String? = nil, address: String? = nil
  ) -> RemaskedText? {
    guard let (text, kept) = Mask.ranges(masked, spans: spans) else { return nil }
    let isOpen = Target(name: column)?.namesPersons ?? true
    // Codes of classes are digits, and no phones.
    if !isOpen && text.count <= 10 && text.allSatisfy({ $0 < 0x80 }) {
      return RemaskedText(masked: masked, spans: spans, found: [])
    }
    masker.scan(
      text.span,
      own: Self.own(name: name, phone: phone, idNumber: idNumber, address: address),
      findsNames: isOpen)
    let ranges = MaskedRange.union(kept, masker.ranges)
    if ranges == kept { return RemaskedText(masked: masked, spans: spans, found: []) }
    var output: [UInt8] = []
    var found: [RemaskedText.Piece] = []
    var cursor = 0
    var next = 0
    for range in ranges {
      output += text[cursor..<range.start]
      output += Mask.tokens[Int(range.mask.rawValue)]
      cursor = range.end
      var start = range.start
      while next < kept.count && kept[next].start < range.end {
        found += Self.piece(text, start, kept[next].start, range.mask)
        start = kept[next].end
        next += 1
      }
      found += Self.piece(text, start, range.end, range.mask)
    }
    output += text[cursor...]
    return RemaskedText(
      masked: output, spans: ranges.map { ($0.start, Array(text[$0.start..<$0.end])) },
      found: found)
  }

  private static func piece(_ text: [UInt8], _ start: Int, _ end: Int, _ mask: Mask)
    -> [RemaskedText.Piece]
  {
    if start >= end { return [] }
    func isLimit(_ index: Int) -> Bool { text[index] == 10 || text[index] == 13 }
    var (first, last) = (start, end)
    while first > 0 && start - first < margin && !isLimit(first - 1) { first -= 1 }
    while last < text.count && last - end < margin && !isLimit(last) { last += 1 }
    // Not into the middle of a character.
    while first < start && text[first] & 0xc0 == 0x80 { first += 1 }
    while last > end && last < text.count && text[last] & 0xc0 == 0x80 { last -= 1 }
    return [
      RemaskedText.Piece(
        token: mask.token, bytes: Array(text[start..<end]),
        surroundings: Array(text[first..<last]))
    ]
  }
}

extension Mask {
  /// The cleaned text of a masked one, and where its pieces stand in it.
  static func ranges(_ masked: [UInt8], spans: [(offset: Int, bytes: [UInt8])]) -> (
    text: [UInt8], ranges: [MaskedRange]
  )? {
    guard let text = restore(masked, spans: spans) else { return nil }
    var ranges: [MaskedRange] = []
    var (cursor, written) = (0, 0)
    for (offset, bytes) in spans {
      cursor += offset - written
      guard
        let mask = allCases.first(where: {
          masked[cursor...].starts(with: tokens[Int($0.rawValue)])
        })
      else { return nil }
      cursor += tokens[Int(mask.rawValue)].count
      written = offset + bytes.count
      ranges.append(MaskedRange(start: offset, end: written, mask: mask))
    }
    return (text, ranges)
  }
}

extension MaskedRange {
  /// Two ordered lists as one; ranges that overlap are joined under the mask of the longest.
  static func union(_ first: [MaskedRange], _ second: [MaskedRange]) -> [MaskedRange] {
    let all = (first + second).sorted {
      ($0.start, $0.end, $0.mask.rawValue) < ($1.start, $1.end, $1.mask.rawValue)
    }
    var joined: [MaskedRange] = []
    var longest = 0
    for range in all {
      guard let last = joined.last, range.start < last.end else {
        joined.append(range)
        longest = range.end - range.start
        continue
      }
      if range.end - range.start > longest {
        joined[joined.count - 1].mask = range.mask
        longest = range.end - range.start
      }
      joined[joined.count - 1].end = max(last.end, range.end)
    }
    return joined
  }
}
