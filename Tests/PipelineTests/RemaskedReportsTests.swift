import Bytes
import Columns
import Complaints
import Intake
import TestSupport
import Testing

@testable import Pipeline

/// Reports that quote what masking missed.
@Suite struct RemaskedReportsTests {
  /// What a request with a title and a text shows that today's rules mask.
  private func leaks(title: String, content: String) throws -> Leaks {
    var batch = RecordBatch(schema: Tables.requests.schema)
    batch.appendRow(["request_id": .int(7), "title": .string(title), "content": .string(content)])
    var masker = TextMasker(city: .bare)
    var outcome = RowOutcome(row: 0)
    for name in MaskedColumns.requests {
      outcome.texts.append(
        batch.strings(name)[0].flatMap {
          masker.remask(Array($0.utf8), spans: [], column: name)
        })
    }
    #expect(outcome.isChanged)
    var leaks = Leaks()
    leaks.add(outcome, of: 7, in: batch)
    return leaks
  }

  private func stage(_ pages: [String: String], _ leaks: Leaks) throws -> (
    pages: [String: String], left: [String]
  ) {
    let folder = try TemporaryFolder()
    let workspace = try Workspace(path: folder.path)
    let report = workspace.reports + "/daily/2026-06-30"
    try FileSystem.makeFolder(report)
    for (name, text) in pages {
      try FileSystem.replace(report + "/" + name, with: Array(text.utf8))
    }
    var reports = RemaskedReports(workspace, leaks)
    try reports.stage()
    var staged: [String: String] = [:]
    if let publication = reports.publications.first {
      #expect(publication.target == "reports/daily/2026-06-30")
      let path = workspace.path(publication.staged)
      for name in try FileSystem.list(path) {
        staged[name] = String(decoding: try FileSystem.read(path + "/" + name), as: UTF8.self)
      }
    }
    return (staged, reports.left)
  }

  @Test func `a title is replaced in every form in which a page writes it`() throws {
    let title = "投诉\"A&B\"店<13800001234>不退款"
    let leaks = try leaks(title: title, content: "请处理")
    let found = try stage(
      [
        "index.html": "<p>“投诉&quot;A&amp;B&quot;店&lt;13800001234&gt;不退款”</p><b>13800001234</b>",
        "data.json": "{\"title\":\"投诉\\\"A&B\\\"店<13800001234>不退款\",\"n\":13800001235}",
      ], leaks)
    #expect(
      found.pages["index.html"]
        == "<p>“投诉&quot;A&amp;B&quot;店&lt;〔电话〕&gt;不退款”</p><b>〔电话〕</b>")
    #expect(
      found.pages["data.json"] == "{\"title\":\"投诉\\\"A&B\\\"店<〔电话〕>不退款\",\"n\":13800001235}")
    #expect(found.left.isEmpty)
  }

  @Test func `a title that was cut short is known by what stands around the piece`() throws {
    let text = "居民反映楼下烧烤店油烟很大，已经多次联系店主，电话是13800001234，一直没有人接听，希望尽快处理"
    let leaks = try leaks(title: "", content: text)
    let found = try stage(["index.html": "<td>\(text.prefix(44))…</td>"], leaks)
    let page = try #require(found.pages["index.html"])
    #expect(!page.contains("1380000") && page.contains("电话是〔电话〕"))
  }

  @Test func `a report that quotes nothing of it stays`() throws {
    let leaks = try leaks(title: "请联系13800001234", content: "请处理")
    let found = try stage(["index.html": "<p>请联系店主，编号380000123</p>"], leaks)
    #expect(found.pages.isEmpty && found.left.isEmpty)
  }
}
