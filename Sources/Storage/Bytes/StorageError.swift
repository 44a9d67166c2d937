/// A fault of the storage layer: unreadable input, failed I/O, a file that breaks its format.
///
/// The code says what kind of fault it is, the location where, the detail what was found. Broken
/// invariants of our own trap instead; a rejected record is data, not an error.
public struct StorageError: Error, Equatable, Sendable {
  /// The kind of fault; open, so that each module declares its own members.
  public struct Code: RawRepresentable, Hashable, Sendable {
    /// The short identifier printed in messages.
    public let rawValue: String
    /// Makes a code from its identifier.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// Makes a code from its identifier.
    public init(_ rawValue: String) { self.rawValue = rawValue }
  }

  /// A place in a file, counted from 1 as an editor shows it; every part may be unknown.
  public struct Location: Equatable, Sendable {
    /// The file's path.
    public var path: String?
    /// The sheet of a workbook.
    public var sheet: String?
    /// The line (of text) or row (of a sheet), from 1.
    public var line: Int?
    /// The column or key the fault lies in.
    public var column: String?
    /// The offset in bytes from the file's start.
    public var byteOffset: Int?

    /// Makes a location of what is known.
    public init(
      path: String? = nil, sheet: String? = nil, line: Int? = nil, column: String? = nil,
      byteOffset: Int? = nil
    ) {
      self.path = path
      self.sheet = sheet
      self.line = line
      self.column = column
      self.byteOffset = byteOffset
    }
  }

  /// What kind of fault it is.
  public let code: Code
  /// Where it is.
  public var location: Location
  /// What was found, in words for the person who has to mend it.
  public let detail: String

  /// Makes an error.
  public init(_ code: Code, at location: Location = Location(), _ detail: String) {
    self.code = code
    self.location = location
    self.detail = detail
  }

  /// Makes an error at a file.
  public init(_ code: Code, path: String, _ detail: String) {
    self.init(code, at: Location(path: path), detail)
  }

  /// The same error with the file's path filled in where it was unknown.
  public func at(path: String) -> StorageError {
    var copy = self
    if copy.location.path == nil { copy.location.path = path }
    return copy
  }
}

extension StorageError.Code {
  /// A system call failed.
  public static let io = Self("io")
  /// A file is not there.
  public static let notFound = Self("not-found")
  /// Bytes break the format they claim.
  public static let corrupt = Self("corrupt")
  /// A format or feature that this product does not read.
  public static let unsupported = Self("unsupported")
  /// Input is larger than a stated limit.
  public static let limitExceeded = Self("limit-exceeded")
}

extension StorageError.Location: CustomStringConvertible {
  /// `path[sheet]:line, column X`, as far as known.
  public var description: String {
    var text = path ?? ""
    if let sheet { text += "[\(sheet)]" }
    if let line { text += ":\(line)" }
    if let byteOffset { text += "@\(byteOffset)" }
    if let column { text += text.isEmpty ? "\(column)" : ", \(column)" }
    return text
  }
}

extension StorageError: CustomStringConvertible {
  /// The location, the code and the detail on one line, as a compiler prints them.
  public var description: String {
    let place = location.description
    return place.isEmpty
      ? "\(code.rawValue): \(detail)" : "\(place): \(code.rawValue): \(detail)"
  }
}
