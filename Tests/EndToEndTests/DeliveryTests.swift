import Bytes
import Columns
import Complaints
import Foundation
import TestSupport
import Testing

/// Deliveries that are late, missing, short or double are found and named, and mended rows flow on.
@Suite struct DeliveryTests {
  private func letters(_ day: String, _ count: Int) -> [String] {
    let compact = day.filter(\.isNumber)
    return (1...count).map {
      SmallCity.letter("XJ\(compact)\($0)", "\(day) 09:00:\(10 + $0)", "第\($0)封来信反映路灯不亮，\(day)。")
    }
  }

  private func state(_ city: SmallCity, _ platform: String, _ day: String) throws -> [String] {
    let date = try #require(CivilTime.parse(day: day))
    return try city.rows(Tables.deliveries).filter {
      $0["platform"] == platform && $0["business_day"] == String(date)
    }.compactMap { $0["state"] }.sorted()
  }

  @Test func `late, missing, short and double deliveries are found and named`() throws {
    let city = try SmallCity(["mailbox", "petition"])
    for day in ["2026-06-22", "2026-06-23", "2026-06-24", "2026-06-25", "2026-06-26"] {
      try city.drop(
        "mailbox", on: day, "mailbox_\(day.filter(\.isNumber)).csv", SmallCity.letterHeader,
        letters(day, 10))
    }
    let total = [
      SmallCity.petition("XF001", of: "SX1", "2026-06-26 09:00:00", "反映渠被填。"),
      SmallCity.petition("XF002", of: "SX2", "2026-06-26 09:10:00", "反映路被占。"), "合计,5件",
    ]
    try city.drop(
      "petition", on: "2026-06-26", "信访_20260626.csv", SmallCity.petitionHeader, total)
    let friday = try city.night("2026-06-26")
    #expect(try state(city, "mailbox", "2026-06-24") == ["on_time"])
    #expect(try state(city, "petition", "2026-06-26") == ["short"])
    #expect(city.attention(friday).contains { $0.contains("its own total says 5") })

    // Monday: the weekend's files are missing, and the day's is short.
    try city.drop(
      "mailbox", on: "2026-06-29", "mailbox_20260629.csv", SmallCity.letterHeader,
      letters("2026-06-29", 3))
    let monday = try city.night("2026-06-29")
    #expect(try state(city, "mailbox", "2026-06-28") == ["missing"])
    #expect(try state(city, "mailbox", "2026-06-29") == ["short"])
    #expect(city.attention(monday).first == "阳光信访 (petition) did not deliver for 2026-06-29")
    #expect(city.attention(monday).contains { $0.contains("is short: 3 rows, far fewer") })
    #expect(
      city.attention(monday).contains("书记市长信箱 (mailbox) did not deliver for 2026-06-28"))

    // Tuesday: Sunday's file comes late, Monday's a second time under another name, and once more
    // in other bytes; the day's own does not come.
    try city.drop(
      "mailbox", on: "2026-06-30", "mailbox_20260628.csv", SmallCity.letterHeader,
      letters("2026-06-28", 6))
    try city.drop(
      "mailbox", on: "2026-06-30", "again_20260629.csv", SmallCity.letterHeader,
      letters("2026-06-29", 3))
    try city.drop(
      "mailbox", on: "2026-06-30", "saved_20260629.csv", SmallCity.letterHeader,
      letters("2026-06-29", 3), lineEnd: "\r\n")
    let tuesday = try city.night("2026-06-30")
    #expect(try state(city, "mailbox", "2026-06-28") == ["late"])
    #expect(try state(city, "mailbox", "2026-06-29") == ["duplicate", "duplicate", "short"])
    #expect(try state(city, "mailbox", "2026-06-30") == ["missing"])
    let named = city.attention(tuesday)
    #expect(
      named.contains { $0.contains("mailbox_20260628.csv is about 2026-06-28 and came late") })
    #expect(named.contains { $0.contains("again_20260629.csv came twice: same bytes as") })
    #expect(named.contains { $0.contains("saved_20260629.csv came twice: it says nothing new") })

    let status = try city.run(["status", "--workspace", city.workspace])
    let faults = try #require(status["deliveries"] as? [String])
    #expect(faults.contains("2026-06-28 mailbox late"))
    #expect(faults.contains("2026-06-30 mailbox missing"))
    #expect(faults.contains("2026-06-29 mailbox duplicate"))
    let report = String(
      decoding: try FileSystem.read(city.workspace + "/reports/daily/2026-06-30/index.html"),
      as: UTF8.self)
    for word in ["迟到", "未到", "短少"] { #expect(report.contains(word), "\(word)") }
    try city.expectSound()
  }

  @Test func `a replayed row is classified and matched by the next run, and its day scored anew`()
    throws
  {
    let city = try SmallCity(["mailbox"])
    var rows = letters("2026-06-29", 9)
    rows.append(SmallCity.letter("XJ99", "昨天", "鼓楼南路的窨井盖坏了，车过很响。"))
    try city.drop(
      "mailbox", on: "2026-06-29", "mailbox_20260629.csv", SmallCity.letterHeader, rows)
    try city.night("2026-06-29")
    func quality() throws -> [String: String] {
      try #require(try city.rows(Tables.quality).first { $0["platform"] == "mailbox" })
    }
    #expect(try quality()["valid"] == "0.9")
    let clerk = try IngestedWorkspaces()
    let path = clerk.folder.file("rows.xlsx")
    try city.run(["quarantine", "export", "--workspace", city.workspace, "--output", path])
    try clerk.mend(path, [11: ["来信时间": "2026-06-29 10:00:00"]])
    let replayed = try city.run([
      "quarantine", "replay", path, "--workspace", city.workspace, "--date", "2026-06-30",
    ])
    #expect(replayed["accepted"] as? Int == 1, "\(replayed)")
    #expect(try quality()["valid"] == "1.0")

    try city.night("2026-06-30")
    let request = try #require(
      try city.rows(Tables.requests).first { $0["source_record_id"] == "XJ99" })
    for table in [Tables.classifications, Tables.matterRequests] {
      let row = try city.rows(table).first { $0["request_id"] == request["request_id"] }
      #expect(row?["run_id"] == "nightly-2026-06-30", "\(table.name)")
    }
    #expect(try city.run(["status", "--workspace", city.workspace])["quality"] != nil)
    try city.expectSound()
  }
}
