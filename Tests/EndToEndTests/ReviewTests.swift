import Bytes
import Complaints
import Foundation
import TestSupport
import Testing

/// From the queue to a decision, and from the decision to class, matter and assignment.
@Suite struct ReviewTests {
  private static let day = "2026-06-30"
  private static let calls = [
    "海陵区鼓楼南路128号门前路灯不亮已经三天，晚上出行不便，希望尽快维修路灯。",
    "海陵区青年北路菜场门口流动摊贩占道经营，行人无法通行，请城管部门处理。",
    "海陵区凤凰路工地夜间施工噪音扰民，影响休息，要求查处。",
    "海陵区济川东路井盖破损下沉，车辆经过声响很大，请更换井盖。",
    "海陵区迎春路小区物业不清理楼道垃圾，电梯经常故障，物业不作为。",
    "上次说的那件事到现在还没有人联系我，请有关部门给个说法。",
    "家里老人想了解一下那个政策到底怎么弄，跑了几趟都没办成。",
    "海陵区东风路饭店油烟直排，气味很大，请环保部门查处油烟扰民。",
  ]

  private let city: SmallCity
  private let queue: String

  init() throws {
    city = try SmallCity(["12345-taizhou"])
    queue = city.folder.file("queue.xlsx")
    try city.drop(
      "12345-taizhou", on: Self.day, "TZ_20260630.csv", SmallCity.callHeader,
      Self.calls.enumerated().map { index, text in
        SmallCity.call(
          "TZ2606300000\(index)", "2026-06-30 0\(index + 1):00:00", text,
          phone: "1380000000\(index)")
      })
    try city.night(Self.day)
  }

  private func export() throws -> ReviewedQueue {
    let summary = try city.run([
      "review", "export", "--workspace", city.workspace, "--output", queue,
    ])
    let queue = try ReviewedQueue(path: queue)
    #expect(summary["rows"] as? Int == queue.rows.count)
    return queue
  }

  private func take(_ path: String? = nil, actor: String = "王五") throws -> [String: Any] {
    try city.run([
      "review", "import", path ?? queue, "--workspace", city.workspace, "--actor", actor,
    ])
  }

  private func kinds(_ summary: [String: Any]) -> [String] {
    (summary["faults"] as? [[String: Any]] ?? []).compactMap { $0["kind"] as? String }.sorted()
  }

  private func id(of words: String) throws -> String {
    let row = try #require(try city.rows(Tables.requests).first { $0["content"]!.contains(words) })
    return try #require(row["request_id"])
  }

  /// A leaf by its name, with its code.
  private func leaf(_ name: String) throws -> Complaints.Category {
    let taxonomy = try CityConfiguration.load(
      folder: BuiltBinary.root + "/Pipelines/cities/taizhou"
    ).taxonomy
    return try #require(taxonomy.categories.first { $0.level3 == name }, "no leaf \(name)")
  }

  @Test func `a decision reaches class, matter and assignment with the next run, and once`() throws
  {
    var sheet = try export()
    let words = "路灯不亮"
    let request = try id(of: words)
    let other = try leaf("企业欠薪")
    let before = try #require(
      try city.rows(Tables.assignments).first {
        $0["matter_id"] == request && $0["role"] == "lead"
      })
    try sheet.fill(
      words,
      [
        "结论": "改正", "认定分类": "\(other.code) \(other.level3)", "认定类型": "求助",
        "备注": "来电人李明13912345678已核实",
      ])
    try sheet.fill("上次说的", ["结论": "看不准"])
    try sheet.save()
    let taken = try take()
    #expect(taken["decided"] as? Int == 1 && taken["unsure"] as? Int == 1)
    #expect(taken["refused"] as? Int == 0, "\(taken)")
    let decisions = try city.rows(Tables.decisions)
    #expect(Set(decisions.map { $0["field"] }) == ["code", "request_type"])
    for decision in decisions {
      #expect(decision["subject_id"] == request + "/0" && decision["actor"] == "王五")
      #expect(!(decision["reason"] ?? "").contains("13912345678"))
    }
    // Nothing but the decision has changed so far, and the same file says nothing new.
    let again = try take()
    #expect(again["unchanged"] as? Int == 1 && again["decided"] as? Int == 0)
    #expect(try city.rows(Tables.decisions).count == decisions.count)

