internal import Columns
internal import Intake
internal import Language
internal import Matching

/// What masked texts showed until now, and what other places may have copied of them.
struct Leaks: Sendable {
  /// The requests whose texts changed.
  private(set) var requestIDs: Set<Int64> = []
  /// Values as they were copied, titles and places, and what they are now.
  private(set) var values: [String: String] = [:]
  /// Each piece that was shown, and what stands in its place.
  private(set) var pieces: [String: String] = [:]
  /// Pieces with what stood around them: what a copy of a text would hold.
  private(set) var surroundings: Set<String> = []
  /// Texts shorter than this stand in too many places to be looked for.
  private static let leastLength = 12

  /// How many pieces there are.
  var count: Int { pieces.count }

  /// Adds what a row showed.
  mutating func add(_ outcome: RowOutcome, of request: Int64, in batch: RecordBatch) {
    requestIDs.insert(request)
    func old(_ name: String) -> String? { batch.strings(name)[outcome.row] }
    func new(_ name: String) -> String? {
      guard let index = MaskedColumns.requests.firstIndex(of: name) else { return nil }
      return outcome.texts[index].map { String(decoding: $0.masked, as: UTF8.self) } ?? old(name)
    }
    copy(
      MatterSummary.title(old("title"), content: old("content")),
      MatterSummary.title(new("title"), content: new("content")))
    for name in ["title", "place_text"] { copy(old(name), new(name)) }
    for text in outcome.texts { for piece in text?.found ?? [] { add(piece) } }
  }

  private mutating func copy(_ old: String?, _ new: String?) {
    if let old, let new, old != new, !old.isEmpty { values[old] = new }
  }

  private mutating func add(_ piece: RemaskedText.Piece) {
    let text = String(decoding: piece.bytes, as: UTF8.self)
    pieces[text] = piece.token
    let whole = String(decoding: piece.surroundings, as: UTF8.self)
    if whole.utf8.count >= Self.leastLength { surroundings.insert(whole) }
    if text.utf8.count >= Self.leastLength || text.utf8.count(where: { $0 &- 0x30 <= 9 }) >= 7 {
      surroundings.insert(text)
    }
  }

  /// What is looked for in files.
  var search: IdentitySearch { IdentitySearch(texts: surroundings) }
}

/// Takes out of copied texts what leaked.
struct LeakMending: Sendable {
  private let values: [String: String]
  private let patterns: PatternSet
  private let tokens: [String]

  init(_ leaks: Leaks) {
    values = leaks.values
    let pieces = leaks.pieces.sorted { $0.key < $1.key }
    patterns = PatternSet(pieces.map(\.key))
    tokens = pieces.map(\.value)
  }

  /// A copied text without what leaked; nil where it holds none of it.
  func mended(_ text: String) -> String? {
    if let value = values[text] { return value }
    let bytes = Array(text.utf8)
    var matches: [PatternMatch] = []
    patterns.appendMatches(in: bytes.span, selecting: .leftmostLongest, to: &matches)
    if matches.isEmpty { return nil }
    var output: [UInt8] = []
    var cursor = 0
    for match in matches {
      output += bytes[cursor..<Int(match.start)]
      output += tokens[Int(match.patternID)].utf8
      cursor = Int(match.end)
    }
    output += bytes[cursor...]
    return String(decoding: output, as: UTF8.self)
  }
}
