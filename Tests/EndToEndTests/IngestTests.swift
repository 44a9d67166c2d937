import Bytes
import Columns
import Foundation
import Lake
import TestSupport
import Testing

/// `minsheng ingest` as an engineer calls it for one file.
@Suite struct IngestTests {
  private let binary: BuiltBinary
  private let folder: TemporaryFolder
  private let mapping: String

  private static let header =
    "complaint_id,created_at,district,street,community,category,subcategory,channel,title,content,"
    + "department,status,closed_at,satisfaction,lon,lat,phone\n"

  init() throws {
    binary = try #require(BuiltBinary(), "the minsheng binary was not built beside the tests")
    folder = try TemporaryFolder()
    mapping = BuiltBinary.root + "/Benchmarks/complaints/complaints.json5"
  }

  private static func row(
    _ number: Int, status: String = "办理中", time: String = "2026-01-05 08:00:00",
    content: String? = nil
  ) -> String {
    let phone = 13_800_000_000 + number
    let text = content ?? "路灯坏了\(number)天，请联系\(phone)。"
    return "GD\(number),\(time),东城区,永东街道,阳光花园,路灯,投诉,网站,路灯不亮,\(text),"
      + "东城区城管局,\(status),,,116.4,39.9,\(phone)\n"
  }

  private func write(_ name: String, _ rows: [String]) throws -> String {
    let path = folder.file(name)
    try FileSystem.replace(path, with: Array((Self.header + rows.joined()).utf8))
    return path
  }

  private func ingest(
    _ files: [String], _ more: [String] = [], in workspace: String = "workspace"
  ) throws -> (
    status: Int32, summary: [String: Any], messages: String
  ) {
    let outcome = try binary.run(
      [
        "ingest", "--mapping", mapping, "--workspace", folder.file(workspace), "--json",
        "--date", "2026-06-30",
      ] + more + files)
    let object = try? JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    return (outcome.status, object as? [String: Any] ?? [:], outcome.messages)
  }

  private func counts(_ summary: [String: Any], file index: Int = 0) throws -> [Int] {
    let files = try #require(summary["files"] as? [[String: Any]])
    return ["rows_read", "accepted", "updated", "unchanged", "quarantined"].map {
      files[index][$0] as? Int ?? -1
    }
  }

  @Test func `rows are new, then known, then changed, and always add up`() throws {
    let first = try write(
      "first.csv",
      (1...100).map { Self.row($0) } + [Self.row(101, time: "yesterday"), "GD102,short\n"])
    let taken = try ingest([first])
    #expect(taken.status == 0 || taken.status == 3, "\(taken.messages)")
    #expect(try counts(taken.summary) == [102, 100, 0, 0, 2])
    let files = try #require(taken.summary["files"] as? [[String: Any]])
    #expect(files[0]["encoding"] as? String == "utf-8")
    let quarantine = try #require(files[0]["quarantine"] as? String)
    let rejects = try FileSystem.read(folder.file("workspace") + "/" + quarantine)
    #expect(rejects.count { $0 == 10 } == 2)

    let again = try ingest([first])
    #expect(try counts(again.summary) == [102, 0, 0, 100, 2])
    #expect(again.summary["changed"] as? Bool == false)
    #expect(again.summary["snapshot"] as? Int == taken.summary["snapshot"] as? Int)

    let second = try write(
      "second.csv",
      [Self.row(1, status: "已办结"), Self.row(2, content: "换了说法"), Self.row(3), Self.row(500)])
    let changed = try ingest([second])
    #expect(try counts(changed.summary) == [4, 1, 2, 1, 0])
    #expect(changed.summary["changed"] as? Bool == true)
  }

  @Test func `nobody else may read the workspace, and no phone reaches the lake`() throws {
    let taken = try ingest([try write("one.csv", (1...50).map { Self.row($0) })])
    #expect(taken.status == 0, "\(taken.messages)")
    #expect(try FileSystem.permissions(folder.file("workspace")) & 0o777 == 0o700)
    var found = 0
    let lake = folder.file("workspace") + "/lake"
    for name in try FileManager.default.subpathsOfDirectory(atPath: lake) {
      let path = lake + "/" + name
      if FileSystem.isFolder(path) { continue }
      let text = String(decoding: try FileSystem.read(path), as: UTF8.self)
      if text.contains("1380000000") { found += 1 }
    }
    #expect(found == 0)
  }

