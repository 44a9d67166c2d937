internal import Columns

/// A key column of some rows as ranks in the ascending order of its distinct values.
struct RankedColumn: Sendable {
  /// For each row the rank of its value; `values.count` for no value.
  let ranks: [UInt32]
  let values: KeyValues

  /// Ranks the texts of a coded column.
  init(_ column: CodedColumn) {
    let (sorted, rank) = KeyValues.sorted(column.dictionary)
    let table = rank + [UInt32(sorted.count)]
    values = .texts(sorted)
    ranks = column.codes.map { table[Int($0)] }
  }

  /// Ranks the values of any column but lists and doubles.
  init(_ column: Column) {
    switch column {
    case .string(let texts): self.init(CodedColumn(texts))
    case .bool(let column): self.init(column.values.map { $0 ? 1 : 0 }, column.validity)
    case .int32(let column): self.init(column.values.map { Int64($0) }, column.validity)
    case .int64(let column): self.init(column.values, column.validity)
    case .double, .stringList: preconditionFailure("no column to count by")
    }
  }

  private init(_ integers: [Int64], _ validity: Validity) {
    var least = Int64.max
    var most = Int64.min
    for value in integers {
      least = min(least, value)
      most = max(most, value)
    }
    // Days of a row group lie close together: a table over their span needs no hashing.
    if !integers.isEmpty, most.subtractingReportingOverflow(least).overflow == false,
      most - least < 65_536
    {
      var isThere = [Bool](repeating: false, count: Int(most - least) + 1)
      for (row, value) in integers.enumerated() where validity.isValid(row) {
        isThere[Int(value - least)] = true
      }
      var table = [UInt32](repeating: 0, count: isThere.count)
      var sorted: [Int64] = []
      for (offset, found) in isThere.enumerated() where found {
        table[offset] = UInt32(sorted.count)
        sorted.append(least + Int64(offset))
      }
      let none = UInt32(sorted.count)
      values = .integers(sorted)
      if validity.mask.isEmpty {
        ranks = integers.map { table[Int($0 &- least)] }
      } else {
        ranks = integers.indices.map {
          validity.mask[$0] ? table[Int(integers[$0] &- least)] : none
        }
      }
      return
    }
    var all: Set<Int64> = []
    for (row, value) in integers.enumerated() where validity.isValid(row) { all.insert(value) }
    let sorted = all.sorted()
    var table: [Int64: UInt32] = [:]
    for (rank, value) in sorted.enumerated() { table[value] = UInt32(rank) }
    values = .integers(sorted)
    ranks = integers.indices.map {
      validity.isValid($0) ? table[integers[$0]] ?? 0 : UInt32(sorted.count)
    }
  }
}
