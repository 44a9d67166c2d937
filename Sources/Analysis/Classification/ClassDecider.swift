/// Weighs the answers of source, model and lexicon.
///
/// A model is calibrated on texts of the authors that it learned from, a lexicon on none, and the
/// two err on different texts. So the model decides alone only when it is sure by its own measure
/// and by a fixed one, agreement of the two counts for more than either, and against an unsure
/// model the lexicon must be surer than alone.
struct ClassDecider: Sendable {
  /// The second level of each leaf, as `LexiconClassifier.groups`.
  let groups: [Int32]
  /// From which confidence on the lexicon decides without a model.
  let lexiconThreshold: Double
  /// From which confidence on the model decides alone for each leaf; nil without a model.
  let modelThresholds: [Double]?

  /// How sure a code of a standard is that the platform gave, exact or of its major only.
  static let sourceConfidence = (exact: 0.95, wide: 0.8)
  /// A model's own threshold, found on its own authors' texts, never counts below this.
  static let leastModelThreshold = 0.5
  /// From which confidence on the lexicon decides against a model that is unsure.
  static let contraryThreshold = 0.92
  /// What is left of the doubt when two answers agree on one of eighty second levels.
  static let agreementDoubt = 0.2
  /// From which confidence on agreement decides.
  static let agreementThreshold = 0.85

  /// How sure the class is that a clerk of the platform chose by name.
  ///
  /// It stands only where our own reading is unsure, so that a hasty choice never outvotes a clear
  /// text.
  static let namedConfidence = 0.8

  /// The class that the platform's clerk chose, where neither lexicon nor model is sure.
  ///
  /// - Parameters:
  ///   - source: What the platform's category says.
  ///   - candidates: The leaves that lexicon and model consider, best first; they choose the leaf
  ///     where the platform names a second level only.
  func decideByName(_ source: CategoryCrosswalk.Answer, candidates: [Int]) -> ClassDecision? {
    if source.decides { return nil }
    if !source.isGroup {
      return ClassDecision(
        leaf: source.leaf, decider: .source, confidence: Self.namedConfidence)
    }
    let group = groups[source.leaf]
    guard let leaf = candidates.first(where: { groups[$0] == group }) else { return nil }
    return ClassDecision(leaf: leaf, decider: .source, confidence: Self.namedConfidence)
  }

  /// Decides.
  ///
  /// - Parameters:
  ///   - source: What the platform's category says.
  ///   - lexicon: The lexicon's best leaf, and how sure its second level is.
  ///   - model: The model's best leaf, and how sure it is.
  func decide(
    source: CategoryCrosswalk.Answer?, lexicon: (leaf: Int, confidence: Double)?,
    model: (leaf: Int, confidence: Double)?
  ) -> ClassDecision {
    if let source, source.decides {
      let confidence = source.isWide ? Self.sourceConfidence.wide : Self.sourceConfidence.exact
      return ClassDecision(leaf: source.leaf, decider: .source, confidence: confidence)
    }
    guard let model, let modelThresholds else { return decide(lexicon, from: lexiconThreshold) }
    let least = max(modelThresholds[model.leaf], Self.leastModelThreshold)
    if let lexicon, groups[lexicon.leaf] == groups[model.leaf] {
      let doubt = (1 - lexicon.confidence) * (1 - model.confidence) * Self.agreementDoubt
      if 1 - doubt >= Self.agreementThreshold {
        let isModels = model.confidence >= least
        return ClassDecision(
          leaf: isModels ? model.leaf : lexicon.leaf, decider: isModels ? .model : .rule,
          confidence: 1 - doubt)
      }
    }
    if model.confidence >= least {
      return ClassDecision(leaf: model.leaf, decider: .model, confidence: model.confidence)
    }
    var decision = decide(lexicon, from: max(lexiconThreshold, Self.contraryThreshold))
    if decision.leaf == nil { decision.confidence = max(decision.confidence, model.confidence) }
    return decision
  }

  private func decide(_ lexicon: (leaf: Int, confidence: Double)?, from threshold: Double)
    -> ClassDecision
  {
    let confidence = lexicon?.confidence ?? 0
    if let lexicon, confidence >= threshold {
      return ClassDecision(leaf: lexicon.leaf, decider: .rule, confidence: confidence)
    }
    return ClassDecision(leaf: nil, decider: .none, confidence: confidence)
  }
}
