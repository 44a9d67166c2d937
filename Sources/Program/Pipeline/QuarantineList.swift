internal import Bytes
internal import Complaints
internal import Intake
internal import Lake
package import Tabular

/// What waits in the quarantine, for `minsheng quarantine list`.
///
/// Reads only, and shows no cell of any row.
package struct QuarantineList {
  /// How many rows of a file wait for one reason.
  package struct Entry: Equatable, Sendable {
    /// The platform.
    package let platform: String
    /// The input file.
    package let file: String
    /// The run that rejected them.
    package let runID: String
    /// The reason's code.
    package let reason: String
    /// The reason in words.
    package let wording: String
    /// How many.
    package let count: Int
  }

  /// What waits, by platform, file and reason.
  package private(set) var entries: [Entry] = []
  /// How many rows were ever rejected.
  package private(set) var quarantined = 0
  /// How many of them were read again.
  package private(set) var replayed = 0
  /// How many of them were given up.
  package private(set) var dropped = 0
  /// How many of them wait.
  package var waiting: Int { quarantined - replayed - dropped }
  /// The rows that were given up, and why.
  package private(set) var drops: [(key: String, reason: String)] = []

  /// The files that were refused whole and never taken since, and why.
  package private(set) var refused: [(platform: String, file: String, reason: String)] = []

  /// Reads the quarantine of a workspace.
  ///
  /// - Parameters:
  ///   - path: The workspace.
  ///   - platforms: The platforms that are meant; empty for all.
  package init(path: String, platforms: [String] = []) throws {
    let workspace = try Workspace(existing: path)
    let lake = try Lake.open(folder: workspace.lake, tables: Tables.all, author: "minsheng")
    let ledger = try Ledger(lake.connection)
    for file in try ledger.quarantinedFiles()
    where platforms.isEmpty || platforms.contains(file.platform) {
      try add(file, ledger.outcomes(of: file), workspace)
    }
    refused = try ledger.refusedFiles()
      .filter { platforms.isEmpty || platforms.contains($0.platform) }
      .map { ($0.platform, $0.path, $0.reason ?? "") }
    entries.sort { ($0.platform, $0.file, $0.reason) < ($1.platform, $1.file, $1.reason) }
  }

  private mutating func add(
    _ file: Ledger.File, _ outcomes: [Int: Ledger.QuarantineOutcome], _ workspace: Workspace
  ) throws {
    quarantined += file.quarantined
    for (ordinal, outcome) in outcomes.sorted(by: { $0.key < $1.key }) {
      let key = QuarantineKey(
        runID: file.runID, platform: file.platform, fileID: file.fileID, ordinal: ordinal)
      switch outcome.state {
      case .replayed: replayed += 1
      case .dropped:
        dropped += 1
        drops.append((key.text, outcome.reason ?? ""))
      }
    }
    if outcomes.count == file.quarantined { return }
    let key = QuarantineKey(
      runID: file.runID, platform: file.platform, fileID: file.fileID, ordinal: 1)
    let bytes = try FileSystem.read(workspace.quarantine + "/" + key.file)
    let counts = QuarantinedRow.reasons(in: bytes) { outcomes[$0] == nil }
    for (reason, count) in counts {
      entries.append(
        Entry(
          platform: file.platform, file: file.path, runID: file.runID, reason: reason,
          wording: Reject.wording(of: reason), count: count))
    }
  }

  /// The list as JSON.
  package var json: JSONValue {
    [
      "quarantined": .int(quarantined), "waiting": .int(waiting), "replayed": .int(replayed),
      "dropped": .int(dropped),
      "rows": .array(
        entries.map {
          [
            "platform": .string($0.platform), "file": .string($0.file), "run": .string($0.runID),
            "reason": .string($0.reason), "wording": .string($0.wording), "count": .int($0.count),
          ]
        }),
      "refused_files": .array(
        refused.map {
          [
            "platform": .string($0.platform), "file": .string($0.file),
            "reason": .string($0.reason),
          ]
        }),
      "dropped_rows": .array(
        drops.map { ["row": .string($0.key), "reason": .string($0.reason)] }),
    ]
  }
}
