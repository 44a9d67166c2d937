internal import Complaints

/// Printable pages, A4, one for each assignment that is new, urged or supervised.
struct OutboxPages: Sendable {
  let unitName: String
  let batchID: String
  let rows: [OutboxRow]

  /// The rows that get a page.
  static func needsPage(_ row: OutboxRow) -> Bool {
    !row.line.sections.isDisjoint(with: [.new, .appended, .supervised])
  }

  func html() -> [UInt8] {
    var page = HTMLText()
    page.raw("<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\">\n")
    page.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
    page.raw("style-src 'unsafe-inline'\">\n<title>")
    page.text("\(unitName) 交办单 \(batchID)")
    page.raw("</title>\n<style>\(Self.style)</style></head><body>\n")
    let pages = rows.filter(Self.needsPage)
    for (index, row) in pages.enumerated() {
      write(row, number: "\(index + 1) / \(pages.count)", to: &page)
    }
    if pages.isEmpty {
      page.raw("<section><h1>交办单</h1><p>")
      page.text("\(unitName)：本批次没有新的交办，在办事项见工作簿“在办总表”。")
      page.raw("</p></section>\n")
    }
    page.raw("</body></html>\n")
    return page.bytes
  }

  private func write(_ row: OutboxRow, number: String, to page: inout HTMLText) {
    let line = row.line
    page.raw("<section><header><span>")
    page.text(unitName)
    page.raw("</span><span>批次 ")
    page.text(batchID)
    page.raw("</span><span>")
    page.text(OutboxWorkbook.marking)
    page.raw("</span></header>\n<h1>交 办 单")
    if line.round > 1 { page.text("（第\(line.round)次交办）") }
    page.raw("</h1>\n<table>\n")
    page.pair("交办编号", line.assignmentNo, "事项编号", line.matterNo)
    page.pair("来源", line.source.label, "原工单号", line.sourceRecordID)
    page.pair("诉求类型", line.requestType?.label ?? "", "紧急程度", line.urgency.label)
    page.pair("主办/协办", line.role.label, "主办单位", row.leadName)
    page.pair("交办时间", OutboxRow.minute(line.assignedAt), "签收截止", row.due(.sign))
    page.pair("退单截止", row.due(.return), "办结截止", row.due(.close))
    page.wide("时限算法", row.counting)
    page.wide("诉求分类", row.categoryPath)
    page.wide(
      "事发地", [row.district, row.town, row.place].filter { !$0.isEmpty }.joined(separator: " "))
    if !row.object.isEmpty { page.wide("对象信息", row.object) }
    page.wide("标题", row.title)
    page.wide("诉求内容", row.content, class: "content")
    if line.role == .lead {
      page.pair(
        "件次/人数", "\(line.requestCount)件 / \(line.personCount)人", "首次反映",
        OutboxRow.minute(line.firstReceivedAt) + "，最近 " + OutboxRow.minute(line.lastReceivedAt))
    }
    page.wide("派单依据", line.basis)
    if !line.supervision.isEmpty { page.wide("督办", line.supervision) }
    if !line.note.isEmpty { page.wide("本次变化", line.note) }
    if !row.secrecy.isEmpty { page.wide("保密提示", row.secrecy) }
    page.raw("<tr><th>办理情况</th><td colspan=\"3\" class=\"reply\"></td></tr>\n</table>\n")
    page.raw("<div class=\"sign\"><span>拟办：</span><span>经办人：</span>")
    page.raw("<span>审核人：</span><span>日期：　　年　　月　　日</span></div>\n<footer>")
    page.text("\(OutboxWorkbook.marking)  不得提供给被反映的单位和个人  第 \(number) 页")
    page.raw("</footer></section>\n")
  }

  private static let style = """
    @page{size:A4;margin:14mm 15mm}*{box-sizing:border-box}
    body{margin:0;color:#111;font:10.5pt/1.4 "Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei",SimSun,sans-serif}
    section{width:179mm;min-height:264mm;margin:0 auto;display:flex;flex-direction:column;break-after:page}
    section:last-of-type{break-after:auto}
    header{display:flex;justify-content:space-between;font-size:9pt;border-bottom:1pt solid #111;padding-bottom:2mm}
    h1{text-align:center;font-size:18pt;margin:3mm 0 3mm;font-weight:600}
    table{width:100%;border-collapse:collapse;table-layout:fixed}
    th,td{border:.6pt solid #444;padding:1.1mm 2mm;text-align:left;vertical-align:top;overflow-wrap:anywhere}
    th{width:25mm;background:#f2f2f2;font-weight:500}tr{break-inside:avoid}
    td.content{white-space:pre-wrap}tr:has(td.content){break-inside:auto}td.reply{height:26mm}
    .sign{display:grid;grid-template-columns:repeat(4,1fr);margin-top:5mm}
    footer{margin-top:auto;padding-top:3mm;font-size:8.5pt;color:#444;text-align:center}
    @media screen{body{background:#e8e8e8}section{background:#fff;margin:8mm auto;padding:12mm 14mm;width:208mm}}
    """
}
