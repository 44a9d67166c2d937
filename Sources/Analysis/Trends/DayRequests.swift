internal import Columns

/// The requests of one day, as far as alerts look at them.
struct DayRequests: Sendable {
  /// One request.
  struct Request: Sendable {
    /// Its second-level class; empty for none.
    let level2: String
    /// The district of the place, else of the record; empty for none.
    let district: String
    /// Its person; nil where none is known.
    let person: Int64?
    /// Its matter.
    let matter: Int64?
    /// The words of danger found in it, each with its kind.
    let risks: [(word: String, kind: String)]
    /// Whether a citizen or an enterprise asked.
    let isPeople: Bool
  }

  /// The requests, in row order.
  let requests: [Request]

  /// Takes a day's rows.
  init(_ batch: RecordBatch, on day: Int32) {
    let days = batch.int32s("received_on")
    let level2 = batch.strings("level2")
    let place = batch.strings("class_district")
    let district = batch.strings("district_code")
    let persons = batch.int64s("person_id")
    let matters = batch.int64s("matter_id")
    let origins = batch.strings("origin")
    let words = batch.lists("risk_words")
    let kinds = batch.lists("risk_kinds")
    requests = (0..<batch.rowCount).filter { days[$0] == day }.map { row in
      Request(
        level2: level2.text(row), district: place[row] ?? district.text(row),
        person: persons[row], matter: matters[row],
        risks: Array(zip(words[row] ?? [], kinds[row] ?? [])),
        isPeople: AlertDetector.peopleOrigins.contains(origins.text(row)))
    }
  }

  /// The distinct persons of some requests; those without one count as one together.
  static func persons(_ requests: [Request]) -> Int {
    let known = Set(requests.compactMap(\.person)).count
    return known + (requests.contains { $0.person == nil } ? 1 : 0)
  }

  /// The matters of some requests, those with most of them first; at most eight.
  static func matters(_ requests: [Request]) -> [Int64] {
    var counts: [Int64: Int] = [:]
    for matter in requests.compactMap(\.matter) { counts[matter, default: 0] += 1 }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(8).map(\.key)
  }
}
