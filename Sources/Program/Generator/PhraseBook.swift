/// All sentence patterns, found by what they make, their fold and the leaf they are about.
struct PhraseBook: Sendable {
  private let groups: [[Phrase]]
  private let leafCount: Int

  init(resources: GeneratorResources, leafIndex: [String: Int]) {
    leafCount = leafIndex.count
    var groups: [[Phrase]] = Array(
      repeating: [], count: PhraseKind.allCases.count * 2 * (leafCount + 1))
    for row in TabTable(resources.patterns).rows {
      guard let kind = PhraseKind(rawValue: row[2]) else {
        preconditionFailure("a pattern of the unknown kind \(row[2])")
      }
      let leaf = leafIndex[row[0]]
      precondition(leaf != nil || row[0] == "*", "a pattern of the unknown leaf \(row[0])")
      groups[Self.group(kind, row[1] == "A" ? .a : .b, leaf, leafCount)].append(Phrase(row[3]))
    }
    for row in TabTable(resources.asides).rows {
      groups[Self.group(.aside, row[0] == "A" ? .a : .b, nil, leafCount)].append(Phrase(row[1]))
    }
    self.groups = groups
  }

  /// Patterns of a kind and fold: bound to a leaf, or to none where `leaf` is nil.
  func phrases(_ kind: PhraseKind, _ fold: Fold, leaf: Int? = nil) -> [Phrase] {
    groups[Self.group(kind, fold, leaf, leafCount)]
  }

  private static func group(_ kind: PhraseKind, _ fold: Fold, _ leaf: Int?, _ leafCount: Int)
    -> Int
  {
    (kind.index * 2 + Int(fold.rawValue)) * (leafCount + 1) + (leaf ?? leafCount)
  }
}
