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
  /// How many risk rules hold.
  var riskRules = 0
  var scores: [Float]
  var touched: [Int32] = []
  private var typeScores: [Float]

  init(_ lexicon: LexiconClassifier) {
    rules = lexicon.matcher.makeScratch()
    scores = Array(repeating: 0, count: lexicon.taxonomy.categories.count)
    typeScores = Array(repeating: 0, count: RequestType.allCases.count)
  }

  mutating func reset() {
    for leaf in touched { scores[Int(leaf)] = 0 }
    touched.removeAll(keepingCapacity: true)
    leaves.removeAll(keepingCapacity: true)
    for type in typeScores.indices { typeScores[type] = 0 }
    confidence = 0
    riskRules = 0
  }

  mutating func add(_ strength: Float, to leaf: Int) {
    if strength <= 0 { return }
    if scores[leaf] == 0 { touched.append(Int32(leaf)) }
    scores[leaf] += strength
  }

  mutating func add(_ strength: Float, to type: RequestType) {
    typeScores[Self.number(of: type)] += strength
  }

  /// The type that the rules speak for most, and how much more than for the next.
  var type: (type: RequestType, lead: Float)? {
    var best = -1
    var next: Float = 0
    for index in typeScores.indices where typeScores[index] > 0 {
      if best < 0 || typeScores[index] > typeScores[best] {
        if best >= 0 { next = max(next, typeScores[best]) }
        best = index
      } else {
        next = max(next, typeScores[index])
      }
    }
    if best < 0 { return nil }
    return (RequestType.allCases[best], typeScores[best] - next)
  }

  private static func number(of type: RequestType) -> Int {
    switch type {
    case .consultation: 0
    case .help: 1
    case .complaint: 2
    case .report: 3
    case .suggestion: 4
    case .praise: 5
    case .other: 6
    }
  }
}
