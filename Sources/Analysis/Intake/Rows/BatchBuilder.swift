internal import Columns
internal import Complaints
internal import Tabular

/// The accepted and rejected rows of one stretch, in columns.
struct BatchBuilder: Sendable {
  /// Damage that does not cost the row; raw values are what is reported.
  enum Damage: String, CaseIterable {
    case badCoordinates = "bad-coordinates"
    case badIDNumber = "bad-id-number"
    case badNumber = "bad-number"
    case badPhone = "bad-phone"
    case badTime = "bad-time"
    case damagedIDNumber = "damaged-id-number"
    case damagedPhone = "damaged-phone"
    case damagedText = "damaged-text"
    case mendedPhone = "mended-phone"
    case mendedRecordID = "mended-record-id"
    case restoredZeros = "restored-zeros"
    case serialTime = "serial-time"
    case strayQuote = "stray-quote"
    case swappedCoordinates = "swapped-coordinates"
    case unknownDivision = "unknown-division"
    case unknownFlag = "unknown-flag"

    /// Whether the value was put right for certain, so that nothing is lost.
    var isRepair: Bool {
      switch self {
      case .mendedPhone, .mendedRecordID, .restoredZeros, .serialTime, .swappedCoordinates: true
      default: false
      }
    }

    /// Whether it is rare enough, and odd enough, to ask whether the row's cells have moved.
    var isSuspicious: Bool {
      switch self {
      case .badIDNumber, .badNumber, .badPhone, .badTime, .strayQuote, .unknownFlag: true
      default: false
      }
    }
  }

  var keys: [Int64] = []
  var contentHashes: [Int64] = []
  var stateHashes: [Int64] = []
  var requestIDs: [Int64] = []
  var fileRows: [Int32] = []
  var days: [Int32] = []
  private(set) var rejects: [Reject] = []
  private(set) var damages = [Int](repeating: 0, count: Damage.allCases.count)
  /// For each target its texts or numbers, one element for each row.
  private(set) var texts = [StringColumn](repeating: StringColumn(), count: Target.allCases.count)
  private(set) var numbers = [ValueColumn<Int64>](
    repeating: ValueColumn(), count: Target.allCases.count)
  private(set) var related = StringListColumn()
  private(set) var accusedUnits = StringColumn()
  private(set) var spanRows: [Int] = []
  private(set) var spanColumns = StringColumn()
  private(set) var spanOffsets: [Int32] = []
  private(set) var spanBytes = StringColumn()
  /// The rows that name anybody, and what they say.
  private(set) var identityRows: [Int] = []
  private(set) var identities = [StringColumn](repeating: StringColumn(), count: 4)
  private(set) var tokenIDs = StringColumn()
  private(set) var tokenPhones = StringColumn()

  /// Counts a damage.
  mutating func warn(_ damage: Damage) {
    for (index, known) in Damage.allCases.enumerated() where known == damage {
      damages[index] += 1
    }
  }

  /// Adds a row that is not accepted.
  ///
  /// - Parameters:
  ///   - header: The names over its columns.
  ///   - cells: Its cells, those that are filled from above filled.
  mutating func reject(
    _ block: RawRows, _ row: Int, _ refusal: (reason: String, detail: String), header: [String],
    cells: [String]
  ) {
    let place = block.byteRanges[row]
    rejects.append(
      Reject(
        reason: refusal.reason, detail: refusal.detail, line: Int(block.lineNumbers[row]),
        originalOffset: place.offset, originalLength: place.length,
        original: block.originalBytes(of: row), sheet: block.sheet, header: header, cells: cells,
        delimiter: block.delimiter))
  }

  /// Adds a target's text; an empty one is none.
  mutating func add(text: Span<UInt8>, _ target: Target) {
    if text.count == 0 {
      texts[target.index].appendNull()
    } else {
      texts[target.index].append(utf8: text)
    }
  }

  /// Adds a target's number.
  mutating func add(number: Int64?, _ target: Target) {
    numbers[target.index].append(number, zero: 0)
  }

  /// Adds the numbers of related records.
  mutating func add(list: [String]?) { related.append(list) }

  /// Adds the code of the unit complained about.
  mutating func add(unit code: [UInt8]?) {
    if let code { accusedUnits.append(utf8: code.span) } else { accusedUnits.appendNull() }
  }

  /// Adds a piece that masking took out.
  mutating func add(span: Span<UInt8>, _ target: Target, _ offset: Int) {
    spanRows.append(requestIDs.count - 1)
    spanColumns.append(target.name)
    spanOffsets.append(Int32(truncatingIfNeeded: offset))
    spanBytes.append(utf8: span)
  }

  /// Adds a row's person to the identities, if it names any, and what its token is made of.
  mutating func addIdentity(_ row: CleanRow) {
    let span = row.bytes.span
    let phones = row.range(Target.phone.index)
    let others = row.range(Target.otherPhone.index)
    let main = phones.isEmpty ? others : phones
    let idNumber = row.range(Target.idNumber.index)
    if row.number(Target.idNumber.index) == 1 {
      tokenIDs.append(utf8: span.extracting(idNumber))
    } else {
      tokenIDs.appendNull()
    }
    var firstPhone = main.lowerBound
    while firstPhone < main.upperBound, span[firstPhone] != 0x20 { firstPhone &+= 1 }
    if !isPersonal(span.extracting(main.lowerBound..<firstPhone)) {
      tokenPhones.appendNull()
    } else {
      tokenPhones.append(utf8: span.extracting(main.lowerBound..<firstPhone))
    }
    let name = row.range(Target.name.index)
    let address = row.range(Target.address.index)
    guard !(name.isEmpty && main.isEmpty && idNumber.isEmpty && address.isEmpty) else { return }
    identityRows.append(requestIDs.count - 1)
    append(0, span.extracting(name))
    appendPhones(span, main, others)
    append(2, span.extracting(idNumber))
    append(3, span.extracting(address))
  }

  /// Whether a phone can stand for a person: not a service's short number, nor a stand-in of zeros.
  private func isPersonal(_ phone: Span<UInt8>) -> Bool {
    guard phone.count >= 7 else { return false }
    var differing = 0
    for index in 1..<phone.count where phone[index] != phone[index &- 1] { differing &+= 1 }
    return differing >= 2
  }

  private mutating func append(_ column: Int, _ text: Span<UInt8>) {
    if text.count == 0 {
      identities[column].appendNull()
    } else {
      identities[column].append(utf8: text)
    }
  }

  /// Both phones of a row, when they differ, so that none is lost.
  private mutating func appendPhones(
    _ bytes: Span<UInt8>, _ main: Range<Int>, _ other: Range<Int>
  ) {
    let first = bytes.extracting(main)
    let second = bytes.extracting(other)
    guard second.count > 0, main != other, UTF8Text.find(copy(second), in: first) == nil else {
      append(1, first)
      return
    }
    append(1, (copy(first) + [0x20] + copy(second)).span)
  }

  private func copy(_ text: Span<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    text.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    return bytes
  }
}
