/// The bounds and places of a chunk's data pages, by which readers skip pages.
struct PageIndex: Sendable {
  /// One data page.
  struct Page: Sendable {
    var offset: Int
    /// With its header.
    var byteCount: Int
    var firstRow: Int
    var nullCount: Int
    var nanCount: Int?
    var isAllNull: Bool
    /// Nil when there is no bound that could be written.
    var minimum: [UInt8]?
    var maximum: [UInt8]?
  }

  /// How the bounds of the pages follow each other.
  enum Order: Int32, Sendable { case none = 0, ascending, descending }

  var pages: [Page] = []
  var order = Order.none

  /// Whether bounds can be written: each page with values has them.
  var hasBounds: Bool {
    pages.allSatisfy { $0.isAllNull || ($0.minimum != nil && $0.maximum != nil) }
  }

  /// The bytes of the ColumnIndex.
  func encodedBounds() -> [UInt8] {
    CompactWriter.structure { writer in
      writer.write(1, list: pages, of: .yes) { $0.element(bool: $1.isAllNull) }
      writer.write(2, list: pages, of: .binary) { $0.element(binary: $1.minimum ?? []) }
      writer.write(3, list: pages, of: .binary) { $0.element(binary: $1.maximum ?? []) }
      writer.write(4, int32: order.rawValue)
      writer.write(5, list: pages, of: .int64) { $0.element(int64: Int64($1.nullCount)) }
      let nanCounts = pages.compactMap(\.nanCount)
      if nanCounts.count == pages.count {
        writer.write(8, list: nanCounts, of: .int64) { $0.element(int64: Int64($1)) }
      }
    }
  }

  /// The bytes of the OffsetIndex.
  func encodedOffsets() -> [UInt8] {
    CompactWriter.structure { writer in
      writer.write(1, list: pages, of: .structure) { writer, page in
        writer.element {
          $0.write(1, int64: Int64(page.offset))
          $0.write(2, int32: Int32(page.byteCount))
          $0.write(3, int64: Int64(page.firstRow))
        }
      }
    }
  }
}
