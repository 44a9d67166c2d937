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
    // A folder named here gets the pages, to be looked at.
    if let folder = ProcessInfo.processInfo.environment["REPORT_FOLDER"] {
      try FileSystem.write(folder + "/index.html", pages.html.span)
      try FileSystem.write(folder + "/data.json", pages.data.span)
    }
    return (String(decoding: pages.html, as: UTF8.self), pages.data)
  }

  @Test func `a whole day becomes one small page that stands alone`() throws {
    var sample = SampleDay(missing: ["12345-taixing"])
    let page = try render(sample.input())
    #expect(page.html.utf8.count < 600_000)
    #expect(page.html.contains("泰州市民生诉求日报"))
    #expect(page.html.contains("泰兴12345数据未到"))
    #expect(!page.html.contains("<script>alert"))
    #expect(!page.html.contains("http://") && !page.html.contains("https://"))
  }
}
