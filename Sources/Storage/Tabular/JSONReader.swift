internal import Bytes

/// Reads JSON objects as rows, in two passes: the first collects the keys of all.
struct JSONReader {
  /// Starts the text again for each pass.
  private let source: TabularSource
  private var keys: [[UInt8]] = []
  private var columns: [[UInt8]: Int] = [:]

  private var isGB18030: Bool { source.encoding == "gb18030" }

  init(_ source: TabularSource) { self.source = source }

  mutating func read(blockRows: Int, _ body: (RawRows) throws -> Void) throws {
    try collectKeys()
    let limits = source.limits
    var cutter = try JSONElementCutter(source)
    var scanner = JSONObjectScanner(maximumDepth: limits.depth)
    var builder = RawRowsBuilder(
      sheet: 0, blockRows: blockRows, limits: limits, originalForm: source.originalForm)
    for key in keys { builder.append(cell: key) }
    if !keys.isEmpty {
      builder.endRow(
        line: 0, byteRange: .init(offset: 0, length: 0), trimming: false, original: [])
    }
    var values = [Range<Int>](repeating: 0..<0, count: keys.count)
    while let element = try cutter.next() {
      let (utf8, faults) = element.decoded(isGB18030: isGB18030)
      var problem = faults == 0 ? RowProblem.none : .invalidBytes
      if scanner.scan(utf8) {
        for index in values.indices { values[index] = 0..<0 }
        for (place, member) in scanner.members.enumerated() {
          values[column(of: scanner.text[member.key], likely: place)] = member.value
        }
        for value in values { builder.append(cell: Array(scanner.text[value])) }
      } else {
        builder.append(cell: utf8)
        problem = .notAnObject
      }
      builder.endRow(
        line: element.number, byteRange: .init(offset: element.offset, length: element.bytes.count),
        problem: problem, trimming: false, original: element.bytes)
      try builder.emit(isLast: false, body)
    }
    try builder.emit(isLast: true, body)
  }

  private mutating func collectKeys() throws(StorageError) {
    var cutter = try JSONElementCutter(source)
    var scanner = JSONObjectScanner(maximumDepth: source.limits.depth)
    while let element = try cutter.next() {
      guard scanner.scan(element.decoded(isGB18030: isGB18030).utf8) else { continue }
      for (place, member) in scanner.members.enumerated() {
        let key = scanner.text[member.key]
        if place < keys.count && keys[place].elementsEqual(key) { continue }
        if columns[Array(key)] == nil {
          columns[Array(key)] = keys.count
          keys.append(Array(key))
        }
        if keys.count > source.limits.columns {
          throw StorageError(
            .limitExceeded, at: .init(line: element.number),
            "the JSON objects have more than \(source.limits.columns) different keys: values stand"
              + " where keys belong; export it again")
        }
      }
    }
  }

  private func column(of key: ArraySlice<UInt8>, likely place: Int) -> Int {
    if place < keys.count && keys[place].elementsEqual(key) { return place }
    guard let column = columns[Array(key)] else {
      preconditionFailure("a key that the first pass did not meet")
    }
    return column
  }
}
