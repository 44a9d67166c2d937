internal import Bytes
internal import Columns
internal import Exchange
internal import Parallel

/// The files of a workspace that hold what is to be forgotten, and what becomes of each.
///
/// A file of the inbox that was taken goes as a whole: all its rows are in the store or in
/// quarantine, and a workbook cannot lose a row and stay what was sent. Rejected rows lose their
/// bytes. What was published, and what somebody else works on, is named only.
struct ForgottenFiles {
  /// What has to be removed or replaced.
  private(set) var removals: [Ledger.Removal] = []
  private let workspace: Workspace
  private let ledger: Ledger
  private let date: String
  private let progress: Progress
  /// Whether published contact sheets go too; their batches keep the rest.
  private let removesContacts: Bool

  init(
    _ workspace: Workspace, _ ledger: Ledger, date: Int32, removesContacts: Bool,
    progress: Progress
  ) {
    self.removesContacts = removesContacts
    self.workspace = workspace
    self.ledger = ledger
    self.date = CivilTime.format(day: date)
    self.progress = progress
  }

  /// Looks through everything, and stages copies of quarantined rows without their bytes.
  mutating func find(_ search: IdentitySearch, _ summary: inout ForgetSummary) throws {
    var unreadable: [String] = []
    try findInInbox(search, &summary, &unreadable)
    try findInQuarantine(search, &summary, &unreadable)
    for (kind, folder) in [
      ("outbox", workspace.outbox), ("feedback", workspace.feedback),
      ("reports", workspace.reports), ("logs", workspace.logs),
    ] {
      progress.update("forget", "looking through \(kind)")
      var found = try search.files(below: folder, unreadable: &unreadable)
      if removesContacts && kind == "outbox" {
        removals += found.filter(OutboxFiles.isContactSheet).map { removal($0, "contacts") }
        found.removeAll(where: OutboxFiles.isContactSheet)
      }
      summary.left.append((kind, found.map { workspace.relative($0) }))
    }
    summary.left.append(("unreadable", unreadable.map { workspace.relative($0) }))
    summary.files = removals.filter { $0.replacement == nil }.map(\.path)
    if removals.contains(where: { $0.replacement != nil }) {
      try FileSystem.syncFileSystem(of: workspace.quarantine)
      try Failpoint.reach(.removalStaged)
    }
  }

  // MARK: - Inbox

  private mutating func findInInbox(
    _ search: IdentitySearch, _ summary: inout ForgetSummary, _ unreadable: inout [String]
  ) throws {
    var known: [String: Ledger.File] = [:]
    for file in try ledger.files("", []) { known[file.path] = file }
    var paths = try files(below: workspace.inbox).map { (path: $0, isInside: true) }
    paths += known.keys.filter { $0.hasPrefix("/") && FileSystem.exists($0) }.sorted()
      .map { ($0, false) }
    progress.update("forget", "looking through \(paths.count) files of the inbox")
    let (all, taken) = (paths, known)
    let root = workspace.inbox + "/"
    let outcomes = Parallel.map(chunks: all.count) { index in
      let path = all[index].path
      let platform =
        all[index].isInside
        ? path.dropFirst(root.count).split(separator: "/").first.map(String.init)
        : taken[path]?.platform
      return search.look(into: path, platform: platform)
    }
    var (waiting, outside): ([String], [String]) = ([], [])
    for (item, outcome) in zip(all, outcomes) {
      switch outcome {
      case .absent: continue
      case .unreadable:
        unreadable.append(item.path)
        continue
      case .present: break
      }
      guard item.isInside else {
        outside.append(item.path)
        continue
      }
      if let file = known[String(item.path.dropFirst(root.count))], try isSame(file, item.path) {
        removals.append(
          removal(item.path, "inbox", modified: try FileSystem.modified(item.path)))
      } else {
        waiting.append(workspace.relative(item.path))
      }
    }
    summary.left += [("waiting", waiting), ("outside", outside)]
  }

  /// Whether the file that lies there is the one that was taken.
  private func isSame(_ file: Ledger.File, _ path: String) throws -> Bool {
    if try FileSystem.modified(path) == file.modified && FileSystem.size(path) == file.byteCount {
      return true
    }
    return Inbox.identifier(of: try SHA256.hash(fileAt: path)) == file.fileID
  }

  private func files(below folder: String) throws -> [String] {
    try FileSystem.list(folder).flatMap { name -> [String] in
      let path = folder + "/" + name
      return FileSystem.isFolder(path) ? try files(below: path) : [path]
    }
  }

  // MARK: - Quarantine

  private mutating func findInQuarantine(
    _ search: IdentitySearch, _ summary: inout ForgetSummary, _ unreadable: inout [String]
  ) throws {
    var copies: [String] = []
    for path in try files(below: workspace.quarantine) {
      if path.contains("/refused/") {
        if path.hasSuffix(".json") { continue }
        switch search.look(into: path, platform: platform(of: path)) {
        case .present: removals.append(removal(path, "quarantine"))
        case .unreadable: unreadable.append(path)
        case .absent: break
        }
      } else if path.hasSuffix(".ndjson") {
        let platform = platform(of: path)
        guard
          let redacted = QuarantineRedaction.redact(
            try FileSystem.read(path),
            where: { search.occurs(inRow: $0, platform: platform) })
        else { continue }
        summary.quarantineRows += redacted.rowCount
        let copy = path + ".forget" + FileSystem.temporarySuffix
        try FileSystem.remove(copy)
        try FileSystem.write(copy, redacted.lines.span, mode: 0o600)
        var removal = removal(path, "quarantine")
        removal.replacement = workspace.relative(copy)
        removals.append(removal)
      } else if search.look(into: path) == .present {
        copies.append(workspace.relative(path))
      }
    }
    summary.left.append(("quarantine", copies))
  }

  /// The platform of a quarantined file, by its name `<platform>-<file id>`.
  private func platform(of path: String) -> String {
    let name = FileSystem.name(of: path)
    return name.lastIndex(of: "-").map { String(name[..<$0]) } ?? name
  }

  private func removal(_ path: String, _ area: String, modified: Int64? = nil) -> Ledger.Removal {
    Ledger.Removal(
      path: workspace.relative(path), area: area, reason: "forget", date: date,
      modified: modified)
  }
}
