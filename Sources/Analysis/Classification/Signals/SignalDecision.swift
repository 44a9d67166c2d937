internal import Complaints

/// What a request is besides its class, and why.
struct SignalDecision: Equatable {
  /// What is asked for; nil where people must say.
  var type: RequestType?
  /// How sure that is, 0 to 1.
  var typeConfidence = 0.0
  /// What that rests on.
  var typeEvidence = ""
  /// How soon it must be looked at.
  var urgency = Urgency.normal
  /// Why; empty where it is not urgent.
  var urgencyReason = ""
  /// Words of danger, in the order of the text.
  var risks: [String] = []
  /// What kind of danger each of them is, as people read it.
  var riskKinds: [String] = []
  /// The channel that the request belongs to by what its text says; nil for none.
  var redirectTo: String?
  /// The words that say so; empty for none.
  var redirectReason = ""
}
