internal import Bytes

/// Recognises what a file holds.
struct TabularDetector {
  /// How much of a file is looked at.
  static let headBytes = 1 << 20
  /// The largest workbook that is unpacked from another container into memory.
  static let innerWorkbookBytes = 192 << 20

  /// How much more than a text that is not packed its rows may come to.
  private static let textExpansion = 10

  let path: String
  let bytes: StoredBytes
  let limits: TabularLimits

  init(path: String, bytes: StoredBytes, limits: TabularLimits) {
    self.path = path
    self.bytes = bytes
    var limits = limits
    let (allowed, isMore) = bytes.size.multipliedReportingOverflow(by: limits.expansion)
    limits.rowsBytes = isMore ? Int.max : max(64 << 20, allowed)
    self.limits = limits
  }

  func open() throws(StorageError) -> TabularSource {
    var head: [UInt8] = []
    try bytes.read(at: 0, count: Self.headBytes, into: &head)
    if head.isEmpty { throw StorageError(.unsupported, "the file is empty: export it again") }
    if Self.isZip(head) { return try openZip(bytes.archive(path: path), isInner: false) }
    if Self.isBinaryWorkbook(head) { return try openBinaryWorkbook(bytes) }
    if Self.isGzip(head) { return try openPacked(.gzip(bytes)) }
    return try openText(.plain(bytes), head)
  }

  private static func isZip(_ head: [UInt8]) -> Bool {
    head.starts(with: [0x50, 0x4b, 3, 4]) || head.starts(with: [0x50, 0x4b, 5, 6])
  }

  private static func isGzip(_ head: [UInt8]) -> Bool { head.starts(with: [0x1f, 0x8b]) }

  /// Whether a file is an Office file of before 2007, or starts as a workbook of any such version.
  private static func isBinaryWorkbook(_ head: [UInt8]) -> Bool {
    let starts: [[UInt8]] = [
      CompoundFile.signature, [9, 8, 0x10, 0], [9, 8, 8, 0], [9, 4, 6, 0], [9, 2, 6, 0],
      [9, 0, 4, 0],
    ]
    return starts.contains { head.starts(with: $0) }
  }

  /// Opens what is packed in a gzip file or the only member of a zip file.
  private func openPacked(_ content: TabularContent) throws(StorageError) -> TabularSource {
    let head = try content.head(Self.headBytes, limits: limits)
    if head.isEmpty {
      throw StorageError(.unsupported, "the packed file is empty: export it again")
    }
    if Self.isGzip(head) { throw Self.nested }
    let isZip = Self.isZip(head)
    guard isZip || Self.isBinaryWorkbook(head) else { return try openText(content, head) }
    let bytes: [UInt8]
    do {
      var limits = limits
      limits.decompressedBytes = min(limits.decompressedBytes, Self.innerWorkbookBytes)
      bytes = try content.head(Self.innerWorkbookBytes + 1, limits: limits)
    } catch {
      guard error.code == .limitExceeded else { throw error }
      throw StorageError(.limitExceeded, "a packed workbook is too large: unpack the file first")
    }
    if isZip { return try openZip(ZipArchive(bytes: bytes, path: path), isInner: true) }
    return try openBinaryWorkbook(.memory(bytes))
  }

  private static let nested = StorageError(
    .unsupported, "packed more than once: unpack the file first")

