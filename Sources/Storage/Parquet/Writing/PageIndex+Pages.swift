internal import Columns

extension PageIndex.Page {
  /// The entry of a data page.
  init(_ page: EncodedPage, offset: Int, byteCount: Int, type: ColumnType) {
    self.offset = offset
    self.byteCount = byteCount
    firstRow = page.rows?.lowerBound ?? 0
    nullCount = page.bounds.nullCount
    nanCount = type == .double ? page.bounds.nanCount : nil
    isAllNull = page.bounds.nullCount == page.bounds.entryCount
    minimum = page.bounds.storedMinimum(type)
    maximum = page.bounds.storedMaximum(type)
  }
}

extension PageIndex {
  /// How the bounds of pages, as they are stored, follow each other; pages without values do not
  /// count.
  static func order(of pages: [ValueBounds]) -> Order {
    var isAscending = true
    var isDescending = true
    var last: (minimum: ValueBounds.Bound, maximum: ValueBounds.Bound)?
    for page in pages {
      guard let minimum = page.minimum?.cut(TextBound.lower),
        let maximum = page.maximum?.cut(TextBound.upper)
      else { continue }
      if let last {
        if minimum.precedes(last.minimum) || maximum.precedes(last.maximum) { isAscending = false }
        if last.minimum.precedes(minimum) || last.maximum.precedes(maximum) { isDescending = false }
      }
      last = (minimum, maximum)
    }
    return isAscending ? .ascending : isDescending ? .descending : .none
  }
}

extension ValueBounds.Bound {
  fileprivate func cut(_ body: ([UInt8]) -> [UInt8]?) -> Self? {
    guard case .text(let bytes) = self else { return self }
    return body(bytes).map(Self.text)
  }
}
