import Bytes
import Columns
import Complaints
import Foundation
import Tabular
import TestSupport
import Testing
import Vault

/// Rejected rows on their way out to a clerk and back, through the built binary.
@Suite struct QuarantineTests {
  private let city: IngestedWorkspaces

  init() throws { city = try IngestedWorkspaces() }

  /// Rows of which those of lines 3 to 7 are damaged in five ways.
  private static let damaged = [
    IngestedWorkspaces.row(1),
    IngestedWorkspaces.row(2, time: "2026-13-45 08:00:00"),
    String(IngestedWorkspaces.row(3).dropFirst(3)),
    IngestedWorkspaces.row(4, content: "路灯不亮,很暗"),
    IngestedWorkspaces.row(5, status: "不明"),
    IngestedWorkspaces.row(6, content: "\"路灯不亮"),
    IngestedWorkspaces.row(7),
  ]

  /// The same as they should have been; line 3 of the file is row 2.
  private static let right = [
    IngestedWorkspaces.row(1), IngestedWorkspaces.row(2),
    IngestedWorkspaces.row(3, content: "=1+1，小心"),
    IngestedWorkspaces.row(4, content: "\"路灯不亮,很暗\""),
    IngestedWorkspaces.row(5, status: "办理中"),
    IngestedWorkspaces.row(6, content: "路灯不亮"), IngestedWorkspaces.row(7),
  ]

  private static func line(_ row: String) -> String { String(row.dropLast()) }

  /// What a clerk types, by line of the file.
  private static let mends: [Int: [String: String]] = [
    3: ["created_at": "2026-01-05 08:00:00"],
    4: ["complaint_id": "GD3", "content": "=1+1，小心"],
    5: ["【原始行】": line(right[3])],
    6: ["status": "办理中"],
    7: ["【原始行】": line(right[5])],
  ]

