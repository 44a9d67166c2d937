/// Decides a request's class by what source, lexicon and model say.
///
/// In this order: a code of a standard that the platform gave; what lexicon and model say together,
/// from a threshold on; the model alone where it passes the accuracy that it was trained for; the
/// class that the platform's clerk chose by name. Else people decide, and what they decide is put
/// in place of all this (`PersonDecisions`).
struct ClassDecider: Sendable {
  /// The second level of each leaf, as `LexiconClassifier.groups`.
  let groups: [Int32]
  /// From which confidence on the lexicon decides without a model.
  let lexiconThreshold: Double
  /// From which confidence on the model decides alone for each leaf; nil without a model.
  let modelThresholds: [Double]?

  /// How sure a code of a standard is that the platform gave, exact or of its major only.
  static let sourceConfidence = (exact: 0.95, wide: 0.8)
  /// From which share of belief on lexicon and model decide together.
  static let poolThreshold = 0.6
  /// A model's own threshold, found on its own authors' texts, never counts below this.
  static let leastModelThreshold = 0.5

  /// How sure the class is that a clerk of the platform chose by name.
  ///
  /// It stands only where our own reading is unsure, so that a hasty choice never outvotes a clear
  /// text.
  static let namedConfidence = 0.8

  /// The class that the platform's clerk chose, where neither lexicon nor model is sure.
  ///
  /// - Parameters:
  ///   - source: What the platform's category says.
  ///   - candidates: The leaves in question, best first; they choose the leaf where the platform
  ///     names a second level only.
  func decideByName(_ source: CategoryCrosswalk.Answer, candidates: [ClassPool.Candidate])
    -> ClassDecision?
  {
    if source.decides { return nil }
    if !source.isGroup {
      return ClassDecision(
        leaf: source.leaf, decider: .source, confidence: Self.namedConfidence)
    }
    let group = groups[source.leaf]
    guard let leaf = candidates.first(where: { $0.group == group })?.leaf else { return nil }
    return ClassDecision(leaf: Int(leaf), decider: .source, confidence: Self.namedConfidence)
  }

  /// Whether a model's answer passes the threshold of its label.
  func accepts(_ model: (leaf: Int, confidence: Double)) -> Bool {
    guard let modelThresholds else { return false }
    return model.confidence >= max(modelThresholds[model.leaf], Self.leastModelThreshold)
  }

  /// Decides.
  ///
  /// - Parameters:
  ///   - source: What the platform's category says.
  ///   - pool: What lexicon and model say together.
  ///   - model: The model's best leaf, and how sure it is; nil without a model.
  func decide(
    source: CategoryCrosswalk.Answer?, pool: ClassPool, model: (leaf: Int, confidence: Double)?
  ) -> ClassDecision {
    if let source, source.decides {
      let confidence = source.isWide ? Self.sourceConfidence.wide : Self.sourceConfidence.exact
      return ClassDecision(leaf: source.leaf, decider: .source, confidence: confidence)
    }
    let threshold = modelThresholds == nil ? lexiconThreshold : Self.poolThreshold
    if let best = pool.best, pool.confidence >= threshold {
      return ClassDecision(
        leaf: Int(best.leaf), decider: best.model > best.lexicon ? .model : .rule,
        confidence: pool.confidence)
    }
    if let model, accepts(model) {
      return ClassDecision(leaf: model.leaf, decider: .model, confidence: model.confidence)
    }
    return ClassDecision(leaf: nil, decider: .none, confidence: pool.confidence)
  }
}
