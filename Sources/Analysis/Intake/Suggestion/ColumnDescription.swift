internal import Columns

/// What a column's values look like, in words; names no value.
package struct ColumnDescription: Sendable {
  private let column: ColumnSample

  /// Describes a column.
  package init(_ column: ColumnSample) { self.column = column }

  /// The kinds from the most telling to the least, with their words.
  private static let kinds: [(shape: ValueShape, english: String, chinese: String)] = [
    (.idNumber, "ID numbers", "身份证号"), (.email, "e-mail addresses", "邮箱"),
    (.plate, "licence plates", "车牌"), (.phone, "phones", "电话"),
    (.rounded, "numbers a spreadsheet rounded", "被表格舍入的数"), (.html, "HTML", "HTML"),
    (.longText, "long text", "长文字"), (.longitude, "longitudes", "经度"),
    (.latitude, "latitudes", "纬度"), (.decimal, "decimals", "小数"), (.flag, "yes or no", "是否"),
    (.name, "names", "像姓名"), (.division, "divisions", "区划"), (.unit, "units", "单位"),
    (.recordID, "ids", "编号"), (.integer, "whole numbers", "整数"), (.code, "codes", "代码"),
    (.shortText, "short text", "短文字"),
  ]

  /// In English, for the terminal: `times yyyy-MM-dd HH:mm:ss`, `phones 93 %`.
  package var english: String { text(isChinese: false) }
  /// In Chinese, for drafts.
  var chinese: String { "\(distinctText)，\(text(isChinese: true))" }

  private var distinctText: String {
    let shape = column.shape
    if shape.filled == 0 { return "全空" }
    let distinct = column.distinct >= ColumnSample.distinctLimit ? "过万种" : "\(column.distinct) 种"
    return "填 \(Self.percent(shape.filled, of: shape.cells))，\(distinct)值"
  }

  private func text(isChinese: Bool) -> String {
    let shape = column.shape
    if shape.meaning == 0 { return isChinese ? "无值" : "nothing" }
    if shape.share(.time) > 0.5, !isID {
      let forms = TimeForm.allCases.filter { shape.count($0) * 50 > shape.meaning }
      return (isChinese ? "时间 " : "times ") + forms.map(\.rawValue).joined(separator: ", ")
        + share(shape.count(.time))
    }
    // The kind that most values have; of equal ones the more telling, which stands first.
    var best: (index: Int, count: Int)?
    for (index, kind) in Self.kinds.enumerated() {
      let count = shape.count(kind.shape)
      let isWeak = [.name, .flag].contains(kind.shape) && count * 10 < shape.meaning * 7
      if !isWeak, count * 2 > shape.meaning, count > (best?.count ?? 0) * 11 / 10 {
        best = (index, count)
      }
    }
    if column.isList, best == nil || !Self.isTelling(Self.kinds[best?.index ?? 0].shape) {
      return isChinese ? "词表" : "words of a list"
    }
    guard let best else { return isChinese ? "混杂" : "mixed" }
    let kind = Self.kinds[best.index]
    return (isChinese ? kind.chinese : kind.english) + share(best.count)
  }

  /// Ids that are all possible times are ids when every row has its own and no sign divides them.
  private var isID: Bool {
    column.shape.share(.integer) > 0.5 && column.distinctShare > 0.98
      && column.shape.share(.recordID) > 0.9 && column.shape.count(.compact) < column.shape.meaning
  }

  private static func isTelling(_ shape: ValueShape) -> Bool {
    ![ValueShape.shortText, .code, .integer, .name, .unit].contains(shape)
  }

  private func share(_ count: Int) -> String {
    count == column.shape.meaning ? "" : " " + Self.percent(count, of: column.shape.meaning)
  }

  /// A share without decimals; less than one of a hundred is not nothing.
  package static func percent(_ count: Int, of total: Int) -> String {
    if total == 0 || count == 0 { return "0 %" }
    let percent = count * 100 / total
    return percent == 0 ? "<1 %" : "\(percent) %"
  }
}
