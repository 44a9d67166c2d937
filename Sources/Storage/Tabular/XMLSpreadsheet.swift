internal import Bytes

/// What must be known of an XML Spreadsheet 2003 before its rows are read.
struct XMLSpreadsheet: Sendable {
  struct Sheet: Sendable {
    var name: String
    var isHidden = false
    var mergedRanges: [CellRange] = []
  }

  /// Where a row or cell stands, which each says anew or counts on from the one before.
  struct Place {
    /// The row and column at hand, from 0.
    private(set) var row = 0
    private(set) var column = 0
    private var nextRow = 0
    private var nextColumn = 0

    /// Larger numbers than any sheet has rows are not added up.
    private static let maximum = 1 << 24

    mutating func enterRow(_ xml: XMLReader) {
      row = Self.start(xml) ?? nextRow
      nextRow = min(Self.maximum, row + 1 + Self.more("Span", xml))
      nextColumn = 0
    }

    mutating func enterCell(_ xml: XMLReader) {
      column = Self.start(xml) ?? nextColumn
      nextColumn = min(Self.maximum, column + 1 + Self.more("MergeAcross", xml))
    }

    private static func start(_ xml: XMLReader) -> Int? {
      xml.integer("Index").flatMap { $0 > 0 ? min(maximum, $0) - 1 : nil }
    }

    static func more(_ name: StaticString, _ xml: XMLReader) -> Int {
      min(maximum, xml.integer(name) ?? 0)
    }
  }

  private(set) var sheets: [Sheet] = []
  /// The styles that show codes with leading zeros, by their names.
  private(set) var paddedStyles: [String: CellNumberFormat] = [:]

  /// Reads the whole text but its cells.
  init(_ stream: any ByteStream) throws(StorageError) {
    var xml = XMLReader(stream)
    var place = Place()
    var style = ""
    var isInVisible = false
    while true {
      switch try xml.next() {
      case .endOfFile:
        if sheets.isEmpty { throw StorageError(.corrupt, "the workbook has no sheet") }
        return
      case .text:
        guard isInVisible, !sheets.isEmpty else { continue }
        var text: [UInt8] = []
        xml.appendText(to: &text)
        sheets[sheets.count - 1].isHidden =
          text.starts(with: "SheetHidden".utf8)
          || text.starts(with: "SheetVeryHidden".utf8)
      case .end: isInVisible = false
      case .start:
        isInVisible = xml.isNamed("Visible") && !xml.isEmptyElement
        if xml.isNamed("Cell") {
          place.enterCell(xml)
          addRange(place, xml)
        } else if xml.isNamed("Row") {
          place.enterRow(xml)
        } else if xml.isNamed("Worksheet") {
          sheets.append(Sheet(name: xml.string("Name") ?? ""))
          place = Place()
        } else if xml.isNamed("Style") {
          style = xml.string("ID") ?? ""
        } else if xml.isNamed("NumberFormat"), let code = xml.string("Format") {
          let format = CellNumberFormat(code: code)
          if case .padded = format { paddedStyles[style] = format }
        }
      }
    }
  }

  private mutating func addRange(_ place: Place, _ xml: XMLReader) {
    let (across, down) = (Place.more("MergeAcross", xml), Place.more("MergeDown", xml))
    guard across > 0 || down > 0, !sheets.isEmpty else { return }
    sheets[sheets.count - 1].mergedRanges.append(
      CellRange(
        firstRow: place.row, firstColumn: place.column, lastRow: place.row + down,
        lastColumn: place.column + across))
  }
}
