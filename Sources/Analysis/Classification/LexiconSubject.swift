internal import Complaints

/// What a keyword rule is about, as far as classes go.
enum LexiconSubject: Equatable, Sendable {
  case leaf(Int)
  /// The leaves whose codes start alike.
  case group(Range<Int>)
  /// Words that tell a place or an hour, for the scope of other rules.
  case scope

  /// Reads a rule's code; nil for other subjects.
  init?(_ code: String, _ taxonomy: Taxonomy) {
    if let leaf = taxonomy.index(of: code) {
      self = .leaf(leaf)
    } else if code.hasPrefix("place:") || code.hasPrefix("hours:") {
      self = .scope
    } else if let group = taxonomy.leaves(startingWith: code) {
      self = .group(group)
    } else {
      return nil
    }
  }

  /// The leaf, or the first of a group.
  var firstLeaf: Int? {
    switch self {
    case .leaf(let leaf): leaf
    case .group(let group): group.first
    case .scope: nil
    }
  }

  /// Whether it is a leaf or a group that it belongs to.
  func contains(_ leaf: Int) -> Bool {
    switch self {
    case .leaf(let own): own == leaf
    case .group(let group): group.contains(leaf)
    case .scope: false
    }
  }
}
