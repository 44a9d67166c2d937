/// A value as a file stores it, told by what the file says that it means.
public indirect enum StoredValue: Equatable, Sendable {
  /// No value.
  case null
  /// A truth value.
  case bool(Bool)
  /// An integer with a sign.
  case integer(Int64)
  /// An integer without a sign, over 63 bits.
  case unsigned(UInt64)
  /// A number; single precision is widened exactly.
  case number(Double)
  /// A text, or a date or time in its usual writing.
  case text(String)
  /// Bytes that are no UTF-8.
  case bytes([UInt8])
  /// The elements of a list.
  case list([StoredValue])
  /// The members of a structure, by their names.
  case structure([Member])

  /// A member of a structure.
  public struct Member: Equatable, Sendable {
    /// Its name.
    public let name: String
    /// Its value.
    public let value: StoredValue
  }
}
