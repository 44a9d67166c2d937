/// A set of row ids as a bitmap in pages, which marks each id once.
struct RowMarks {
  /// Pages of 65,536 ids.
  private var pages: [Int64: [UInt64]] = [:]
  private var page: [UInt64] = []
  private var pageNumber: Int64 = -1

  /// Marks an id; false where it was marked before.
  mutating func insert(_ id: Int64) -> Bool {
    let number = id >> 16
    if number != pageNumber { turn(to: number) }
    let (word, bit) = (Int(id & 0xffff) >> 6, UInt64(1) << UInt64(id & 63))
    if page[word] & bit != 0 { return false }
    page[word] |= bit
    return true
  }

  private mutating func turn(to number: Int64) {
    if !page.isEmpty { pages[pageNumber] = page }
    page = pages.removeValue(forKey: number) ?? Array(repeating: 0, count: 1024)
    pageNumber = number
  }
}
