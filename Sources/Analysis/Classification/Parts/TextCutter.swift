internal import Complaints
internal import Language

/// Cuts a text where its words say that another matter begins: 另外, 一是 … 二是, 1、 … 2、.
///
/// Where it cuts is a guess; whether the pieces are matters of their own their classes must show.
struct TextCutter: Sendable {
  private let patterns: PatternSet

  /// The most pieces of one text; what goes on after them belongs to the last.
  static let mostPieces = 12

  /// Makes a cutter of the rules for connectives.
  init(_ rules: [SignalRule]) {
    patterns = PatternSet(rules.filter { $0.subject == .connective }.flatMap(\.any))
  }

  /// The pieces of a text, which cover it one after the other; none where nothing says that there
  /// are several.
  ///
  /// - Parameters:
  ///   - text: UTF-8.
  ///   - matches: A buffer.
  func pieces(of text: Span<UInt8>, using matches: inout [PatternMatch]) -> [Range<Int>] {
    matches.removeAll(keepingCapacity: true)
    patterns.appendMatches(in: text, selecting: .leftmostLongest, to: &matches)
    var starts = [0]
    for match in matches {
      let start = Int(match.start)
      guard start > 0, starts.count < Self.mostPieces, Self.beginsClause(text, at: start),
        !Self.isAmount(text, at: Int(match.end))
      else { continue }
      starts.append(start)
    }
    if starts.count < 2 { return [] }
    return starts.indices.map { starts[$0]..<($0 + 1 < starts.count ? starts[$0 + 1] : text.count) }
  }

  /// Whether a mark, a blank or a line's end stands before an offset.
  private static func beginsClause(_ text: Span<UInt8>, at offset: Int) -> Bool {
    let last = text[offset &- 1]
    if last < 0x80 { return !(48...57).contains(last) && !(65...90).contains(last & 0xDF) }
    guard offset >= 3 else { return false }
    switch text[offset &- 3] {
    case 0xE3:  // 、。 and other signs, the ideographic blank among them
      return text[offset &- 2] == 0x80
    case 0xEF:  // ，：；！？ and （
      guard text[offset &- 2] == 0xBC else { return false }
      return [0x8C, 0x9A, 0x9B, 0x81, 0x9F, 0x89, 0x88].contains(last)
    case 0xE2:  // … and —
      return text[offset &- 2] == 0x80
    default: return false
    }
  }

  /// Whether a digit follows, as in 1.5 米.
  private static func isAmount(_ text: Span<UInt8>, at end: Int) -> Bool {
    end < text.count && text[end &- 1] == UInt8(ascii: ".") && (48...57).contains(text[end])
  }
}
