internal import Assignment
internal import Classification
internal import Columns
internal import Complaints
internal import Intake
internal import Lake

/// A matter with its members and their latest states: all that an assignment is decided on.
struct MatterCase {
  /// The latest state of a request at its source.
  struct SourceState {
    let revision: Int32
    let status: RequestStatus?
    let unit: String?
    let dueAt: Int64?
    let acceptedAt: Int64?
    let closedAt: Int64?
  }

  let matterID: Int64
  /// Rows of `members` in the order of receipt.
  let rows: [Int]

  /// The member whose text, place and class stand for the matter: the first that was dispatched and
  /// that we issue, else the first that another system follows, else the first of all.
  ///
  /// Normal requests come before confidential ones; a restricted one stands only where there is no
  /// other.
  func representative(_ members: CaseMembers) -> Int {
    for access in [Access.normal, .confidential, .restricted] {
      let open = rows.filter { members.access($0) == access }
      guard let first = open.first else { continue }
      let dispatched = open.first {
        members.disposition($0) == .dispatch && members.mode($0) == .own
      }
      return dispatched ?? open.first { members.mode($0) == .mirror } ?? first
    }
    return rows[0]
  }

  /// Whether every member's source says that it is answered or closed.
  func isClosedAtSource(_ members: CaseMembers) -> Bool {
    rows.allSatisfy { row in
      let status = members.states[members.ids[row]]?.status
      return status == .closed || status == .answered || status == .rejected
    }
  }

  /// The members whose danger counts for the matter: restricted ones only where there are no others.
  private func voices(_ members: CaseMembers) -> [Int] {
    let open = rows.filter { members.access($0) != .restricted }
    return open.isEmpty ? rows : open
  }

  /// The words of danger of the matter, each once.
  private func riskWords(_ members: CaseMembers) -> [String] {
    var seen: Set<String> = []
    return voices(members).flatMap { members.risks[$0] ?? [] }.filter { seen.insert($0).inserted }
  }

  /// What is known of the matter when its unit is to be decided.
  func facts(_ members: CaseMembers, matterNo: String, round: Int) -> MatterFacts {
    let row = representative(members)
    let state = members.states[members.ids[row]]
    let classRow =
      members.text("code", row) != nil ? row : rows.first { members.text("code", $0) != nil }
    let access = rows.map { members.access($0) }
    return MatterFacts(
      matterID: matterID, matterNo: matterNo, code: classRow.flatMap { members.text("code", $0) },
      candidateCodes: members.candidates(row),
      inScope: members.batch.bools("in_scope")[row] ?? true,
      redirectTo: members.text("redirect_to", row),
      redirectReason: members.text("redirect_reason", row),
      classificationConfidence: members.batch.doubles("confidence")[row] ?? 0,
      classDecidedBy: members.text("decided_by", row) ?? "none",
      districtCode: members.district(row), townCode: members.town(row),
      requestType: members.text("request_type", row).flatMap(RequestType.init(rawValue:)),
      urgency: voices(members).compactMap { members.urgency($0) }.max() ?? .normal,
      source: members.source(row), mode: members.mode(row),
      disposition: members.disposition(row), title: members.text("title", row) ?? "",
      content: members.text("content", row) ?? "", placeText: members.text("place_text", row),
      placeKind: members.placeKind(row),
      riskWords: riskWords(members),
      receivedAt: members.received[row], acceptedAt: state?.acceptedAt, sourceUnit: state?.unit,
      sourceDueAt: state?.dueAt, sourceStatus: state?.status, closedAt: state?.closedAt,
      accusedUnits: Set(rows.compactMap { members.text("accused_unit_code", $0) }),
      hasRestricted: access.contains(.restricted),
      allRestricted: access.allSatisfy { $0 == .restricted }, round: round)
  }
}

/// The members of several matters, with their classes, in one batch.
struct CaseMembers {
  /// The columns of `requests` that cases need.
  static let requestColumns = [
    "request_id", "platform", "source", "source_record_id", "received_at", "request_type",
    "disposition", "access", "urgency", "title", "content", "district_code", "town_code",
    "place_text", "person_id", "accused_unit_code",
  ]
  /// The columns of `classifications` that cases need.
  static let classColumns = [
    ("code", "code"), ("district_code", "class_district"), ("town_code", "class_town"),
    ("place_id", "place_id"), ("in_scope", "in_scope"), ("redirect_to", "redirect_to"),
    ("redirect_reason", "redirect_reason"),
    ("risk_words", "risk_words"), ("decided_by", "decided_by"), ("confidence", "confidence"),
    ("evidence", "evidence"),
  ].map { (name: $0.0, as: $0.1) }

  let batch: RecordBatch
  let ids: [Int64]
  let received: [Int64]
  let states: [Int64: MatterCase.SourceState]
  /// The matters, in id order.
  let cases: [MatterCase]
  /// Words of danger, by row.
  let risks: StringListColumn
  private let modes: [String: DispatchMode]
  private let placeKinds: [String: String]
  private let texts: [String: StringColumn]

  /// Groups members by matter.
  init(
    _ batch: RecordBatch, states: [Int64: MatterCase.SourceState], context: RunContext
  ) {
    self.batch = batch
    self.states = states
    ids = batch.int64s("request_id").values
    risks = batch.lists("risk_words")
    received = batch.int64s("received_at").values
    modes = Dictionary(context.mappings.map { ($0.platform, $0.dispatch) }) { first, _ in first }
    placeKinds = Dictionary(
      context.city.gazetteer.places.map { ($0.placeID, $0.kind) }
    ) { first, _ in first }
    var texts: [String: StringColumn] = [:]
    for (field, column) in zip(batch.schema.fields, batch.columns) {
      if case .string(let strings) = column { texts[field.name] = strings }
    }
    self.texts = texts
    let owners = batch.int64s("matter_id")
    var groups: [Int64: [Int]] = [:]
    for row in 0..<batch.rowCount {
      if let owner = owners[row] { groups[owner, default: []].append(row) }
    }
    let (received, ids) = (received, ids)
    cases = groups.keys.sorted().map { key in
      MatterCase(
        matterID: key,
        rows: (groups[key] ?? []).sorted { (received[$0], ids[$0]) < (received[$1], ids[$1]) })
    }
  }

  func text(_ column: String, _ row: Int) -> String? { texts[column]?[row] }
  func mode(_ row: Int) -> DispatchMode { modes[text("platform", row) ?? ""] ?? .mirror }
  func disposition(_ row: Int) -> Disposition? {
    text("disposition", row).flatMap(Disposition.init(rawValue:))
  }
  func access(_ row: Int) -> Access {
    text("access", row).flatMap(Access.init(rawValue:)) ?? .restricted
  }
  func urgency(_ row: Int) -> Urgency? { text("urgency", row).flatMap(Urgency.init(rawValue:)) }
  func source(_ row: Int) -> Source {
    text("source", row).flatMap(Source.init(rawValue:)) ?? .hotline
  }
  func district(_ row: Int) -> String? { text("class_district", row) ?? text("district_code", row) }
  func town(_ row: Int) -> String? { text("class_town", row) ?? text("town_code", row) }
  func placeKind(_ row: Int) -> String? { text("place_id", row).flatMap { placeKinds[$0] } }

  /// The classes that the classifier left open, best first.
  func candidates(_ row: Int) -> [MatterFacts.CandidateCode] {
    guard text("code", row) == nil, let evidence = text("evidence", row) else { return [] }
    return ClassCandidates.parse(evidence)
  }
}
