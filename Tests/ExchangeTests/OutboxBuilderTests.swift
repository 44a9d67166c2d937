import Bytes
import Columns
import Complaints
import TestSupport
import Testing

@testable import Exchange

@Suite struct OutboxBuilderTests {
  static func build(_ lines: [OutboxLine], in folder: String) throws -> [StagedBatch] {
    let staging = folder + "/outbox/.staging"
    try FileSystem.makeFolder(folder + "/outbox")
    try FileSystem.makeFolder(staging)
    return try OutboxBuilder(
      city: OutboxSample.city, runID: "run-1", issuedAt: OutboxSample.issuedAt,
      stagingFolder: staging, outboxFolder: folder + "/outbox"
    ).build(lines)
  }

  static func text(_ batch: StagedBatch, _ suffix: String, contact: Bool = false) throws -> String {
    let name = try #require(
      FileSystem.list(batch.stagedPath).first {
        $0.hasSuffix(suffix) && $0.hasPrefix("联系单") == contact
      })
    return String(decoding: try FileSystem.read(batch.stagedPath + "/" + name), as: UTF8.self)
  }

  @Test func `each receiving unit gets one folder with files that match their sums`() throws {
    let folder = try TemporaryFolder()
    let batches = try Self.build(
      [
        OutboxSample.line(1), OutboxSample.line(2, unit: "JJ-1"),
        OutboxSample.line(3, unit: "DX-1"), OutboxSample.line(4, sections: [.open]),
      ], in: folder.path)
    #expect(batches.map(\.unit) == ["CG-1", "DX-0", "JJ-1"])
    #expect(batches[0].assignmentIDs.sorted() == [1, 4])
    for batch in batches {
      #expect(batch.batchID.hasPrefix("20260701-"))
      #expect(batch.targetPath == folder.path + "/outbox/\(batch.unit)/\(batch.batchID)")
      let names = try FileSystem.list(batch.stagedPath)
      #expect(names.contains { $0.contains("内部使用·严禁外传") && $0.hasSuffix(".xlsx") })
      for line in try Self.text(batch, "SHA256SUMS").split(separator: "\n") {
        let name = String(line.dropFirst(66))
        let bytes = try FileSystem.read(batch.stagedPath + "/" + name)
        #expect(SHA256.hash(bytes).hexadecimal == line.prefix(64))
      }
      #expect(try Self.text(batch, "manifest.json").contains("\"batch\": \"\(batch.batchID)\""))
    }
  }

  @Test func `the order of lines and the second time change nothing`() throws {
    let lines = (1...30).map { OutboxSample.line(Int64($0)) }
    let folder = try TemporaryFolder()
    let first = try Self.build(lines, in: folder.path + "/a")
    let second = try Self.build(lines.reversed(), in: folder.path + "/b")
    let again = try Self.build(lines, in: folder.path + "/a")
    #expect(first == again)
    #expect(first.map(\.batchID) == second.map(\.batchID))
    for name in try FileSystem.list(first[0].stagedPath) {
      #expect(
        try FileSystem.read(first[0].stagedPath + "/" + name)
          == FileSystem.read(second[0].stagedPath + "/" + name))
    }
    let changed = try Self.build(
      lines + [OutboxSample.line(31)], in: folder.path + "/c")
    #expect(changed[0].batchID != first[0].batchID)
  }

  @Test func `hostile text starts no formula and no markup, and long numbers keep their digits`()
    throws
  {
    let folder = try TemporaryFolder()
    let batch = try Self.build(
      [
        OutboxSample.line(
          1, title: "=HYPERLINK(\"http://x\")", content: "<script>alert(1)</script>&\u{1}")
      ], in: folder.path)[0]
    let csv = try Self.text(batch, ".csv")
    #expect(csv.hasPrefix("\u{feff}所在表,交办编号"))
    #expect(csv.contains("\"'=HYPERLINK"))
    #expect(csv.contains("202607010000123456\t"))
    #expect(csv.contains("\r\n"))
    let html = try Self.text(batch, ".html")
    #expect(!html.contains("<script"))
    #expect(html.contains("&lt;script&gt;"))
    #expect(html.contains("经办人"))
  }

  @Test func `facts leave only by the list and every one is logged`() throws {
    let folder = try TemporaryFolder()
    let facts = [
      "full_place": "幸福路8号", "object_plate": "苏M00001", "contact_name": "甲某",
      "contact_phone": "14000000001", "object_name": "某店", "room": "302室",
    ]
    let batches = try Self.build(
      [
        OutboxSample.line(1, facts: facts),
        OutboxSample.line(2, access: .confidential, facts: facts),
        OutboxSample.line(3, unit: "JJ-1", role: .support, facts: facts),
        OutboxSample.line(4, unit: "DX-1", facts: facts),
      ], in: folder.path)
    let city = batches[0]
    #expect(
      city.releases.filter { $0.field.hasPrefix("contact") }.map(\.rule).sorted() == ["4", "5"])
    #expect(city.releases.allSatisfy { $0.recipient == "CG-1" && $0.batchID == city.batchID })
    for suffix in [".csv", ".html", "manifest.json"] {
      let text = try Self.text(city, suffix)
      #expect(!text.contains("14000000001") && !text.contains("甲某") && !text.contains("某店"))
    }
    let contacts = try Self.text(city, ".csv", contact: true)
    #expect(contacts.split(separator: "\r\n").count == 2)
    #expect(contacts.contains("14000000001"))
    #expect(try Self.text(city, ".csv").contains("苏M00001"))
    #expect(city.releases.filter { $0.field == "room" }.count == 1)
    // A support and an enterprise get no contact sheet.
    for batch in batches.dropFirst() {
      #expect(!(try FileSystem.list(batch.stagedPath)).contains { $0.hasPrefix("联系单") })
    }
    #expect(!(try Self.text(batches[2], ".csv")).contains("苏M00001"))
    #expect(try Self.text(batches[1], ".csv").contains("12345"))
  }

  @Test func `a support sees the task and the lead, not the voices`() throws {
    let folder = try TemporaryFolder()
    let batch = try Self.build(
      [OutboxSample.line(3, unit: "JJ-1", role: .support)], in: folder.path)[0]
    for suffix in [".csv", ".html"] {
      let text = try Self.text(batch, suffix)
      #expect(text.contains("东山区城市管理局"))
      #expect(!text.contains("行人只能走机动车道"))
    }
  }

  @Test func `a restricted line or an unknown unit stops everything before a file is written`()
    throws
  {
    let folder = try TemporaryFolder()
    for bad in [OutboxSample.line(1, access: .restricted), OutboxSample.line(1, unit: "NO-1")] {
      #expect(throws: AnalysisError.self) {
        try Self.build([OutboxSample.line(2), bad], in: folder.path)
      }
    }
    #expect(try FileSystem.list(folder.path + "/outbox/.staging").isEmpty)
  }

  @Test func `names of files never leave their folder`() throws {
    let folder = try TemporaryFolder()
    let batch = try Self.build([OutboxSample.line(1, unit: "XX-1")], in: folder.path)[0]
    for name in try FileSystem.list(batch.stagedPath) { #expect(!name.contains("/")) }
    #expect(OutboxBuilder.cleaned("../a\u{202E}b") == "___a_b")
  }
}
