internal import Columns
internal import Complaints
internal import Lake
internal import Vault

/// What a unit may read about matters: the representative request's masked text, counts, and for
/// matters that are new to it the facts that `releases.csv` may grant.
struct MatterVoices {
  /// What stands for a matter.
  struct Voice {
    var matterNo = ""
    var recordID = ""
    var requestID: Int64 = 0
    var source: Source = .hotline
    var requestType: RequestType?
    var access: Access = .restricted
    var title = ""
    var content = ""
    var districtCode: String?
    var townCode: String?
    var placeText = ""
    var code: String?
    var requestCount = 0
    var personCount = 0
    var firstReceivedAt: Int64 = 0
    var lastReceivedAt: Int64 = 0
  }

  private var voices: [Int64: Voice] = [:]
  private var facts: [Int64: [String: String]] = [:]

  /// Reads what is needed of some matters.
  ///
  /// - Parameter fresh: The cases of the matters that this run touched.
  init(_ context: RunContext, matters: Set<Int64>, fresh: CaseMembers) throws {
    try read(fresh, matters: matters)
    let rest = matters.subtracting(voices.keys)
    if !rest.isEmpty {
      var ids: Set<Int64> = []
      try context.store.lake.scan(
        Tables.matterRequests.name, columns: ["request_id", "matter_id"]
      ) { batch, _ in
        let requests = batch.int64s("request_id").values
        for (row, owner) in batch.int64s("matter_id").values.enumerated()
        where rest.contains(owner) { ids.insert(requests[row]) }
      }
      let batch = try RequestJoin(
        context.store.lake, requests: CaseMembers.requestColumns,
        classes: CaseMembers.classColumns
      ).read(ids: ids)
      try read(CaseMembers(batch, states: [:], context: context), matters: rest)
    }
    try readNumbers(context, matters)
    try readFacts(context, Set(fresh.cases.map(\.matterID)).intersection(matters))
  }

  /// What stands for a matter.
  func voice(of matter: Int64) -> Voice { voices[matter] ?? Voice() }

  /// Whether a unit may see the matter at all: not when all its requests are restricted by now.
  func mayBeShown(_ matter: Int64) -> Bool { voice(of: matter).access != .restricted }

  /// The vault's facts about a matter's representative request, by `releases.csv` field.
  func facts(of matter: Int64) -> [String: String] { facts[matter] ?? [:] }

  private mutating func read(_ members: CaseMembers, matters: Set<Int64>) throws {
    for item in members.cases where matters.contains(item.matterID) {
      let row = item.representative(members)
      var voice = Voice()
      voice.requestID = members.ids[row]
      voice.recordID = members.text("source_record_id", row) ?? ""
      voice.source = members.source(row)
      voice.requestType = members.text("request_type", row).flatMap(RequestType.init(rawValue:))
      voice.access = members.access(row)
      voice.title = members.text("title", row) ?? ""
      voice.content = members.text("content", row) ?? ""
      voice.districtCode = members.district(row)
      voice.townCode = members.town(row)
      voice.placeText = members.text("place_text", row) ?? ""
      voice.code = members.text("code", row)
      voice.requestCount = item.rows.count
      let persons = members.batch.int64s("person_id")
      voice.personCount = Set(item.rows.map { persons[$0] ?? -members.ids[$0] }).count
      voice.firstReceivedAt = item.rows.first.map { members.received[$0] } ?? 0
      voice.lastReceivedAt = item.rows.last.map { members.received[$0] } ?? 0
      voices[item.matterID] = voice
    }
  }

  private mutating func readNumbers(_ context: RunContext, _ matters: Set<Int64>) throws {
    try context.store.lake.scan(
      Tables.matters.name, columns: ["matter_id", "matter_no"]
    ) { batch, _ in
      let numbers = batch.strings("matter_no")
      for (row, id) in batch.int64s("matter_id").values.enumerated() where voices[id] != nil {
        voices[id]?.matterNo = numbers.text(row)
      }
    }
  }

  /// Facts of the representatives of matters that are new to their unit.
  private mutating func readFacts(_ context: RunContext, _ matters: Set<Int64>) throws {
    var matterOf: [Int64: Int64] = [:]
    for matter in matters where voices[matter]?.access == .normal {
      matterOf[voices[matter]?.requestID ?? 0] = matter
    }
    if matterOf.isEmpty { return }
    let identities = try context.store.vault.identities(requestIDs: Set(matterOf.keys))
    let names = identities.strings("name")
    let phones = identities.strings("phone")
    for (row, id) in identities.int64s("request_id").values.enumerated() {
      guard let matter = matterOf[id] else { continue }
      if let name = names[row] { facts[matter, default: [:]]["contact_name"] = name }
      if let phone = phones[row] { facts[matter, default: [:]]["contact_phone"] = phone }
    }
    let spans = try context.store.vault.spans(requestIDs: Set(matterOf.keys))
    let unmasked = Unmasking(spans)
    for (id, matter) in matterOf {
      guard let voice = voices[matter] else { continue }
      let place = unmasked.text(voice.placeText, column: "place_text", of: id)
      if place != voice.placeText { facts[matter, default: [:]]["full_place"] = place }
      if let plate = unmasked.plates(of: id) { facts[matter, default: [:]]["object_plate"] = plate }
    }
  }
}
