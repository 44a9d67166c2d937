import Foundation
import TestSupport
import Testing

/// `minsheng evaluate`: the figures add up, and the page shows nothing that it should not.
@Suite struct EvaluateTests {
  private let binary: BuiltBinary
  private let folder: TemporaryFolder

  init() throws {
    binary = try #require(BuiltBinary(), "the minsheng binary was not built beside the tests")
    folder = try TemporaryFolder()
    var rows = "content,label,platform,received_at\n"
    for number in 0..<60 {
      rows += "\(number)号路的路灯夜里不亮,路灯,热线,2024-03-\(1 + number % 28) 08:00:00\n"
      rows += "\(number)号路的垃圾三天没人清运,垃圾,信箱,2024-04-\(1 + number % 28) 08:00:00\n"
    }
    // A wrong label, with what nobody may read and what no page may run.
    rows += "路灯夜里不亮，请打13812345678找我<script>alert(1)</script>,垃圾,,\n"
    try rows.write(toFile: folder.file("rows.csv"), atomically: true, encoding: .utf8)
    let outcome = try binary.run([
      "train", "--input", folder.file("rows.csv"), "--text", "content", "--label", "label",
      "--model", folder.file("model"), "--accuracy", "0.8",
    ])
    try #require(outcome.status == 0, "\(outcome.messages)")
  }

  private func evaluate(_ options: [String]) throws -> BuiltBinary.Outcome {
    try binary.run(
      [
        "evaluate", "--model", folder.file("model"), "--input", folder.file("rows.csv"), "--text",
        "content", "--label", "label",
      ] + options)
  }

  @Test func `figures by column and month add up to all rows`() throws {
    let outcome = try evaluate(["--by", "platform", "--time", "received_at", "--json"])
    let json = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    let figures = try #require(json as? [String: Any])
    #expect(figures["rows"] as? Int == 121)
    let taken = try #require(figures["taken"] as? [String: Any])
    let by = try #require(figures["by"] as? [String: [[String: Any]]])
    for (key, values) in [("platform", ["", "信箱", "热线"]), ("month", ["", "2024-03", "2024-04"])] {
      let groups = try #require(by[key])
      #expect(groups.map { $0["value"] as? String } == values)
      let all = groups.compactMap { ($0["all"] as? [String: Any])?["rows"] as? Int }
      #expect(all.reduce(0, +) == 121)
      let own = groups.compactMap { ($0["taken"] as? [String: Any])?["rows"] as? Int }
      #expect(own.reduce(0, +) == taken["rows"] as? Int)
    }
    let labels = try #require(figures["by_label"] as? [[String: Any]])
    #expect(labels.compactMap { $0["rows"] as? Int }.reduce(0, +) == 121)
  }

  @Test func `the page masks and escapes the worst mistakes`() throws {
    #expect(try evaluate(["--html", folder.file("page.html")]).status == 0)
    let page = try String(contentsOfFile: folder.file("page.html"), encoding: .utf8)
    #expect(page.contains("最有把握的 1 条错答"))
    #expect(page.contains("路灯夜里不亮"))
    #expect(!page.contains("13812345678"))
    #expect(!page.contains("<script>alert"))
  }
}
