/// A table of tab-separated text whose first line names its columns.
struct TabTable {
  /// The cells of each row, as many as the header has.
  let rows: [[String]]
  private let columns: [String: Int]

  init(_ text: StaticString) {
    let bytes = Array(text.description.utf8)
    var lines: [[String]] = []
    for line in bytes.split(separator: 10) {
      lines.append(
        line.split(separator: 9, omittingEmptySubsequences: false)
          .map { String(decoding: $0, as: UTF8.self) })
    }
    precondition(!lines.isEmpty, "an embedded table without a header")
    let header = lines.removeFirst()
    columns = Dictionary(uniqueKeysWithValues: header.enumerated().map { ($1, $0) })
    let width = header.count
    rows = lines.map { row in
      precondition(row.count <= width, "an embedded row longer than its header: \(row)")
      return row + Array(repeating: "", count: width - row.count)
    }
  }

  /// The place of a column.
  func column(_ name: String) -> Int {
    guard let index = columns[name] else {
      preconditionFailure("an embedded table without its column \(name)")
    }
    return index
  }
}