  private func openZip(_ archive: ZipArchive, isInner: Bool) throws(StorageError) -> TabularSource {
    if archive["xl/workbook.xml"] != nil || archive["xl/_rels/workbook.xml.rels"] != nil {
      return try openWorkbook(archive)
    }
    try refuseOfficeFiles(archive)
    if isInner { throw Self.nested }
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
    return try openPacked(.zip(archive, members[0]))
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
      } else if archive["OFD.xml"] != nil {
        "a fixed document (.ofd)"
      } else {
        nil
      }
    if let name {
      throw StorageError(
        .unsupported, "\(name), which is not read here: save the table as .xlsx or CSV UTF-8")
    }
  }

  private func openWorkbook(_ archive: ZipArchive) throws(StorageError) -> TabularSource {
    let workbook = try XLSXWorkbook(archive, limits: limits)
    return source(.xlsx, .xlsx(workbook), encoding: "utf-8")
  }

  private func openBinaryWorkbook(_ bytes: StoredBytes) throws(StorageError) -> TabularSource {
    var head: [UInt8] = []
    try bytes.read(at: 0, count: 8, into: &head)
    if head == CompoundFile.signature {
      let workbook = try XLSWorkbook(CompoundFile(bytes), limits: limits)
      return source(.xls, .xls(workbook), encoding: "utf-16le")
    }
    // Some programs write the workbook's stream without the file around it.
    guard head.starts(with: [9, 8]) else { throw XLSWorkbook.tooOld }
    let workbook = try XLSWorkbook(CompoundStream(whole: bytes), limits: limits)
    return source(.xls, .xls(workbook), encoding: "utf-16le")
  }

  private func source(_ format: TabularFormat, _ workbook: Workbook, encoding: String)
    -> TabularSource
  {
    TabularSource(
      path: path, format: format, encoding: encoding, delimiter: nil, sheets: workbook.sheetNames,
      limits: limits, content: .plain(bytes), markCount: 0, lineEnd: 10, workbook: workbook)
  }

  /// Opens what comes through a pipe and is larger than its head, if rows can be read as they come:
  /// fields between delimiters, or objects on lines.
  func openIncoming(_ head: [UInt8], _ incoming: IncomingBytes) throws(StorageError)
    -> TabularSource?
  {
    if Self.isZip(head) || Self.isBinaryWorkbook(head) || Self.isGzip(head) { return nil }
    let source = try openText(.incoming(incoming), head)
    return source.format == .delimited || source.format == .jsonLines ? source : nil
  }

  private func openText(_ content: TabularContent, _ head: [UInt8])
    throws(StorageError) -> TabularSource
  {
    try UnreadFormat.refuse(head)
    let isWhole = head.count < Self.headBytes
    var verdict = try EncodingDetector.detect(head, isWhole: isWhole)
    if verdict == nil && !isWhole, content.canBeReadTwice {
      verdict = try encodingOfRest(content)
    }
    let encoding = verdict ?? .init(name: "utf-8", markCount: 0)
    var text = Array(head.dropFirst(encoding.markCount))
    if encoding.name.hasPrefix("utf-16") {
      let stream = UTF16Stream(MemoryStream(text), isBigEndian: encoding.name == "utf-16be")
      text = []
      try stream.read(Self.headBytes, into: &text)
    }
    let form = try TextForm.detect(text, isWhole: isWhole, encoding: encoding.name)
    let limits = rowLimits(of: content)
    func source(_ workbook: Workbook?) -> TabularSource {
      TabularSource(
        path: path, format: form.format, encoding: encoding.name, delimiter: form.delimiter,
        sheets: workbook?.sheetNames ?? [""], limits: limits, content: content,
        markCount: encoding.markCount, lineEnd: form.lineEnd, workbook: workbook)
    }
    guard form.format == .xmlSpreadsheet else { return source(nil) }
    return source(.xmlSpreadsheet(try XMLSpreadsheet(source(nil).xmlStream())))
  }

  /// The limits of a text's rows: one that is not packed does not unfold much.
  private func rowLimits(of content: TabularContent) -> TabularLimits {
    var limits = limits
    switch content {
    case .plain: limits.rowsBytes = max(64 << 20, bytes.size * Self.textExpansion)
    case .incoming: limits.rowsBytes = Int.max
    case .gzip, .zip: break
    }
    return limits
  }

  /// The encoding of a text whose head is all ASCII, told where its first other byte stands.
  private func encodingOfRest(_ content: TabularContent)
    throws(StorageError) -> EncodingDetector.Verdict?
  {
    let stream = try content.stream(limits: limits)
    var piece: [UInt8] = []
    var lineBytes = 0
    while true {
      let before = piece.count
      try stream.read(4 << 20, into: &piece)
      if piece.count == before { return nil }
      // A line without end is refused later; no need to look through all of it.
      lineBytes = piece.contains(10) || piece.contains(13) ? 0 : lineBytes + piece.count
      if lineBytes > limits.rowBytes { return nil }
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
}
