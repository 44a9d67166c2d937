public import Bytes

/// A tabular file of any format that we read, opened and recognised by its content.
public struct TabularSource: Sendable {
  /// The file's path.
  public let path: String
  /// The file's shape.
  public let format: TabularFormat
  /// The text encoding: `utf-8`, `utf-8-bom`, `gb18030`, `utf-16le` or `utf-16be`.
  public let encoding: String
  /// The delimiter of delimited text; nil for other formats.
  public let delimiter: UInt8?
  /// The names of a workbook's sheets in order; one empty name for files without sheets.
  public let sheets: [String]
  /// For each sheet whether its workbook hides it; its rows are read all the same.
  public var isSheetHidden: [Bool] { workbook?.isSheetHidden ?? [false] }
  let limits: TabularLimits
  let content: TabularContent
  /// How many bytes of the text are a mark of its encoding.
  let markCount: Int
  let lineEnd: UInt8
  let workbook: Workbook?

  /// Opens a file and recognises its format and encoding from its content, not its name.
  ///
  /// A gzip file, or a zip file with one member, is unpacked on the way.
  ///
  /// - Throws: `unsupported` for a format that is not read, with what to do about it;
  ///   `corrupt` for a broken container.
  public static func open(path: String, limits: TabularLimits = .default)
    throws(StorageError) -> TabularSource
  {
    do {
      let bytes = StoredBytes.file(try FileReader(path: path))
      return try TabularDetector(path: path, bytes: bytes, limits: limits).open()
    } catch { throw error.at(path: path) }
  }

  /// Opens a file that is in memory; the path is for messages only.
  public static func open(bytes: [UInt8], path: String, limits: TabularLimits = .default)
    throws(StorageError) -> TabularSource
  {
    do {
      return try TabularDetector(path: path, bytes: .memory(bytes), limits: limits).open()
    } catch { throw error.at(path: path) }
  }

  /// Opens what comes through a descriptor, such as standard input.
  ///
  /// Rows between delimiters and objects on lines are read as they come, once; anything else that is
  /// larger than a mebibyte is kept in a file without a name first. An encoding is told from the first
  /// mebibyte.
  ///
  /// - Parameters:
  ///   - descriptor: Where the bytes come from.
  ///   - path: What the input is called in messages.
  ///   - folder: Where the file without a name may be made.
  /// - Returns: nil when nothing comes.
  public static func open(
    descriptor: Int32, path: String, temporaryFolder folder: String,
    limits: TabularLimits = .default
  ) throws(StorageError) -> TabularSource? {
    do {
      let head = try IncomingBytes.head(of: descriptor, TabularDetector.headBytes)
      if head.isEmpty { return nil }
      if head.count < TabularDetector.headBytes {
        return try TabularDetector(path: path, bytes: .memory(head), limits: limits).open()
      }
      let incoming = IncomingBytes(head: head, descriptor: descriptor)
      let detector = TabularDetector(path: path, bytes: .memory(head), limits: limits)
      if let source = try detector.openIncoming(head, incoming) { return source }
      // The reader keeps the file open; its name goes at once, so that no text stays behind.
      let copy = try FileSystem.makeTemporaryFile(in: folder)
      defer { try? FileSystem.remove(copy) }
      try incoming.copy(to: copy)
      let bytes = StoredBytes.file(try FileReader(path: copy))
      return try TabularDetector(path: path, bytes: bytes, limits: limits).open()
    } catch { throw error.at(path: path) }
  }

  /// Reads all rows in file order, sheet after sheet.
  ///
  /// Rows without any content are left out. Objects in JSON give a first row of all their keys.
  ///
  /// - Parameters:
  ///   - blockRows: The most rows of a block; a block of long rows has fewer.
  ///   - body: Takes each block; what it throws ends the reading and is thrown on.
  public func readRows(blockRows: Int = 16_384, _ body: (RawRows) throws -> Void) throws {
    do {
      switch format {
      case .delimited: try readDelimited(blockRows: blockRows, body)
      case .xlsx, .xls, .xmlSpreadsheet:
        try workbook?.readRows(
          { () throws(StorageError) in try xmlStream() }, limits: limits, blockRows: blockRows, body
        )
      case .jsonArray, .jsonLines:
        var reader = JSONReader(self)
        try reader.read(blockRows: blockRows, body)
      case .htmlTable:
        var reader = HTMLTableReader(self)
        try reader.read(blockRows: blockRows, body)
      }
    } catch let error as StorageError { throw error.at(path: path) }
  }

  /// The merged ranges of a workbook's sheet; the value of each is in its first cell.
  ///
  /// Costs as much as reading the sheet.
  public func mergedRanges(sheet: Int) throws(StorageError) -> [CellRange] {
    guard let workbook else { return [] }
    do {
      return try workbook.mergedRanges(sheet: sheet)
    } catch { throw error.at(path: path) }
  }

  private func readDelimited(blockRows: Int, _ body: (RawRows) throws -> Void) throws {
    let dialect = RecordCutter.Dialect(
      delimiter: delimiter ?? UInt8(ascii: ","), lineEnd: lineEnd,
      quotedLines: limits.quotedLines, rowBytes: limits.rowBytes)
    let form = originalForm
    let reader = DelimitedReader(
      dialect: dialect, encoding: encoding == "gb18030" ? .gb18030 : .utf8, originalForm: form,
      limits: limits)
    try reader.read(textStream(), startingAt: markCount, blockRows: blockRows, body)
  }

  /// How the text that is read differs from the file's.
  var originalForm: RawRows.OriginalForm {
    switch encoding {
    case "utf-16le": .fromUTF16LittleEndian
    case "utf-16be": .fromUTF16BigEndian
    default: .same
    }
  }

  /// The text after its mark; UTF-16 comes as UTF-8.
  func textStream() throws(StorageError) -> any ByteStream {
    let stream = try content.stream(from: markCount, limits: limits)
    switch originalForm {
    case .same: return stream
    case .fromUTF16LittleEndian: return UTF16Stream(stream, isBigEndian: false)
    case .fromUTF16BigEndian: return UTF16Stream(stream, isBigEndian: true)
    }
  }
  /// The text as XML is read: UTF-8 always.
  func xmlStream() throws(StorageError) -> any ByteStream {
    let stream = try textStream()
    return encoding == "gb18030" ? GB18030Stream(stream) : stream
  }
}
