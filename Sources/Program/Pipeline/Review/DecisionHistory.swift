internal import Bytes
internal import Columns
internal import Complaints
internal import Lake

/// All that people ever decided about some requests, in the order in which they did.
struct DecisionHistory {
  /// One decision.
  struct Entry {
    let field: String
    let value: String?
    let actor: String
    let at: Int64
  }

  private var entries: [PersonDecisions.Key: [Entry]] = [:]

  /// Takes decisions as they are, in the order in which they were made.
  init(_ entries: [PersonDecisions.Key: [Entry]]) { self.entries = entries }

  /// Reads the decisions about some requests; nil for all.
  ///
  /// - Complexity: O(*n*) in all decisions of the store.
  init(_ lake: Lake, of ids: Set<Int64>? = nil) throws {
    try lake.scan(
      Tables.decisions.name, columns: ["subject", "subject_id", "field", "new", "actor", "at"],
      where: ColumnRange("subject", equals: PersonDecisions.subject)
    ) { batch, _ in
      let subjects = batch.strings("subject")
      let keys = batch.strings("subject_id")
      let at = batch.int64s("at")
      for row in 0..<batch.rowCount where subjects[row] == PersonDecisions.subject {
        guard let key = PersonDecisions.Key(keys.text(row)),
          ids?.contains(key.requestID) ?? true
        else { continue }
        entries[key, default: []].append(
          Entry(
            field: batch.strings("field").text(row), value: batch.strings("new")[row],
            actor: batch.strings("actor").text(row), at: at[row] ?? Int64.min))
      }
    }
    for key in entries.keys { entries[key]?.sort { ($0.at, $0.field) < ($1.at, $1.field) } }
  }

  /// The latest word on each field; a field that was given back has none.
  var latest: [PersonDecisions.Key: [DecidedField: String]] {
    entries.mapValues { list in
      var fields: [DecidedField: String] = [:]
      for entry in list {
        if let field = DecidedField(rawValue: entry.field) { fields[field] = entry.value }
      }
      return fields
    }
  }

  /// The requests that people decided on.
  var requestIDs: Set<Int64> { Set(entries.keys.map(\.requestID)) }

  /// Whether somebody has made a decision before, whatever came later.
  func holds(
    _ value: String, for field: DecidedField, of key: PersonDecisions.Key, by actor: String
  )
    -> Bool
  {
    (entries[key] ?? []).contains {
      $0.field == field.rawValue && $0.value == value && $0.actor == actor
    }
  }

  /// The first digits of a hash of all decisions about a row.
  func digest(of key: PersonDecisions.Key, length: Int) -> String {
    var text = "decisions"
    for entry in entries[key] ?? [] {
      text += "\u{0}\(entry.field)\u{0}\(entry.value ?? "")\u{0}\(entry.actor)\u{0}\(entry.at)"
    }
    return String(SHA256.hash(text).hexadecimal.prefix(length))
  }
}
