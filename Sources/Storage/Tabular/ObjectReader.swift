internal import Bytes
internal import Columns

/// Reads JSON objects with the texts of some members, in one pass.
struct ObjectReader {
  /// A block ends once its objects have this many bytes.
  private static let blockBytes = 12 << 20

  private let isGB18030: Bool
  private let names: [[UInt8]]
  private var cutter: JSONElementCutter
  private var scanner: JSONObjectScanner

  init(_ source: TabularSource, members names: [String]) throws(StorageError) {
    isGB18030 = source.encoding == "gb18030"
    self.names = names.map { Array($0.utf8) }
    cutter = try JSONElementCutter(source)
    scanner = JSONObjectScanner(maximumDepth: source.limits.depth)
  }

  mutating func read(blockRows: Int, _ body: (ObjectRows) throws -> Void) throws {
    precondition(blockRows > 0, "blocks have rows")
    var rows = ObjectRows(memberCount: names.count)
    while let element = try cutter.next() {
      append(element, to: &rows)
      if rows.rowCount == blockRows || rows.objects.bytes.count >= Self.blockBytes {
        try body(rows)
        rows = ObjectRows(memberCount: names.count)
      }
    }
    if rows.rowCount > 0 { try body(rows) }
  }

  private mutating func append(_ element: JSONElementCutter.Element, to rows: inout ObjectRows) {
    let (utf8, faults) = element.decoded(isGB18030: isGB18030)
    let isObject = scanner.scan(utf8)
    rows.objects.append(utf8: utf8.span)
    rows.lineNumbers.append(Int32(truncatingIfNeeded: element.number))
    rows.problems.append(!isObject ? .notAnObject : faults > 0 ? .invalidBytes : .none)
    for (index, name) in names.enumerated() {
      let member =
        isObject ? scanner.members.last { scanner.text[$0.key].elementsEqual(name) } : nil
      if member != nil { rows.memberCounts[index] += 1 }
      rows.members[index].append(utf8: scanner.text.span.extracting(member?.value ?? 0..<0))
    }
  }
}

extension JSONElementCutter {
  /// Starts at the head of a JSON text.
  init(_ source: TabularSource) throws(StorageError) {
    self.init(
      try source.textStream(), isArray: source.format == .jsonArray,
      isGB18030: source.encoding == "gb18030", startingAt: source.markCount, limits: source.limits)
  }
}

extension JSONElementCutter.Element {
  /// The element's UTF-8, and how many places of it were no text of the encoding.
  func decoded(isGB18030: Bool) -> (utf8: [UInt8], faults: Int) {
    isGB18030 ? GB18030.decode(bytes) : UTF8Check.mended(bytes)
  }
}
