internal import Complaints

/// A leaf and its share of belief.
struct LeafShare: Equatable, Sendable {
  var leaf: Int32
  var share: Float
}

/// Buffers that one thread reuses from text to text, and the answer for the last one.
struct LexiconScratch {
  var rules: RuleMatcher.Scratch
  /// The leaves in question, best first.
  var leaves: [LeafShare] = []
  /// How sure the second level of the best leaf is.
  var confidence = 0.0
  var scores: [Float]
  var touched: [Int32] = []

  init(_ lexicon: LexiconClassifier) {
    rules = lexicon.matcher.makeScratch()
    scores = Array(repeating: 0, count: lexicon.taxonomy.categories.count)
  }

  mutating func reset() {
    for leaf in touched { scores[Int(leaf)] = 0 }
    touched.removeAll(keepingCapacity: true)
    leaves.removeAll(keepingCapacity: true)
    confidence = 0
  }

  mutating func add(_ strength: Float, to leaf: Int) {
    if strength <= 0 { return }
    if scores[leaf] == 0 { touched.append(Int32(leaf)) }
    scores[leaf] += strength
  }

  /// Adds to the scores of those leaves of a group that are in question already.
  mutating func strengthen(_ leaves: Range<Int>, by strength: Float) {
    for leaf in leaves where scores[leaf] > 0 { scores[leaf] += strength }
  }
}
