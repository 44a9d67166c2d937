/// A value bound to a statement's parameter.
public enum SQLValue: Equatable, Sendable {
  /// SQL NULL.
  case null
  /// A 64-bit integer.
  case integer(Int64)
  /// A double.
  case real(Double)
  /// A text.
  case text(String)
  /// Bytes.
  case blob([UInt8])

  /// An integer, or NULL for nil.
  public static func optional<I: BinaryInteger>(_ value: I?) -> SQLValue {
    value.map { .integer(Int64($0)) } ?? .null
  }

  /// A text, or NULL for nil.
  public static func optional(_ value: String?) -> SQLValue {
    value.map(SQLValue.text) ?? .null
  }

  /// A double, or NULL for nil.
  public static func optional(_ value: Double?) -> SQLValue {
    value.map(SQLValue.real) ?? .null
  }

  /// An integer of any width.
  public static func int<I: BinaryInteger>(_ value: I) -> SQLValue { .integer(Int64(value)) }
}

extension SQLValue: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral,
  ExpressibleByFloatLiteral, ExpressibleByNilLiteral
{
  /// An integer.
  public init(integerLiteral value: Int64) { self = .integer(value) }
  /// A text.
  public init(stringLiteral value: String) { self = .text(value) }
  /// A double.
  public init(floatLiteral value: Double) { self = .real(value) }
  /// NULL.
  public init(nilLiteral: ()) { self = .null }
}
