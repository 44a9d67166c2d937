import Bytes
import Foundation
import TestSupport
import Testing

/// The built binary over an invented city, as cron and an analyst call it.
@Suite(.serialized) struct NightTests {
  private let binary: BuiltBinary
  private let folder: TemporaryFolder
  private var pipeline: String { BuiltBinary.root + "/Pipelines/nightly.json5" }

  init() throws {
    binary = try #require(BuiltBinary(), "the minsheng binary was not built beside the tests")
    folder = try TemporaryFolder()
  }

  private func makeInbox(_ name: String, rows: Int = 900) throws -> String {
    let workspace = folder.file(name)
    try FileSystem.makeFolder(workspace)
    let made = try binary.run([
      "generate", "--rows", "\(rows)", "--days", "6", "--end", "2026-06-30", "--seed", "5",
      "--output", workspace,
    ])
    #expect(made.status == 0, "\(made.messages)")
    return workspace
  }

  private func night(_ workspace: String) throws -> BuiltBinary.Outcome {
    try binary.run([
      "run", pipeline, "--workspace", workspace, "--date", "2026-06-30", "--json",
    ])
  }

  /// SHA-256 of every file below a folder, by path; times and uuids of the catalog are left out.
  private func digests(_ workspace: String, below parts: [String]) throws -> [String: String] {
    var digests: [String: String] = [:]
    func walk(_ path: String) throws {
      for name in try FileSystem.list(path) where name != ".staging" {
        let child = path + "/" + name
        if FileSystem.isFolder(child) {
          try walk(child)
        } else {
          digests[String(child.dropFirst(workspace.count))] =
            SHA256.hash(try FileSystem.read(child)).hexadecimal
        }
      }
    }
    for part in parts where FileSystem.exists(workspace + "/" + part) {
      try walk(workspace + "/" + part)
    }
    return digests
  }

  @Test func `a night accounts for every row, serves units and writes the report`() throws {
    let workspace = try makeInbox("whole")
    let outcome = try night(workspace)
    #expect(outcome.status == 0 || outcome.status == 3, "\(outcome.messages)")
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    let summary = try #require(object as? [String: Any])
    let platforms = try #require(summary["platforms"] as? [[String: Any]])
    #expect(platforms.count == 9)
    for platform in platforms {
      func number(_ key: String) -> Int { platform[key] as? Int ?? -1 }
      #expect(
        number("rows_read") == number("accepted") + number("updated") + number("unchanged")
          + number("quarantined"))
      // A small mailbox gets no letter on some days.
      #expect(number("rows_read") > 0 || platform["platform"] as? String == "mailbox-jingjiang")
    }
    let report = workspace + "/reports/daily/2026-06-30"
    #expect(FileSystem.exists(report + "/index.html") && FileSystem.exists(report + "/data.json"))
    let outputs = try #require(summary["outputs"] as? [String])
    #expect(outputs.count { $0.hasPrefix("outbox/") } > 20)

    let before = try digests(
      workspace, below: ["lake", "vault", "outbox", "reports", "quarantine"])
    let again = try night(workspace)
    #expect(again.status == 0 && again.output.contains("done_before"))
    #expect(
      try digests(workspace, below: ["lake", "vault", "outbox", "reports", "quarantine"]) == before)
  }

  @Test func `a faulty configuration ends with 2 and writes nothing`() throws {
    let city = folder.file("city")
    try FileManager.default.copyItem(
      atPath: BuiltBinary.root + "/Pipelines/cities/taizhou", toPath: city)
    let path = city + "/lexicon.csv"
    var text = String(decoding: try FileSystem.read(path), as: UTF8.self)
    text += "BAD-1,999999,某词,,,,1,\n"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    let workspace = folder.file("untouched")
    let outcome = try binary.run([
      "run", pipeline, "--city", city, "--workspace", workspace, "--date", "2026-06-30",
    ])
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains("lexicon.csv:"))
    #expect(outcome.messages.contains("unknown category code \"999999\""))
    #expect(!FileSystem.exists(workspace))
  }

  @Test func `an unreadable file and a missing column wait in quarantine, others go on`() throws {
    let workspace = try makeInbox("faulty", rows: 300)
    let inbox = workspace + "/inbox/mailbox"
    try FileSystem.replace(inbox + "/broken.csv.gz", with: [0x1f, 0x8b, 8, 0, 1, 2, 3])
    try FileSystem.replace(
      inbox + "/mailbox_20260630.csv",
      with: Array("信件编码,来信时间,信件标题,信件内容\nXJ1,2026-06-30 09:00:00.0,题,内容\n".utf8))
    let outcome = try night(workspace)
    #expect(outcome.status == 3, "\(outcome.messages)")
    #expect(outcome.output.contains("broken.csv.gz was refused"))
    #expect(outcome.output.contains("信件编号"))
    let refused = try FileSystem.list(workspace + "/quarantine/nightly-2026-06-30/refused")
    #expect(refused.count >= 4)
    #expect(FileSystem.exists(workspace + "/reports/daily/2026-06-30/index.html"))
  }

  @Test func `folders with persons that others may read stop the run`() throws {
    let workspace = try makeInbox("open", rows: 100)
    try FileSystem.setPermissions(workspace + "/inbox", 0o755)
    let outcome = try night(workspace)
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains("chmod 700"))
  }

  @Test(arguments: [
    (["run"], "--workspace DIR is missing"), (["rnu"], "did you mean"),
    (["status", "--workspce", "x"], "--workspace"),
    (["run", "p", "--workspace", "w", "--date", "yesterday"], "YYYY-MM-DD"),
  ])
  func `wrong usage ends with 2 and says what is right`(words: [String], expected: String) throws {
    let outcome = try binary.run(words)
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains(expected), "\(outcome.messages)")
  }
}
