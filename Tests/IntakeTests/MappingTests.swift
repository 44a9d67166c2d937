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
    "urban-management", "urban-construction", "mailbox-jingjiang",
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

/// The standard of codes, what may not be stored, and the schema for editors.
@Suite struct MappingCheckTests {
  private func failure(_ columns: String, _ more: String = "") -> String {
    let text = """
      {platform: "p", platform_name: "p", source: "hotline", dispatch: "own", \(more)
       constants: {origin: "citizen", disposition: "dispatch"},
       columns: {received_at: "时间", title: "标题", \(columns)}}
      """
    do {
      _ = try makeMapping(text)
      return "accepted"
    } catch { return "\(error)" }
  }

  @Test func `an id made of a person's column is refused`() {
    let message = failure("source_record_id: {join: [\"电话\", \"时间\"]}, phone: \"电话\"")
    #expect(message.contains("is a person's (\"phone\")"), "\(message)")
    #expect(failure("source_record_id: \"编号\", phone: \"电话\"") == "accepted")
  }

  @Test func `a standard says whose codes a category has`() throws {
    let column = "source_record_id: \"编号\", source_category: {from: \"代码\", standard: \"GB/T 1\"}"
    #expect(failure(column) == "accepted")
    let twice = failure(column.replacingOccurrences(of: "编号", with: "号"))
    #expect(twice == "accepted")
    #expect(
      failure("source_record_id: {from: \"编号\", standard: \"GB/T 1\"}").contains("unknown key"))
  }

  @Test func `the schema knows what the reader knows, and nothing else`() throws {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Pipelines/mapping.schema.json")
    let root = try #require(
      JSONSerialization.jsonObject(with: Data(contentsOf: path)) as? [String: Any])
    func properties(_ schema: Any?) -> [String: Any] {
      (schema as? [String: Any])?["properties"] as? [String: Any] ?? [:]
    }
    let top = properties(root)
    #expect(Set(top.keys) == Set(MappingReader.keys))
    #expect(Set(properties(top["header"]).keys) == Set(MappingReader.headerKeys))
    #expect(Set(properties(top["delivery"]).keys) == Set(MappingReader.deliveryKeys))
    #expect(
      Set(properties(top["constants"]).keys) == Set(MappingReader.constantTargets.map(\.name)))
    let columns = properties(top["columns"])
    #expect(Set(columns.keys) == Set(Target.names))
    for target in Target.allCases {
      let schema = columns[target.name] as? [String: Any] ?? [:]
      let object = (schema["anyOf"] as? [Any])?.last ?? schema
      #expect(Set(properties(object).keys) == Set(MappingReader.columnKeys(target)), "\(target)")
    }
    func words(_ schema: Any?) -> Set<String> {
      Set((schema as? [String: Any])?["enum"] as? [String] ?? [])
    }
    #expect(words(top["source"]) == Set(Source.allCases.map(\.rawValue)))
    #expect(words(top["dispatch"]) == Set(DispatchMode.allCases.map(\.rawValue)))
    #expect(words(top["unknown_columns"]) == Set(ColumnPolicy.allCases.map(\.rawValue)))
    #expect(words(top["row_length"]) == Set(RowLength.allCases.map(\.rawValue)))
    let times = (root["$defs"] as? [String: Any])?["times"] as? [String: Any]
    #expect(words(times?["items"]) == Set(TimeForm.allCases.map(\.rawValue)))
    for (target, expected) in [
      (Target.origin, Origin.allCases.map(\.rawValue)),
      (.requestType, RequestType.allCases.map(\.rawValue)),
      (.disposition, Disposition.allCases.map(\.rawValue)),
      (.urgency, Urgency.allCases.map(\.rawValue)),
      (.status, RequestStatus.allCases.map(\.rawValue)),
    ] {
      let map = properties(columns[target.name])["map"] as? [String: Any]
      #expect(words(map?["additionalProperties"]) == Set(expected), "\(target)")
    }
  }
}
