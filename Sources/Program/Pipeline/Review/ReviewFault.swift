package import Tabular

/// Why a row of a reviewed workbook was not taken: where it stands and what to do.
///
/// It repeats no text of the row.
package struct ReviewFault: Equatable, Sendable {
  /// The kinds of faults.
  package enum Kind: String, Sendable {
    /// A cell holds a formula.
    case formula
    /// The row's id or stamp was changed.
    case changedID = "changed_id"
    /// No such request.
    case unknownRequest = "unknown_request"
    /// Somebody decided on it after the export.
    case stale
    /// Rows of one request say different things.
    case contradiction
    /// A cell holds what is not allowed there.
    case value
    /// The row says nothing that could be decided.
    case incomplete
    /// Nobody says who decided.
    case nobody
  }

  /// What is wrong.
  package let kind: Kind
  /// The sheet.
  package let sheet: String
  /// The row's number.
  package let row: Int
  /// The column's letters; empty for the row as a whole.
  package let column: String
  /// The column's header.
  package let header: String
  /// What is wrong and what to do, in Chinese.
  package let detail: String

  init(_ kind: Kind, _ row: ReviewedFile.Row, _ header: String = "", _ detail: String) {
    self.kind = kind
    sheet = row.sheet
    self.row = row.line
    column = header.isEmpty ? "" : row.column(header)
    self.header = header
    self.detail = detail
  }

  /// The place and what is wrong, on one line.
  package var line: String {
    let cell = header.isEmpty ? "第\(row)行" : "\(column)\(row)（\(header)）"
    return "\(sheet) \(cell)：\(detail)"
  }

  /// The fault as JSON.
  package var json: JSONValue {
    [
      "kind": .string(kind.rawValue), "sheet": .string(sheet), "row": .int(row),
      "column": .string(column), "header": .string(header), "detail": .string(detail),
    ]
  }
}
