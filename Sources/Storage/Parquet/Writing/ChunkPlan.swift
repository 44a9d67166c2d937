internal import Columns

/// How a column of a row group will be encoded, decided before any page is.
struct ChunkPlan: Sendable {
  let column: ParquetColumn
  let leaf: LeafColumn
  /// The encoding of the data pages.
  let encoding: PageEncoding
  let dictionary: ChunkDictionary?
  /// The rows of each page.
  let pages: [Range<Int>]

  init(
    _ column: ParquetColumn, _ leaf: LeafColumn, isFirstSorted: Bool, options: ParquetWriteOptions
  ) {
    self.column = column
    self.leaf = leaf
    if case .int64(let values) = leaf.values,
      isFirstSorted || Self.isOrdered(values, leaf.validity)
    {
      encoding = .deltaBinaryPacked
      dictionary = nil
    } else if let found = ChunkDictionary(leaf) {
      encoding = .rleDictionary
      dictionary = found
    } else if case .text(let bytes, let offsets) = leaf.values, leaf.lists == nil,
      DeltaTextEncoding.pays(bytes, offsets, leaf.validity)
    {
      encoding = .deltaByteArray
      dictionary = nil
    } else {
      encoding = .plain
      dictionary = nil
    }
    pages = Self.pages(leaf, hasDictionary: dictionary != nil, options)
  }

  /// Whether consecutive values ascend, but for one in 32.
  private static func isOrdered(_ values: [Int64], _ validity: [Bool]) -> Bool {
    var count = 0
    var descentCount = 0
    var last = Int64.min
    for index in values.indices where validity.isEmpty || validity[index] {
      if values[index] < last { descentCount &+= 1 }
      last = values[index]
      count &+= 1
    }
    return count > 1 && descentCount * 32 <= count
  }

  /// Cuts rows into pages, none of more rows than allowed, each closed once its plain size is.
  private static func pages(
    _ leaf: LeafColumn, hasDictionary: Bool, _ options: ParquetWriteOptions
  ) -> [Range<Int>] {
    var pages: [Range<Int>] = []
    var start = 0
    var size = 0
    for row in 0..<leaf.rowCount {
      size &+= leaf.plainSize(row, isIndex: hasDictionary)
      let count = row &+ 1 &- start
      if count >= options.pageRowCount || size >= options.pageByteCount {
        pages.append(start..<row &+ 1)
        start = row &+ 1
        size = 0
      }
    }
    if start < leaf.rowCount { pages.append(start..<leaf.rowCount) }
    return pages
  }
}

extension LeafColumn {
  /// The plain bytes of a row, or those of its dictionary indexes, with a byte for the levels.
  fileprivate func plainSize(_ row: Int, isIndex: Bool) -> Int {
    if lists == nil {
      switch values {
      case .bool: return 1
      case .int32: return 4
      case .int64, .double: return 8
      case .text(_, let offsets):
        return isIndex ? 4 : Int(offsets[row &+ 1]) &- Int(offsets[row]) &+ 4
      }
    }
    let entries = entries(row..<row &+ 1)
    guard case .text(_, let offsets) = values, !isIndex else { return 1 + 4 * entries.count }
    return 1 + 4 * entries.count + Int(offsets[entries.upperBound])
      - Int(offsets[entries.lowerBound])
  }
}
