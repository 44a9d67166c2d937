import Bytes
import Foundation
import SQLite
import TestSupport
import Testing

/// `reveal`, `remask`, `forget` and retention over the built binary.
@Suite(.serialized) struct ForgettingTests {
  private let city: ForgettingWorkspace

  init() throws { city = try ForgettingWorkspace() }

  private func audit() throws -> [String] {
    var entries: [String] = []
    try Connection(path: city.path + "/vault/vault.sqlite").query(
      "SELECT actor, purpose, subject FROM audit ORDER BY position"
    ) { row in entries.append("\(row.text(0))|\(row.text(1))|\(row.text(2))") }
    return entries
  }

  @Test func `a person is shown for a purpose only, and the audit knows who asked`() throws {
    let (request, _) = try city.firstLetter()
    let before = try audit().count
    for purpose in ["", "  "] {
      let refused = try city.call("reveal", "--request", request, "--purpose", purpose)
      #expect(refused.status == 2 && refused.output.isEmpty)
    }
    #expect(try city.call("reveal", "--request", request).status == 2)
    let unknown = try city.call("reveal", "--request", "5", "--purpose", "回访")
    #expect(unknown.status == 1 && unknown.messages.contains("no request 5"))
    #expect(try audit().count == before)
    let shown = try city.call(
      "reveal", "--request", request, "--purpose", "回访核实", "--actor", "张督办", "--json")
    #expect(shown.status == 0, "\(shown.messages)")
    let object = try JSONSerialization.jsonObject(with: Data(shown.output.utf8))
    let json = try #require(object as? [String: Any])
    #expect((json["person"] as? [String: String])?["phone"] == ForgettingWorkspace.phone)
    let text = (json["texts"] as? [String: String])?["content"]
    #expect(text == "海陵区东风路居民反映，邻居章若溪半夜装修，昨晚又来。")
    let entry = try #require(try audit().last)
    #expect(entry.hasPrefix("张督办 (user "))
    #expect(entry.hasSuffix(")|回访核实|reveal request \(request)"))
    #expect(try city.findings().isEmpty)
    // Without its last row the chain ends before what catalog and log remember.
    try Connection(path: city.path + "/vault/vault.sqlite").execute(
      "DELETE FROM audit WHERE position = (SELECT max(position) FROM audit)")
    #expect(try city.findings() == "damage  vault.audit.truncated")
  }

