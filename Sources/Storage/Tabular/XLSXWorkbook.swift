internal import Bytes
internal import Columns

/// A workbook's parts: its sheets, and what their cells refer to.
struct XLSXWorkbook: Sendable {
  struct Sheet: Sendable {
    var name: String
    var part: String
    var isHidden: Bool
  }

  let archive: ZipArchive
  let limits: TabularLimits
  let sheets: [Sheet]
  /// Whether days count from 1904-01-01.
  let isFrom1904: Bool
  /// How the numbers of each cell format are shown.
  let formats: [CellNumberFormat]
  let sharedStringsPart: String?

  /// The largest of the small parts.
  private static let smallPartBytes = 64 << 20

  init(_ archive: ZipArchive, limits: TabularLimits) throws(StorageError) {
    self.archive = archive
    self.limits = limits
    let relations = try Self.readRelations(archive)
    var sheets: [Sheet] = []
    var isFrom1904 = false
    var xml = try Self.reader(archive, "xl/workbook.xml")
    while true {
      let token = try xml.next()
      if token == .endOfFile { break }
      guard token == .start else { continue }
      if xml.isNamed("workbookPr") {
        let value = xml.string("date1904")
        isFrom1904 = value == "1" || value == "true"
      } else if xml.isNamed("sheet"), let name = xml.string("name"), let id = xml.string("id"),
        let relation = relations[id], relation.type.hasSuffix("/worksheet")
      {
        let state = xml.string("state") ?? "visible"
        sheets.append(Sheet(name: name, part: relation.target, isHidden: state != "visible"))
      }
    }
    if sheets.isEmpty { throw StorageError(.corrupt, "the workbook has no sheet") }
    // Otherwise a small file could have its largest part read any number of times.
    if Set(sheets.map(\.part)).count < sheets.count {
      throw StorageError(.corrupt, "two sheets of the workbook are one part: save it again")
    }
    self.sheets = sheets
    self.isFrom1904 = isFrom1904
    let parts = relations.values.filter { archive[$0.target] != nil }
    sharedStringsPart = parts.first { $0.type.hasSuffix("/sharedStrings") }?.target
    formats = try Self.readFormats(
      archive, parts.first { $0.type.hasSuffix("/styles") }?.target)
  }

  static func reader(_ archive: ZipArchive, _ part: String) throws(StorageError) -> XMLReader {
    guard let member = archive[part] else {
      throw StorageError(.corrupt, "the workbook has no part \(part)")
    }
    return XMLReader(ZipStream(try archive.stream(member, limit: smallPartBytes)))
  }

  private static func readRelations(_ archive: ZipArchive)
    throws(StorageError) -> [String: (type: String, target: String)]
  {
    var relations: [String: (type: String, target: String)] = [:]
    var xml = try reader(archive, "xl/_rels/workbook.xml.rels")
    while true {
      let token = try xml.next()
      if token == .endOfFile { return relations }
      guard token == .start, xml.isNamed("Relationship"), let id = xml.string("Id"),
        let type = xml.string("Type"), let target = xml.string("Target")
      else { continue }
      relations[id] = (type, path(target))
      if relations.count > ZipArchive.maximumMembers {
        throw StorageError(.limitExceeded, "the workbook has too many parts: save it again")
      }
    }
  }

  /// A part's name in the archive, given relative to `xl/` or absolute.
  private static func path(_ target: String) -> String {
    if target.hasPrefix("/") { return String(target.dropFirst()) }
    var folders = ["xl"]
    for part in target.split(separator: "/") {
      if part == ".." { _ = folders.popLast() } else if part != "." { folders.append(String(part)) }
    }
    return folders.joined(separator: "/")
  }

  private static func readFormats(_ archive: ZipArchive, _ part: String?)
    throws(StorageError) -> [CellNumberFormat]
  {
    guard let part else { return [] }
    var custom: [Int: String] = [:]
    var formats: [CellNumberFormat] = []
    var isInCellFormats = false
    var xml = try reader(archive, part)
    while true {
      let token = try xml.next()
      if token == .endOfFile { return formats }
      if token == .end && xml.isNamed("cellXfs") { isInCellFormats = false }
      guard token == .start else { continue }
      if xml.isNamed("numFmt"), let id = xml.integer("numFmtId") {
        custom[id] = xml.string("formatCode") ?? ""
      } else if xml.isNamed("cellXfs") {
        isInCellFormats = !xml.isEmptyElement
      } else if isInCellFormats && xml.isNamed("xf") {
        let id = xml.integer("numFmtId") ?? 0
        formats.append(
          custom[id].map { CellNumberFormat(code: $0) } ?? CellNumberFormat(builtIn: id))
      }
    }
  }

  /// A sheet's XML.
  func sheetReader(_ index: Int) throws(StorageError) -> XMLReader {
    guard let member = archive[sheets[index].part] else {
      throw StorageError(
        .corrupt, at: .init(sheet: sheets[index].name), "the workbook has no such part")
    }
    return reader(member)
  }
  /// A large part's XML, which is unpacked while it is read.
  func reader(_ member: ZipArchive.Member) -> XMLReader {
    let (archive, limit) = (self.archive, limits.decompressedBytes)
    return XMLReader(
      ReadAheadStream { () throws(StorageError) in
        ZipStream(try archive.stream(member, limit: limit))
      })
  }
}