  private func expectSame(
    _ mended: String, _ right: String, _ files: (bad: String, good: String)
  ) throws {
    // The bytes of the mended file and of the right one differ, and so do their ids.
    let ids = [try city.fileID(files.good): try city.fileID(files.bad)]
    for table in [Tables.requests, Tables.requestStates, Tables.requestChanges, Tables.deliveries] {
      #expect(
        try city.contents(mended, table, fileIDs: ids)
          == (try city.contents(right, table, fileIDs: ids)), "\(table.name)")
    }
    #expect(try city.vaultContents(mended) == (try city.vaultContents(right)))
    try city.expectSound(mended)
    try city.expectSound(right)
  }

  @Test(arguments: ["csv", "xlsx"])
  func `mended rows give the store that a right file gives`(format: String) throws {
    let bad = try city.write("day1.csv", Self.damaged)
    let good = try city.write("right1.csv", Self.right)
    let next = try city.write(
      "day2.csv", [IngestedWorkspaces.row(2, status: "已办结"), IngestedWorkspaces.row(8)])
    let counts = try city.ingest([bad], into: "mended", date: "2026-06-29")
    #expect(counts["quarantined"] == 5)
    let export = try city.export("mended", to: "rows.\(format)")
    #expect(try FileSystem.permissions(export) & 0o777 == 0o600)
    try city.mend(export, Self.mends)
    let replayed = try city.replay(export, into: "mended")
    #expect(replayed.status == 0, "\(replayed)")
    #expect(replayed.summary["replayed"] as? Int == 5)
    #expect(replayed.summary["accepted"] as? Int == 5)
    #expect(replayed.summary["waiting"] as? Int == 0)
    try city.makeWorkspace("right", withKeyOf: "mended")
    try city.ingest([good], into: "right", date: "2026-06-29")
    for workspace in ["mended", "right"] { try city.ingest([next], into: workspace) }
    try expectSame("mended", "right", (bad, good))
    #expect(try city.contents("mended", Tables.requests).contains { $0.contains("=1+1") })

    // A second time nothing is taken.
    let again = try city.replay(export, into: "mended")
    #expect(again.status == 0)
    #expect(again.summary["done_before"] as? Int == 5)
    #expect(again.summary["replayed"] as? Int == 0)
    try expectSame("mended", "right", (bad, good))
  }

  /// The next day's file has brought the rows right before the clerk has mended them.
  @Test func `what a later file said stays, and the mended row takes its place before it`() throws {
    let bad = try city.write("day1.csv", Self.damaged)
    let good = try city.write("right1.csv", Self.right)
    let next = try city.write(
      "day2.csv",
      [
        IngestedWorkspaces.row(2, status: "已办结"), IngestedWorkspaces.row(3, content: "=1+1，小心"),
        IngestedWorkspaces.row(5, status: "待回访"),
      ])
    try city.ingest([bad], into: "mended", date: "2026-06-29")
    try city.ingest([next], into: "mended")
    let export = try city.export("mended", to: "rows.xlsx")
    try city.mend(export, Self.mends)
    let replayed = try city.replay(export, into: "mended")
    #expect(replayed.status == 0, "\(replayed)")
    #expect(replayed.summary["accepted"] as? Int == 2)
    #expect(replayed.summary["updated"] as? Int == 3)
    try city.makeWorkspace("right", withKeyOf: "mended")
    try city.ingest([good], into: "right", date: "2026-06-29")
    try city.ingest([next], into: "right")
    try expectSame("mended", "right", (bad, good))
  }

  @Test func `rows mended wrongly wait with their new reason, dropped ones do not`() throws {
    let bad = try city.write("day1.csv", Self.damaged)
    try city.ingest([bad], into: "workspace", date: "2026-06-29")
    let export = try city.export("workspace", to: "rows.xlsx")
    try city.mend(
      export,
      [
        3: ["created_at": "昨天", "complaint_id": ""],
        4: ["【处理】": "作废", "【作废理由】": "重复，电话13812345678"],
        5: ["【原始行】": "一行\n两行"], 6: ["【处理】": "作废"],
      ])
    let replayed = try city.replay(export, into: "workspace")
    #expect(replayed.status == 3)
    #expect(replayed.summary["replayed"] as? Int == 1)
    #expect(replayed.summary["returned"] as? Int == 1)
    #expect(replayed.summary["dropped"] as? Int == 1)
    #expect(replayed.summary["untouched"] as? Int == 1)
    #expect(replayed.summary["unclear"] as? Int == 2)
    #expect(replayed.summary["waiting"] as? Int == 4)
    let list = try city.run(["quarantine", "list", "--workspace", city.folder.file("workspace")])
    let rows = try #require(list.summary["rows"] as? [[String: Any]])
    #expect(
      Set(rows.compactMap { $0["reason"] as? String })
        == ["missing-source-record-id", "field-count", "unknown-status", "unterminated-quote"])
    #expect(rows.contains { $0["wording"] as? String == "缺少原工单号" })
    let drops = try #require(list.summary["dropped_rows"] as? [[String: Any]])
    let reason = try #require(drops.first?["reason"] as? String)
    #expect(reason.hasPrefix("重复") && !reason.contains("13812345678"))
    func number(_ key: String) -> Int { list.summary[key] as? Int ?? -1 }
    #expect(number("quarantined") == number("waiting") + number("replayed") + number("dropped"))
    let status = try city.run(["status", "--workspace", city.folder.file("workspace")])
    let waiting = try #require(status.summary["waiting"] as? [String: Any])
    #expect(waiting["quarantined_rows"] as? Int == 4)
    try city.expectSound("workspace")

    // What was rejected again is mended in a second round.
    let second = try city.export("workspace", to: "second.csv")
    try city.mend(
      second,
      [3: ["created_at": "2026-01-05 08:00:00", "complaint_id": "GD2"]])
    let settled = try city.replay(second, into: "workspace")
    #expect(settled.summary["accepted"] as? Int == 1, "\(settled)")
    #expect(settled.summary["waiting"] as? Int == 3)
    try city.expectSound("workspace")
  }

  @Test func `a file that is read again asks for no row that was mended or dropped`() throws {
    let bad = try city.write("day1.csv", Self.damaged)
    try city.ingest([bad], into: "workspace", date: "2026-06-29")
    let export = try city.export("workspace", to: "rows.csv")
    try city.mend(
      export, [3: ["created_at": "2026-01-05 08:00:00"], 4: ["【处理】": "作废", "【作废理由】": "空单"]])
    #expect(try city.replay(export, into: "workspace").status == 0)
    let again = try city.ingest([bad], into: "workspace")
    #expect(again["quarantined"] == 5 && again["accepted"] == 0)
    let list = try city.run(["quarantine", "list", "--workspace", city.folder.file("workspace")])
    #expect(list.summary["waiting"] as? Int == 3)
    #expect(list.summary["quarantined"] as? Int == 10)
    try city.expectSound("workspace")
  }

  @Test func `an export is audited, and formulas in it are texts`() throws {
    let bad = try city.write(
      "day1.csv", [IngestedWorkspaces.row(1, status: "不明", content: "=HYPERLINK(1)")])
    try city.ingest([bad], into: "workspace")
    let path = try city.export("workspace", to: "rows.csv")
    var cells: [String] = []
    try TabularSource.open(path: path).readRows { block in
      for row in 0..<block.rowCount { cells += block.texts(row: row) }
    }
    #expect(cells.contains("'=HYPERLINK(1)"))
    #expect(!cells.contains { $0.hasPrefix("=") })
    let vault = try Vault.open(folder: city.folder.file("workspace") + "/vault")
    let entries = try vault.auditEntries()
    #expect(entries.count == 1 && entries[0].subject.hasPrefix("quarantine export: 1 rows"))
    for place in ["/lake/x.csv", "/reports/x.xlsx", "/nowhere/x.csv", "/rows.txt"] {
      let refused = try city.run([
        "quarantine", "export", "--workspace", city.folder.file("workspace"), "--output",
        city.folder.file("workspace") + place,
      ])
      #expect(refused.status == 2, "\(place)")
    }
    #expect(try vault.auditEntries().count == 1)
    let stranger = try city.write("stranger.csv", [])
    #expect(try city.replay(stranger, into: "workspace").status == 2)
  }

  @Test func `a mended row keeps what was filled from the row above`() throws {
    let small = try SmallCity(["petition"])
    let rows = [
      SmallCity.petition("XF001", of: "SX77", "2026-06-30 09:00:00", "反映拆迁补偿款未到位。"),
      SmallCity.petition("XF002", of: "", "昨天", "补充材料：村委会已出具证明。"),
      SmallCity.petition("XF003", of: "", "2026-06-30 10:00:00", "再补充一份材料。"),
    ]
    try small.drop(
      "petition", on: "2026-06-30", "信访_20260630.csv", SmallCity.petitionHeader, rows)
    try small.night("2026-06-30")
    let path = city.folder.file("rows.csv")
    try small.run(["quarantine", "export", "--workspace", small.workspace, "--output", path])
    try city.mend(path, [3: ["登记时间": "2026-06-30 09:30:00"]])
    let replayed = try small.run([
      "quarantine", "replay", path, "--workspace", small.workspace, "--date", "2026-07-01",
    ])
    #expect(replayed["accepted"] as? Int == 1, "\(replayed)")
    let requests = try small.rows(Tables.requests)
    #expect(requests.count == 3)
    #expect(requests.allSatisfy { $0["source_matter_id"] == "SX77" })
    let again = try small.night("2026-06-30")
    #expect(again["carried"] as? [String] == ["replay-2026-07-01"])
    #expect(Set(try small.rows(Tables.matterRequests).compactMap { $0["matter_id"] }).count == 1)
    try small.expectSound()
  }
}
