internal import Columns

/// The distinct values of a key column, ascending.
enum KeyValues: Sendable {
  case texts(StringColumn)
  case integers([Int64])

  var count: Int {
    switch self {
    case .texts(let column): column.count
    case .integers(let values): values.count
    }
  }

  /// The column of some ranks; the rank past the last value is no value.
  func column(_ ranks: [Int], of type: ColumnType) -> Column {
    let known = ranks.map { $0 < count ? $0 : nil }
    switch self {
    case .texts(let column):
      return Column.string(column).gathering(optional: known)
    case .integers(let values):
      switch type {
      case .bool: return Column.bool(ValueColumn(values.map { $0 != 0 })).gathering(optional: known)
      case .int32, .date:
        return Column.int32(ValueColumn(values.map { Int32(truncatingIfNeeded: $0) }))
          .gathering(optional: known)
      default: return Column.int64(ValueColumn(values)).gathering(optional: known)
      }
    }
  }

  /// The values of several columns of one kind, and for each column the ranks of its values.
  static func union(_ parts: [KeyValues]) -> (values: KeyValues, ranks: [[UInt32]]) {
    if case .integers? = parts.first {
      var all: Set<Int64> = []
      for case .integers(let values) in parts { all.formUnion(values) }
      let sorted = all.sorted()
      var rank: [Int64: UInt32] = [:]
      for (index, value) in sorted.enumerated() { rank[value] = UInt32(index) }
      let ranks = parts.map { part -> [UInt32] in
        guard case .integers(let values) = part else { return [] }
        return values.map { rank[$0] ?? 0 } + [UInt32(sorted.count)]
      }
      return (.integers(sorted), ranks)
    }
    var all = StringColumn()
    for case .texts(let column) in parts { all.append(contentsOf: column) }
    let coded = CodedColumn(all)
    let (sorted, rank) = Self.sorted(coded.dictionary)
    var next = 0
    let ranks = parts.map { part -> [UInt32] in
      defer { next += part.count }
      return (next..<next + part.count).map { rank[Int(coded.codes[$0])] }
        + [UInt32(sorted.count)]
    }
    return (.texts(sorted), ranks)
  }

  /// A dictionary in the order of its texts' bytes, and for each entry its rank.
  static func sorted(_ dictionary: StringColumn) -> (StringColumn, [UInt32]) {
    let order = (0..<dictionary.count).sorted { left, right in
      dictionary.bytes[dictionary.range(left)]
        .lexicographicallyPrecedes(dictionary.bytes[dictionary.range(right)])
    }
    var ranks = [UInt32](repeating: 0, count: dictionary.count)
    for (rank, entry) in order.enumerated() { ranks[entry] = UInt32(rank) }
    return (dictionary.gathering(order), ranks)
  }
}
