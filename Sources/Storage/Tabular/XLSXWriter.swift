internal import Bytes

/// Writes a workbook into memory; the same calls give the same bytes.
///
/// Texts are inline strings in cells of text format, so that no number loses digits and nothing
/// becomes a formula. A text longer than a cell can hold (32,767 UTF-16 units) is cut and says so.
public struct XLSXWriter: Sendable {
  private var zip = ZipWriter()
  private var names: [String] = []
  private var definedNames: [String] = []
  private var sheet: SheetWriter?
  /// Lists of allowed values that are too long to stand in their rule: columns of a hidden sheet.
  private var lists: [[String]] = []
  private static let listsName = "下拉选项"

  /// Starts a workbook without sheets.
  public init() {}

  /// Starts a sheet; the rows that follow belong to it.
  ///
  /// A name that is too long, or holds characters that spreadsheets forbid, is mended; one that is
  /// taken gets a number.
  public mutating func beginSheet(_ sheet: WorkbookSheet) {
    endSheet()
    names.append(Self.sheetName(sheet.name, taken: names + [Self.listsName]))
    self.sheet = SheetWriter(sheet)
  }

  /// Writes a row of texts; cells of columns beyond them are left empty.
  public mutating func append(_ row: [String]) {
    precondition(sheet != nil, "a sheet must be begun before its rows")
    sheet?.append(row.count) { writer, column in writer.append(text: row[column], column: column) }
  }

  /// Writes a row of cells.
  ///
  /// - Parameter fitsHeight: Whether the row is made as high as its wrapped texts need; spreadsheets
  ///   that open a file do not all do so themselves.
  public mutating func append(cells: [WorkbookCell], fitsHeight: Bool = false) {
    precondition(sheet != nil, "a sheet must be begun before its rows")
    let height = fitsHeight ? sheet?.height(of: cells) : nil
    sheet?.append(cells.count, height: height) { writer, column in
      writer.append(cells[column], column: column)
    }
  }

  /// Ends the workbook and gives its file; a workbook without a sheet gets an empty one.
  public mutating func finish() -> [UInt8] {
    if names.isEmpty && sheet == nil {
      beginSheet(WorkbookSheet(name: "Sheet1", columns: []))
    }
    endSheet()
    if !lists.isEmpty {
      names.append(Self.listsName)
      zip.add("xl/worksheets/sheet\(names.count).xml", XLSXParts.lists(lists))
    }
    zip.add("[Content_Types].xml", XLSXParts.contentTypes(sheetCount: names.count))
    zip.add("_rels/.rels", XLSXParts.packageRelations)
    zip.add(
      "xl/workbook.xml",
      XLSXParts.workbook(
        names: names, hidden: lists.isEmpty ? nil : names.count - 1, definedNames: definedNames))
    zip.add("xl/_rels/workbook.xml.rels", XLSXParts.workbookRelations(sheetCount: names.count))
    zip.add("xl/styles.xml", XLSXParts.styles)
    defer { self = XLSXWriter() }
    return zip.finish()
  }

  private mutating func endSheet() {
    guard var ending = sheet.take() else { return }
    ending.finish(listFormulas: ending.allowedValues.map { listFormula($0) })
    if let rows = ending.repeatedRows {
      let name = names[names.count - 1].replacing("'", with: "''")
      definedNames.append(
        "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"\(names.count - 1)\">"
          + XLSXParts.escaped("'\(name)'!$1:$\(rows)") + "</definedName>")
    }
    zip.add(
      "xl/worksheets/sheet\(names.count).xml", deflated: ending.part.deflated,
      size: ending.part.size, checksum: ending.part.checksum)
  }

  /// The formula of the values that a column allows; nil where anything goes.
  private mutating func listFormula(_ allowed: [String]) -> String? {
    if allowed.isEmpty { return nil }
    if let formula = XLSXParts.listFormula(allowed) { return formula }
    let column = lists.firstIndex(of: allowed) ?? lists.count
    if column == lists.count { lists.append(allowed) }
    let name = CellRange.columnName(column)
    return "'\(Self.listsName)'!$\(name)$1:$\(name)$\(allowed.count)"
  }

  /// A name that spreadsheets accept and that is not taken.
  static func sheetName(_ name: String, taken: [String]) -> String {
    var scalars = name.unicodeScalars.map { scalar -> Unicode.Scalar in
      ":\\/?*[]".unicodeScalars.contains(scalar) || scalar.value < 32 ? "_" : scalar
    }
    while scalars.first == "'" { scalars.removeFirst() }
    while scalars.last == "'" { scalars.removeLast() }
    let base = scalars.isEmpty ? "Sheet" : text(scalars, units: 31)
    let lowercased = taken.map { $0.lowercased() }
    var candidate = base
    var number = 2
    while lowercased.contains(candidate.lowercased()) || candidate.lowercased() == "history" {
      let suffix = " (\(number))"
      candidate = text(Array(base.unicodeScalars), units: 31 - suffix.utf16.count) + suffix
      number += 1
    }
    return candidate
  }

  private static func text(_ scalars: [Unicode.Scalar], units: Int) -> String {
    var text = String.UnicodeScalarView()
    var count = 0
    for scalar in scalars {
      count += scalar.value > 0xffff ? 2 : 1
      if count > units { break }
      text.append(scalar)
    }
    return String(text)
  }
}
