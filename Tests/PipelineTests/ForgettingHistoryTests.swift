import Bytes
import Columns
import Complaints
import Intake
import Lake
import SQLite
import TestSupport
import Testing
import Vault

@testable import Pipeline

/// Whatever happens to a store, in whatever order: lake and vault together give every cleaned text
/// back, and of who was forgotten neither holds anything.
@Suite struct ForgettingHistoryTests {
  /// What a request is, and whether it was forgotten.
  private struct Record {
    var title: String
    var content: String
    var phone: String
    var isForgotten = false
  }

  private final class City {
    let lake: Lake
    let vault: Vault
    let folder: TemporaryFolder
    var records: [Int64: Record] = [:]
    var generator: SeededGenerator
    private var clock = 0

    init(seed: UInt64) throws {
      folder = try TemporaryFolder()
      lake = try Lake.open(
        folder: folder.file("lake"), tables: [Tables.requests], author: "test",
        at: "2026-06-30 00:00:00.000000+00")
      vault = try Vault.open(folder: folder.file("vault"))
      try vault.attach(to: lake.connection)
      generator = SeededGenerator(seed: seed)
    }

    var now: String {
      clock += 1
      return
        "2026-07-01 00:\(CivilTime.padded(clock / 60, 2)):\(CivilTime.padded(clock % 60, 2)).000000+00"
    }

    func commit(_ body: (LakeCommit, VaultCommit) throws -> Void) throws {
      let (lakeCommit, vaultCommit) = (lake.begin(), try vault.begin())
      try body(lakeCommit, vaultCommit)
      try vaultCommit.stage()
      try lakeCommit.commit(message: "test", at: now) { try vaultCommit.record(in: $0) }
      try vaultCommit.finish()
    }

    func places() throws -> [Int64: (dataFileID: Int64, row: Int)] {
      var places: [Int64: (dataFileID: Int64, row: Int)] = [:]
      try lake.scan("requests", columns: ["request_id"]) { batch, origin in
        for (row, id) in batch.int64s("request_id").values.enumerated() {
          places[id] = (origin.dataFileID, origin.rows[row])
        }
      }
      return places
    }
  }

  private static let pieces = [
    "邻居王女士反映", "电话13800001234", "住3幢2单元501室", "海陵区济川路", "车牌苏M12345", "噪音很大\n", "情况属实，",
    "联系人李小花", "身份证321201199001011234", "〔电话〕不是号码", "📞请回电",
  ]

  private func text(_ city: City, _ phone: String) -> String {
    (0..<Int.random(in: 0...6, using: &city.generator)).map { _ in
      Int.random(in: 0..<5, using: &city.generator) == 0
        ? phone : Self.pieces.randomElement(using: &city.generator) ?? ""
    }.joined()
  }

  /// Masks by the rules of the past, which know of no person of the row's own, or of today.
  private func write(_ city: City, _ ids: [Int64]) throws {
    let places = try city.places()
    var masker = TextMasker(city: .bare)
    try city.commit { lake, vault in
      var fresh = RecordBatch(schema: Tables.requests.schema)
      var changed: [(RecordBatch, (dataFileID: Int64, row: Int))] = []
      var spans = RecordBatch(schema: Vault.spansSchema)
      var identities = RecordBatch(schema: Vault.identitiesSchema)
      var bare: [Int64] = []
      let forgotten = try city.vault.forgotten()
      for id in ids {
        let phone = "139000\(10000 + id)"
        var record = Record(title: text(city, phone), content: text(city, phone), phone: phone)
        record.isForgotten = city.records[id]?.isForgotten ?? false
        city.records[id] = record
        var row: [String: Value] = [
          "request_id": .int(id), "platform": .string("p"), "received_on": .int(20_000 + id % 60),
        ]
        var count = 0
        for (name, text) in [("title", record.title), ("content", record.content)] {
          // The past knew neither names nor the row's own person: every other phone got through.
          let masked =
            id % 2 == 0
            ? masker.mask(Array(text.utf8), column: "channel")
            : (masked: Array(text.utf8), spans: [])
          row[name] = .string(String(decoding: masked.masked, as: UTF8.self))
          for span in masked.spans where forgotten.keepsSpans(of: id) {
            count += 1
            spans.appendRow([
              "request_id": .int(id), "column": .string(name), "offset": .int(Int64(span.offset)),
              "bytes": .string(String(decoding: span.bytes, as: UTF8.self)),
            ])
          }
        }
        if count == 0, forgotten.keepsSpans(of: id), places[id] != nil { bare.append(id) }
        if forgotten.keepsIdentity(of: id) {
          identities.appendRow([
            "request_id": .int(id), "person_id": .int(id), "name": .string("李小花"),
            "phone": .string(phone),
          ])
        }
        if let place = places[id] {
          var batch = RecordBatch(schema: Tables.requests.schema)
          batch.appendRow(row)
          changed.append((batch, place))
        } else {
          fresh.appendRow(row)
        }
      }
      try lake.append("requests", fresh)
      for (batch, place) in changed { try lake.update("requests", batch, replacing: [place]) }
      try vault.appendIdentities(identities)
      try vault.appendSpans(spans, clearing: bare)
    }
  }

