internal import Bytes
internal import SQLite

extension LedgerVerification {
  /// A row of `minsheng_publications`, its paths absolute; one that is `gone` is not looked for.
  private struct Publication {
    let kind: String
    let id: String
    let staged: String
    let target: String
    let state: String
    let digest: String?
  }

  /// Checks that what was published stands where it belongs, unchanged, and nothing else does.
  func checkPublications() throws(StorageError) {
    let publications = try publications()
    // A report that was made again stands where the first one stood.
    var latest: [String: Publication] = [:]
    for publication in publications { latest[publication.target] = publication }
    for publication in publications {
      if publication.state == "to_publish" {
        checkPending(publication)
      } else if publication.state == "published", latest[publication.target]?.id == publication.id {
        checkPublished(publication)
      }
    }
    let staged = Set(publications.filter { $0.state == "to_publish" }.map(\.staged))
    for root in [workspace.outbox, workspace.reports] {
      for path in folders(in: root + "/.staging") where !staged.contains(path) {
        findings.append(
          Finding(
            .staging, path: path, "a stopped run staged this folder; no run is to publish it",
            mending: Finding.Mending("removes the folder") { try FileSystem.removeTree(path) }))
      }
    }
    for unit in folders(in: workspace.outbox) where !unit.hasSuffix("/.staging") {
      for batch in folders(in: unit) where latest[batch] == nil {
        findings.append(Finding(.stray, path: batch, "no run published this batch"))
      }
    }
  }

  private func publications() throws(StorageError) -> [Publication] {
    let hasDigests =
      try connection.integer(
        "SELECT count(*) FROM sqlite_master WHERE name = 'minsheng_publication_digests'") == 1
    let sql =
      hasDigests
      ? """
      SELECT p.kind, p.id, p.staged, p.target, p.state, d.sha256 FROM minsheng_publications p
      LEFT JOIN minsheng_publication_digests d USING (kind, id) ORDER BY p.rowid
      """
      : "SELECT kind, id, staged, target, state, NULL FROM minsheng_publications ORDER BY rowid"
    var output: [Publication] = []
    try connection.query(sql) { row in
      output.append(
        Publication(
          kind: row.text(0), id: row.text(1), staged: workspace.path(row.text(2)),
          target: workspace.path(row.text(3)), state: row.text(4),
          digest: row.optionalText(5)))
    }
    return output
  }

  private func checkPending(_ publication: Publication) {
    let isStaged = FileSystem.exists(publication.staged)
    guard isStaged || FileSystem.exists(publication.target) else {
      findings.append(
        Finding(
          .lost, path: publication.target, table: "minsheng_publications",
          "\(publication.kind) \(publication.id) was to be published, and is gone"))
      return
    }
    let connection = connection
    findings.append(
      Finding(
        .pending, path: publication.target, table: "minsheng_publications",
        "\(publication.kind) \(publication.id) was staged and is not marked as published",
        mending: Finding.Mending("puts it in place and marks it") {
          if isStaged {
            try FileSystem.makeFolder(FileSystem.parent(of: publication.target))
            try FileSystem.removeTree(publication.target)
            try FileSystem.move(publication.staged, to: publication.target)
          }
          try connection.transaction { () throws(StorageError) in
            try connection.execute(
              """
              UPDATE minsheng_publications SET state = 'published' WHERE kind = ? AND id = ?
              """, [.text(publication.kind), .text(publication.id)])
          }
        }))
  }

  private func checkPublished(_ publication: Publication) {
    func report(_ kind: Finding.Kind, _ path: String, _ detail: String) {
      findings.append(Finding(kind, path: path, table: "minsheng_publications", detail))
    }
    guard FileSystem.isFolder(publication.target) else {
      report(
        .unpublished, publication.target,
        "\(publication.kind) \(publication.id) was published, and is not there")
      return
    }
    if let fault = sumsFault(publication.target) {
      report(
        .changed, publication.target + "/" + fault, "the file is not the one that was published")
    } else if !hasRemoved(in: publication.target), let digest = publication.digest,
      (try? PublicationDigest.of(publication.target)) != digest
    {
      report(.changed, publication.target, "the folder is not what was published")
    }
  }

  /// Whether a file of a folder was removed on purpose, so that only its sums can be checked.
  private func hasRemoved(in folder: String) -> Bool {
    let prefix = workspace.relative(folder) + "/"
    return removed.contains { $0.hasPrefix(prefix) }
  }

  /// The first file that is not what `SHA256SUMS` says; nil where all are, or there are no sums.
  private func sumsFault(_ folder: String) -> String? {
    guard let bytes = try? FileSystem.read(folder + "/SHA256SUMS") else { return nil }
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      guard let gap = line.ranges(of: "  ").first else { return "SHA256SUMS" }
      let name = String(line[gap.upperBound...])
      // Sheets with persons go before their batch does.
      if isRemoved(folder + "/" + name) { continue }
      guard !name.contains("/"), let content = try? FileSystem.read(folder + "/" + name),
        SHA256.hash(content).hexadecimal == String(line[..<gap.lowerBound])
      else { return name }
    }
    return nil
  }

  private func folders(in path: String) -> [String] {
    guard FileSystem.isFolder(path), let names = try? FileSystem.list(path) else { return [] }
    return names.map { path + "/" + $0 }.filter { FileSystem.isFolder($0) }
  }
}
