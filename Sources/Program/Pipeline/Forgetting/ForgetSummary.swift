package import Tabular

/// What forgetting took away, and what still holds it: ids and paths only.
package struct ForgetSummary: Sendable {
  /// The requests whose identities and pieces are gone.
  var requestIDs: [Int64] = []
  /// How many rows of identities and of pieces went from the vault.
  var identityRows = 0
  var spanRows = 0
  /// Files of the inbox, and refused files, that are gone.
  var files: [String] = []
  /// How many rows in quarantine lost their bytes.
  var quarantineRows = 0
  /// Where it still lies, by why nothing was done about it, with paths below the workspace.
  var left: [(kind: String, paths: [String])] = []
  /// Requests of others that hold the same numbers: person (nil for a piece of a text), request.
  var others: [(person: Int64?, request: Int64)] = []

  /// Whether there was nothing to do.
  package var isEmpty: Bool {
    requestIDs.isEmpty && identityRows == 0 && spanRows == 0 && files.isEmpty
      && quarantineRows == 0
  }
  /// Whether a person has to see to what is left.
  package var needsAttention: Bool { !others.isEmpty || left.contains { !$0.paths.isEmpty } }

  /// The summary as JSON.
  package var json: JSONValue {
    [
      "changed": .bool(!isEmpty), "requests": .texts(requestIDs.map(String.init)),
      "identities": .int(identityRows), "spans": .int(spanRows), "files": .texts(files),
      "quarantine_rows": .int(quarantineRows),
      "left": .object(left.map { JSONValue.Member($0.kind, .texts($0.paths)) }),
      "same_numbers": .array(
        others.map { other -> JSONValue in
          [
            "person": .text(other.person.map(String.init)),
            "request": .string(String(other.request)),
          ]
        }),
    ]
  }

  private static let advice = [
    "outbox":
      "published batches never change: ask the unit to delete what it pulled; contact sheets go "
      + "with --contact-sheets",
    "feedback": "a unit sent it back; delete it once its answer is taken",
    "reports": "delete the report or make it again",
    "logs": "delete the log",
    "waiting": "not taken yet: the next run takes it without the identity; forget again after it",
    "quarantine": "somebody's working copy; delete it by hand",
    "outside": "not in the workspace: delete it by hand",
    "unreadable": "could not be searched: look into it by hand",
  ]

  /// The summary as lines for people.
  package var lines: [String] {
    if isEmpty && !needsAttention { return ["nothing is left to forget"] }
    var lines = [
      "\(requestIDs.count) requests forgotten: \(identityRows) identities and \(spanRows) pieces "
        + "of text are gone from the vault",
      "\(files.count) files removed, \(quarantineRows) rejected rows emptied",
    ]
    lines += files.map { "  removed  \($0)" }
    for (kind, paths) in left where !paths.isEmpty {
      lines.append("still in \(kind): \(Self.advice[kind] ?? "")")
      lines += paths.map { "  \($0)" }
    }
    if !others.isEmpty {
      lines.append("the same numbers stand in other requests; forget these too where they are his:")
      lines += others.map { other in
        "  request \(other.request)" + (other.person.map { ", person \($0)" } ?? ", in its text")
      }
    }
    return lines
  }
}
