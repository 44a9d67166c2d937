/// Weighs the answers of source, model and lexicon.
struct ClassDecider: Sendable {
  /// The second level of each leaf, as `LexiconClassifier.groups`.
  let groups: [Int32]
  /// From which confidence on the lexicon decides alone.
  let lexiconThreshold: Double
  /// From which confidence on the model decides alone; nil without a model.
  let modelThreshold: Double?

  /// How sure a code of a standard is that the platform gave, exact or of its major only.
  static let sourceConfidence = (exact: 0.95, wide: 0.8)
  /// How sure two independent answers together must be.
  static let agreementThreshold = 0.5

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
    guard let model, let modelThreshold else { return decide(lexicon) }
    if let lexicon, groups[lexicon.leaf] == groups[model.leaf] {
      let both = 1 - (1 - lexicon.confidence) * (1 - model.confidence)
      if both >= Self.agreementThreshold {
        let isModels = model.confidence >= min(modelThreshold, lexicon.confidence)
        return ClassDecision(
          leaf: isModels ? model.leaf : lexicon.leaf, decider: isModels ? .model : .rule,
          confidence: both)
      }
    }
    if model.confidence >= modelThreshold {
      return ClassDecision(leaf: model.leaf, decider: .model, confidence: model.confidence)
    }
    let rule = decide(lexicon)
    if rule.leaf != nil { return rule }
    return ClassDecision(
      leaf: nil, decider: .none, confidence: max(model.confidence, rule.confidence))
  }

  private func decide(_ lexicon: (leaf: Int, confidence: Double)?) -> ClassDecision {
    guard let lexicon else { return ClassDecision(leaf: nil, decider: .none, confidence: 0) }
    if lexicon.confidence >= lexiconThreshold {
      return ClassDecision(leaf: lexicon.leaf, decider: .rule, confidence: lexicon.confidence)
    }
    return ClassDecision(leaf: nil, decider: .none, confidence: lexicon.confidence)
  }
}
