import Bytes
import Columns
import Complaints
import Foundation
import TestSupport
import Testing

/// The same complaint is one record, however often and by whichever platform it comes.
@Suite struct OneRecordTests {
  @Test func `a status alone writes no request anew, and a changed field keeps its old value`()
    throws
  {
    let city = try IngestedWorkspaces()
    let lake = city.folder.file("workspace") + "/lake/data/main/requests"
    func files() throws -> [String] {
      try FileManager.default.subpathsOfDirectory(atPath: lake).sorted()
    }
    try city.ingest(
      [try city.write("1.csv", (1...5).map { IngestedWorkspaces.row($0) })], into: "workspace")
    let before = try files()
    let states = try city.ingest(
      [try city.write("2.csv", (1...5).map { IngestedWorkspaces.row($0, status: "已办结") })],
      into: "workspace")
    #expect(states["updated"] == 5)
    #expect(try files() == before)
    #expect(try city.contents("workspace", Tables.requestStates).count == 10)
    #expect(try city.contents("workspace", Tables.requestChanges).isEmpty)

    // Twice within one file: what was said in between is not lost.
    let text = try city.ingest(
      [
        try city.write(
          "3.csv",
          [
            IngestedWorkspaces.row(1, status: "已办结", content: "换了说法，打13812345678"),
            IngestedWorkspaces.row(1, status: "已办结", content: "又换了"),
          ])
      ], into: "workspace")
    #expect(text["updated"] == 2)
    #expect(try city.contents("workspace", Tables.requests).count == 5)
    let expire = try city.run([
      "expire", "--workspace", city.folder.file("workspace"), "--older-than", "0",
    ])
    #expect(expire.status == 0, "\(expire.messages)")
    let changes = try city.contents("workspace", Tables.requestChanges)
    #expect(changes.count == 2 && changes.allSatisfy { $0.contains("content") })
    #expect(changes.contains { $0.contains("路灯坏了1天") && $0.contains("换了说法") })
    #expect(changes.contains { $0.contains("换了说法") && $0.contains("又换了") })
    #expect(!changes.contains { $0.contains("13812345678") })
    try city.expectSound("workspace")
  }

  @Test func `copies, transfers and the pieces of a petition become one matter each`() throws {
    let city = try SmallCity(["mailbox", "12345-taizhou", "petition"])
    let copy = "海陵区鼓楼南路128号门前的污水井盖破损下沉，夜间车辆经过声响很大，存在安全隐患，希望尽快更换维修。"
    let day = "2026-06-30"
    try city.drop(
      "12345-taizhou", on: day, "TZ_20260630.csv", SmallCity.callHeader,
      [
        SmallCity.call("TZ26063000001", "2026-06-30 08:00:00", copy, phone: "13800000001"),
        SmallCity.call(
          "TZ26063000002", "2026-06-30 09:00:00", "小区电梯停运三天，老人无法下楼。",
          phone: "13800000002"),
        SmallCity.call(
          "TZ26063000003", "2026-06-30 12:00:00", "转来：反映物业不作为，请核实处理。",
          earlier: "TZ26063000002"),
      ])
    try city.drop(
      "mailbox", on: day, "mailbox_20260630.csv", SmallCity.letterHeader,
      [SmallCity.letter("XJ2026063001", "2026-06-30 10:00:00", copy)])
    try city.drop(
      "petition", on: day, "信访_20260630.csv", SmallCity.petitionHeader,
      [
        SmallCity.petition("XF001", of: "SX77", "2026-06-30 09:00:00", "反映拆迁补偿款未到位。"),
        SmallCity.petition("XF002", of: "SX77", "2026-06-30 11:00:00", "补充材料：村委会已出具证明。"),
        SmallCity.petition("XF003", of: "SX78", "2026-06-30 11:30:00", "反映灌溉渠被填。"),
      ])
    try city.night(day)
    var ids: [String: String] = [:]
    for row in try city.rows(Tables.requests) {
      ids[row["source_record_id"] ?? ""] = row["request_id"]
    }
    #expect(ids.count == 7)
    var links: [String: [String: String]] = [:]
    for row in try city.rows(Tables.matterRequests) { links[row["request_id"] ?? ""] = row }
    func link(_ record: String, _ column: String) -> String? {
      ids[record].flatMap { links[$0]?[column] }
    }
    #expect(link("XJ2026063001", "matter_id") == link("TZ26063000001", "matter_id"))
    #expect(link("XJ2026063001", "relation") == "copy")
    #expect(link("TZ26063000003", "matter_id") == link("TZ26063000002", "matter_id"))
    #expect(link("TZ26063000003", "evidence")?.contains("关联工单号") == true)
    #expect(link("XF002", "matter_id") == link("XF001", "matter_id"))
    #expect(link("XF002", "evidence") == "同事项编号")
    #expect(link("XF003", "matter_id") != link("XF001", "matter_id"))
    try city.expectSound()
  }
}