  @Test func `a masking miss is mended, and what it showed is gone from every file`() throws {
    let miss = ForgettingWorkspace.neighbour
    #expect(try city.files(holding: miss).contains("lake/catalog.sqlite"))
    #expect(try city.files(holding: miss).contains { $0.hasPrefix("lake/data/main/matters/") })
    let nothing = try city.call("remask", "--since", "2026-06-01", "--date", "2026-07-01")
    #expect(nothing.status == 0 && nothing.output.contains("nothing was written"))
    let done = try city.call(
      "remask", "--since", "2026-06-01", "--date", "2026-07-01", "--city", city.city, "--json")
    #expect(done.status == 3, "\(done.output)\(done.messages)")
    let object = try JSONSerialization.jsonObject(with: Data(done.output.utf8))
    let json = try #require(object as? [String: Any])
    #expect(json["requests_changed"] as? Int == 2 && json["pieces"] as? Int == 1)
    #expect((json["copies"] as? [String: Int])?["matters"] ?? 0 > 0)
    let left = try #require(json["left"] as? [String: [String]])
    let holding = try city.files(holding: miss)
    // Only the inbox, the vault, and published batches, which are all named.
    let rest = holding.filter { !$0.hasPrefix("inbox/") && !$0.hasPrefix("vault/spans-") }
    #expect(
      rest
        == (left["outbox"] ?? []).sorted {
          Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8))
        })
    #expect(try city.findings().isEmpty)
    let (request, _) = try city.firstLetter()
    let shown = try city.call("reveal", "--request", request, "--purpose", "核对")
    #expect(shown.output.contains("邻居\(miss)半夜装修，昨晚又来。"))
    let again = try city.call("remask", "--since", "2026-06-01", "--city", city.city)
    #expect(again.status == 0 && again.output.contains("nothing was written"))
    #expect(try audit().contains { $0.contains("|remask since 2026-06-01|2 requests, snapshot ") })
  }

  @Test func `who is forgotten is gone from every file, and does not come back`() throws {
    let (request, person) = try city.firstLetter()
    let words = ["--person", person, "--basis", "本人申请", "--date", "2026-07-01"]
    let counts = try city.call("status", "--json").output
    let done = try city.binary.run(
      ["forget", "--workspace", city.path, "--contact-sheets", "--json"] + words)
    #expect(done.status == 0, "\(done.output)\(done.messages)")
    for trace in [ForgettingWorkspace.phone, ForgettingWorkspace.writer] {
      #expect(try city.files(holding: trace).isEmpty)
    }
    #expect(try !city.files(holding: "14000003333").isEmpty)
    #expect(try city.findings() == "note  store.forgotten")
    #expect(tables(try city.call("status", "--json").output) == tables(counts))
    let shown = try city.call("reveal", "--request", request, "--purpose", "核对")
    #expect(shown.output.contains("forgotten on 2026-07-01: 本人申请"))
    #expect(
      try audit().contains { $0.contains("|forget: 本人申请|person \(person), requests \(request)") })
    let again = try city.binary.run(["forget", "--workspace", city.path] + words)
    #expect(again.output == "nothing is left to forget\n")
    // The platform sends the letter again.
    try city.drop(
      "2026-07-01",
      [
        city.letter(
          1, "邻居又装修", "第三次反映，电话\(ForgettingWorkspace.phone)，本人\(ForgettingWorkspace.writer)。")
      ])
    let night = try city.night("2026-07-01", city: city.city)
    #expect(night.output.contains("1 files brought requests again that were forgotten"))
    #expect(
      try city.files(holding: ForgettingWorkspace.phone) == [
        "inbox/mailbox/2026-07-01/mailbox_20260701.csv"
      ])
    #expect(try city.findings() == "note  store.forgotten")
    // And once more, word for word, so that nothing changes.
    try city.drop(
      "2026-07-02",
      [
        city.letter(
          1, "邻居又装修",
          "第三次反映，电话\(ForgettingWorkspace.phone)，本人\(ForgettingWorkspace.writer)。"),
        city.letter(5, "别的事", "路灯又坏了", "王大明", "14000002222"),
      ])
    let second = try city.night("2026-07-02", city: city.city)
    #expect(second.output.contains("the first inbox/mailbox/2026-07-02/"))
    let third = try city.binary.run(["forget", "--workspace", city.path] + words)
    #expect(third.output.contains("2 files removed, 0 rejected rows emptied"))
    #expect(try city.files(holding: ForgettingWorkspace.phone).isEmpty)
    #expect(try city.findings() == "note  store.forgotten")
  }

  private func tables(_ status: String) -> [String: Int] {
    let object = try? JSONSerialization.jsonObject(with: Data(status.utf8)) as? [String: Any]
    return object?["tables"] as? [String: Int] ?? [:]
  }

  @Test func `what retention says is removed, counted from business dates`() throws {
    let strict = city.folder.file("strict-city")
    try FileManager.default.copyItem(atPath: city.city, toPath: strict)
    let days =
      "inbox,1\nquarantine,1\nidentities,1\nspans,1\ncontacts,1\noutbox,3\nlogs,30\nvisits,9\n"
    try FileSystem.replace(strict + "/retention.csv", with: Array("data,days\n\(days)".utf8))
    let log = city.path + "/logs/cron.log"
    try FileSystem.replace(log, with: [65])
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_779_000_000)], ofItemAtPath: log)
    let first = try city.night("2026-07-01", city: strict)
    #expect(first.messages.contains("inbox files removed 1, quarantine runs removed 1"))
    #expect(
      first.messages.contains("identities removed 4") && first.messages.contains("logs removed 1"))
    #expect(try city.findings().isEmpty)
    #expect(FileSystem.exists(city.path + "/inbox/mailbox/2026-06-30/mailbox_20260630.csv"))
    let later = try city.night("2026-07-05", city: strict)
    #expect(
      later.messages.contains("inbox files removed 1") && later.messages.contains("batches removed")
    )
    #expect(try city.findings().isEmpty)
    for area in ["inbox", "vault", "quarantine"] {
      let held = try city.files(holding: "14000003333").filter { $0.hasPrefix(area) }
      #expect(held.isEmpty)
    }
    let done = try city.call(
      "run", BuiltBinary.root + "/Pipelines/nightly.json5", "--city", strict,
      "--date", "2026-07-05", "--only", "compact", "--json")
    #expect(done.output.contains("\"retention_not_applied\":[\"visits\"]"))
  }

  @Test(arguments: [
    (["forget", "--basis", "x"], "either --person or --request"),
    (["forget", "--basis", " ", "--request", "5"], "--basis must say something"),
    (["forget", "--request", "5"], "--basis TEXT is missing"),
    (["remask", "--since", "soon"], "YYYY-MM-DD"),
    (["reveal", "--request", "x", "--purpose", "y"], "not an id"),
  ])
  func `wrong usage is refused`(words: [String], expected: String) throws {
    let outcome = try city.binary.run(words + ["--workspace", city.path])
    #expect(outcome.status == 2 && outcome.messages.contains(expected), "\(outcome.messages)")
  }
}
