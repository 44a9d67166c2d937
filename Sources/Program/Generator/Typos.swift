/// Words that are easily written wrongly, by fold.
struct Typos: Sendable {
  private struct Typo: Sendable {
    let right: [UInt8]
    let wrong: [UInt8]
  }

  private let typos: [[Typo]]

  init(_ resources: GeneratorResources) {
    var typos: [[Typo]] = [[], []]
    for row in TabTable(resources.typos).rows {
      typos[row[0] == "A" ? 0 : 1].append(
        Typo(right: Array(row[1].utf8), wrong: Array(row[2].utf8)))
    }
    self.typos = typos
  }

  /// Writes one word of a text wrongly, where it has one of a few that are drawn.
  func apply(to text: inout [UInt8], _ fold: Fold, _ dice: inout Dice) {
    let mine = typos[Int(fold.rawValue)]
    let start = dice.below(mine.count)
    for step in 0..<min(24, mine.count) {
      let typo = mine[(start + step) % mine.count]
      if let range = Self.find(typo.right, in: text) {
        text.replaceSubrange(range, with: typo.wrong)
        return
      }
    }
  }

  private static func find(_ word: [UInt8], in text: [UInt8]) -> Range<Int>? {
    guard let first = word.first, text.count >= word.count else { return nil }
    for start in 0...(text.count - word.count) where text[start] == first {
      var length = 1
      while length < word.count && text[start + length] == word[length] { length += 1 }
      if length == word.count { return start..<(start + length) }
    }
    return nil
  }
}
