public import Complaints

/// What a time limit may depend on.
public struct ClockFacts: Equatable, Sendable {
  /// The kind of the system the matter came through.
  public var source: Source
  /// What is asked for.
  public var requestType: RequestType?
  /// The taxonomy of `code`.
  public var scheme: String?
  /// The leaf.
  public var code: String?
  /// The 立案条件.
  public var condition: String?
  /// How soon it must be looked at.
  public var urgency: Urgency
  /// When it was received.
  public var receivedAt: Int64?
  /// When it was accepted.
  public var acceptedAt: Int64?
  /// When it was assigned.
  public var assignedAt: Int64

  /// Makes the facts.
  public init(
    source: Source, requestType: RequestType? = nil, scheme: String? = nil, code: String? = nil,
    condition: String? = nil, urgency: Urgency = .normal, receivedAt: Int64? = nil,
    acceptedAt: Int64? = nil, assignedAt: Int64
  ) {
    self.source = source
    self.requestType = requestType
    self.scheme = scheme
    self.code = code
    self.condition = condition
    self.urgency = urgency
    self.receivedAt = receivedAt
    self.acceptedAt = acceptedAt
    self.assignedAt = assignedAt
  }
}
