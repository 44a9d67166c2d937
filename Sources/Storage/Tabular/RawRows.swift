public import Columns

/// A block of rows as they stand in a file, in file order, before any of it has a meaning.
///
/// All cells are UTF-8, flattened row by row; rows may differ in length. Lines and rows without
/// any content are left out.
public struct RawRows: Sendable {
  /// A stretch of the file's bytes.
  ///
  /// It lies in the unpacked content where the file is packed, in the sheet's part or the workbook's
  /// stream in a workbook, and in the text as UTF-8 in JSON, HTML and XML that is not.
  @frozen public struct ByteRange: Equatable, Sendable {
    /// The first byte's offset.
    public var offset: Int
    /// The number of bytes.
    public var length: Int
    /// Makes a stretch.
    @inlinable public init(offset: Int, length: Int) {
      self.offset = offset
      self.length = length
    }
  }

  /// The sheet's index in the source's `sheets`; 0 for files without sheets.
  public let sheet: Int
  /// The cells of all rows.
  public var cells: StringColumn
  /// Where each row starts in `cells`; one more entry than rows.
  public var rowStarts: [Int32]
  /// For each row the line it starts on, its number in the sheet, or its place in the JSON array;
  /// from 1.
  public var lineNumbers: [Int32]
  /// Where each row's bytes lie in the file.
  public var byteRanges: [ByteRange]
  /// What is wrong with each row.
  public var problems: [RowProblem]
  /// The byte between the cells of delimited text; nil for other formats.
  public internal(set) var delimiter: UInt8?
  /// The raw bytes that the rows were read from, and where each row starts and ends in them.
  var original: [UInt8]
  var originalRanges: [Range<Int>]
  /// How `original` was made from the file's bytes.
  var originalForm = OriginalForm.same

  /// How the raw bytes at hand differ from those in the file.
  enum OriginalForm {
    case same
    case fromUTF16LittleEndian
    case fromUTF16BigEndian
  }

  init(sheet: Int = 0) {
    self.sheet = sheet
    cells = StringColumn()
    rowStarts = [0]
    lineNumbers = []
    byteRanges = []
    problems = []
    original = []
    originalRanges = []
  }

  /// The number of rows.
  @inlinable public var rowCount: Int { lineNumbers.count }

  /// The number of cells of a row.
  @inlinable public func columnCount(row: Int) -> Int {
    Int(rowStarts[row &+ 1] &- rowStarts[row])
  }

  /// Where a cell's text lies in `cells.bytes`; empty when the row is too short to have it.
  @inlinable public func cell(row: Int, column: Int) -> Range<Int> {
    let index = Int(rowStarts[row]) &+ column
    return index < Int(rowStarts[row &+ 1]) ? cells.range(index) : 0..<0
  }

  /// A cell's text as a `String`, empty when the row is too short to have it.
  public func text(row: Int, column: Int) -> String {
    String(decoding: cells.bytes[cell(row: row, column: column)], as: UTF8.self)
  }

  /// The texts of a row, as `String`s.
  public func texts(row: Int) -> [String] {
    (0..<columnCount(row: row)).map { text(row: row, column: $0) }
  }

  /// The row's bytes as they stood in the file, without the line's end.
  ///
  /// A workbook row, whose texts are spread over the file, is given as a line of CSV in UTF-8.
  public func originalBytes(of row: Int) -> [UInt8] {
    if !originalRanges.isEmpty {
      let bytes = original[originalRanges[row]]
      switch originalForm {
      case .same: return Array(bytes)
      case .fromUTF16LittleEndian: return UTF16Stream.original(bytes, isBigEndian: false)
      case .fromUTF16BigEndian: return UTF16Stream.original(bytes, isBigEndian: true)
      }
    }
    var line: [UInt8] = []
    for column in 0..<columnCount(row: row) {
      if column > 0 { line.append(UInt8(ascii: ",")) }
      cells.bytes[cell(row: row, column: column)].withUnsafeBufferPointer {
        CSVText.append($0, to: &line)
      }
    }
    return line
  }
}
