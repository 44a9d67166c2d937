internal import Bytes
internal import Language
internal import Tabular

/// Makes reports again that quote what leaked, with the values as they are now.
///
/// A report that was made again stands where the first one stood. Batches never change.
struct RemaskedReports {
  /// The reports to publish, with those they take the place of.
  private(set) var publications: [Ledger.Publication] = []
  /// Reports that hold what leaked in a form that was not recognised, below the workspace.
  private(set) var left: [String] = []
  private let workspace: Workspace
  private let search: IdentitySearch
  private let patterns: PatternSet
  private let replacements: [[UInt8]]

  init(_ workspace: Workspace, _ leaks: Leaks) {
    self.workspace = workspace
    search = leaks.search
    // A page writes a value in several forms; each becomes the same form of the new one.
    var forms: [String: String] = [:]
    for (old, new) in leaks.values { for form in Self.forms { forms[form(old)] = form(new) } }
    // A page may cut a value short: what leaked is then known by what stands around it.
    let mending = LeakMending(leaks)
    for text in leaks.surroundings {
      for form in Self.forms { forms[form(text)] = form(mending.mended(text) ?? text) }
    }
    let sorted = forms.sorted { $0.key < $1.key }
    patterns = PatternSet(sorted.map(\.key))
    replacements = sorted.map { Array($0.value.utf8) }
  }

  /// Stages every report that holds some of it.
  mutating func stage() throws {
    for kind in try folders(in: workspace.reports) where FileSystem.name(of: kind) != ".staging" {
      for report in try folders(in: kind) { try stage(report) }
    }
    if publications.isEmpty { return }
    try FileSystem.syncFileSystem(of: workspace.reports)
    try Failpoint.reach(.removalStaged)
  }

  private func folders(in path: String) throws -> [String] {
    try FileSystem.list(path).map { path + "/" + $0 }.filter { FileSystem.isFolder($0) }
  }

  private mutating func stage(_ report: String) throws {
    var files: [(name: String, bytes: [UInt8])] = []
    var isChanged = false
    for name in try FileSystem.list(report) {
      let old = try FileSystem.read(report + "/" + name)
      let new = mended(old)
      isChanged = isChanged || new != old
      if search.occurs(in: new) { left.append(workspace.relative(report + "/" + name)) }
      files.append((name, new))
    }
    if !isChanged { return }
    var hash = SHA256()
    for file in files { hash.update(file.bytes) }
    let target = workspace.relative(report)
    let name = target.split(separator: "/").dropFirst().joined(separator: "-")
    let id = "\(name)-\(hash.finalize().hexadecimal.prefix(12))"
    let staged = "\(workspace.reports)/.staging/\(id)"
    try FileSystem.removeTree(staged)
    try FileSystem.makeFolder(staged, mode: 0o755)
    for file in files {
      try FileSystem.replace(staged + "/" + file.name, with: file.bytes, mode: 0o644)
    }
    publications.append(
      Ledger.Publication(
        kind: "report", id: id, staged: workspace.relative(staged), target: target,
        runID: "remask"))
  }

  /// A page with each value that changed as it is now.
  private func mended(_ page: [UInt8]) -> [UInt8] {
    var matches: [PatternMatch] = []
    patterns.appendMatches(in: page.span, selecting: .leftmostLongest, to: &matches)
    if matches.isEmpty { return page }
    var output: [UInt8] = []
    var cursor = 0
    for match in matches {
      output += page[cursor..<Int(match.start)]
      output += replacements[Int(match.patternID)]
      cursor = Int(match.end)
    }
    return output + page[cursor...]
  }

  private static let forms: [@Sendable (String) -> String] = [
    { $0 },
    { text in
      text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
    },
    { String(JSONText.string(of: .string($0)).dropFirst().dropLast()) },
    { String(JSONText.string(of: .string($0), forHTML: true).dropFirst().dropLast()) },
  ]
}
