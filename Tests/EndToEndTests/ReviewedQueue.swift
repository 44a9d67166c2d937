import Bytes
import Tabular
import Testing

/// A review queue as a test fills it in: read, changed by header, saved as another program would.
struct ReviewedQueue {
  let header: [String]
  private(set) var rows: [[String: String]] = []
  private let title: [String]
  private let path: String

  init(path: String) throws {
    self.path = path
    var lines: [[String]] = []
    try TabularSource.open(path: path).readRows { block in
      if block.sheet == 0 { lines += (0..<block.rowCount).map { block.texts(row: $0) } }
    }
    title = try #require(lines.first)
    let header = lines[1]
    self.header = header
    for line in lines.dropFirst(2) where line.count > 1 {
      var cells: [String: String] = [:]
      for (name, text) in zip(header, line) { cells[name] = text }
      rows.append(cells)
    }
  }

  /// Fills cells of the row whose text holds some words.
  mutating func fill(_ words: String, _ cells: [String: String]) throws {
    let row = try #require(
      rows.firstIndex { ($0["诉求内容"] ?? "").contains(words) }, "no row with \(words)")
    rows[row].merge(cells) { $1 }
  }

  /// Fills cells of every row.
  mutating func fillAll(_ cells: [String: String]) {
    for row in rows.indices { rows[row].merge(cells) { $1 } }
  }

  /// Adds a row once more, with other cells.
  mutating func repeatRow(_ words: String, _ cells: [String: String]) throws {
    let row = try #require(rows.first { ($0["诉求内容"] ?? "").contains(words) })
    rows.append(row.merging(cells) { $1 })
  }

  /// Saves the queue.
  func save(_ path: String? = nil) throws {
    var writer = XLSXWriter()
    writer.beginSheet(WorkbookSheet(name: "复核", columns: []))
    writer.append(title)
    writer.append(header)
    for row in rows { writer.append(header.map { row[$0] ?? "" }) }
    try FileSystem.replace(path ?? self.path, with: writer.finish())
  }
}
