internal import Bytes
internal import Columns
internal import Complaints
package import Lake

/// What people decided about requests: the latest word on each field, which always wins.
///
/// Decisions stand in `Tables.decisions` under the subject `classification`; the subject's id is
/// the request's id and the part, as in `1234567890/0`. Of several decisions about one field the
/// latest holds, of equally late ones the later row; one whose new value is null gives the field
/// back to rules and model.
package struct PersonDecisions: Sendable {
  /// The subject under which decisions about requests stand.
  package static let subject = "classification"

  /// What was decided on: a request's part, 0 for the whole.
  package struct Key: Hashable, Sendable {
    /// The request's id.
    package let requestID: Int64
    /// The part.
    package let part: Int32

    /// Names a part of a request.
    package init(requestID: Int64, part: Int32 = 0) {
      self.requestID = requestID
      self.part = part
    }

    /// Reads `<request id>/<part>`; nil for anything else.
    package init?(_ text: String) {
      let fields = text.split(separator: "/", omittingEmptySubsequences: false)
      guard fields.count == 2, let requestID = Int64(fields[0]), let part = Int32(fields[1]) else {
        return nil
      }
      self.init(requestID: requestID, part: part)
    }

    /// What stands in `subject_id`.
    package var text: String { "\(requestID)/\(part)" }
  }

  /// One person's word on one field.
  package struct Decision: Equatable, Sendable {
    /// The new value; empty for none of all.
    package let value: String
    /// Who decided.
    package let actor: String
    /// Why.
    package let reason: String
    /// When, in microseconds since 1970-01-01.
    package let at: Int64
  }

  /// The decisions that hold, by what they are about.
  package private(set) var byKey: [Key: [DecidedField: Decision]] = [:]

  /// Reads the decisions that hold for some requests.
  ///
  /// - Throws: `configuration` for a field that nobody can decide; what reading the lake throws.
  /// - Complexity: O(*n*) in all decisions of the store.
  package init(_ lake: Lake, of ids: Set<Int64>) throws {
    if ids.isEmpty { return }
    var latest: [Key: [DecidedField: (at: Int64, decision: Decision?)]] = [:]
    let columns = ["subject", "subject_id", "field", "new", "actor", "reason", "at"]
    try lake.scan(
      Tables.decisions.name, columns: columns, where: ColumnRange("subject", equals: Self.subject)
    ) { batch, _ in
      let at = batch.int64s("at")
      for row in 0..<batch.rowCount where batch.strings("subject")[row] == Self.subject {
        let name = batch.strings("subject_id").text(row)
        guard let key = Key(name) else {
          throw AnalysisError(
            .configuration, "table decisions: subject_id \(name) is not <request_id>/<part>")
        }
        guard ids.contains(key.requestID) else { continue }
        guard let field = DecidedField(rawValue: batch.strings("field").text(row)) else {
          throw AnalysisError(
            .configuration,
            "table decisions: \(name) decides on \(batch.strings("field").text(row)), not one of "
              + DecidedField.allCases.map(\.rawValue).joined(separator: ", "))
        }
        let time = at[row] ?? Int64.min
        if let known = latest[key]?[field], known.at > time { continue }
        let decision = batch.strings("new")[row].map {
          Decision(
            value: $0, actor: batch.strings("actor").text(row),
            reason: batch.strings("reason").text(row), at: time)
        }
        latest[key, default: [:]][field] = (time, decision)
      }
    }
    for (key, fields) in latest {
      let held = fields.compactMapValues(\.decision)
      if !held.isEmpty { byKey[key] = held }
    }
  }

  /// Takes decisions as they are.
  package init(_ decisions: [Key: [DecidedField: Decision]]) { byKey = decisions }

  /// Whether nobody decided anything.
  package var isEmpty: Bool { byKey.isEmpty }
}