  @Test func `a dry run shows masked rows and problems and writes nothing`() throws {
    let file = try write("dry.csv", (1...20).map { Self.row($0) } + ["GD21,short\n"])
    let dry = try ingest([file], ["--dry-run"])
    #expect(dry.status == 3)
    #expect(try counts(dry.summary) == [21, 20, 0, 0, 1])
    let files = try #require(dry.summary["files"] as? [[String: Any]])
    let samples = try #require(files[0]["samples"] as? [[String: Any]])
    #expect(samples.count == 10)
    #expect(samples[0]["content"] as? String == "路灯坏了1天，请联系〔电话〕。")
    let problems = try #require(files[0]["problems"] as? [[String: Any]])
    #expect(problems.count == 1 && problems[0]["line"] as? Int == 22)
    #expect((files[0]["fill"] as? [String: Int])?["phone"] == 20)
    #expect(problems[0]["column"] is NSNull)
    let columns = try #require(files[0]["columns"] as? [[String: Any]])
    #expect(columns.count == 17)
    #expect(columns.last?["looks_like"] as? String == "phones")
    #expect(columns.last?["targets"] as? [String] == ["phone"])
    #expect(!FileSystem.exists(folder.file("workspace")))
  }

  @Test(arguments: [("warn", 3, "taken"), ("refuse", 3, "refused"), ("ignore", 0, "taken")])
  func `a column renamed since the last file is told, or refused, as the mapping says`(
    policy: String, status: Int, state: String
  ) throws {
    let mapping = folder.file("hotline.json5")
    let text = """
      {
        platform: "p", platform_name: "平台", source: "hotline", dispatch: "own",
        unknown_columns: "ignore", changed_columns: "\(policy)",
        constants: {origin: "citizen", disposition: "dispatch", status: "received"},
        columns: {
          source_record_id: "编号", received_at: "受理时间", content: "内容",
          title: {from: "标题", optional: true},
        },
      }
      """
    try FileSystem.replace(mapping, with: Array(text.utf8))
    func take(_ name: String, title: String, from first: Int) throws -> BuiltBinary.Outcome {
      let rows = (first..<first + 30).map { "GD\($0),2026-06-01 09:00:00,路灯坏了\($0)天,路灯不亮\n" }
      try FileSystem.replace(
        folder.file(name), with: Array(("编号,受理时间,内容,\(title)\n" + rows.joined()).utf8))
      return try binary.run([
        "ingest", "--mapping", mapping, "--workspace", folder.file("renamed"), "--json",
        "--date", "2026-06-30", folder.file(name),
      ])
    }
    #expect(try take("a.csv", title: "标题", from: 10_000).status == 0)
    let second = try take("b.csv", title: "题目", from: 20_000)
    #expect(Int(second.status) == status)
    let object = try? JSONSerialization.jsonObject(with: Data(second.output.utf8))
    let summary = try #require(object as? [String: Any])
    let file = try #require((summary["files"] as? [[String: Any]])?.first)
    #expect(file["state"] as? String == state)
    let told = (summary["attention"] as? [String] ?? []).joined()
    #expect(told.contains("renamed? 标题 → 题目") == (policy != "ignore"), "\(told)")
  }

  private static let evaluationData = BuiltBinary.root + "/../shared/data"

