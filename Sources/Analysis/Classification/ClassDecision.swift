/// The class of one request, and who decided it.
struct ClassDecision: Equatable, Sendable {
  /// Who decided.
  enum Decider: String, Sendable {
    case source, model, rule, none
  }

  /// The leaf's position in the taxonomy; nil for a decision that people must take.
  var leaf: Int?
  var decider: Decider
  var confidence: Double
}
