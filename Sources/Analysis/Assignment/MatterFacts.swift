public import Complaints

/// What is known of a matter when its unit is to be decided.
public struct MatterFacts: Sendable {
  /// A class that the classifier considers, and how likely it is.
  public typealias CandidateCode = (code: String, share: Double)

  /// The matter's id.
  public var matterID: Int64
  /// Its number for people.
  public var matterNo: String
  /// Its leaf; nil where the class is open.
  public var code: String?
  /// The leaves considered, best first.
  public var candidateCodes: [CandidateCode]
  /// Whether the city takes such matters.
  public var inScope: Bool
  /// Where it belongs when it is out of scope.
  public var redirectTo: String?
  /// The words that say so; nil where the class alone does.
  public var redirectReason: String?
  /// How sure the class is, 0 to 1.
  public var classificationConfidence: Double
  /// What decided the class: `rule`, `model`, `person`, `copy`.
  public var classDecidedBy: String
  /// The district it happened in.
  public var districtCode: String?
  /// The town it happened in.
  public var townCode: String?
  /// What is asked for.
  public var requestType: RequestType?
  /// How soon it must be looked at.
  public var urgency: Urgency
  /// The kind of the system it came through.
  public var source: Source
  /// Whether we issue, propose or follow.
  public var mode: DispatchMode
  /// What the platform did with it; nil where the platform does not say.
  public var disposition: Disposition?
  /// The masked title of the representative request.
  public var title: String
  /// The masked text of the representative request.
  public var content: String
  /// The masked place of the representative request.
  public var placeText: String?
  /// The gazetteer's kind of that place, such as `compound` or `road`.
  public var placeKind: String?
  /// Words of danger found in the texts.
  public var riskWords: [String]
  /// When the first open request came in.
  public var receivedAt: Int64
  /// When it was accepted (立案, 受理).
  public var acceptedAt: Int64?
  /// The unit that the platform named, as it wrote it.
  public var sourceUnit: String?
  /// The platform's deadline.
  public var sourceDueAt: Int64?
  /// The platform's state.
  public var sourceStatus: RequestStatus?
  /// When the platform closed it.
  public var closedAt: Int64?
  /// The units that its requests accuse.
  public var accusedUnits: Set<String>
  /// Whether any request is restricted.
  public var hasRestricted: Bool
  /// Whether all requests are restricted.
  public var allRestricted: Bool
  /// 1, or more after 二次交办.
  public var round: Int

  /// Makes the facts.
  public init(
    matterID: Int64, matterNo: String, code: String?, candidateCodes: [CandidateCode] = [],
    inScope: Bool = true, redirectTo: String? = nil, redirectReason: String? = nil,
    classificationConfidence: Double = 1,
    classDecidedBy: String = "rule", districtCode: String? = nil, townCode: String? = nil,
    requestType: RequestType? = nil, urgency: Urgency = .normal, source: Source,
    mode: DispatchMode, disposition: Disposition?, title: String, content: String,
    placeText: String? = nil, placeKind: String? = nil, riskWords: [String] = [],
    receivedAt: Int64, acceptedAt: Int64? = nil, sourceUnit: String? = nil,
    sourceDueAt: Int64? = nil, sourceStatus: RequestStatus? = nil, closedAt: Int64? = nil,
    accusedUnits: Set<String> = [], hasRestricted: Bool = false, allRestricted: Bool = false,
    round: Int = 1
  ) {
    self.matterID = matterID
    self.matterNo = matterNo
    self.code = code
    self.candidateCodes = candidateCodes
    self.inScope = inScope
    self.redirectTo = redirectTo
    self.redirectReason = redirectReason
    self.classificationConfidence = classificationConfidence
    self.classDecidedBy = classDecidedBy
    self.districtCode = districtCode
    self.townCode = townCode
    self.requestType = requestType
    self.urgency = urgency
    self.source = source
    self.mode = mode
    self.disposition = disposition
    self.title = title
    self.content = content
    self.placeText = placeText
    self.placeKind = placeKind
    self.riskWords = riskWords
    self.receivedAt = receivedAt
    self.acceptedAt = acceptedAt
    self.sourceUnit = sourceUnit
    self.sourceDueAt = sourceDueAt
    self.sourceStatus = sourceStatus
    self.closedAt = closedAt
    self.accusedUnits = accusedUnits
    self.hasRestricted = hasRestricted
    self.allRestricted = allRestricted
    self.round = round
  }
}
