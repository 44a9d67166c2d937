internal import Bytes

/// What is known by its first bytes and not read; each is refused by name, with what to do.
enum UnreadFormat {
  private static let picture = "a picture: ask for the table itself"
  private static let movie = "a recording: ask for the table itself"
  private static let program = "a program, not a table: do not open it, ask the sender"

  private static let starts: [(bytes: [UInt8], what: String)] = [
    (Array("%PDF".utf8), "a PDF: ask for the table itself"),
    (Array("Rar!".utf8), "a RAR archive: unpack the file first"),
    ([0x37, 0x7a, 0xbc, 0xaf], "a 7z archive: unpack the file first"),
    ([0x28, 0xb5, 0x2f, 0xfd], "packed with zstd: unpack the file first"),
    (Array("BZh".utf8), "packed with bzip2: unpack the file first"),
    ([0xfd, 0x37, 0x7a, 0x58], "packed with xz: unpack the file first"),
    (Array("MSCF".utf8), "a cabinet archive: unpack the file first"),
    (Array("PAR1".utf8), "a Parquet file: export it as CSV"),
    (Array("SQLite format 3".utf8), "an SQLite database: export it as CSV"),
    (Array("\0\u{1}\0\0Standard ".utf8), "an Access database: export its table as CSV UTF-8"),
    ([0x89, 0x50, 0x4e, 0x47], picture), ([0xff, 0xd8, 0xff], picture),
    (Array("GIF8".utf8), picture), ([0x49, 0x49, 0x2a, 0], picture),
    ([0x4d, 0x4d, 0, 0x2a], picture),
    (Array("{\\rtf".utf8), "a rich text document (.rtf): ask for the table itself"),
    ([0x7f, 0x45, 0x4c, 0x46], program),
  ]

  /// Throws for a file whose first bytes are those of a format that is not read.
  static func refuse(_ head: [UInt8]) throws(StorageError) {
    if let what = name(head) { throw StorageError(.unsupported, what) }
  }

  static func name(_ head: [UInt8]) -> String? {
    if let known = starts.first(where: { head.starts(with: $0.bytes) }) { return known.what }
    func holds(_ text: String, at offset: Int) -> Bool {
      head.count > offset && head[offset...].starts(with: text.utf8)
    }
    if holds("ustar", at: 257) { return "a tar archive: unpack the file first" }
    if holds("WEBP", at: 8) || isBitmap(head) { return picture }
    if holds("RIFF", at: 0) || holds("ID3", at: 0) || holds("#!AMR", at: 0) { return movie }
    if holds("ftyp", at: 4) { return holds("heic", at: 8) ? picture : movie }
    if holds("MZ", at: 0) && head.prefix(256).contains(0) { return program }
    if isDBase(head) {
      return "a dBase or FoxPro table (.dbf): open it in Excel or WPS and save it as .xlsx or"
        + " CSV UTF-8"
    }
    if isWebArchive(head) {
      return "a web archive (MHTML, often named .xls): open it in Excel or WPS and save it as .xlsx"
        + " or CSV UTF-8"
    }
    return nil
  }

  private static func isBitmap(_ head: [UInt8]) -> Bool {
    head.count > 18 && head.starts(with: "BM".utf8) && head.number32(at: 6) == 0
      && [12, 40, 108, 124].contains(head.number32(at: 14))
  }

  /// Whether a table's header with the lengths of header and rows stands where dBase has it.
  private static func isDBase(_ head: [UInt8]) -> Bool {
    guard head.count >= 32, [0x03, 0x30, 0x31, 0x83, 0x8b, 0xf5].contains(head[0]),
      (1...12).contains(head[2]), (1...31).contains(head[3])
    else { return false }
    let headerBytes = Int(head.number16(at: 8))
    return headerBytes >= 65 && head.number16(at: 10) > 0 && head[12] == 0 && head[13] == 0
      && (headerBytes > head.count || head[..<headerBytes].suffix(264).contains(13))
  }

  private static func isWebArchive(_ head: [UInt8]) -> Bool {
    let start = String(decoding: head.prefix(2048), as: UTF8.self).lowercased()
    return (start.hasPrefix("mime-version:") || start.hasPrefix("from:"))
      && start.contains("content-type:") && start.contains("multipart/")
  }
}
