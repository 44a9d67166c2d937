internal import Bytes
internal import Columns

/// A workbook of Excel 97–2003 (BIFF8): its sheets, and what their cells refer to.
struct XLSWorkbook: Sendable {
  struct Sheet: Sendable {
    var name: String
    /// Where in the stream the sheet starts, and where the next one does or the stream ends.
    var offset: Int
    var end: Int
    var isHidden: Bool
  }

  /// The most characters of a number format.
  private static let maximumFormatCode = 255

  let stream: CompoundStream
  let limits: TabularLimits
  private(set) var sheets: [Sheet] = []
  /// Whether days count from 1904-01-01.
  private(set) var isFrom1904 = false
  /// How the numbers of each cell format are shown.
  private(set) var formats: [CellNumberFormat] = []
  private var sharedTextsOffset: Int?

  /// Opens the workbook in a compound file.
  ///
  /// - Throws: `unsupported` for what else such files hold, by name.
  init(_ file: CompoundFile, limits: TabularLimits) throws(StorageError) {
    guard let stream = try file.stream(named: "Workbook") else { throw Self.refusal(of: file) }
    try self.init(stream, limits: limits)
  }

  /// Opens the workbook that a stream holds.
  init(_ stream: CompoundStream, limits: TabularLimits) throws(StorageError) {
    self.stream = stream
    self.limits = limits
    var records = XLSRecordReader(stream)
    guard try records.next(), records.kind == .startOfPart, records.count >= 2 else {
      throw StorageError(.corrupt, "the workbook does not start as one: export it again")
    }
    guard records.number16(at: 0) == 0x0600 else { throw Self.tooOld }
    try readGlobals(&records)
    if sheets.isEmpty { throw StorageError(.corrupt, "the workbook has no sheet") }
    boundSheets()
  }

  private mutating func readGlobals(_ records: inout XLSRecordReader) throws(StorageError) {
    var custom: [Int: String] = [:]
    var formatNumbers: [Int] = []
    while try records.next(), records.kind != .endOfPart {
      switch records.kind {
      case .filePassword: throw Self.locked
      case .dateMode:
        try records.require(2)
        isFrom1904 = records.number16(at: 0) != 0
      case .numberFormat:
        let id = try records.take16()
        let code = try records.takeName(hasShortLength: false)
        custom[id] = String(code.prefix(Self.maximumFormatCode))
      case .cellFormat:
        try records.require(4)
        formatNumbers.append(records.number16(at: 2))
      case .sheet: try readSheet(&records)
      case .sharedTexts: sharedTextsOffset = records.offset
      default: break
      }
    }
    guard records.kind == .endOfPart else {
      throw StorageError(.corrupt, "the workbook ends too early: the file is cut")
    }
    var known: [Int: CellNumberFormat] = [:]
    for id in Set(formatNumbers) {
      known[id] = custom[id].map { CellNumberFormat(code: $0) } ?? CellNumberFormat(builtIn: id)
    }
    formats = formatNumbers.map { known[$0] ?? .number }
  }

  private mutating func readSheet(_ records: inout XLSRecordReader) throws(StorageError) {
    try records.require(6)
    let offset = Int(records.number32(at: 0))
    let (state, type) = (records.byte(at: 4), records.byte(at: 5))
    try records.drop(6)
    let name = try records.takeName(hasShortLength: true)
    // The others are charts, macros and Visual Basic modules.
    guard type == 0 else { return }
    sheets.append(
      Sheet(
        name: name, offset: offset, end: stream.size, isHidden: state & 3 != 0))
  }

  /// Bounds each sheet by the next one, so that a file is not read more often than it is long.
  private mutating func boundSheets() {
    let order = sheets.indices.sorted { sheets[$0].offset < sheets[$1].offset }
    for (index, next) in zip(order, order.dropFirst()) { sheets[index].end = sheets[next].offset }
  }

  /// The texts that cells refer to by number.
  func readSharedTexts() throws(StorageError) -> StringColumn {
    var texts = StringColumn()
    guard let sharedTextsOffset else { return texts }
    var records = XLSRecordReader(stream, from: sharedTextsOffset)
    guard try records.next() else { return texts }
    try records.require(8)
    let count = Int(records.number32(at: 4))
    try records.drop(8)
    var text: [UInt8] = []
    for _ in 0..<count {
      // Some writers count more texts than they write.
      guard try records.goesOn() else { break }
      text.removeAll(keepingCapacity: true)
      try records.takeText(to: &text)
      if texts.bytes.count + text.count > limits.sharedStringBytes {
        throw StorageError(
          .limitExceeded, "the workbook's texts exceed \(limits.sharedStringBytes) bytes")
      }
      texts.append(utf8: text.span)
    }
    return texts
  }

  // MARK: - Refusals

  static let tooOld = StorageError(
    .unsupported,
    "a workbook of Excel 95 or older: open it in Excel, WPS or LibreOffice and save it as .xlsx"
      + " or CSV UTF-8")

  static let locked = StorageError(
    .unsupported,
    "a workbook with a password, or protected against changes: save it without, as .xlsx or CSV"
      + " UTF-8")

  /// Why a compound file without a workbook is not read.
  private static func refusal(of file: CompoundFile) -> StorageError {
    let names = Set(file.entries.map { $0.name.lowercased() })
    let known: [(stream: String, what: String)] = [
      ("wordDocument", "a Word or WPS text document (.doc, .wps): ask for the table itself"),
      ("powerPoint Document", "a presentation (.ppt, .dps): ask for the table itself"),
      ("visioDocument", "a Visio drawing: ask for the table itself"),
      ("__properties_version1.0", "an Outlook message (.msg): save the file attached to it"),
    ]
    if names.contains("encryptedpackage") { return locked }
    if names.contains("book") { return tooOld }
    for (stream, what) in known where names.contains(stream.lowercased()) {
      return StorageError(.unsupported, what)
    }
    return StorageError(
      .unsupported,
      "an Office file (97–2003) without a workbook in it: save the table as .xlsx or CSV UTF-8")
  }
}
