internal import Bytes
package import Classification
internal import Columns
internal import Complaints
internal import Lake

/// The requests of a workspace whose class is known, for training.
///
/// What people decided counts, else the category with which the platform closed the request, else
/// the exact code it gave. What we guessed ourselves is no label, and neither is a name that a
/// clerk chose for a request that is still open.
package struct LabelledRequests: Sendable {
  /// Title and content, labels, matters as groups, and times of receipt.
  package let data: TrainingData
  /// How many labels come from people's decisions.
  package private(set) var byPerson = 0
  /// How many come from platforms' final categories.
  package private(set) var byFinal = 0
  /// How many come from codes that platforms gave at once.
  package private(set) var byCode = 0
  /// How many labelled requests each platform has, and how many in all.
  package let platforms: [(platform: String, labelled: Int, all: Int)]
  /// How many labelled requests are older than those that were taken.
  package let olderCount: Int
  /// The day of the latest, `2026-06-30`.
  package let lastDay: String
  /// A hash of ids and labels.
  package let digest: String

  /// The labels that are known, by request.
  private struct Labels {
    /// A request's label: a place in `codes`, and what it rests on, 0 for a person.
    typealias Label = (code: Int32, rank: UInt8)

    var codes: [String] = []
    var numbers: [String: Int32] = [:]
    var byRequest: [Int64: Label] = [:]
    var platforms: [String: (labelled: Int, all: Int)] = [:]

    mutating func set(_ code: String, rank: UInt8, _ id: Int64) {
      if let known = byRequest[id], known.rank < rank { return }
      let number = numbers[code] ?? Int32(codes.count)
      if numbers[code] == nil {
        numbers[code] = number
        codes.append(code)
      }
      byRequest[id] = (number, rank)
    }
  }

  /// Reads the labelled requests of a workspace.
  ///
  /// - Parameters:
  ///   - cityFolder: The city, where it is not that of the last run.
  ///   - limit: The most requests; the latest are taken.
  /// - Throws: `model` where nothing is labelled.
  package init(workspacePath: String, cityFolder: String?, limit: Int) throws {
    let workspace = try Workspace(path: Workspace(existing: workspacePath).path)
    let lock = try workspace.lock()
    defer { withExtendedLifetime(lock) {} }
    let store = try Store(workspace)
    let lake = store.lake
    let city = try store.city(cityFolder)
    let labels = try Self.labels(lake, city)
    guard !labels.byRequest.isEmpty else {
      throw AnalysisError(
        .model, at: .init(path: workspacePath),
        "nothing is labelled here: no decisions, no final categories, no exact codes")
    }
    // An id begins with its day: the greatest are the latest.
    let ids = Set(labels.byRequest.keys.sorted().suffix(limit))
    olderCount = labels.byRequest.count - ids.count
    let rows = try lake.lookup(
      Tables.requests.name, key: "request_id", in: ids,
      columns: ["request_id", "received_at", "received_on", "title", "content"])
    let keys = rows.int64s("request_id").values
    let order = keys.indices.sorted { keys[$0] < keys[$1] }
    let sorted = rows.gathering(order)
    let matters = try Self.matters(lake, ids)
    var names = StringColumn()
    var groups = StringColumn()
    var text = ""
    for id in sorted.int64s("request_id").values {
      let label = labels.byRequest[id] ?? (0, 2)
      let code = labels.codes[Int(label.code)]
      names.append(code)
      groups.append(String(matters[id] ?? id))
      text += "\(id) \(code)\n"
      switch label.rank {
      case 0: byPerson += 1
      case 1: byFinal += 1
      default: byCode += 1
      }
    }
    platforms = labels.platforms.sorted { $0.key < $1.key }.map {
      ($0.key, $0.value.labelled, $0.value.all)
    }
    data = TrainingData(
      texts: [sorted.strings("title"), sorted.strings("content")], labels: names, groups: groups,
      times: sorted.int64s("received_at"))
    lastDay = CivilTime.format(day: sorted.int32s("received_on").values.max() ?? 0)
    digest = SHA256.hash(text).hexadecimal
  }

  private static func labels(_ lake: Lake, _ city: CityConfiguration) throws -> Labels {
    var labels = Labels()
    let source = SourceLabels(city: city)
    var known: [String: SourceLabels.Label?] = [:]
    func label(_ scheme: String, _ category: String) -> SourceLabels.Label? {
      let key = scheme + "\u{0}" + category
      if let found = known[key] { return found }
      let found = source.label(scheme: scheme, category: category)
      known[key] = .some(found)
      return found
    }
    for (key, fields) in try DecisionHistory(lake).latest where key.part == 0 {
      if let value = fields[.code], let category = DecidedField.category(value, city.taxonomy) {
        labels.set(category.code, rank: 0, key.requestID)
      }
    }
    let states = try lastStates(lake)
    try lake.scan(
      Tables.requests.name,
      columns: ["request_id", "platform", "source_category", "source_category_scheme"]
    ) { batch, _ in
      let categories = batch.strings("source_category")
      let names = batch.strings("source_category_scheme")
      let platforms = batch.strings("platform")
      for (row, id) in batch.int64s("request_id").values.enumerated() {
        let scheme = names.text(row)
        let state = states.byRequest[id]
        if let category = categories[row], let found = label(scheme, category), found.isLeaf {
          // A closed record says what it was closed as.
          if state?.isClosed ?? false {
            labels.set(found.code, rank: 1, id)
          } else if found.isCode {
            labels.set(found.code, rank: 2, id)
          }
        }
        if let final = state?.category, final >= 0,
          let found = label(scheme, states.names[Int(final)]), found.isLeaf
        {
          labels.set(found.code, rank: 1, id)
        }
        let platform = platforms.text(row)
        labels.platforms[platform, default: (0, 0)].all += 1
        if labels.byRequest[id] != nil { labels.platforms[platform]?.labelled += 1 }
      }
    }
    return labels
  }

  /// What a platform said last of a request.
  private struct LastState {
    var revision: Int32 = -1
    var isClosed = false
    /// The last final category that it gave; −1 for none.
    var category: Int32 = -1
  }

  /// The last state of each request; categories as places in `names`.
  private static func lastStates(_ lake: Lake) throws -> (
    names: [String], byRequest: [Int64: LastState]
  ) {
    var names = DriftTally.Names()
    var found: [Int64: LastState] = [:]
    try lake.scan(
      Tables.requestStates.name, columns: ["request_id", "revision", "status", "category_final"]
    ) { batch, _ in
      let revisions = batch.int32s("revision").values
      let categories = batch.strings("category_final")
      let statuses = batch.strings("status")
      for (row, id) in batch.int64s("request_id").values.enumerated() {
        var state = found[id] ?? LastState()
        guard revisions[row] > state.revision else { continue }
        state.revision = revisions[row]
        state.isClosed = statuses.text(row) == RequestStatus.closed.rawValue
        if let category = categories[row], !category.isEmpty {
          state.category = names.number(of: category)
        }
        found[id] = state
      }
    }
    return (names.names, found)
  }

  private static func matters(_ lake: Lake, _ ids: Set<Int64>) throws -> [Int64: Int64] {
    var matters: [Int64: Int64] = [:]
    try lake.scan(
      Tables.matterRequests.name, columns: ["request_id", "part", "matter_id"]
    ) { batch, _ in
      let parts = batch.int32s("part").values
      let owners = batch.int64s("matter_id").values
      for (row, id) in batch.int64s("request_id").values.enumerated()
      where parts[row] == 0 && ids.contains(id) { matters[id] = owners[row] }
    }
    return matters
  }
}
