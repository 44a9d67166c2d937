/// What header names usually stand for: names of the fields of hotlines, petitions, mailboxes and city
/// management, in Chinese, in English and as the systems' own keys spell them.
struct HeaderWords: Sendable {
  /// What a name may stand for.
  struct Match: Equatable, Sendable {
    /// What the column holds.
    let meaning: Meaning
    /// 1 for the very name, 0.6 for a name that ends in a known one, 0.45 for one that holds it.
    let weight: Double
    /// How early the name stands among those of its meaning.
    let rank: Int
    /// The known name.
    let word: String
  }

  /// What a column of a known name holds.
  enum Meaning: Hashable, Sendable {
    /// A target of the mapping.
    case target(Target)
    /// A piece of a class or place that is joined with others.
    case part(Part)
    /// Something that is known and not kept, and why.
    case unused(String)
  }

  /// A column that makes a value only together with others.
  enum Part: String, Hashable, Sendable, CaseIterable {
    case categoryKind, majorCode, minorCode, majorName, minorName, categoryCode, categoryName
    case community
  }

  private var exact: [String: [Match]] = [:]
  /// Known names, the longest first, for names that end in one or hold one.
  private var words: [(word: String, matches: [Match])] = []

  /// The one table.
  static let usual = HeaderWords()

  private init() {
    var order: [String] = []
    for (meaning, list) in Self.lists {
      for (rank, word) in list.split(whereSeparator: { $0 == " " || $0 == "\n" }).enumerated() {
        let key = Self.key(String(word))
        if exact[key] == nil { order.append(key) }
        exact[key, default: []].append(
          Match(meaning: meaning, weight: 1, rank: rank, word: String(word)))
      }
    }
    words = order.map { (word: $0, matches: exact[$0] ?? []) }
      .filter { $0.word.utf8.count >= ($0.word.utf8.allSatisfy { $0 < 0x80 } ? 5 : 6) }
      .enumerated()
      .sorted {
        let (left, right) = ($0.element.word.utf8.count, $1.element.word.utf8.count)
        return left == right ? $0.offset < $1.offset : left > right
      }.map(\.element)
  }

  /// The form in which names are compared: as mappings do, without what joins words and without
  /// what stands in brackets at the end.
  static func key(_ name: String) -> String {
    var key = HeaderName.key(name)
    if key.hasSuffix(")"), let open = key.lastIndex(of: "("), open > key.startIndex {
      key = String(key[..<open])
    }
    return key.filter { !"_-./ \"'[]【】".contains($0) }
  }

  /// What a name may stand for, the most likely first; empty for an unknown one.
  func matches(_ name: String) -> [Match] {
    let key = Self.key(name)
    if key.isEmpty { return [] }
    if let found = exact[key] { return found }
    if let longest = words.first(where: { key.hasSuffix($0.word) }) {
      return longest.matches.map { Self.weaker($0, 0.6) }
    }
    if let longest = words.first(where: { key.contains($0.word) }) {
      return longest.matches.map { Self.weaker($0, 0.45) }
    }
    return []
  }

  /// Whether a name is known as it stands.
  func knows(_ name: String) -> Bool { exact[Self.key(name)] != nil }

  private static func weaker(_ match: Match, _ weight: Double) -> Match {
    Match(meaning: match.meaning, weight: weight, rank: match.rank, word: match.word)
  }
}
