internal import Bytes
public import Columns

/// A block of JSON objects as they stand in a text, and the texts of some of their members.
public struct ObjectRows: Sendable {
  /// The UTF-8 of each object, without blanks around it.
  public internal(set) var objects: StringColumn
  /// For each name asked for, the member's text; empty where an object lacks it or has null.
  public internal(set) var members: [StringColumn]
  /// For each name asked for, how many objects have such a member.
  public internal(set) var memberCounts: [Int]
  /// For each object the line it stands on, or its place in the array; from 1.
  public internal(set) var lineNumbers: [Int32]
  /// What is wrong with each.
  public internal(set) var problems: [RowProblem]

  init(memberCount: Int) {
    objects = StringColumn()
    members = (0..<memberCount).map { _ in StringColumn() }
    memberCounts = Array(repeating: 0, count: memberCount)
    lineNumbers = []
    problems = []
  }

  /// The number of objects.
  public var rowCount: Int { lineNumbers.count }
}

extension TabularSource {
  /// Reads the objects of JSON text in order and in one pass, so also those that come by a pipe.
  ///
  /// - Parameters:
  ///   - names: The members whose texts are wanted; of members of one name the last counts.
  ///   - blockRows: The most objects of a block; a block of long ones has fewer.
  ///   - body: Takes each block; what it throws ends the reading and is thrown on.
  /// - Precondition: The format is `jsonArray` or `jsonLines`.
  public func readObjects(
    members names: [String], blockRows: Int = 16_384, _ body: (ObjectRows) throws -> Void
  ) throws {
    precondition(format.isJSON, "objects are read of JSON")
    do {
      var reader = try ObjectReader(self, members: names)
      try reader.read(blockRows: blockRows, body)
    } catch let error as StorageError { throw error.at(path: path) }
  }
}

extension TabularFormat {
  /// Whether the rows are JSON objects.
  public var isJSON: Bool { self == .jsonArray || self == .jsonLines }
}
