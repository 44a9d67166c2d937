internal import Bytes

/// A workbook's parts: its sheets, and what their cells refer to.
struct XLSXWorkbook: Sendable {
  struct Sheet: Sendable {
    var name: String
  }
  let sheets: [Sheet]
  init(_ archive: ZipArchive, limits: TabularLimits) throws(StorageError) { sheets = [] }
}
