internal import Intake
package import Tabular

/// What was found in a file besides its rows: why rows are in quarantine, what was kept with damage
/// or put right, and what is to be said of the file as a whole.
package struct FileRemarks: Equatable, Sendable {
  /// The kinds of remarks, as the ledger names them.
  package enum Kind: String, CaseIterable, Sendable {
    /// Why rows are in quarantine.
    case reason
    /// Damage that did not cost the row.
    case damage
    /// Damage that was put right.
    case repair
    /// A column that is not as it was in the platform's last file.
    case column
    /// Something else about the file as a whole.
    case note
  }

  private var counts: [Kind: [String: Int]] = [:]

  /// Makes no remarks.
  package init() {}

  /// How often each word of a kind was found.
  package subscript(kind: Kind) -> [String: Int] { counts[kind] ?? [:] }

  /// The words of a kind with their counts, in the order of words.
  package func words(_ kind: Kind) -> [(word: String, count: Int)] {
    self[kind].sorted { $0.key < $1.key }.map { (word: $0.key, count: $0.value) }
  }

  /// Whether there is anything to say.
  package var isEmpty: Bool { counts.isEmpty }

  /// Adds a remark.
  package mutating func add(_ kind: Kind, _ word: String, _ count: Int = 1) {
    counts[kind, default: [:]][word, default: 0] += count
  }

  /// Adds what a batch says of its rows.
  mutating func add(_ batch: IntakeBatch) {
    for reject in batch.rejects { add(.reason, reject.reason) }
    for warning in batch.warnings {
      add(warning.isRepair ? .repair : .damage, warning.kind, warning.count)
    }
    for note in batch.notes { add(.note, note) }
  }

  /// The remarks as members of a JSON object: counts by word, and texts.
  package var json: [JSONValue.Member] {
    func counts(_ kind: Kind) -> JSONValue {
      .object(words(kind).map { JSONValue.Member($0.word, .int($0.count)) })
    }
    return [
      JSONValue.Member("reasons", counts(.reason)), JSONValue.Member("damages", counts(.damage)),
      JSONValue.Member("repairs", counts(.repair)),
      JSONValue.Member("columns", .texts(words(.column).map(\.word))),
      JSONValue.Member("notes", .texts(words(.note).map(\.word))),
    ]
  }

  /// The remarks as lines for people.
  package var lines: [String] {
    let labels: [(Kind, String)] = [
      (.reason, "quarantined"), (.damage, "kept with damage"), (.repair, "put right"),
    ]
    var lines: [String] = []
    for (kind, label) in labels where !self[kind].isEmpty {
      lines.append(
        "\(label): " + words(kind).map { "\($0.word) \($0.count)" }.joined(separator: ", "))
    }
    return lines
  }

  /// What a person has to look at: changed columns and remarks on the file as a whole.
  package var attention: [String] {
    var attention: [String] = []
    let columns = words(.column).map(\.word)
    if !columns.isEmpty {
      attention.append("columns changed since the last file: " + columns.joined(separator: "; "))
    }
    return attention + words(.note).map(\.word)
  }
}
