internal import Bytes

/// Recognises what a file holds.
struct TabularDetector {
  /// How much of a file is looked at.
  static let headBytes = 1 << 20
  /// The largest workbook that is unpacked from another container into memory.
  static let innerWorkbookBytes = 256 << 20

  let path: String
  let limits: TabularLimits

  func open() throws(StorageError) -> TabularSource {
    let reader = try FileReader(path: path)
    var head: [UInt8] = []
    try reader.read(at: 0, count: Self.headBytes, into: &head)
    if head.isEmpty { throw StorageError(.unsupported, "the file is empty: export it again") }
    if Self.isZip(head) { return try openZip(ZipArchive(path: path), isInner: false) }
    guard head.starts(with: [0x1f, 0x8b]) else {
      return try openText(.plain(reader), head)
    }
    let content = TabularContent.gzip(reader)
    head = try content.head(Self.headBytes, limits: limits)
    if head.starts(with: [0x1f, 0x8b]) { throw nested() }
    if Self.isZip(head) {
      let bytes = try content.head(Self.innerWorkbookBytes + 1, limits: limits)
      return try openInnerZip(bytes)
    }
    return try openText(content, head)
  }

  private static func isZip(_ head: [UInt8]) -> Bool {
    head.starts(with: [0x50, 0x4b, 3, 4]) || head.starts(with: [0x50, 0x4b, 5, 6])
  }

  private func nested() -> StorageError {
    StorageError(.unsupported, "packed more than once: unpack the file first")
  }

  private func openInnerZip(_ bytes: [UInt8]) throws(StorageError) -> TabularSource {
    if bytes.count > Self.innerWorkbookBytes {
      throw StorageError(.limitExceeded, "a packed workbook is too large: unpack the file first")
    }
    return try openZip(ZipArchive(bytes: bytes, path: path), isInner: true)
  }

  private func openZip(_ archive: ZipArchive, isInner: Bool) throws(StorageError) -> TabularSource {
    if archive["xl/workbook.xml"] != nil || archive["xl/_rels/workbook.xml.rels"] != nil {
      return try openWorkbook(archive)
    }
    try refuseOfficeFiles(archive)
    if isInner { throw nested() }
    let members = archive.members.filter { member in
      let name = member.name.split(separator: "/").last.map(String.init) ?? ""
      return !member.isFolder && !member.name.hasPrefix("__MACOSX/") && !name.hasPrefix(".")
    }
    guard members.count == 1 else {
      throw StorageError(
        .unsupported,
        members.isEmpty
          ? "the zip file holds no file: export it again"
          : "the zip file holds \(members.count) files: unpack it first")
    }
    let content = TabularContent.zip(archive, members[0])
    let head = try content.head(Self.headBytes, limits: limits)
    if head.isEmpty {
      throw StorageError(.unsupported, "the packed file is empty: export it again")
    }
    if head.starts(with: [0x1f, 0x8b]) { throw nested() }
    if Self.isZip(head) {
      return try openInnerZip(content.head(Self.innerWorkbookBytes + 1, limits: limits))
    }
    return try openText(content, head)
  }

  private func refuseOfficeFiles(_ archive: ZipArchive) throws(StorageError) {
    let name: String? =
      if archive["xl/workbook.bin"] != nil {
        "a binary workbook (.xlsb)"
      } else if archive["word/document.xml"] != nil {
        "a Word document (.docx)"
      } else if archive["ppt/presentation.xml"] != nil {
        "a presentation (.pptx)"
      } else if archive["content.xml"] != nil && archive["mimetype"] != nil {
        "an OpenDocument file (.ods)"
      } else {
        nil
      }
    if let name {
      throw StorageError(.unsupported, "\(name), which is not read here: save it as .xlsx or CSV")
    }
  }

  private func openWorkbook(_ archive: ZipArchive) throws(StorageError) -> TabularSource {
    let workbook = try XLSXWorkbook(archive, limits: limits)
    return TabularSource(
      path: path, format: .xlsx, encoding: "utf-8", delimiter: nil,
      sheets: workbook.sheets.map(\.name), limits: limits,
      content: .zip(archive, archive.members[0]), markCount: 0, lineEnd: 10, workbook: workbook)
  }

