public import Bytes
internal import Columns

extension ConfigurationTable {
  /// A row of a configuration table, whose cells are asked for by column.
  public struct Row: Sendable {
    /// The line it starts on, from 1.
    public let line: Int
    let path: String
    let positions: [String: Int]
    let cells: [String]

    /// A cell's text; empty where the cell is empty or the column left out.
    public subscript(column: String) -> String {
      guard let position = positions[column] else { return "" }
      return position < cells.count ? cells[position] : ""
    }

    /// A cell's text, nil where it is empty.
    public func optional(_ column: String) -> String? {
      let text = self[column]
      return text.isEmpty ? nil : text
    }

    /// A cell's text, which must not be empty.
    public func required(_ column: String) throws(StorageError) -> String {
      guard let text = optional(column) else { throw error(column, "must not be empty") }
      return text
    }

    /// A cell's whole number, nil where it is empty.
    public func integer(_ column: String, in range: ClosedRange<Int> = Int.min...Int.max)
      throws(StorageError) -> Int?
    {
      guard let text = optional(column) else { return nil }
      guard let value = Int(text), range.contains(value) else {
        let bounds =
          range == Int.min...Int.max ? "" : " from \(range.lowerBound) to \(range.upperBound)"
        throw error(column, "\"\(text)\" is not a whole number\(bounds)")
      }
      return value
    }

    /// A cell's number, nil where it is empty.
    public func number(_ column: String) throws(StorageError) -> Double? {
      guard let text = optional(column) else { return nil }
      guard let value = Double(text), value.isFinite else {
        throw error(column, "\"\(text)\" is not a number")
      }
      return value
    }

    /// A cell's date, written `2026-11-22`, as days since 1970-01-01; nil where it is empty.
    public func day(_ column: String) throws(StorageError) -> Int32? {
      guard let text = optional(column) else { return nil }
      guard let day = CivilTime.parse(day: text) else {
        throw error(column, "\"\(text)\" is not a date such as 2026-11-22")
      }
      return day
    }

    /// A cell's truth value, `true` or `false`; nil where it is empty.
    public func bool(_ column: String) throws(StorageError) -> Bool? {
      guard let text = optional(column) else { return nil }
      return try choice(column, of: ["true", "false"]).map { _ in text == "true" }
    }

    /// A cell's text, which must be one of those allowed; nil where it is empty.
    public func choice(_ column: String, of allowed: [String]) throws(StorageError) -> String? {
      guard let text = optional(column) else { return nil }
      guard allowed.contains(text) else {
        throw error(
          column,
          "\"\(text)\" is none of \(allowed.joined(separator: ", "))"
            + NearestName.hint(text, in: allowed))
      }
      return text
    }

    /// A cell's case of an enumeration over texts; nil where it is empty.
    public func choice<Choice>(_ column: String, _: Choice.Type) throws(StorageError) -> Choice?
    where Choice: RawRepresentable<String> & CaseIterable {
      try choice(column, of: Choice.allCases.map(\.rawValue)).flatMap { Choice(rawValue: $0) }
    }

    /// A cell's texts, which `|` separates; trimmed, without empty ones.
    public func list(_ column: String) -> [String] {
      self[column].split(separator: "|").map { ConfigurationTable.trimmed($0) }
        .filter { !$0.isEmpty }
    }

    /// An error at a cell, for what only the reader of the table can know.
    public func error(_ column: String, _ detail: String) -> StorageError {
      StorageError(.configuration, at: .init(path: path, line: line, column: column), detail)
    }
  }

  static func trimmed(_ text: some StringProtocol) -> String {
    let isBlank: (Unicode.Scalar) -> Bool = { $0.properties.isWhitespace }
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !isBlank($0) }),
      let last = scalars.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(String.UnicodeScalarView(scalars[first...last]))
  }
}
