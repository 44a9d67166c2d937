internal import Classification
internal import Columns

/// The page that `evaluate --html` writes: one file, no script, no network.
struct EvaluationPage {
  /// The page's UTF-8.
  private(set) var bytes: [UInt8] = []

  private static let style = """
    body{font:15px/1.6 "Noto Sans CJK SC","Microsoft YaHei",sans-serif;max-width:60em;margin:2em auto;\
    padding:0 1em;color:#1d2733}table{border-collapse:collapse;margin:1em 0}\
    td,th{border:1px solid #c9d1d9;padding:.2em .7em;text-align:right}td:first-child,th:first-child\
    {text-align:left}th{background:#f1f4f7}svg{width:100%;max-width:40em;height:auto}
    """

  init(_ result: Evaluation, _ predictor: Predictor, input: String) {
    write("<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\">")
    write("<title>分类模型评测</title><style>\(Self.style)</style></head><body><h1>分类模型评测</h1><p>模型 ")
    text(predictor.version)
    write("，数据 ")
    text(input)
    write("，有标签的 \(result.rows) 行，\(result.labels) 类。</p>")
    let figures = [
      ("首选正确率", result.top1), ("前三包含率", result.top3), ("宏平均 F1", result.macroF1),
      ("加权 F1", result.weightedF1), ("期望校准误差", result.expectedCalibrationError),
    ]
    table(["指标", "值"], figures.map { [$0.0, Self.decimal($0.1)] })
    write("<h2>只采纳把握大的答案</h2>")
    chart(result.coverage)
    let shown = result.coverage.enumerated().filter { ($0.offset + 1) % 10 == 0 }.map(\.element)
    table(
      ["覆盖率", "正确率", "最低把握"],
      shown.map { [$0.coverage, $0.accuracy, $0.threshold].map(Self.decimal) })
    write("<p>模型采用的门槛：\(Self.decimal(predictor.threshold))。</p><h2>各类</h2>")
    table(
      ["类", "行数", "答为此类", "正确", "F1"],
      result.byLabel.map { label in
        [
          label.label, String(label.rows), String(label.answers), String(label.right),
          Self.decimal(label.f1),
        ]
      })
    write("</body></html>\n")
  }

  /// The accuracy over the coverage, from 0.5 or the lowest accuracy to 1.
  private mutating func chart(_ points: [Evaluation.CoveragePoint]) {
    let lowest = min(0.5, points.map(\.accuracy).min() ?? 0.5)
    let line = points.map { point in
      let x = Int(40 + point.coverage * 540)
      let y = Int(10 + (1 - point.accuracy) / max(1 - lowest, 0.001) * 220)
      return "\(x),\(y)"
    }
    write("<svg viewBox=\"0 0 600 260\" role=\"img\"><title>正确率随覆盖率的变化</title>")
    write("<path d=\"M40 10V230H580\" fill=\"none\" stroke=\"#8b96a3\"/>")
    write("<polyline points=\"\(line.joined(separator: " "))\" fill=\"none\" stroke=\"#1f5fa8\"")
    write(" stroke-width=\"2\"/><text x=\"2\" y=\"15\" font-size=\"12\">1.0</text>")
    write("<text x=\"2\" y=\"234\" font-size=\"12\">\(Self.decimal(lowest).prefix(4))</text>")
    write("<text x=\"300\" y=\"252\" font-size=\"12\">覆盖率 0 至 1</text></svg>")
  }

  private mutating func table(_ header: [String], _ rows: [[String]]) {
    write("<table><thead><tr>")
    for cell in header {
      write("<th>")
      text(cell)
      write("</th>")
    }
    write("</tr></thead><tbody>")
    for row in rows {
      write("<tr>")
      for cell in row {
        write("<td>")
        text(cell)
        write("</td>")
      }
      write("</tr>")
    }
    write("</tbody></table>")
  }

  private mutating func write(_ markup: String) { bytes.append(contentsOf: markup.utf8) }

  /// Adds text out of a file: markup in it is escaped.
  private mutating func text(_ text: String) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): write("&amp;")
      case UInt8(ascii: "<"): write("&lt;")
      case UInt8(ascii: ">"): write("&gt;")
      case UInt8(ascii: "\""): write("&quot;")
      case 0..<32: bytes.append(32)
      default: bytes.append(byte)
      }
    }
  }

  private static func decimal(_ share: Double) -> String {
    let units = Int((share * 10_000).rounded())
    return "\(units / 10_000).\(CivilTime.padded(units % 10_000, 4))"
  }
}
