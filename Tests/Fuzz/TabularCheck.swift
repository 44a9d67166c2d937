import Bytes
import Columns

@testable import Tabular

/// What holds of every file that `TabularSource` opens.
enum TabularCheck {
  /// Limits that small inputs reach.
  static let limits = {
    var limits = TabularLimits()
    limits.decompressedBytes = 32 << 20
    limits.quotedLines = 3
    limits.columns = 200
    limits.depth = 16
    return limits
  }()

  static func faults(_ bytes: [UInt8]) -> [String] {
    faults(bytes) { _, _, _, _ in }
  }

  /// Reads a file whole.
  ///
  /// - Parameter row: Looks at each row; what it finds it adds to the faults.
  static func faults(
    _ bytes: [UInt8],
    row look: (TabularSource, RawRows, _ row: Int, _ faults: inout [String]) -> Void
  ) -> [String] {
    var faults: [String] = []
    do {
      try ScratchFile.with(bytes) { path in
        do {
          let source = try TabularSource.open(path: path, limits: limits)
          for sheet in source.sheets.indices { _ = try? source.mergedRanges(sheet: sheet) }
          try source.readRows(blockRows: 3) { block in
            check(block, source, bytes, &faults)
            for row in 0..<block.rowCount { look(source, block, row, &faults) }
          }
        } catch let error as StorageError {
          if error.location.path != path { faults.append("an error without its file: \(error)") }
          if error.detail.isEmpty { faults.append("an error that says nothing") }
        }
      }
    } catch {
      faults.append("another error than a StorageError: \(error)")
    }
    return faults
  }

  private static func check(
    _ block: RawRows, _ source: TabularSource, _ bytes: [UInt8], _ faults: inout [String]
  ) {
    let cells = block.cells
    if block.rowStarts.count != block.rowCount + 1 || block.rowStarts.first != 0
      || Int(block.rowStarts.last ?? 0) != cells.count
    {
      faults.append("rows do not cover the cells")
    }
    if Int(cells.offsets.last ?? 0) != cells.bytes.count {
      faults.append("cells do not cover the text")
    }
    if !zip(cells.offsets, cells.offsets.dropFirst()).allSatisfy({ $0 <= $1 }) {
      faults.append("a cell ends before it starts")
    }
    for row in 0..<block.rowCount {
      let count = block.columnCount(row: row)
      if count < 0 || count > limits.columns { faults.append("a row of \(count) cells") }
      for column in 0..<max(0, count) {
        // Each cell by itself: a character may not be cut between two.
        let text = cells.bytes[block.cell(row: row, column: column)]
        if String(validating: text, as: UTF8.self) == nil { faults.append("a cell is not UTF-8") }
      }
      checkOriginal(of: row, block, source, bytes, &faults)
    }
  }

  /// The bytes of a row are those of the file, where it is read as it is.
  private static func checkOriginal(
    of row: Int, _ block: RawRows, _ source: TabularSource, _ bytes: [UInt8],
    _ faults: inout [String]
  ) {
    let original = block.originalBytes(of: row)
    // The rows of workbooks are spread over their file.
    let textForms: [TabularFormat] = [.delimited, .htmlTable, .jsonArray, .jsonLines]
    guard case .plain = source.content, textForms.contains(source.format) else { return }
    if source.format != .delimited && source.encoding.hasPrefix("utf-16") { return }
    let range = block.byteRanges[row]
    let isInside =
      range.offset >= 0 && range.length >= 0 && range.offset <= bytes.count
      && range.length <= bytes.count - range.offset
    guard isInside else { return faults.append("a row lies outside the file") }
    let stood = bytes[range.offset..<range.offset + range.length]
    // Half a unit at the end of UTF-16 is no text.
    if source.encoding.hasPrefix("utf-16") && range.length % 2 == 1 { return }
    if !stood.elementsEqual(original) {
      faults.append("the bytes of a row are not the file's: \(original), \(Array(stood))")
    }
  }
}
