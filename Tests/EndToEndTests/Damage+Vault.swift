import Bytes
import Columns
import Complaints
import Lake
import SQLite
import Vault

extension Damage {
  /// Damage to the vault alone.
  static let vault: [Damage] = [
    Damage("a byte of the identities is changed", "vault.page.checksum") {
      try $0.flipPage($0.vaultFile("identities"))
    },
    Damage("a file of spans is gone", "vault.file.missing") {
      try FileSystem.remove($0.vaultFile("spans"))
    },
    Damage("a file of spans is cut", "vault.file.truncated") { try $0.cut($0.vaultFile("spans")) },
    Damage("the end of the identities is changed", "vault.file.corrupt") {
      try $0.flip($0.vaultFile("identities"), at: -1)
    },
    Damage("identities lie in the spans' place", "vault.file.replaced") {
      try $0.copy($0.vaultFile("identities"), to: $0.vaultFile("spans"))
    },
    Damage("the list has another row count", "vault.file.entry", mends: true) {
      try $0.vaultSQL("UPDATE files SET row_count = 1 WHERE kind = 'spans'")
    },
    Damage("a byte of the known records is changed", "vault.known.corrupt", mends: true) {
      try $0.flip($0.vaultFile("known"), at: 100)
    },
    Damage("the known records are gone", "vault.known.corrupt", mends: true) {
      try FileSystem.remove($0.vaultFile("known"))
    },
    Damage("a killed run left a file of identities", "vault.orphan", mends: true) {
      try $0.copy($0.vaultFile("identities"), to: $0.vault + "/identities-99.parquet")
    },
    Damage("an entry of the audit chain is changed", "vault.audit.changed") {
      try $0.vaultSQL("UPDATE audit SET purpose = 'none' WHERE position = 1")
    },
    Damage("an entry of the audit chain is gone", "vault.audit.missing") {
      try $0.vaultSQL("DELETE FROM audit WHERE position = 1")
    },
    Damage("the end of the audit chain is cut off", "vault.audit.truncated") {
      try $0.vaultSQL("DELETE FROM audit WHERE position > 1")
    },
    Damage("the audit chain and what the catalog keeps of it are cut off", "vault.audit.truncated")
    {
      try $0.vaultSQL("DELETE FROM audit WHERE position > 1")
      try $0.sql("DELETE FROM minsheng_audit_heads")
    },
    Damage("what the catalog keeps of the audit chain is gone", "vault.audit.anchor") {
      try $0.sql("DELETE FROM minsheng_audit_heads")
    },
    Damage("what the catalog keeps of the audit chain is made up", "vault.audit.anchor") {
      try $0.sql("INSERT INTO minsheng_audit_heads VALUES(99999, 'x', 'y')")
    },
    Damage("the key is another one", "vault.key") { try $0.flip($0.vault + "/key", at: 3) },
    Damage("the key is gone", "vault.key") { try FileSystem.remove($0.vault + "/key") },
    Damage("a person is linked upwards", "vault.person-link") {
      try $0.vaultSQL("INSERT INTO person_links VALUES(3, 5, '', '', '')")
    },
    Damage("free pages of the vault's list are miscounted", "vault.integrity") {
      try $0.flip($0.vault + "/vault.sqlite", at: 39)
    },
    Damage("the vault's list is overwritten", "vault.unreadable") {
      try $0.overwrite($0.vault + "/vault.sqlite", Array(repeating: 7, count: 4096))
    },
  ]

  /// Lake and vault that do not fit each other.
  static let store: [Damage] = [
    Damage("a request is there twice", "store.key.duplicate") { workspace in
      try workspace.commit { lake, commit, _ in
        try commit.append("requests", workspace.firstRow(Tables.requests, lake))
      }
    },
    Damage("a state belongs to no request", "store.reference") { workspace in
      try workspace.commit { lake, commit, _ in
        var row = try workspace.firstRow(Tables.requestStates, lake)
        row["request_id"] = .int64(ValueColumn([5]))
        try commit.append("request_states", row)
      }
    },
    Damage("a request's states have a gap", "store.known.wrong", "store.state.revision") {
      workspace in
      try workspace.commit { lake, commit, _ in
        var row = try workspace.firstRow(Tables.requestStates, lake)
        row["revision"] = .int32(ValueColumn([9]))
        try commit.append("request_states", row)
      }
    },
    Damage(
      "a request is not what its id says", "store.known.missing", "store.request.count",
      "store.request.id", "store.state.revision"
    ) { workspace in
      try workspace.commit { lake, commit, _ in
        var row = try workspace.firstRow(Tables.requests, lake)
        row["request_id"] = .int64(ValueColumn(row.int64s("request_id").values.map { $0 + 5000 }))
        row["source_record_id"] = .string(StringColumn(["X-1"]))
        row["person_id"] = .int64(ValueColumn([0], validity: Validity(mask: [false])))
        for name in ["title", "content", "place_text"] { row[name] = .string(StringColumn(["文"])) }
        try commit.append("requests", row)
      }
    },
    Damage("the vault names an unknown request", "store.identity.stray") { workspace in
      try workspace.commit { _, _, commit in
        var row = RecordBatch(schema: Vault.identitiesSchema)
        row.appendRow(["request_id": .int(77), "person_id": .int(1), "name": .string("某某")])
        try commit.appendIdentities(row)
      }
    },
    Damage(
      "a request was forgotten, and its spans are back", "store.forgotten", "store.forgotten.kept"
    ) {
      try $0.vaultSQL(
        "INSERT INTO forgotten VALUES(\($0.spannedRequest()), '2026-07-01', 'on request')")
    },
    Damage("spans belong to an unknown request", "store.span.stray") { workspace in
      try workspace.commit { _, _, commit in
        try commit.appendSpans(spans(of: 77, at: 0))
      }
    },
    Damage("a span has another place", "store.span.place") { workspace in
      let request = try workspace.spannedRequest()
      try workspace.commit { _, _, commit in
        try commit.appendSpans(spans(of: request, at: 1 << 20))
      }
    },
    Damage("a commit's spans were never listed", "store.span.missing") {
      try $0.vaultSQL("DELETE FROM files WHERE kind = 'spans'")
      for name in try FileSystem.list($0.vault) where name.hasPrefix("spans-") {
        try FileSystem.remove($0.vault + "/" + name)
      }
    },
    Damage("a commit's identities were never listed", "store.person.unknown") {
      try $0.vaultSQL("DELETE FROM files WHERE kind = 'identities'")
      for name in try FileSystem.list($0.vault) where name.hasPrefix("identities-") {
        try FileSystem.remove($0.vault + "/" + name)
      }
    },
    Damage("the known records were never listed", "store.known.missing", mends: true) {
      try $0.vaultSQL("DELETE FROM files WHERE kind = 'known'")
      for name in try FileSystem.list($0.vault) where name.hasPrefix("known-") {
        try FileSystem.remove($0.vault + "/" + name)
      }
    },
    Damage("a known record stands for no request", "store.known.wrong", mends: true) { workspace in
      try workspace.commit { _, _, commit in
        commit.appendKnown(keys: [12], requestIDs: [13], contentHashes: [14])
      }
    },
  ]

  private static func spans(of request: Int64, at offset: Int64) -> RecordBatch {
    var row = RecordBatch(schema: Vault.spansSchema)
    row.appendRow([
      "request_id": .int(request), "column": .string("content"), "offset": .int(offset),
      "bytes": .string("某某"),
    ])
    return row
  }
}
