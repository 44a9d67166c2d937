/// A sheet to be written: its columns, its heading, and what a printer and Excel need to know.
public struct WorkbookSheet: Sendable {
  /// How the cells of a column look.
  public enum Style: Sendable, CaseIterable {
    /// Text in one line; never taken for a number.
    case text
    /// Text that wraps inside the column's width.
    case wrapped
    /// Text on yellow, that a clerk fills in.
    case input
    /// Wrapped text on yellow.
    case wrappedInput
    /// A number.
    case number
  }

  /// A column of a sheet.
  public struct Column: Sendable {
    /// The text of its header.
    public var header: String
    /// Its width in characters; a Chinese character counts two.
    public var width: Double
    /// How its cells look.
    public var style: Style
    /// The values that Excel offers in a list and accepts; empty where anything goes.
    ///
    /// Long lists stand in a hidden sheet after all others.
    public var allowed: [String]

    /// Makes a column.
    public init(
      _ header: String, width: Double = 14, style: Style = .text, allowed: [String] = []
    ) {
      self.header = header
      self.width = width
      self.style = style
      self.allowed = allowed
    }
  }

  /// The sheet's name, at most 31 characters; longer names are cut, forbidden characters become `_`.
  public var name: String
  /// A title in the first row, merged over all columns.
  public var title: String?
  /// The columns; their headers make the first row after the title, unless `hasHeader` is false.
  public var columns: [Column]
  /// Whether the headers are written, and frozen with the title.
  public var hasHeader = true
  /// The text at the top of each printed page.
  public var pageHeader: String?
  /// The text at the foot of each printed page, before the page number.
  public var pageFooter: String?
  /// Whether pages are printed across.
  public var isLandscape = true
  /// Merged cells besides the title.
  public var merged: [CellRange] = []

  /// Makes a sheet.
  public init(name: String, title: String? = nil, columns: [Column]) {
    self.name = name
    self.title = title
    self.columns = columns
  }
}

/// A cell of a sheet to be written.
public enum WorkbookCell: Equatable, Sendable {
  /// Nothing.
  case empty
  /// Text, which stays text even when it looks like a number or a formula.
  case text(String)
  /// A whole number.
  case integer(Int)
  /// A number.
  case number(Double)
  /// A date as Excel keeps it, given as days since 1970-01-01.
  case date(Int32)
  /// A time as Excel keeps it, given as microseconds since 1970-01-01.
  case dateTime(Int64)
}

extension WorkbookCell {
  /// A text as a cell of a workbook holds it: one that is too long is cut and ends in `cutMark`.
  public static func fitted(_ text: String) -> String { SheetWriter.fitted(text) }

  /// What stands at the end of a text that was cut.
  public static var cutMark: String { SheetWriter.cutMark }
}
