public import Bytes

/// A fault that a user of the analysis can mend: a configuration that contradicts itself, a column
/// that is missing, a model that does not fit.
public struct AnalysisError: Error, Equatable, Sendable {
  /// The kind of fault; open, so that each module declares its own members.
  public struct Code: RawRepresentable, Hashable, Sendable {
    /// The short identifier printed in messages.
    public let rawValue: String
    /// Makes a code from its identifier.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// Makes a code from its identifier.
    public init(_ rawValue: String) { self.rawValue = rawValue }
  }

  /// What kind of fault it is.
  public let code: Code
  /// Where it is.
  public var location: StorageError.Location
  /// What was found and what would be right.
  public let detail: String

  /// Makes an error.
  public init(_ code: Code, at location: StorageError.Location = .init(), _ detail: String) {
    self.code = code
    self.location = location
    self.detail = detail
  }
}

extension AnalysisError.Code {
  /// A configuration file says something that is not allowed; exit code 2.
  public static let configuration = Self("configuration")
  /// An input lacks a column that was asked for; exit code 2.
  public static let missingColumn = Self("missing-column")
  /// A model cannot be read or does not fit the input.
  public static let model = Self("model")
  /// An input's row is not what it should be.
  public static let badRow = Self("bad-row")
  /// Sums that must agree do not; exit code 1.
  public static let accounting = Self("accounting")
}

extension AnalysisError: CustomStringConvertible {
  /// The location, the code and the detail on one line, as a compiler prints them.
  public var description: String {
    let place = location.description
    return place.isEmpty
      ? "\(code.rawValue): \(detail)" : "\(place): \(code.rawValue): \(detail)"
  }
}
