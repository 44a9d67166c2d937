internal import Columns
package import Trends

/// The page of `minsheng drift --html`: one file, no script, no network.
package struct DriftPage {
  /// The page's UTF-8.
  package var bytes: [UInt8] { html.bytes }
  private var html = HTML()
  private let first: Int32

  /// Makes the page.
  ///
  /// - Parameters:
  ///   - findings: All that was compared.
  ///   - first: The first day that was looked at.
  ///   - date: The last.
  ///   - lines: What is to be said of what moved.
  ///   - words: New words and how many requests hold them.
  package init(
    findings: [DriftFinding], first: Int32, date: Int32, lines: [String],
    words: [(word: String, count: Int)]
  ) {
    self.first = first
    html.markup("<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\">")
    html.element("title", "分布变化")
    html.markup("<style>body{font:15px/1.6 'Noto Sans CJK SC','Microsoft YaHei',sans-serif;")
    html.markup("max-width:64em;margin:2em auto;padding:0 1em;color:#1d2733}")
    html.markup("table{border-collapse:collapse;margin:1em 0}")
    html.markup("td,th{border:1px solid #c9d1d9;padding:.2em .7em;text-align:right}")
    html.markup("td.w,th.w{text-align:left}th{background:#f1f4f7}tr.m{background:#fff4d6}")
    html.markup("</style></head><body>")
    html.element("h1", "各平台的分类、用词和把握有无变化")
    let now = "\(CivilTime.format(day: date - 6)) 至 \(CivilTime.format(day: date))"
    html.element("p", "比较 \(now) 与 \(CivilTime.format(day: first)) 起的各周。")
    html.markup("<ul>")
    for line in lines { html.element("li", line) }
    html.markup("</ul>")
    html.element("h2", "全部比较")
    table(
      ["平台", "内容", "近7日", "此前", "距离", "通常", "偶然的可能"], wordColumns: 2,
      findings.map { finding in
        (
          [
            finding.platform, finding.kind.label, String(finding.nowCount),
            String(finding.beforeCount), Self.decimal(finding.distance),
            Self.decimal(finding.usualDistance), Self.decimal(finding.chance),
          ], finding.isStrong
        )
      })
    for finding in findings where !finding.movers.isEmpty { movers(finding) }
    if !words.isEmpty {
      html.element("h2", "近7日的新词")
      table(["词", "件数"], wordColumns: 1, words.map { ([$0.word, String($0.count)], false) })
    }
    html.element(
      "p",
      "每个事项只计首件。“距离”为两段时间构成的詹森—香农散度（把握为最大累计差），0 为相同，1 为完全不同；"
        + "“通常”为把各周同一星期几的日子随机对调后的中位数；“偶然的可能”为对调后至少相差这么多的比例，"
        + "已按全部比较的个数从严折算。加底色的行：不超过 1% 且超出通常距离。")
    html.markup("</body></html>\n")
  }

  private mutating func movers(_ finding: DriftFinding) {
    html.element("h3", "\(finding.platform)：\(finding.kind.label)")
    table(
      ["类别", "此前占比", "近7日占比", "约自", "偶然的可能"], wordColumns: 1,
      finding.movers.map { mover in
        (
          [
            mover.category, Self.percent(mover.before), Self.percent(mover.now),
            CivilTime.format(day: first + Int32(mover.sinceDay)), Self.decimal(mover.chance),
          ], false
        )
      })
  }

  private mutating func table(
    _ header: [String], wordColumns: Int, _ rows: [(cells: [String], isMarked: Bool)]
  ) {
    html.markup("<table><thead><tr>")
    for (index, cell) in header.enumerated() {
      html.element("th", ["class": index < wordColumns ? "w" : "n"], cell)
    }
    html.markup("</tr></thead><tbody>")
    for row in rows {
      html.open("tr", ["class": row.isMarked ? "m" : ""])
      for (index, cell) in row.cells.enumerated() {
        html.element("td", ["class": index < wordColumns ? "w" : "n"], cell)
      }
      html.close("tr")
    }
    html.markup("</tbody></table>")
  }

  private static func decimal(_ number: Double) -> String {
    let thousandths = Int((number * 10_000).rounded())
    return "\(thousandths / 10_000).\(CivilTime.padded(thousandths % 10_000, 4))"
  }

  private static func percent(_ share: Double) -> String {
    let tenths = Int((share * 1000).rounded())
    return "\(tenths / 10).\(tenths % 10)%"
  }
}