  private func openText(_ content: TabularContent, _ head: [UInt8])
    throws(StorageError) -> TabularSource
  {
    try Self.refuse(head)
    let isWhole = head.count < Self.headBytes
    var verdict = try EncodingDetector.detect(head, isWhole: isWhole)
    if verdict == nil && !isWhole { verdict = try encodingOfRest(content) }
    let encoding = verdict ?? .init(name: "utf-8", markCount: 0)
    var text = Array(head.dropFirst(encoding.markCount))
    if encoding.name.hasPrefix("utf-16") {
      let stream = UTF16Stream(MemoryStream(text), isBigEndian: encoding.name == "utf-16be")
      text = []
      try stream.read(Self.headBytes, into: &text)
    }
    let form = try TextForm.detect(text, isWhole: isWhole, encoding: encoding.name)
    return TabularSource(
      path: path, format: form.format, encoding: encoding.name, delimiter: form.delimiter,
      sheets: [""], limits: limits, content: content, markCount: encoding.markCount,
      lineEnd: form.lineEnd, workbook: nil)
  }

  /// The encoding of a text whose head is all ASCII, told where its first other byte stands.
  private func encodingOfRest(_ content: TabularContent)
    throws(StorageError) -> EncodingDetector.Verdict?
  {
    let stream = try content.stream(limits: limits)
    var piece: [UInt8] = []
    while true {
      let before = piece.count
      try stream.read(4 << 20, into: &piece)
      if piece.count == before { return nil }
      if let first = piece.firstIndex(where: { $0 >= 0x80 }) {
        piece.removeFirst(first)
        var isWhole = false
        while piece.count < Self.headBytes && !isWhole {
          let known = piece.count
          try stream.read(Self.headBytes, into: &piece)
          isWhole = piece.count == known
        }
        return try EncodingDetector.detect(piece, isWhole: isWhole)
      }
      piece.removeAll(keepingCapacity: true)
    }
  }

  /// Refuses by name what is known by its first bytes and not read.
  private static func refuse(_ head: [UInt8]) throws(StorageError) {
    let known: [([UInt8], String)] = [
      ([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], ""),
      (Array("%PDF".utf8), "a PDF: ask for the table itself"),
      (Array("Rar!".utf8), "a RAR archive: unpack the file first"),
      ([0x37, 0x7a, 0xbc, 0xaf], "a 7z archive: unpack the file first"),
      ([0x28, 0xb5, 0x2f, 0xfd], "packed with zstd: unpack the file first"),
      (Array("BZh".utf8), "packed with bzip2: unpack the file first"),
      ([0xfd, 0x37, 0x7a, 0x58], "packed with xz: unpack the file first"),
      (Array("PAR1".utf8), "a Parquet file: export it as CSV"),
      (Array("SQLite format 3".utf8), "an SQLite database: export it as CSV"),
      ([0x89, 0x50, 0x4e, 0x47], "a picture: ask for the table itself"),
      ([0xff, 0xd8, 0xff], "a picture: ask for the table itself"),
      ([9, 8, 0x10, 0], "an old Excel file (.xls): save it as .xlsx or CSV UTF-8"),
    ]
    for (start, name) in known where head.starts(with: start) {
      if !name.isEmpty { throw StorageError(.unsupported, name) }
      // The names inside are UTF-16.
      let mark = "EncryptedPackage".utf8.reduce(into: [UInt8]()) { $0 += [$1, 0] }
      throw StorageError(
        .unsupported,
        contains(head, mark)
          ? "a workbook with a password: save it without, as .xlsx or CSV UTF-8"
          : "an old Excel file (.xls, 97–2003): open it in Excel or WPS and save it as .xlsx or"
            + " CSV UTF-8")
    }
  }

  private static func contains(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
    guard bytes.count >= part.count else { return false }
    for start in 0...bytes.count - part.count where bytes[start] == part[0] {
      if bytes[start..<start + part.count].elementsEqual(part) { return true }
    }
    return false
  }
}
