extension StoredColumn {
  /// A bound of a column as stored; nil where its bytes are none of the column's type.
  static func value(of bytes: [UInt8]?, _ element: SchemaElement) -> StoredValue? {
    guard let bytes else { return nil }
    var word: UInt64 = 0
    for (step, byte) in bytes.prefix(8).enumerated() { word |= UInt64(byte) << UInt64(8 * step) }
    switch (element.type, bytes.count) {
    case (.boolean, 1): return .bool(word != 0)
    case (.int32, 4):
      return value(Int64(Int32(truncatingIfNeeded: word)), element, bits: 32)
    case (.int64, 8): return value(Int64(bitPattern: word), element, bits: 64)
    case (.float, 4):
      return .number(Double(Float(bitPattern: UInt32(truncatingIfNeeded: word))))
    case (.double, 8): return .number(Double(bitPattern: word))
    case (.byteArray, _):
      // An upper bound may be cut within a character.
      if element.meaning != .decimal, let text = String(validating: bytes, as: UTF8.self) {
        return .text(text)
      }
      return .bytes(bytes)
    case (.fixedLengthByteArray, _), (.int96, _): return .bytes(bytes)
    default: return nil
    }
  }
}
