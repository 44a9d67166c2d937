internal import Bytes

/// Reads Thrift's compact protocol out of bytes that nobody vouches for.
///
/// No length is believed before that many bytes are seen to be there, and unknown fields are
/// skipped to a fixed depth only.
struct CompactReader {
  /// A field's id and wire type.
  struct Field {
    let id: Int
    let type: CompactType
  }

  /// Where the next byte is read.
  private(set) var position: Int
  private let bytes: [UInt8]
  private let end: Int
  private static let maximumDepth = 32

  /// Reads from a part of some bytes.
  init(_ bytes: [UInt8], in range: Range<Int>) {
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
  }

  /// Calls `body` for each field of a structure; `body` must read or skip it.
  mutating func structure(
    _ body: (inout CompactReader, Field) throws(StorageError) -> Void
  ) throws(StorageError) {
    var lastID = 0
    while true {
      let head = try byte()
      if head == 0 { return }
      guard let type = CompactType(rawValue: head & 0x0f) else {
        throw .corrupt("no Thrift type \(head & 0x0f)")
      }
      let step = Int(head >> 4)
      let id = step == 0 ? Int(truncatingIfNeeded: Varint.unzigzag(try varint())) : lastID &+ step
      guard (-32768...32767).contains(id) else { throw .corrupt("a Thrift field id over 16 bits") }
      lastID = id
      try body(&self, Field(id: id, type: type))
    }
  }

  /// The integer of a field.
  mutating func integer(_ field: Field) throws(StorageError) -> Int64 {
    switch field.type {
    case .int16, .int32, .int64: return Varint.unzigzag(try varint())
    case .int8: return Int64(Int8(bitPattern: try byte()))
    default: throw mismatch(field, "an integer")
    }
  }

  /// The 32-bit integer of a field.
  mutating func int32(_ field: Field) throws(StorageError) -> Int32 {
    guard let value = Int32(exactly: try integer(field)) else {
      throw .corrupt("Thrift field \(field.id) has more than 32 bits")
    }
    return value
  }

  /// The size, count or offset of a field, which is never negative.
  mutating func count(_ field: Field) throws(StorageError) -> Int {
    let value = try integer(field)
    guard value >= 0 else { throw .corrupt("Thrift field \(field.id) is negative: \(value)") }
    return Int(value)
  }

  /// The truth value of a field.
  func bool(_ field: Field) throws(StorageError) -> Bool {
    switch field.type {
    case .yes: return true
    case .no: return false
    default: throw mismatch(field, "a truth value")
    }
  }

  /// The bytes of a field.
  mutating func binary(_ field: Field) throws(StorageError) -> [UInt8] {
    guard field.type == .binary else { throw mismatch(field, "bytes") }
    return try binaryElement()
  }

  /// The text of a field.
  mutating func string(_ field: Field) throws(StorageError) -> String {
    String(decoding: try binary(field), as: UTF8.self)
  }

  /// The elements of a list field.
  mutating func list<Element>(
    _ field: Field, of type: CompactType,
    _ element: (inout CompactReader) throws(StorageError) -> Element
  ) throws(StorageError) -> [Element] {
    guard field.type == .list else { throw mismatch(field, "a list") }
    let (found, count) = try listHeader()
    // A list of truth values may be marked with either of their two types.
    let fits = found == type || (type == .yes && found == .no)
    guard fits || count == 0 else {
      throw .corrupt("Thrift field \(field.id) is a list of another type")
    }
    var elements: [Element] = []
    elements.reserveCapacity(min(count, 1024))
    for _ in 0..<count { elements.append(try element(&self)) }
    return elements
  }

  /// The bytes that stand here in a list.
  mutating func binaryElement() throws(StorageError) -> [UInt8] {
    let start = position
    let count = try varint()
    guard count <= UInt64(end - position) else {
      throw .corrupt("\(count) bytes are said to follow at \(start), past the end")
    }
    defer { position += Int(count) }
    return Array(bytes[position..<position + Int(count)])
  }

  /// The integer that stands here in a list.
  mutating func integerElement() throws(StorageError) -> Int64 { Varint.unzigzag(try varint()) }

  /// The truth value that stands here in a list.
  mutating func boolElement() throws(StorageError) -> Bool {
    try byte() == CompactType.yes.rawValue
  }

  /// Skips a field of any type.
  mutating func skip(_ field: Field) throws(StorageError) {
    try skip(field.type, isElement: false, depth: 0)
  }

  // MARK: - Parts

  private mutating func skip(_ type: CompactType, isElement: Bool, depth: Int)
    throws(StorageError)
  {
    guard depth < Self.maximumDepth else { throw .corrupt("Thrift structures are too deep") }
    switch type {
    case .yes, .no: if isElement { try advance(1) }
    case .int8: try advance(1)
    case .int16, .int32, .int64: _ = try varint()
    case .double: try advance(8)
    case .binary:
      let count = try varint()
      try advance(Int(clamping: count))
    case .list, .set:
      let (element, count) = try listHeader()
      for _ in 0..<count { try skip(element, isElement: true, depth: depth + 1) }
    case .map: try skipMap(depth: depth)
    case .structure:
      try structure { (reader: inout CompactReader, field) throws(StorageError) in
        try reader.skip(field.type, isElement: false, depth: depth + 1)
      }
    }
  }

  private mutating func skipMap(depth: Int) throws(StorageError) {
    let count = try varint()
    if count == 0 { return }
    guard count <= UInt64(end - position) else { throw .corrupt("a Thrift map is cut") }
    let types = try byte()
    guard let key = CompactType(rawValue: types >> 4),
      let value = CompactType(rawValue: types & 0x0f)
    else { throw .corrupt("no Thrift map types \(types)") }
    for _ in 0..<count {
      try skip(key, isElement: true, depth: depth + 1)
      try skip(value, isElement: true, depth: depth + 1)
    }
  }

  /// Every element takes a byte at least, so a count past the end is a lie.
  private mutating func listHeader() throws(StorageError) -> (type: CompactType, count: Int) {
    let head = try byte()
    let count = head >> 4 == 15 ? try varint() : UInt64(head >> 4)
    guard count <= UInt64(end - position) else { throw .corrupt("a Thrift list is cut") }
    guard let type = CompactType(rawValue: head & 0x0f) else {
      if count == 0 { return (.structure, 0) }
      throw .corrupt("no Thrift type \(head & 0x0f)")
    }
    return (type, Int(count))
  }

  private mutating func byte() throws(StorageError) -> UInt8 {
    guard position < end else { throw .corrupt("Thrift data are cut") }
    defer { position += 1 }
    return bytes[position]
  }

  private mutating func advance(_ count: Int) throws(StorageError) {
    guard count <= end - position else { throw .corrupt("Thrift data are cut") }
    position += count
  }

  private mutating func varint() throws(StorageError) -> UInt64 {
    try Varint.read(bytes, at: &position, end: end)
  }

  private func mismatch(_ field: Field, _ expected: String) -> StorageError {
    .corrupt("Thrift field \(field.id) is not \(expected)")
  }
}
