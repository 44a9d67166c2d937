import Bytes
import Complaints
import Foundation
import TestSupport
import Testing

@testable import Report

@Suite struct DailyReportTests {
  static let definition: ReportDefinition = {
    do { return try ReportDefinition.load(path: SampleDay.root + "/Reports/daily.json5") } catch {
      preconditionFailure("\(error)")
    }
  }()

  private func render(_ input: ReportInput) throws -> (html: String, data: [UInt8]) {
    let pages = try DailyReport(
      definition: Self.definition, city: SampleDay.city, input: input
    ).render()
    return (String(decoding: pages.html, as: UTF8.self), pages.data)
  }

  @Test func `a whole day becomes one small page that stands alone`() throws {
    var sample = SampleDay(missing: ["12345-taixing"])
    let page = try render(sample.input())
    // A folder named here gets the page, to be looked at.
    if let folder = ProcessInfo.processInfo.environment["REPORT_FOLDER"] {
      try FileSystem.write(folder + "/index.html", Array(page.html.utf8).span)
      try FileSystem.write(folder + "/data.json", page.data.span)
    }
    #expect(page.html.utf8.count < 600_000)
    #expect(page.html.contains("泰州市民生诉求日报"))
    #expect(page.html.contains("泰兴12345数据未到"))
    #expect(!page.html.contains("<script>alert"))
    #expect(!page.html.contains("http://") && !page.html.contains("https://"))
  }

  @Test func `the same data give the same bytes`() throws {
    var sample = SampleDay()
    let input = sample.input()
    let first = try render(input)
    let second = try render(input)
    #expect(first.html == second.html && first.data == second.data)
  }

  @Test func `sums that do not hold make no report`() throws {
    var sample = SampleDay()
    let input = sample.input()
    let faults: [(inout ReportInput) -> Void] = [
      { $0.platforms[0].read += 1 }, { $0.platforms[1].received -= 1 },
      { $0.platforms[2].dispositions[.direct, default: 0] += 1 }, { $0.platforms.removeLast() },
      { $0.recentRequests.removeLast() },
    ]
    for fault in faults {
      var broken = input
      fault(&broken)
      let error = #expect(throws: AnalysisError.self) { try render(broken) }
      #expect(error?.code == .accounting)
    }
  }

  @Test func `words that may not be quoted are not`() throws {
    var sample = SampleDay()
    var input = sample.input()
    let page = try render(input)
    #expect(!page.html.contains("学生上下学"))
    #expect(page.html.contains("（按规定不摘录）"))
    #expect(page.html.contains("油烟呛人"))
    input.isQuotable = []
    #expect(try !render(input).html.contains("油烟呛人"))
  }

  @Test func `a day without anything is still a page`() throws {
    let input = ReportInput(
      day: SampleDay.day, runID: "r", snapshotID: 1, dataCutOff: "2018年6月2日 00:00")
    let page = try render(input)
    #expect(page.html.contains("没有达到门槛的预警"))
    let data = String(decoding: page.data, as: UTF8.self)
    #expect(!data.contains("nan") && !data.contains("inf"))
  }

  @Test func `an empty day of a small platform is no missing file`() {
    var sample = SampleDay(missing: ["mailbox", "12345-taixing"])
    let input = sample.input()
    let figures = DailyFigures(input, calendar: SampleDay.city.calendar, minimumBase: 20)
    #expect(!figures.comparablePlatforms.contains("12345-taixing"))
    #expect(figures.comparablePlatforms.contains("12345-taizhou"))
    #expect(figures.comparableDays.count == 4)
  }

  @Test(arguments: [
    (FigureValue.count(1_234_567), "1,234,567", "1234567"), (.count(-5), "-5", "-5"),
    (.share(748), "74.8%", "74.8"), (.share(1000), "100.0%", "100.0"),
    (.change(-1.25), "-1.3%", "-1.3"), (.change(0.04), "0.0%", "0.0"),
    (.change(12), "+12.0%", "12.0"), (.decimal(1472.5), "1,472.5", "1472.5"), (.none, "—", "null"),
  ])
  func `numbers are printed and stored alike`(value: FigureValue, printed: String, json: String) {
    #expect(value.printed == printed)
    #expect(value.json == json)
  }

  @Test func `markup in data stays text`() {
    var html = HTML()
    html.element("p", ["title": "\"><script>"], "a<b>&'\u{7}")
    #expect(
      String(decoding: html.bytes, as: UTF8.self)
        == "<p title=\"&quot;&gt;&lt;script&gt;\">a&lt;b&gt;&amp;&#39; </p>")
  }
}
