/// The small parts of a workbook that do not depend on its rows.
enum XLSXParts {
  static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  private static let package = "http://schemas.openxmlformats.org/package/2006"
  private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let type = "application/vnd.openxmlformats-officedocument.spreadsheetml"

  static func contentTypes(sheetCount: Int) -> [UInt8] {
    var text =
      declaration + "<Types xmlns=\"\(package)/content-types\">"
      + "<Default Extension=\"rels\""
      + " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
      + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
      + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"\(type).sheet.main+xml\"/>"
      + "<Override PartName=\"/xl/styles.xml\" ContentType=\"\(type).styles+xml\"/>"
    for number in 1...max(1, sheetCount) {
      text +=
        "<Override PartName=\"/xl/worksheets/sheet\(number).xml\""
        + " ContentType=\"\(type).worksheet+xml\"/>"
    }
    return Array((text + "</Types>").utf8)
  }

  static let packageRelations = Array(
    (declaration + "<Relationships xmlns=\"\(package)/relationships\">"
      + "<Relationship Id=\"rId1\" Type=\"\(office)/officeDocument\" Target=\"xl/workbook.xml\"/>"
      + "</Relationships>").utf8)

  static func workbook(names: [String], hidden: Int?, definedNames: [String]) -> [UInt8] {
    var text =
      declaration + "<workbook xmlns=\"\(main)\" xmlns:r=\"\(office)\"><sheets>"
    for (index, name) in names.enumerated() {
      text +=
        "<sheet name=\"\(escaped(name))\" sheetId=\"\(index + 1)\""
        + (index == hidden ? " state=\"hidden\"" : "") + " r:id=\"rId\(index + 1)\"/>"
    }
    text += "</sheets>"
    if !definedNames.isEmpty {
      text += "<definedNames>\(definedNames.joined())</definedNames>"
    }
    return Array((text + "</workbook>").utf8)
  }

  static func workbookRelations(sheetCount: Int) -> [UInt8] {
    var text = declaration + "<Relationships xmlns=\"\(package)/relationships\">"
    for number in 1...max(1, sheetCount) {
      text +=
        "<Relationship Id=\"rId\(number)\" Type=\"\(office)/worksheet\""
        + " Target=\"worksheets/sheet\(number).xml\"/>"
    }
    text +=
      "<Relationship Id=\"rId\(sheetCount + 1)\" Type=\"\(office)/styles\" Target=\"styles.xml\"/>"
    return Array((text + "</Relationships>").utf8)
  }

  static let styles: [UInt8] = {
    let line = "<color rgb=\"FFBFBFBF\"/>"
    let sides = ["left", "right", "top", "bottom"].map { "<\($0) style=\"thin\">\(line)</\($0)>" }
    func fill(_ color: String) -> String {
      "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"\(color)\"/>"
        + "<bgColor indexed=\"64\"/></patternFill></fill>"
    }
    func font(_ size: Int, isBold: Bool) -> String {
      "<font>\(isBold ? "<b/>" : "")<sz val=\"\(size)\"/><name val=\"宋体\"/><charset val=\"134\"/></font>"
    }
    let formats = XLSXStyle.allCases.map(\.element)
    let text =
      declaration + "<styleSheet xmlns=\"\(main)\"><numFmts count=\"2\">"
      + "<numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/>"
      + "<numFmt numFmtId=\"165\" formatCode=\"yyyy\\-mm\\-dd\\ hh:mm:ss\"/></numFmts>"
      + "<fonts count=\"3\">\(font(11, isBold: false))\(font(11, isBold: true))\(font(16, isBold: true))</fonts>"
      + "<fills count=\"4\"><fill><patternFill patternType=\"none\"/></fill>"
      + "<fill><patternFill patternType=\"gray125\"/></fill>\(fill("FFFFFF99"))\(fill("FFD9E1F2"))</fills>"
      + "<borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border>"
      + "<border>\(sides.joined())<diagonal/></border></borders>"
      + "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
      + "<cellXfs count=\"\(formats.count)\">\(formats.joined())</cellXfs>"
      + "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>"
      + "</styleSheet>"
    return Array(text.utf8)
  }()

  /// A sheet whose columns are lists.
  static func lists(_ lists: [[String]]) -> [UInt8] {
    var text = declaration + "<worksheet xmlns=\"\(main)\"><sheetData>"
    for row in 0..<(lists.map(\.count).max() ?? 0) {
      text += "<row r=\"\(row + 1)\">"
      for (column, list) in lists.enumerated() where row < list.count {
        text +=
          "<c r=\"\(CellRange.reference(row: row, column: column))\" s=\"1\" t=\"inlineStr\">"
          + "<is><t xml:space=\"preserve\">\(escaped(list[row]))</t></is></c>"
      }
      text += "</row>"
    }
    return Array((text + "</sheetData></worksheet>").utf8)
  }

  /// The formula of a list of allowed values; nil for none, and for lists that a formula cannot hold.
  static func listFormula(_ allowed: [String]) -> String? {
    if allowed.isEmpty || allowed.contains(where: { $0.contains(",") }) { return nil }
    let list = allowed.joined(separator: ",").replacing("\"", with: "\"\"")
    return list.utf16.count <= 255 ? "\"\(list)\"" : nil
  }

  /// A page's header or footer, at most 255 characters; `&` in the text is doubled.
  static func pageText(_ start: String, _ text: String, _ end: String) -> String {
    let doubled = text.replacing("&", with: "&&")
    return escaped(start + doubled.prefix(255 - start.count - end.count) + end)
  }

  /// A text as XML.
  static func escaped(_ text: String) -> String {
    var output: [UInt8] = []
    XMLText.append(text.utf8, to: &output)
    return String(decoding: output, as: UTF8.self)
  }
}
