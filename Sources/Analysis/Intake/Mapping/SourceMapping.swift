internal import Bytes
public import Complaints

/// How one kind of file of one platform becomes requests; read from `sources/*.json5`.
public struct SourceMapping: Sendable {
  /// The name of the platform's inbox folder.
  public let platform: String
  /// The platform as people call it.
  public let platformName: String
  /// The kind of the platform.
  public let source: Source
  /// Whether we issue, propose or follow.
  public let dispatch: DispatchMode
  /// The share of rejected rows above which a run warns.
  public let quarantineLimit: Double
  /// When files should come.
  public let delivery: ExpectedDelivery
  /// Patterns of file names, with `*` and `?`; needed only where a platform drops several kinds.
  public let filePatterns: [String]

  /// Reads and checks a mapping.
  ///
  /// - Parameters:
  ///   - path: The file's path, for messages only.
  ///   - bytes: The file's content.
  ///   - city: The city, whose divisions and units the mapping's values must name.
  /// - Throws: `StorageError.configuration` with file, line, key, the allowed values and the
  ///   nearest key.
  public static func load(path: String, bytes: [UInt8], city: CityConfiguration) throws
    -> SourceMapping
  {
    throw StorageError(.io, path: path, "not read yet")
  }

  /// Whether a file belongs to this mapping, by its name without folders.
  public func accepts(fileName: String) -> Bool { true }
}
