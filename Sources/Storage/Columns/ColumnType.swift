/// The type of a column's values.
///
/// A table's types never drift: what is written as `int64` stays so for ever.
public enum ColumnType: String, Sendable, CaseIterable {
  /// True or false.
  case bool
  /// 32-bit signed integer.
  case int32
  /// 64-bit signed integer.
  case int64
  /// IEEE 754 double.
  case double
  /// UTF-8 text.
  case string
  /// Days since 1970-01-01, kept as `int32`.
  case date
  /// Microseconds since 1970-01-01T00:00:00 by the wall clock of Asia/Shanghai, kept as `int64`.
  case timestamp
  /// A list of texts (`VARCHAR[]`), elements never null.
  case stringList
}

/// A column of a schema: its name, its type and what it means.
public struct Field: Equatable, Sendable {
  /// The column's name, in the words of the design.
  public let name: String
  /// The type of its values.
  public let type: ColumnType
  /// What the column holds, for people who read the store.
  public let comment: String

  /// Makes a field.
  public init(_ name: String, _ type: ColumnType, _ comment: String = "") {
    self.name = name
    self.type = type
    self.comment = comment
  }
}

/// The columns of a batch or table, in order.
public struct Schema: Equatable, Sendable {
  /// The columns.
  public let fields: [Field]
  private let indexes: [String: Int]

  /// Makes a schema; names must differ.
  public init(_ fields: [Field]) {
    self.fields = fields
    indexes = Dictionary(uniqueKeysWithValues: fields.enumerated().map { ($1.name, $0) })
  }

  /// The position of a column, nil where there is none of that name.
  public func index(of name: String) -> Int? { indexes[name] }

  /// The schema of some of its columns, in the order given; each must exist.
  public func selecting(_ names: [String]) -> Schema {
    Schema(
      names.map { name in
        guard let index = indexes[name] else { preconditionFailure("no column \(name)") }
        return fields[index]
      })
  }
}

/// A table of the lake: its schema, how it is cut into partitions and how its rows are ordered.
public struct TableDefinition: Equatable, Sendable {
  /// The table's name.
  public let name: String
  /// What a row is, for people who read the store.
  public let comment: String
  /// Its columns.
  public let schema: Schema
  /// The DATE column by whose year and month the table is partitioned; nil for none.
  public let partitionDate: String?
  /// The columns whose ascending order rows have within a file.
  public let sortedBy: [String]
  /// What columns were called before, by their present names; a lake renames them when it is opened.
  public let formerNames: [String: String]

  /// Makes a definition.
  public init(
    _ name: String, _ comment: String, partitionDate: String? = nil, sortedBy: [String],
    _ fields: [Field], formerNames: [String: String] = [:]
  ) {
    self.name = name
    self.formerNames = formerNames
    self.comment = comment
    self.partitionDate = partitionDate
    self.sortedBy = sortedBy
    schema = Schema(fields)
  }
}
