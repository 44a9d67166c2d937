/// The cell formats of the workbooks that we write, by their place in `styles.xml`.
enum XLSXStyle: UInt8, CaseIterable {
  case plain = 0
  case text = 1
  case wrapped = 2
  case input = 3
  case wrappedInput = 4
  case number = 5
  case header = 6
  case title = 7
  case date = 8
  case dateTime = 9

  init(_ style: WorkbookSheet.Style) {
    self =
      switch style {
      case .text: .text
      case .wrapped: .wrapped
      case .input: .input
      case .wrappedInput: .wrappedInput
      case .number: .number
      }
  }

  /// The format's element in `cellXfs`.
  var element: String {
    switch self {
    case .plain: "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
    case .text: Self.element(numberFormat: 49, alignment: "vertical=\"top\"")
    case .wrapped: Self.element(numberFormat: 49, alignment: "vertical=\"top\" wrapText=\"1\"")
    case .input: Self.element(numberFormat: 49, fill: 2, alignment: "vertical=\"top\"")
    case .wrappedInput:
      Self.element(numberFormat: 49, fill: 2, alignment: "vertical=\"top\" wrapText=\"1\"")
    case .number: Self.element(numberFormat: 0, alignment: "vertical=\"top\"")
    case .header:
      Self.element(
        numberFormat: 49, font: 1, fill: 3,
        alignment: "horizontal=\"center\" vertical=\"center\" wrapText=\"1\"")
    case .title:
      Self.element(
        numberFormat: 49, font: 2, border: 0,
        alignment: "horizontal=\"center\" vertical=\"center\"")
    case .date: Self.element(numberFormat: 164, alignment: "vertical=\"top\"")
    case .dateTime: Self.element(numberFormat: 165, alignment: "vertical=\"top\"")
    }
  }

  private static func element(
    numberFormat: Int, font: Int = 0, fill: Int = 0, border: Int = 1, alignment: String
  ) -> String {
    "<xf numFmtId=\"\(numberFormat)\" fontId=\"\(font)\" fillId=\"\(fill)\" borderId=\"\(border)\""
      + " xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\""
      + " applyAlignment=\"1\"><alignment \(alignment)/></xf>"
  }
}
