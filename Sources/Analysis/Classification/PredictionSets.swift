/// How probable a label must be to stand in the set that holds the right one.
///
/// Split conformal prediction with the probability of a label as its score (Sadinle, Lei and
/// Wasserman, "Least ambiguous set-valued classifiers with bounded error levels", JASA 2019): of all
/// sets with a given coverage these are the smallest on average. Answers that are sure enough to be
/// taken and those that go to people have limits of their own (Vovk's label of a category), for the
/// coverage is wanted where people read the sets, and sure answers would make up for unsure ones.
struct PredictionSets: Equatable, Sendable {
  /// The coverages for which limits are kept, ascending.
  static let coverages = [0.8, 0.9, 0.95, 0.98]
  /// How many labels a set has at most; a longer list helps nobody.
  static let mostLabels = 16

  /// The least probability of a label in a set for each coverage, for answers that go to people.
  let unsure: [Float]
  /// The same for answers that are taken.
  let sure: [Float]

  /// An answer to a row set aside.
  typealias Answer = (isAccepted: Bool, confidence: Float, rightProbability: Float)

  /// From how many rows at least limits are found; the least sure of the others make up for those
  /// that lack.
  private static let leastRows = 200

  init(unsure: [Float], sure: [Float]) {
    self.unsure = unsure
    self.sure = sure
  }

  /// Finds the limits on rows that were set aside.
  init(_ answers: [Answer]) {
    let unsureFirst = answers.sorted {
      $0.isAccepted == $1.isAccepted ? $0.confidence < $1.confidence : $1.isAccepted
    }
    let unsure = unsureFirst.prefix(max(answers.count { !$0.isAccepted }, Self.leastRows))
    let sure = unsureFirst.suffix(max(answers.count { $0.isAccepted }, Self.leastRows))
    self.init(
      unsure: Self.limits(unsure.map(\.rightProbability)),
      sure: Self.limits(sure.map(\.rightProbability)))
  }

  /// The limits for some rows; none where there are too few.
  private static func limits(_ probabilities: [Float]) -> [Float] {
    let sorted = probabilities.sorted()
    return coverages.map { limit(sorted, $0) ?? 0 }
  }

  /// The probability that a new row's right label reaches with a given frequency at least; nil
  /// where the rows are too few to say.
  static func limit(_ ascending: [Float], _ coverage: Double) -> Float? {
    // One part in a million guards against 0.05 · 20 being a little under one.
    let rank = Int((Double(ascending.count + 1) * (1 - coverage) + 1e-6).rounded(.down))
    return rank >= 1 ? ascending[rank - 1] : nil
  }

  /// How many of the likeliest labels form the set: one at least, sixteen at most.
  ///
  /// - Parameters:
  ///   - probabilities: Those of the likeliest labels, or of all in any order.
  ///   - coverage: How often the set is to hold the right label; rounded up to one that is kept.
  func size(_ probabilities: some Collection<Float>, isAccepted: Bool, coverage: Double) -> Int {
    let limits = isAccepted ? sure : unsure
    let index = Self.coverages.firstIndex { $0 >= coverage - 1e-9 } ?? limits.count - 1
    let count = probabilities.count { $0 >= limits[index] }
    return min(max(count, 1), Self.mostLabels, probabilities.count)
  }
}
