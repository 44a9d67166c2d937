internal import Bytes
internal import Columns
internal import Tabular

/// A batch folder's files, in memory.
struct OutboxBatch: Sendable {
  let receiver: String
  let unitName: String
  let runID: String
  let issuedAt: Int64
  let rows: [OutboxRow]
  /// The day and eight digits of the hash of all that the batch says.
  let batchID: String
  private let workbook: OutboxWorkbook
  private let csv: [UInt8]

  init(receiver: String, unitName: String, runID: String, issuedAt: Int64, rows: [OutboxRow]) {
    self.receiver = receiver
    self.unitName = unitName
    self.runID = runID
    self.issuedAt = issuedAt
    self.rows = rows
    workbook = OutboxWorkbook(rows)
    csv = workbook.csv()
    var hash = SHA256()
    hash.update(receiver)
    hash.update(csv)
    for row in rows {
      if let contact = row.contact { hash.update("\(contact.name)\u{0}\(contact.phone)\n") }
    }
    let date = CivilTime.date(CivilTime.day(of: issuedAt))
    batchID =
      CivilTime.padded(date.year, 4) + CivilTime.padded(date.month, 2)
      + CivilTime.padded(date.day, 2) + "-" + hash.finalize().hexadecimal.prefix(8)
  }

  /// A file of the folder.
  struct File: Sendable {
    let name: String
    let bytes: [UInt8]
  }

  /// The assignments it names, in the order of the rows, each once.
  var assignmentIDs: [Int64] {
    var seen: Set<Int64> = []
    return rows.map(\.line.assignmentID).filter { seen.insert($0).inserted }
  }

  /// What left the vault with it.
  var releases: [ReleaseEntry] {
    rows.flatMap { row in
      row.releases.map { release in
        ReleaseEntry(
          recipient: receiver, assignmentNo: row.line.assignmentNo, field: release.field,
          rule: release.rule, basis: release.basis, batchID: batchID)
      }
    }
  }

  /// All files: workbook, CSV, pages, contacts where granted, manifest and sums.
  func files() -> [File] {
    let base = "\(unitName)_\(batchID)_交办单_\(OutboxWorkbook.marking)"
    let pages = OutboxPages(unitName: unitName, batchID: batchID, rows: rows)
    var files = [
      File(name: base + ".xlsx", bytes: workbook.xlsx(unitName: unitName, batchID: batchID)),
      File(name: base + ".csv", bytes: csv),
      File(name: base + ".html", bytes: pages.html()),
    ]
    let contacts = ContactSheet(unitName: unitName, batchID: batchID, rows: rows)
    if !contacts.rows.isEmpty {
      let name = "联系单_\(unitName)_\(batchID)_\(OutboxWorkbook.marking)"
      files.append(File(name: name + ".xlsx", bytes: contacts.xlsx()))
      files.append(File(name: name + ".csv", bytes: contacts.csv()))
    }
    let hashes = files.map { SHA256.hash($0.bytes).hexadecimal }
    let manifest = JSONText.bytes(of: manifest(files, hashes: hashes), indented: true) + [10]
    files.append(File(name: "manifest.json", bytes: manifest))
    var sums = ""
    for (file, hash) in zip(files, hashes + [SHA256.hash(manifest).hexadecimal]) {
      sums += "\(hash)  \(file.name)\n"
    }
    files.append(File(name: "SHA256SUMS", bytes: Array(sums.utf8)))
    return files
  }

  private func manifest(_ files: [File], hashes: [String]) -> JSONValue {
    var seen: Set<String> = []
    let numbers = rows.map(\.line.assignmentNo).filter { seen.insert($0).inserted }
    let counts = OutboxSheet.all.map { sheet in
      JSONValue.Member(
        sheet.key, .int(rows.count { $0.line.sections.contains(sheet.section) }))
    }
    let list = zip(files, hashes).map { file, hash in
      JSONValue.object([
        .init("name", .string(file.name)), .init("bytes", .int(file.bytes.count)),
        .init("sha256", .string(hash)),
      ])
    }
    return .object([
      .init("unit", .string(receiver)), .init("unit_name", .string(unitName)),
      .init("batch", .string(batchID)), .init("run", .string(runID)),
      .init("issued_at", .string(CivilTime.format(issuedAt))),
      .init("marking", .string(OutboxWorkbook.marking)), .init("counts", .object(counts)),
      .init("files", .array(list)), .init("assignments", .texts(numbers)),
    ])
  }
}
