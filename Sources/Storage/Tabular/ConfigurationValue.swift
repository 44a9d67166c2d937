public import Bytes

/// A value of a JSON5 configuration file that knows where it stands.
///
/// `try file.required("name").string` gives a text or an error naming file, line and key.
public struct ConfigurationValue: Sendable {
  /// What the value is.
  public enum Content: Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number.
    case number(Double)
    /// A text.
    case string(String)
    /// An array.
    case array([ConfigurationValue])
    /// An object, its members in file order.
    case object([Member])
  }

  /// A member of an object.
  public struct Member: Sendable {
    /// The key.
    public let key: String
    /// The line the key stands on, from 1.
    public let line: Int
    /// The column the key starts at, from 1, counted in characters.
    public let column: Int
    /// The value.
    public let value: ConfigurationValue
  }

  /// What the value is.
  public let content: Content
  /// The file's path.
  public let path: String
  /// The keys that lead to the value, as in `fields.title[2]`; empty for the whole file.
  public let keyPath: String
  /// The line the value starts on, from 1.
  public let line: Int
  /// The column the value starts at, from 1, counted in characters.
  public let column: Int

  /// An error at this value, for what only the reader of the configuration can know.
  public func error(_ detail: String) -> StorageError {
    StorageError(
      .configuration,
      at: .init(path: path, line: line, column: keyPath.isEmpty ? nil : keyPath), detail)
  }
}

extension StorageError.Code {
  /// A configuration file says something that cannot be meant.
  public static let configuration = Self("configuration")
}
