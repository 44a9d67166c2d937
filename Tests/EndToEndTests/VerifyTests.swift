import Bytes
import Foundation
import TestSupport
import Testing

/// `minsheng verify` over a small workspace in which one thing at a time is broken.
@Suite(.serialized) struct VerifyTests {
  /// A workspace of two nights, made once; copies take its place, since catalogs hold its path.
  private final class Base: Sendable {
    let folder: String
    let binary: BuiltBinary
    var original: String { folder + "/original" }
    var workspace: String { folder + "/workspace" }

    init() throws {
      binary = try #require(BuiltBinary(), "the minsheng binary was not built beside the tests")
      folder = try FileSystem.absolute("/tmp") + "/minsheng-verify-\(getpid())"
      try FileSystem.removeTree(folder)
      // What lives as long as the process is not freed at its end.
      atexit { try? FileSystem.removeTree("/tmp/minsheng-verify-\(getpid())") }
      try FileSystem.makeFolder(workspace)
      let made = try binary.run([
        "generate", "--rows", "320", "--days", "3", "--end", "2026-06-30", "--seed", "5",
        "--output", workspace,
      ])
      try #require(made.status == 0, "\(made.messages)")
      let inbox = workspace + "/inbox/mailbox/2026-06-30"
      try FileSystem.makeFolder(inbox)
      try FileSystem.replace(inbox + "/broken.csv.gz", with: [0x1f, 0x8b, 8, 0, 1, 2, 3])
      try spoilRow(in: workspace + "/inbox/mailbox")
      for date in ["2026-06-29", "2026-06-30"] {
        let night = try binary.run([
          "run", BuiltBinary.root + "/Pipelines/nightly.json5", "--workspace", workspace,
          "--date", date,
        ])
        try #require([0, 3].contains(night.status), "\(night.messages)")
      }
      try FileSystem.move(workspace, to: original)
    }

    /// Gives the second night's letters a row without a date, which goes to quarantine.
    private func spoilRow(in folder: String) throws {
      let day = folder + "/2026-06-30"
      let names = try FileSystem.list(day).filter { $0.hasSuffix(".csv") }
      let path = day + "/" + (try #require(names.first))
      var bytes = try FileSystem.read(path)
      let lines = bytes.split(separator: 10)
      let columns = try #require(lines.first).count { $0 == UInt8(ascii: ",") }
      bytes += Array("坏行\(String(repeating: ",", count: columns))\n".utf8)
      try FileSystem.replace(path, with: bytes)
    }

    /// A fresh copy in the place where the workspace was made.
    ///
    /// Files that are only ever replaced are linked: copying them took most of the time.
    func copy() throws -> DamagedWorkspace {
      try FileSystem.removeTree(workspace)
      try copyTree(original, to: workspace)
      return DamagedWorkspace(path: workspace)
    }

    private func copyTree(_ source: String, to target: String) throws {
      try FileManager.default.createDirectory(
        atPath: target, withIntermediateDirectories: false,
        attributes: [.posixPermissions: Int(FileSystem.permissions(source))])
      for name in try FileSystem.list(source) {
        let (from, to) = (source + "/" + name, target + "/" + name)
        if FileSystem.isFolder(from) {
          try copyTree(from, to: to)
        } else if name.hasSuffix(".sqlite") || source.hasSuffix("/vault") {
          try FileManager.default.copyItem(atPath: from, toPath: to)
        } else {
          try FileManager.default.linkItem(atPath: from, toPath: to)
        }
      }
    }
  }

  private static let base = Result { try Base() }

  private struct Outcome {
    let status: Int32
    let codes: [String]
    let mended: [String]
    let text: String
  }

  private func verify(_ base: Base, _ options: String...) throws -> Outcome {
    let outcome = try base.binary.run(
      ["verify", "--workspace", base.workspace, "--json"] + options)
    let object = try? JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    let report = try #require(object as? [String: Any], "\(outcome.output) \(outcome.messages)")
    func codes(_ key: String) -> [String] {
      let items = report[key] as? [[String: Any]] ?? []
      return Set(items.compactMap { $0["code"] as? String }).sorted()
    }
    return Outcome(
      status: outcome.status, codes: codes("findings"), mended: codes("mended"),
      text: outcome.output)
  }

  @Test func `a sound workspace is sound, and stays as it is`() throws {
    let base = try Self.base.get()
    let workspace = try base.copy()
    let before = try FileSystem.read(workspace.catalog)
    let outcome = try verify(base)
    #expect(outcome.status == 0 && outcome.codes.isEmpty, "\(outcome.text)")
    let repaired = try verify(base, "--repair")
    #expect(repaired.status == 0 && repaired.mended.isEmpty, "\(repaired.text)")
    #expect(try FileSystem.read(workspace.catalog) == before)
  }

  @Test(arguments: Damage.all)
  func `each damage is found and named, and mended where nothing is lost`(damage: Damage) throws {
    let base = try Self.base.get()
    try damage.plant(base.copy())
    let found = try verify(base)
    #expect(found.codes == damage.codes, "\(found.text)")
    let isNote = damage.codes.allSatisfy(notes.contains)
    let isLeftover = damage.codes.allSatisfy(leftovers.contains)
    #expect(found.status == (isNote ? 0 : isLeftover ? 3 : 1), "\(found.text)")
    guard damage.isMendable else { return }
    let repaired = try verify(base, "--repair")
    #expect(repaired.status == 0 && repaired.codes.isEmpty, "\(repaired.text)")
    #expect(repaired.mended == damage.codes, "\(repaired.text)")
    let again = try verify(base)
    #expect(again.status == 0 && again.codes.isEmpty, "\(again.text)")
  }

  private let notes: Set<String> = [
    "lake.snapshot.gap", "ledger.inbox.missing", "ledger.inbox.changed", "store.forgotten",
  ]
  private let leftovers: Set<String> = [
    "lake.index.missing", "lake.data-path", "lake.orphan", "lake.orphan.foreign",
    "lake.scheduled.gone", "vault.orphan", "ledger.run.unfinished", "publication.pending",
    "publication.stray", "publication.staging", "workspace.temporary", "ledger.removal",
    "ledger.erasure",
  ]

  @Test func `what cannot be mended is said with what to do`() throws {
    let base = try Self.base.get()
    let workspace = try base.copy()
    try FileSystem.remove(workspace.dataFile())
    let outcome = try base.binary.run(["verify", "--workspace", base.workspace, "--repair"])
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("damage  lake.file.missing"))
    #expect(outcome.output.contains("what to do: restore the file from a backup"))
    #expect(outcome.output.contains("ingest nightly-2026-06-29"), "\(outcome.output)")
  }

  @Test func `a workspace that is not there or is held by a run is not verified`() throws {
    let base = try Self.base.get()
    let gone = try base.binary.run(["verify", "--workspace", base.folder + "/none"])
    #expect(gone.status == 2 && gone.messages.contains("no such folder"))
    let workspace = try base.copy()
    let lock = try #require(try FileLock(path: workspace.path + "/lock"))
    let held = try base.binary.run(["verify", "--workspace", base.workspace])
    #expect(held.status == 1 && held.messages.contains("busy"), "\(held.messages)")
    withExtendedLifetime(lock) {}
  }

  @Test func `every code is explained`() throws {
    let page = String(
      decoding: try FileSystem.read(BuiltBinary.root + "/Documentation/Verify.md"), as: UTF8.self)
    for code in Set(Damage.all.flatMap(\.codes)) { #expect(page.contains("`\(code)`"), "\(code)") }
  }
}
