import Bytes
import Columns
import TestSupport
import Testing
import Vault

@testable import Pipeline

/// Numbers of people are found however a file writes them.
@Suite struct IdentitySearchTests {
  private let search: IdentitySearch = {
    var identities = RecordBatch(schema: Vault.identitiesSchema)
    identities.appendRow([
      "request_id": .int(1), "phone": .string("14000001234 052386123456"),
      "id_number": .string("32120119900101123X"), "address": .string("海陵区济川东路88号3幢501室"),
      "name": .string("李小花"),
    ])
    return IdentitySearch(identities, records: ["mailbox": ["XJ17", "20260629001"]])
  }()

  @Test(arguments: [
    ("电话14000001234。", true), ("140 0000 1234", true), ("140-0000-1234", true),
    ("１４０００００１２３４", true), ("0523-86123456", true), ("身份证32120119900101123x", true),
    ("32120119900101123X", true), ("住海陵区济川东路88号3幢501室", true), ("14000001235", false),
    ("1400000,1234", false), ("李小花", false), ("济川东路88号", false), ("", false),
  ])
  func `a text holds a number or an address`(text: String, expected: Bool) {
    #expect(search.occurs(in: Array(text.utf8)) == expected)
  }

  @Test func `numbers are found in bytes of other encodings`() {
    let wide: [UInt8] = "14000001234".utf8.flatMap { [0xa3, $0 + 0x80] as [UInt8] }
    #expect(search.occurs(in: [0xb5, 0xe7] + wide))
    #expect(search.occurs(in: "14000001234".utf8.flatMap { [$0, 0] as [UInt8] }))
  }

  @Test(arguments: [
    ("XJ17,投诉", true), ("\"XJ17\"", true), ("XJ171,投诉", false), ("AXJ17", false),
    ("120260629001", false), ("20260629001", true),
  ])
  func `a record's number stands by itself in a row`(row: String, expected: Bool) {
    #expect(search.occurs(inRow: Array(row.utf8), platform: "mailbox") == expected)
    #expect(!search.occurs(inRow: Array(row.utf8), platform: "petition"))
  }

  @Test func `a record is found in its platform's tables alone, by a whole cell`() throws {
    let folder = try TemporaryFolder()
    func outcome(_ text: String, _ platform: String) throws -> Bool {
      try FileSystem.replace(folder.file("a.csv"), with: Array(text.utf8))
      return search.look(into: folder.file("a.csv"), platform: platform) == .present
    }
    #expect(try outcome("编号,标题\nXJ17,路灯\nXJ18,路\n", "mailbox"))
    #expect(try !outcome("编号,标题\nXJ17,路灯\nXJ18,路\n", "petition"))
    #expect(try !outcome("编号,标题\nXJ170,见XJ17号\nXJ18,路\n", "mailbox"))
    #expect(try outcome("编号,电话\nXJ170,１４０ ０００ ０１２３４\nXJ18,路\n", "petition"))
  }

  @Test func `rejected rows lose bytes and cells, and nothing else`() throws {
    let hit = Base64.encode(Array("XJ17,14000001234".utf8))
    let other = Base64.encode(Array("XJ18,无".utf8))
    let lines = [
      "{\"line\":2,\"bytes\":\"\(hit)\",\"cells\":[\"XJ17\",\"a]\\\"b\",\"14000001234\"],\"header\":[\"x\"]}",
      "{\"line\":3,\"bytes\":\"\(other)\",\"cells\":[\"XJ18\"]}",
      "{\"line\":4,\"bytes\":\"\",\"cells\":[\"140 0000 1234\"]}",
    ]
    let file = Array((lines.joined(separator: "\n") + "\n").utf8)
    let redacted = try #require(
      QuarantineRedaction.redact(file) { search.occurs(inRow: $0, platform: "mailbox") })
    #expect(redacted.rowCount == 2)
    #expect(
      String(decoding: redacted.lines, as: UTF8.self)
        == "{\"line\":2,\"bytes\":\"\",\"cells\":[],\"header\":[\"x\"]}\n\(lines[1])\n"
        + "{\"line\":4,\"bytes\":\"\",\"cells\":[]}\n")
    #expect(
      QuarantineRedaction.redact(redacted.lines) { search.occurs(inRow: $0, platform: "mailbox") }
        == nil)
  }
}
