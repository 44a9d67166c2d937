internal import Bytes

/// Reads a BIFF8 stream record by record.
///
/// After Microsoft's [MS-XLS]. A text may run over from one record into CONTINUE records, which
/// the functions that take bytes follow by themselves.
struct XLSRecordReader {
  /// The kinds of records that are told apart; all others are passed over.
  enum Kind: UInt16 {
    case formula = 0x0006
    case endOfPart = 0x000a
    case dateMode = 0x0022
    case filePassword = 0x002f
    case `continue` = 0x003c
    case sheet = 0x0085
    case numbers = 0x00bd
    case rich = 0x00d6
    case cellFormat = 0x00e0
    case mergedCells = 0x00e5
    case sharedTexts = 0x00fc
    case sharedText = 0x00fd
    case number = 0x0203
    case text = 0x0204
    case boolOrError = 0x0205
    case formulaText = 0x0207
    case array = 0x0221
    case dataTable = 0x0236
    case compactNumber = 0x027e
    case numberFormat = 0x041e
    case sharedFormula = 0x04bc
    case startOfPart = 0x0809
  }

  /// How much is read at a time in order, and after a jump.
  private static let pieceBytes = (inOrder: 256 << 10, afterJump: 8 << 10)

  private let stream: CompoundStream
  private var buffer: [UInt8] = []
  /// Where in the stream the buffer starts.
  private var base: Int
  /// Where in the buffer the next record starts.
  private var nextStart = 0
  private var hasJumped = true
  /// The kind of the record at hand; nil for one of no interest.
  private(set) var kind: Kind?
  /// Where in the stream the record at hand starts.
  private(set) var offset: Int
  /// Where in the buffer what is left to take of the record at hand starts, and where it ends.
  private var at = 0
  private var end = 0

  init(_ stream: CompoundStream, from offset: Int = 0) {
    self.stream = stream
    base = offset
    self.offset = offset
  }

  /// Where in the stream the next record starts.
  var nextOffset: Int { base + nextStart }

  /// Goes on to the next record; false at the stream's end.
  mutating func next() throws(StorageError) -> Bool {
    guard try fill(4) else { return false }
    let count = Int(buffer.number16(at: nextStart + 2))
    guard try fill(4 + count) else {
      throw StorageError(
        .corrupt, at: .init(byteOffset: base + nextStart), "the workbook is cut inside a record")
    }
    kind = Self.kind(of: buffer.number16(at: nextStart))
    offset = base + nextStart
    at = nextStart + 4
    end = at + count
    nextStart = end
    return true
  }

  /// Some programs write formulas under the numbers that they had in older versions.
  @inline(__always)
  private static func kind(of number: UInt16) -> Kind? {
    number == 0x0206 || number == 0x0406 ? .formula : Kind(rawValue: number)
  }

  /// Makes the record at an offset the next one.
  mutating func seek(to offset: Int) {
    if offset >= base && offset <= base + buffer.count {
      nextStart = offset - base
    } else {
      buffer.removeAll(keepingCapacity: true)
      base = offset
      nextStart = 0
      hasJumped = true
    }
    at = nextStart
    end = nextStart
  }

  /// Whether so many bytes from the next record on are at hand.
  private mutating func fill(_ count: Int) throws(StorageError) -> Bool {
    if buffer.count - nextStart >= count { return true }
    buffer.removeFirst(nextStart)
    base += nextStart
    nextStart = 0
    let known = base + buffer.count
    if known >= stream.size { return false }
    let piece = hasJumped ? Self.pieceBytes.afterJump : Self.pieceBytes.inOrder
    hasJumped = false
    try stream.read(at: known, count: max(piece, count - buffer.count), into: &buffer)
    return buffer.count >= count
  }

  // MARK: - Values at known places

  /// How many bytes of the record at hand are left to take.
  var count: Int { end - at }

  /// Throws unless so many bytes of the record are left.
  @inline(__always)
  func require(_ count: Int) throws(StorageError) {
    if end - at < count { throw tooShort }
  }

  private var tooShort: StorageError {
    StorageError(
      .corrupt, at: .init(byteOffset: offset),
      "a record of the workbook is too short: the file is broken, save it again")
  }

  /// A byte of the record, counted from what is left; there must be so many.
  @inline(__always)
  func byte(at place: Int) -> UInt8 { buffer[at + place] }

  /// A 16-bit number of the record.
  @inline(__always)
  func number16(at place: Int) -> Int { Int(buffer.number16(at: at + place)) }

