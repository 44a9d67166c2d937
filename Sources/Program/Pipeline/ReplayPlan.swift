internal import Bytes
internal import Complaints
internal import Tabular

/// Finds for each row of a mended file what is to be done with it.
struct ReplayPlan {
  private let workspace: Workspace
  private let ledger: Ledger
  /// The run under whose name the rows are settled.
  private let runID: String

  init(_ workspace: Workspace, _ ledger: Ledger, runID: String) {
    self.workspace = workspace
    self.ledger = ledger
    self.runID = runID
  }

  /// Sorts a file's rows into work by run and file, in the order in which they were rejected, and
  /// notes what gives no work.
  func sort(_ mended: MendedFile, _ summary: inout ReplaySummary) throws -> [QuarantineReplay.Work]
  {
    var wanted: [String: [(key: QuarantineKey, row: MendedFile.Row)]] = [:]
    var seen: Set<QuarantineKey> = []
    for row in mended.rows {
      guard let key = QuarantineKey(text: row.key) else {
        summary.note(row.place, "no row of this quarantine has the number \(QuarantineSheet.key)")
        continue
      }
      guard seen.insert(key).inserted else {
        summary.note(row.place, "the row stands here a second time")
        continue
      }
      wanted[key.file, default: []].append((key, row))
    }
    var work: [QuarantineReplay.Work] = []
    for file in try ledger.quarantinedFiles() {
      let key = QuarantineKey(
        runID: file.runID, platform: file.platform, fileID: file.fileID, ordinal: 1)
      guard let rows = wanted.removeValue(forKey: key.file) else { continue }
      let item = try sort(rows, of: file, &summary)
      if !item.mended.isEmpty || !item.dropped.isEmpty { work.append(item) }
    }
    for (key, row) in wanted.sorted(by: { $0.key < $1.key }).flatMap(\.value) {
      summary.note(row.place, "no row of this quarantine has the number \(key.text)")
    }
    return work
  }

  private func sort(
    _ rows: [(key: QuarantineKey, row: MendedFile.Row)], of file: Ledger.File,
    _ summary: inout ReplaySummary
  ) throws -> QuarantineReplay.Work {
    let known = try QuarantinedRow.read(of: file, in: workspace)
    let outcomes = try ledger.outcomes(of: file)
    let format = try format(of: file)
    var work = QuarantineReplay.Work(file: file)
    for (key, row) in rows.sorted(by: { $0.key.ordinal < $1.key.ordinal }) {
      guard key.ordinal <= known.count else {
        summary.note(row.place, "no row of this quarantine has the number \(key.text)")
        continue
      }
      if let outcome = outcomes[key.ordinal] {
        // A run that was killed after its commit goes on under its name.
        if outcome.runID == runID { summary.count(outcome) } else { summary.doneBefore += 1 }
        continue
      }
      let mended = known[key.ordinal - 1]
      switch Mending(of: mended, by: row, format: format, encoding: file.encoding ?? "utf-8") {
      case .none: summary.untouched += 1
      case .drop(let reason): work.dropped.append((mended, reason))
      case .cells(let cells): work.mended.append((mended, cells))
      case .unclear(let detail): summary.note(row.place, detail)
      }
    }
    return work
  }

  /// How the original line of a file's rows is read.
  private func format(of file: Ledger.File) throws -> TabularFormat {
    // A replay keeps the rows that it rejects as lines of CSV.
    let origin = try ledger.origin(of: file)
    let format = origin?.runID == file.runID ? origin?.format : file.format
    return format.flatMap { TabularFormat(rawValue: $0) } ?? .delimited
  }
}
