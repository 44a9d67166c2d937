public import Bytes

/// A tabular file of any format that we read, opened and recognised by its content.
public struct TabularSource: Sendable {
  /// The file's path.
  public let path: String
  /// The file's shape.
  public let format: TabularFormat
  /// The text encoding: `utf-8`, `utf-8-bom`, `gb18030`, `utf-16le` or `utf-16be`.
  public let encoding: String
  /// The delimiter of delimited text; nil for other formats.
  public let delimiter: UInt8?
  /// The names of a workbook's sheets in order; one empty name for files without sheets.
  public let sheets: [String]
  let limits: TabularLimits

  /// Opens a file and recognises its format and encoding from its first bytes.
  ///
  /// - Throws: `unsupported` for a format that we do not read, with what to do about it.
  public static func open(path: String, limits: TabularLimits = .default)
    throws(StorageError) -> TabularSource
  {
    throw StorageError(.unsupported, path: path, "not read yet")
  }

  /// Reads all rows in file order, sheet after sheet.
  ///
  /// - Parameters:
  ///   - blockRows: The most rows of a block.
  ///   - body: Takes each block; what it throws ends the reading and is thrown on.
  public func readRows(blockRows: Int = 16_384, _ body: (RawRows) throws -> Void) throws {
  }

  /// The merged ranges of a sheet, such as `A1:F1`.
  public func mergedRanges(sheet: Int) throws(StorageError) -> [CellRange] { [] }
}