  /// Real exports that are not in the repository; the mappings are all that is given.
  @Test(
    .enabled(
      if: FileSystem.exists(evaluationData),
      "SKIPPED: ../shared/data is not there, so no real export was taken in"),
    arguments: [
      ("pingshan/requests.csv", "Pipelines/cities/pingshan/sources/cases.json5", 10_000),
      ("nyc311/sample.csv", "SampleData/mappings/nyc311.json5", 1_000),
    ])
  func `a real export is taken in whole with nothing but a mapping`(
    data: String, mapping: String, rows: Int
  ) throws {
    // Beside no city, so that the mapping is indeed alone.
    let alone = folder.file("alone.json5")
    try FileSystem.replace(alone, with: FileSystem.read(BuiltBinary.root + "/" + mapping))
    let outcome = try binary.run([
      "ingest", "--mapping", alone, "--workspace", folder.file("workspace"), "--json", "--date",
      "2026-06-30", Self.evaluationData + "/" + data,
    ])
    let object = try? JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(try counts(object as? [String: Any] ?? [:]) == [rows, rows, 0, 0, 0])
  }

  @Test func `a file without the mapping's columns is refused and kept`() throws {
    let path = folder.file("other.csv")
    try FileSystem.replace(path, with: Array("a,b,c\n1,2,3\n".utf8))
    let refused = try ingest([path, try write("good.csv", [Self.row(1)])])
    #expect(refused.status == 3, "\(refused.messages)")
    let files = try #require(refused.summary["files"] as? [[String: Any]])
    #expect(files.map { $0["state"] as? String } == ["refused", "taken"])
  }

  /// A file past the size from which rows are staged while it is still read gives what its parts
  /// give, records that change again on the way and damaged rows included.
  @Test func `a large file gives what its parts give`() throws {
    let text = String(repeating: "小区门口的路灯坏了。", count: 24)
    let rows = (0..<72_000).map { line in
      switch line % 1000 {
      case 7: "GD\(line),short\n"
      case 11: Self.row(line / 2, content: "改了第\(line)次")
      case 13:
        Self.row(
          line / 1000 % 5, status: line / 1000 % 2 == 0 ? "已办结" : "办理中", content: text)
      default: Self.row(line, content: text)
      }
    }
    let whole = try write("whole.csv", rows)
    #expect(try FileSystem.size(whole) > 48 << 20)
    let parts = try (0..<3).map { part in
      try write("part\(part).csv", Array(rows[part * 24_000..<(part + 1) * 24_000]))
    }
    let large = try ingest([whole], in: "large")
    let small = try ingest(parts, in: "small")
    let sums = try (0..<3).map { try counts(small.summary, file: $0) }
    let expected = (0..<5).map { column in sums.reduce(0) { $0 + $1[column] } }
    #expect(try counts(large.summary) == expected)
    #expect(expected[0] == 72_000 && expected[2] > 0 && expected[4] == 72)
    let requests = try contents("large", "requests", ["request_id", "title", "content"])
    #expect(requests == (try contents("small", "requests", ["request_id", "title", "content"])))
    #expect(requests.count == expected[1])
    let states = ["request_id", "revision", "status"]
    let history = try contents("large", "request_states", states)
    #expect(history == (try contents("small", "request_states", states)))
    for workspace in ["large", "small"] {
      let verified = try binary.run(["verify", "--workspace", folder.file(workspace)])
      #expect(verified.status == 0, "\(verified.output)")
    }
  }

  /// The live rows of a table as sorted lines.
  private func contents(
    _ workspace: String, _ table: String, _ columns: [String]
  ) throws -> [String] {
    let lake = try Lake.open(folder: folder.file(workspace) + "/lake", tables: [], author: "test")
    var lines: [String] = []
    try lake.scan(table, columns: columns) { batch, _ in
      for row in 0..<batch.rowCount {
        lines.append(columns.map { "\(batch.value($0, row))" }.joined(separator: "|"))
      }
    }
    return lines.sorted()
  }

  @Test(arguments: [
    (["ingest", "--workspace", "w", "x.csv"], "--mapping FILE is missing"),
    (["ingest", "--mapping", "none.json5", "--workspace", "w", "x.csv"], "none.json5"),
    (["ingest", "--mapping", "m", "--workspace", "w"], "FILE is missing"),
  ])
  func `wrong usage ends with 2`(words: [String], expected: String) throws {
    let outcome = try binary.run(words)
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains(expected), "\(outcome.messages)")
    #expect(!FileSystem.exists("w"))
  }
}