  private func remask(_ city: City) throws {
    var requests = try RemaskedRequests(city.vault, city: .bare)
    try city.commit { lake, vault in
      try city.lake.scan("requests", columns: ["request_id"] + MaskedColumns.requests) {
        batch, origin in
        let changes = try requests.remask(batch, rows: Array(0..<batch.rowCount))
        #expect(changes.unfitCount == 0)
        if changes.rows.isEmpty { return }
        try lake.update(
          "requests",
          RecordBatch(
            schema: Schema(MaskedColumns.requests.map { Field($0, .string) }),
            columns: changes.texts.map { .string($0) }),
          replacing: changes.rows.map { (origin.dataFileID, origin.rows[$0]) })
        try vault.appendSpans(changes.spans, clearing: changes.bare)
      }
      try vault.dropEarlierSpans(of: requests.leaks.requestIDs)
    }
    if Bool.random(using: &city.generator) {
      let erased = try city.lake.erase(before: city.lake.latestSnapshot, at: city.now)
      #expect(erased.keptFileCount == 0)
    }
    // Nothing is left to find.
    var again = try RemaskedRequests(city.vault, city: .bare)
    try city.lake.scan("requests", columns: ["request_id"] + MaskedColumns.requests) { batch, _ in
      let changes = try again.remask(batch, rows: Array(0..<batch.rowCount))
      #expect(changes.rows.isEmpty)
    }
    let phones = Set(city.records.values.filter { !$0.isForgotten }.map(\.phone))
    try city.lake.scan("requests", columns: ["title", "content"]) { batch, _ in
      for name in ["title", "content"] {
        let bytes = String(decoding: batch.strings(name).bytes, as: UTF8.self)
        #expect(!phones.contains { bytes.contains($0) })
      }
    }
  }

  private func forget(_ city: City, _ ids: [Int64]) throws {
    try city.commit { _, vault in
      _ = try vault.forget(Set(ids), on: "2026-07-01", basis: "test")
    }
    for id in ids { city.records[id]?.isForgotten = true }
  }

  private func compact(_ city: City) throws {
    try city.commit { _, vault in _ = try vault.compact() }
    try city.lake.compact(closedBefore: 2024 * 12 + 11, at: city.now, rewritingDeletes: true)
  }

  /// Compares lake and vault with what was written.
  private func check(_ city: City) throws {
    let all = Int64.min...Int64.max
    let ids = Set(city.records.keys)
    let unmasking = Unmasking(try city.vault.spans(requestIDs: ids))
    var seen = 0
    try city.lake.scan("requests", columns: ["request_id", "title", "content"]) { batch, _ in
      for (row, id) in batch.int64s("request_id").values.enumerated() {
        seen += 1
        guard let record = city.records[id], !record.isForgotten else { continue }
        for (name, expected) in [("title", record.title), ("content", record.content)] {
          let masked = batch.strings(name)[row] ?? ""
          #expect(unmasking.text(masked, column: name, of: id) == expected)
        }
      }
    }
    #expect(seen == city.records.count)
    let forgotten = ids.filter { city.records[$0]?.isForgotten ?? false }
    for batch in [try city.vault.spans(in: all), try city.vault.identities(in: all)] {
      #expect(Set(batch.int64s("request_id").values).isDisjoint(with: forgotten))
    }
    #expect(try city.vault.allIdentities(of: forgotten).rowCount == 0)
    #expect(try city.vault.identities(in: all).rowCount == ids.count - forgotten.count)
    #expect(try city.vault.removeOrphans().isEmpty)
  }

  @Test(arguments: 1...8)
  func `texts come back exactly, and the forgotten do not`(seed: Int) throws {
    let city = try City(seed: UInt64(seed))
    try write(city, (0..<20).map { Int64($0) })
    for _ in 0..<25 {
      switch Int.random(in: 0..<10, using: &city.generator) {
      case 0..<5:
        let ids = Set((0..<4).map { _ in Int64.random(in: 0..<40, using: &city.generator) })
        try write(city, ids.sorted())
      case 5, 6: try compact(city)
      case 7, 8: try remask(city)
      default:
        let id = city.records.keys.sorted().randomElement(using: &city.generator)
        try forget(city, id.map { [$0] } ?? [])
      }
      try check(city)
    }
  }
}
