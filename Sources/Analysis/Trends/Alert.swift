internal import Bytes
internal import Columns

/// An alert before it becomes a row.
struct Alert: Sendable {
  /// Its day.
  let day: Int32
  /// Its kind.
  let kind: AlertKind
  /// What it is about, in words; with day and kind it makes the id.
  let scope: String
  /// What was expected; nil where no statistics took part.
  var expected: Double?
  /// What was seen.
  let observed: Int
  /// How far that is from the expected.
  var score: Double?
  /// How many persons.
  let persons: Int
  /// The matters concerned.
  var matters: [Int64] = []
  /// Why it is an alert, in words.
  let reason: String
  /// The figures it rests on.
  var evidence = ""

  /// The first 63 bits of a hash of day, kind, scope and, for one matter, the matter.
  var id: Int64 {
    let own = kind == .hotMatter ? matters.first.map(String.init) ?? "" : ""
    let digest = SHA256.hash("\(day)\u{0}\(kind.rawValue)\u{0}\(scope)\u{0}\(own)")
    return digest.prefix(8).reduce(Int64(0)) { $0 << 8 | Int64($1) } & .max
  }

  /// The row of `Tables.alerts`.
  func row(runID: String) -> [String: Value] {
    [
      "alert_id": .int(id), "day": .int(Int64(day)), "kind": .string(kind.rawValue),
      "scope": .string(scope), "expected": .real(expected), "observed": .double(Double(observed)),
      "score": .real(score), "persons": .int(Int64(persons)),
      "matter_ids": .list(matters.map(String.init)), "reason": .string(reason),
      "decided_by": .string("rule"), "confidence": .null,
      "evidence": .text(evidence.isEmpty ? nil : evidence), "run_id": .string(runID),
    ]
  }
}
