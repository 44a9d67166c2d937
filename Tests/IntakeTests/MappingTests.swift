import Bytes
import Complaints
import Foundation
import Testing

@testable import Intake

@Suite struct MappingTests {
  private func failure(_ text: String) -> String {
    do {
      _ = try makeMapping(text)
      return "accepted"
    } catch { return "\(error)" }
  }

  @Test func `a wrong key names file, line, key and the nearest one`() {
    let text = plainMapping.replacingOccurrences(of: "received_at:", with: "recieved_at:")
    let message = failure(text)
    #expect(message.hasPrefix("sources/p.json5:7"))
    #expect(message.contains("recieved_at"))
    #expect(message.contains("did you mean received_at?"))
  }

  @Test(arguments: [
    ("source: \"hotline\"", "source: \"hotlin\"", "did you mean hotline?"),
    ("dispatch: \"own\"", "dispatch: \"mine\"", "own, advise, mirror"),
    ("\"办结\": \"closed\"", "\"办结\": \"close\"", "did you mean closed?"),
    ("disposition: \"dispatch\"}", "disposition: \"despatch\"}", "did you mean dispatch?"),
    ("empty: \"received\"", "emty: \"received\"", "did you mean empty?"),
    ("received_at: \"受理时间\"", "received_at: {from: \"受理时间\", times: [\"yyyy-MM-dd\"]}", "none of"),
    ("received_at: \"受理时间\",", "", "\"received_at\" is missing"),
    ("content: \"内容\",\n    title: \"标题\",", "", "what it is about"),
    ("platform: \"p\"", "platform: \"../p\"", "small letters"),
    ("constants: {origin: \"citizen\",", "constants: {", "\"origin\" is missing"),
    (
      "{from: \"状态\", map: {\"办理中\": \"processing\", \"办结\": \"closed\"}, empty: \"received\"}",
      "\"状态\"", "needs a \"map\""
    ),
    ("district: \"区县\"", "district: {from: \"区县\", join: [\"甲\"]}", "exclude each other"),
    ("constants: {", "constants: {district: \"321299\", ", "no division"),
  ])
  func `what cannot be meant is refused with what would be right`(
    right: String, wrong: String, expected: String
  ) {
    let text = plainMapping.replacingOccurrences(of: right, with: wrong)
    #expect(text != plainMapping || right.contains("\n"))
    let message = failure(text)
    #expect(message.contains(expected), "\(message)")
    #expect(message.hasPrefix("sources/p.json5:"), "\(message)")
  }

  @Test func `file patterns tell files apart`() throws {
    let mapping = try makeMapping(
      plainMapping.replacingOccurrences(
        of: "source: ", with: "files: [\"工单_*.csv\", \"?.txt\"], source: "))
    #expect(mapping.accepts(fileName: "工单_20260601_2.csv"))
    #expect(mapping.accepts(fileName: "a.txt"))
    #expect(!mapping.accepts(fileName: "ab.txt"))
    #expect(!mapping.accepts(fileName: "回访_20260601.csv"))
    #expect(try makeMapping().accepts(fileName: "x"))
  }

  @Test(arguments: [
    "12345-taizhou", "12345-jingjiang", "12345-taixing", "12345-xinghua", "mailbox", "petition",
    "urban-management", "urban-construction",
  ])
  func `the city's mappings are sound`(platform: String) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Pipelines/cities/taizhou/sources")
    let path = folder.appendingPathComponent("\(platform).json5").path
    let mapping = try SourceMapping.load(
      path: path, bytes: try FileSystem.read(path), city: makeCity())
    #expect(mapping.platform == platform)
    let follows = platform == "petition" || platform == "urban-management"
    #expect(mapping.dispatch == (follows ? .mirror : .own))
    #expect(mapping.quarantineLimit == 0.02)
  }
}
