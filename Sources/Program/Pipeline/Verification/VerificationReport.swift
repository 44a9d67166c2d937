package import Bytes
package import Tabular

/// What a verification found and mended, for people and for programs.
package struct VerificationReport {
  /// A finding that was mended, and how.
  package struct Mended {
    /// What had been found.
    package let finding: Finding
    /// What was done, as `Finding.Mending.summary` says.
    package let summary: String
  }

  private let workspace: Workspace
  /// What is wrong still.
  package let findings: [Finding]
  /// What was wrong and is not any more.
  package let mended: [Mended]
  /// What could not be checked for other damage; nil where everything was.
  private let notCompared: String?
  private let fileCount: Int
  private let byteCount: Int

  /// How often mending and checking follow each other: one mending may uncover more.
  private static let rounds = 4

  /// Verifies a workspace, and mends what can be mended where that is asked for.
  ///
  /// After each mending everything is checked again, so that nothing counts as mended that is not.
  ///
  /// - Throws: `busy` while a run holds the workspace.
  package init(_ workspace: Workspace, repairs: Bool, progress: Progress) throws {
    let lock = try workspace.lock()
    defer { withExtendedLifetime(lock) {} }
    var verification = WorkspaceVerification(workspace, progress: progress)
    var found = verification.run()
    var mended: [Mended] = []
    for _ in 0..<Self.rounds where repairs {
      var count = 0
      for finding in found {
        guard let mending = finding.mending else { continue }
        do {
          try mending.apply()
          mended.append(Mended(finding: finding, summary: mending.summary))
          count += 1
        } catch {
          progress.done("verify", "\(finding.kind.code) could not be mended: \(error)")
        }
      }
      if count == 0 { break }
      verification = WorkspaceVerification(workspace, progress: progress)
      found = verification.run()
    }
    self.workspace = workspace
    findings = found
    self.mended = mended
    notCompared = verification.notCompared
    (fileCount, byteCount) = (verification.fileCount, verification.byteCount)
  }

  /// How many findings of a weight are left.
  package func count(_ weight: Finding.Weight) -> Int {
    findings.count { $0.kind.weight == weight }
  }
}

extension VerificationReport {
  /// The report as JSON.
  package var json: JSONValue {
    [
      "workspace": .string(workspace.path), "files": .int(fileCount), "bytes": .int(byteCount),
      "damages": .int(count(.damage)), "leftovers": .int(count(.leftover)),
      "notes": .int(count(.note)), "not_compared": .text(notCompared),
      "mended": .array(mended.map { json($0.finding, $0.summary) }),
      "findings": .array(findings.map { json($0, nil) }),
    ]
  }

  private func json(_ finding: Finding, _ mended: String?) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("code", .string(finding.kind.code)),
      .init("weight", .string(finding.kind.weight.rawValue)),
    ]
    if let path = finding.path { members.append(.init("path", .string(workspace.relative(path)))) }
    if let table = finding.table { members.append(.init("table", .string(table))) }
    if let column = finding.column { members.append(.init("column", .string(column))) }
    if let row = finding.row { members.append(.init("row", .int(row))) }
    members.append(.init("detail", .string(finding.detail)))
    if let mended {
      members.append(.init("done", .string(mended)))
    } else {
      members.append(.init("mendable", .bool(finding.mending != nil)))
      members.append(.init("advice", .string(finding.advice ?? finding.kind.advice)))
    }
    return .object(members)
  }

  /// The report as lines for people.
  package var lines: [String] {
    var lines: [String] = []
    for item in mended {
      lines +=
        head("mended", item.finding) + ["    \(item.finding.detail)", "    done: \(item.summary)"]
    }
    for finding in findings {
      lines += head(finding.kind.weight.rawValue, finding)
      lines.append("    \(finding.detail)")
      lines.append("    what to do: \(finding.advice ?? finding.kind.advice)")
    }
    if let notCompared { lines.append("not checked: \(notCompared)") }
    let counts = "\(count(.damage)) damages, \(count(.leftover)) leftovers, \(count(.note)) notes"
    lines.append(
      "\(fileCount) files, \(byteCount / 1_000_000) MB read: "
        + (findings.isEmpty ? "nothing wrong" : counts)
        + (mended.isEmpty ? "" : ", \(mended.count) mended"))
    return lines
  }

  private func head(_ word: String, _ finding: Finding) -> [String] {
    var place = finding.path.map { workspace.relative($0) } ?? ""
    if let table = finding.table { place += place.isEmpty ? "table \(table)" : ", table \(table)" }
    if let column = finding.column { place += ", column \(column)" }
    if let row = finding.row { place += ", row \(row)" }
    return ["\(word)  \(finding.kind.code)"] + (place.isEmpty ? [] : ["    \(place)"])
  }
}