  /// A 32-bit number of the record.
  @inline(__always)
  func number32(at place: Int) -> UInt32 { buffer.number32(at: at + place) }

  /// A floating-point number of the record.
  func double(at place: Int) -> Double {
    Double(bitPattern: UInt64(number32(at: place)) | UInt64(number32(at: place + 4)) << 32)
  }

  /// Leaves out bytes of the record at hand.
  mutating func drop(_ count: Int) throws(StorageError) {
    try require(count)
    at += count
  }

  // MARK: - Bytes that may run over

  /// Goes on in the CONTINUE record that must follow.
  private mutating func goOn() throws(StorageError) {
    let start = offset
    guard try next(), kind == .continue else {
      throw StorageError(
        .corrupt, at: .init(byteOffset: start),
        "a text of the workbook ends too early: the file is broken, save it again")
    }
  }

  /// Whether bytes are left, in the record at hand or in CONTINUE records after it.
  mutating func goesOn() throws(StorageError) -> Bool {
    while at == end {
      guard try next(), kind == .continue else { return false }
    }
    return true
  }

  /// Takes a byte.
  mutating func takeByte() throws(StorageError) -> UInt8 {
    while at == end { try goOn() }
    at += 1
    return buffer[at - 1]
  }

  /// Takes a 16-bit number.
  mutating func take16() throws(StorageError) -> Int {
    let low = try takeByte()
    return Int(low) | Int(try takeByte()) << 8
  }

  /// Takes a 32-bit number.
  mutating func take32() throws(StorageError) -> Int {
    let low = try take16()
    return low | (try take16()) << 16
  }

  /// Takes bytes that nobody asks for.
  mutating func pass(_ count: Int) throws(StorageError) {
    var left = count
    while left > 0 {
      if at == end { try goOn() }
      let step = min(left, end - at)
      at += step
      left -= step
    }
  }

  /// Takes characters and appends them as UTF-8.
  ///
  /// Each record they run over into says anew whether they have one byte or two. Half a surrogate
  /// pair becomes U+FFFD.
  mutating func takeCharacters(_ count: Int, isWide: Bool, to output: inout [UInt8])
    throws(StorageError)
  {
    var left = count
    var isWide = isWide
    var high: UInt32 = 0
    while left > 0 {
      if at == end {
        try goOn()
        isWide = try takeByte() & 1 != 0
      }
      if isWide {
        let units = min(left, (end - at) / 2)
        if units == 0 {
          if end > at { throw tooShort }
          continue
        }
        for _ in 0..<units {
          append(unit: UInt32(buffer.number16(at: at)), high: &high, to: &output)
          at += 2
        }
        left -= units
      } else {
        let units = min(left, end - at)
        for _ in 0..<units {
          append(unit: UInt32(buffer[at]), high: &high, to: &output)
          at += 1
        }
        left -= units
      }
    }
    if high != 0 { UTF8Text.append(0xfffd, to: &output) }
  }

  @inline(__always)
  private func append(unit: UInt32, high: inout UInt32, to output: inout [UInt8]) {
    if unit < 0x80 && high == 0 { return output.append(UInt8(truncatingIfNeeded: unit)) }
    if high != 0 {
      let half = high
      high = 0
      if (0xdc00..<0xe000).contains(unit) {
        UTF8Text.append(0x10000 + (half - 0xd800) << 10 + (unit - 0xdc00), to: &output)
        return
      }
      UTF8Text.append(0xfffd, to: &output)
    }
    if (0xd800..<0xdc00).contains(unit) {
      high = unit
    } else {
      UTF8Text.append((0xdc00..<0xe000).contains(unit) ? 0xfffd : unit, to: &output)
    }
  }

  /// Takes a name, which never runs over; its record counts for more than its length.
  mutating func takeName(hasShortLength: Bool) throws(StorageError) -> String {
    try require(hasShortLength ? 2 : 3)
    let length = hasShortLength ? Int(try takeByte()) : try take16()
    let isWide = try takeByte() & 1 != 0
    var text: [UInt8] = []
    try takeCharacters(min(length, isWide ? count / 2 : count), isWide: isWide, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// Takes a text with its length and flags; how letters look and are read aloud is left out.
  mutating func takeText(to output: inout [UInt8]) throws(StorageError) {
    let length = try take16()
    let flags = try takeByte()
    let runs = flags & 8 != 0 ? try take16() : 0
    let extra = flags & 4 != 0 ? try take32() : 0
    try takeCharacters(length, isWide: flags & 1 != 0, to: &output)
    try pass(runs * 4 + extra)
  }
}