    let night = try city.night(Self.day)
    #expect((night["carried"] as? [String])?.count == 1)
    let classified = try #require(
      try city.rows(Tables.classifications).first { $0["request_id"] == request })
    #expect(classified["code"] == other.code && classified["decided_by"] == "person")
    let matter = try #require(try city.rows(Tables.matters).first { $0["matter_id"] == request })
    #expect(matter["code"] == other.code)
    #expect(classified["request_type"] == "help")
    let assignments = try city.rows(Tables.assignments).filter { $0["matter_id"] == request }
    let old = try #require(
      assignments.first { $0["assignment_id"] == before["assignment_id"] })
    let new = try #require(
      assignments.first { $0["supersedes_id"] == before["assignment_id"] }, "\(assignments)")
    #expect(old["state"] == "reassigned" && new["state"] == "unsigned")
    #expect(new["unit_code"] != before["unit_code"])
    let events = try city.rows(Tables.assignmentEvents)
    #expect(events.contains { $0["event"] == "reassigned" })
    let counts = try city.rows(Tables.dailyCounts)
    #expect(counts.contains { $0["level2"] == other.level2 })
    // The same night again has nothing to do; who was decided on leaves the queue.
    #expect(try city.night(Self.day)["state"] as? String == "done_before")
    #expect(try !export().rows.contains { $0["诉求内容"]!.contains(words) })
    try city.expectSound()
  }

  @Test func `each row that does not hold is named by its cell and changes nothing`() throws {
    var sheet = try export()
    let leaf = try leaf("企业欠薪").code
    try sheet.fill("占道经营", ["认定分类": "999999"])
    try sheet.fill("噪音扰民", ["认定分类": leaf, "复核编号": "12345/0"])
    try sheet.fill("油烟", ["认定分类": leaf, "校验码": ""])
    try sheet.fill("上次说的", ["结论": "同意"])
    try sheet.fill("井盖", ["认定分类": leaf])
    try sheet.repeatRow("井盖", ["认定分类": "", "结论": "看不准"])
    try sheet.fill("老人想了解", ["认定分类": leaf])
    try sheet.repeatRow("老人想了解", [:])
    try sheet.save()
    let taken = try take()
    #expect(
      kinds(taken) == [
        "changed_id", "changed_id", "contradiction", "contradiction", "incomplete", "value",
      ], "\(taken)")
    #expect(taken["decided"] as? Int == 1 && taken["unchanged"] as? Int == 1)
    #expect(try city.rows(Tables.decisions).count == 1)
    for fault in taken["faults"] as? [[String: Any]] ?? [] {
      #expect(fault["sheet"] as? String == "复核" && (fault["row"] as? Int ?? 0) > 2)
    }
  }

  @Test func `who comes second with an old file is refused, with a new one holds`() throws {
    var first = try export()
    var second = first
    let codes = [try leaf("企业欠薪").code, try leaf("邻里生活噪声").code]
    try first.fill("占道经营", ["认定分类": codes[0]])
    try first.save()
    let old = city.folder.file("old.xlsx")
    try second.fill("占道经营", ["认定分类": codes[1]])
    try second.save(old)
    #expect(try take()["decided"] as? Int == 1)
    #expect(kinds(try take(old, actor: "赵六")) == ["stale"])
    #expect(try city.rows(Tables.decisions).count == 1)
    // Nobody's own decision is stale to himself.
    #expect(try take()["unchanged"] as? Int == 1)
  }

  @Test(arguments: ["lake.staged", "lake.catalog_written", "lake.committed"])
  func `a kill in the midst leaves all of it or nothing`(failpoint: String) throws {
    var sheet = try export()
    sheet.fillAll(["认定分类": try leaf("企业欠薪").code])
    try sheet.save()
    let count = sheet.rows.count
    let process = Process()
    process.executableURL = URL(fileURLWithPath: city.binary.path)
    process.arguments = [
      "review", "import", queue, "--workspace", city.workspace, "--actor", "王五",
    ]
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["MINSHENG_FAILPOINT": failpoint]
    ) { $1 }
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal, "\(failpoint) was not reached")
    #expect([0, count].contains(try city.rows(Tables.decisions).count))
    let taken = try take()
    let sum = (taken["decided"] as? Int ?? 0) + (taken["unchanged"] as? Int ?? 0)
    #expect(sum == count, "\(taken)")
    #expect(try city.rows(Tables.decisions).count == count)
    let night = try city.night(Self.day)
    let steps = night["steps"] as? [String: [String: Int]]
    #expect(steps?["classify"]?["by_person"] == count)
    try city.expectSound()
  }

  @Test func `a file that is no review changes nothing and says so`() throws {
    let path = city.folder.file("a.xlsx")
    try FileSystem.replace(path, with: Array("not a workbook".utf8))
    let outcome = try city.binary.run([
      "review", "import", path, "--workspace", city.workspace, "--actor", "王五",
    ])
    #expect(outcome.status == 2 || outcome.status == 1)
    #expect(try city.rows(Tables.decisions).isEmpty)
  }
}
