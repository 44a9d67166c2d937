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
  /// The file it was read from, for messages.
  public let path: String

  let header: HeaderRules
  let unknownColumns: ColumnPolicy
  /// What to do with columns that are not those of the platform's last file.
  package let changedColumns: ColumnPolicy
  /// Header names that are known and not used.
  let ignored: Set<String>
  /// Columns whose empty cells take the value above; the first tells where a block starts.
  let fillDown: [ColumnRule.Cell]
  let rules: [ColumnRule]
  /// Words for targets without a column.
  let constants: [Target: [UInt8]]
  /// Degrees that a place of the city may have.
  let longitudes: ClosedRange<Double>
  let latitudes: ClosedRange<Double>
  /// How many cells a row may have; nil where the file itself tells.
  let rowLength: RowLength?

  /// Reads and checks a mapping.
  ///
  /// - Parameters:
  ///   - path: The file's path, for messages only.
  ///   - bytes: The file's content.
  ///   - city: The city, whose divisions the mapping's values must name.
  /// - Throws: `StorageError.configuration` with file, line, key, the allowed values and the
  ///   nearest key.
  public static func load(path: String, bytes: [UInt8], city: CityConfiguration) throws
    -> SourceMapping
  {
    try MappingReader(path: path, bytes: bytes, city: city).read()
  }

  /// Whether a file belongs to this mapping, by its name without folders.
  public func accepts(fileName: String) -> Bool {
    filePatterns.isEmpty
      || filePatterns.contains {
        Self.matches(Array(fileName.unicodeScalars), Array($0.unicodeScalars))
      }
  }

  /// Whether a name fits a pattern of `*` and `?`; in time proportional to their product.
  private static func matches(_ name: [Unicode.Scalar], _ pattern: [Unicode.Scalar]) -> Bool {
    var position = 0
    var index = 0
    var star: (index: Int, position: Int)?
    while position < name.count {
      if index < pattern.count, pattern[index] == "*" {
        star = (index, position)
        index += 1
      } else if index < pattern.count, pattern[index] == "?" || pattern[index] == name[position] {
        index += 1
        position += 1
      } else if let last = star {
        star = (last.index, last.position + 1)
        index = last.index + 1
        position = last.position + 1
      } else {
        return false
      }
    }
    while index < pattern.count, pattern[index] == "*" { index += 1 }
    return index == pattern.count
  }
}
