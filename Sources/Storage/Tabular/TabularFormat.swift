/// The shape of a tabular file, told from its content and never from its name.
public enum TabularFormat: String, Sendable, CaseIterable {
  /// Text with a delimiter between fields and quotes around some of them.
  case delimited
  /// An Office Open XML workbook.
  case xlsx
  /// A binary workbook of Excel 97–2003, which WPS writes as `.et` too.
  case xls
  /// An XML Spreadsheet 2003, which is exported under the names `.xls` and `.xml`.
  case xmlSpreadsheet = "xml-spreadsheet"
  /// An HTML page with a table, which many systems export under the name `.xls`.
  case htmlTable = "html-table"
  /// One JSON array of objects.
  case jsonArray = "json-array"
  /// One JSON object on each line.
  case jsonLines = "json-lines"
}
