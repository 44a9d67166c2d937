internal import Columns

extension LeafSchema {
  /// A bound as stored, nil where it is none for this column.
  func value(_ bytes: [UInt8]?) -> Value? {
    guard let bytes else { return nil }
    switch conversion {
    case .bool: return bytes.count == 1 ? .bool(bytes[0] != 0) : nil
    case .int32: return Self.integer(bytes, 4).map { .int(Int64(Int32(truncatingIfNeeded: $0))) }
    case .unsigned32: return Self.integer(bytes, 4).map { .int(Int64($0)) }
    case .int64, .unsigned64, .timestamp:
      guard let stored = Self.integer(bytes, 8).map(Int64.init(bitPattern:)),
        let converted = try? conversion.convert([stored])
      else { return nil }
      return .int(converted[0])
    case .float:
      return Self.integer(bytes, 4).flatMap {
        Self.number(Double(Float(bitPattern: UInt32(truncatingIfNeeded: $0))))
      }
    case .double: return Self.integer(bytes, 8).flatMap { Self.number(Double(bitPattern: $0)) }
    case .text: return String(validating: bytes, as: UTF8.self).map(Value.string)
    case .bytes: return nil
    }
  }

  /// A bound by signed comparison, which is no bound for texts and unsigned integers.
  func signed(_ bytes: [UInt8]?) -> [UInt8]? {
    switch conversion {
    case .text, .bytes, .unsigned32, .unsigned64: nil
    default: bytes
    }
  }

  private static func integer(_ bytes: [UInt8], _ size: Int) -> UInt64? {
    guard bytes.count == size else { return nil }
    var value: UInt64 = 0
    for step in 0..<size { value |= UInt64(bytes[step]) << UInt64(8 * step) }
    return value
  }

  private static func number(_ value: Double) -> Value? { value.isNaN ? nil : .double(value) }
}
