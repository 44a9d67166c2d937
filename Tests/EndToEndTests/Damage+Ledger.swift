import Bytes
import Foundation

extension Damage {
  private static let oneTaken = """
    rowid = (SELECT min(rowid) FROM minsheng_files WHERE state = 'taken' AND accepted > 0)
    """

  /// Damage to ledger, quarantine, outbox, reports and rights.
  static let ledger: [Damage] = [
    Damage("a file that had to go is there", "ledger.removal", mends: true) {
      try $0.sql(
        """
        INSERT INTO minsheng_removals
        VALUES('logs/old.log', 'logs', 'retention', '2026-06-30', NULL, NULL, 'to_remove')
        """)
    },
    Damage("what was remasked still lies in old files", "ledger.erasure") {
      try $0.sql(
        "INSERT INTO minsheng_erasures VALUES(1, 'remask', '2026-06-30', NULL, 3, 'to_erase', '{}')"
      )
    },
    Damage("a file's rows do not add up", "ledger.identity") {
      try $0.sql("UPDATE minsheng_files SET rows_read = rows_read + 1 WHERE \(oneTaken)")
    },
    Damage("more requests were accepted than are there", "store.request.count") {
      try $0.sql(
        """
        UPDATE minsheng_files SET rows_read = rows_read + 1, accepted = accepted + 1
        WHERE \(oneTaken)
        """)
    },
    Damage("a file was struck from the ledger", "store.origin", "store.request.count") {
      try $0.sql("DELETE FROM minsheng_files WHERE \(oneTaken)")
    },
    Damage("rejected rows are gone", "ledger.quarantine") {
      let folder = $0.path + "/quarantine/nightly-2026-06-30"
      for name in try FileSystem.list(folder) where name.hasSuffix(".ndjson") {
        try FileSystem.remove(folder + "/" + name)
      }
    },
    Damage("a rejected row is gone", "ledger.quarantine") {
      let folder = $0.path + "/quarantine/nightly-2026-06-30"
      for name in try FileSystem.list(folder) where name.hasSuffix(".ndjson") {
        var bytes = try FileSystem.read(folder + "/" + name)
        bytes.removeFirst((bytes.firstIndex(of: 10) ?? 0) + 1)
        try $0.overwrite(folder + "/" + name, bytes)
        return
      }
    },
    Damage("a refused file is gone", "ledger.refused") {
      try FileSystem.removeTree($0.path + "/quarantine/nightly-2026-06-30/refused")
    },
    Damage("a step belongs to no run", "ledger.step") {
      try $0.sql("INSERT INTO minsheng_steps VALUES('ghost', 'ingest', '', 1, '{}')")
    },
    Damage("a run was stopped", "ledger.run.unfinished") {
      try $0.sql("UPDATE minsheng_runs SET state = 'running' WHERE business_date = '2026-06-30'")
    },
    Damage("a file was taken out of the inbox", "ledger.inbox.missing") {
      let file = try $0.text("SELECT path FROM minsheng_files WHERE state = 'taken' LIMIT 1")
      try FileSystem.remove($0.path + "/inbox/" + file)
    },
    Damage("a file of the inbox was overwritten", "ledger.inbox.changed") {
      let file = try $0.text("SELECT path FROM minsheng_files WHERE state = 'taken' LIMIT 1")
      try $0.overwrite($0.path + "/inbox/" + file, [1, 2, 3])
    },
    Damage("a batch was staged and not put in place", "publication.pending", mends: true) {
      let target = try $0.batch()
      let unit = FileSystem.name(of: FileSystem.parent(of: target))
      let id = "\(unit)/\(FileSystem.name(of: target))"
      try FileSystem.move(
        target,
        to: $0.path + "/" + $0.text("SELECT staged FROM minsheng_publications WHERE id = '\(id)'"))
      try $0.sql("UPDATE minsheng_publications SET state = 'to_publish' WHERE id = '\(id)'")
    },
    Damage("a batch was put in place and not marked", "publication.pending", mends: true) {
      try $0.sql(
        """
        UPDATE minsheng_publications SET state = 'to_publish' WHERE id = (
          SELECT min(id) FROM minsheng_publications WHERE kind = 'outbox')
        """)
    },
    Damage("a batch that was to be published is gone", "publication.lost") {
      try $0.sql(
        """
        UPDATE minsheng_publications SET state = 'to_publish'
        WHERE '\(try $0.batch())' = '\($0.path)/' || target
        """)
      try FileSystem.removeTree($0.batch())
    },
    Damage("a published batch is gone", "publication.missing") {
      try FileSystem.removeTree($0.batch())
    },
    Damage("a file of a published batch is changed", "publication.changed") {
      let batch = try $0.batch()
      let name = try FileSystem.list(batch).first { $0.hasSuffix(".csv") } ?? ""
      try $0.flip(batch + "/" + name, at: -3)
    },
    Damage("a file was laid into a published batch", "publication.changed") {
      try $0.overwrite($0.batch() + "/更正.csv", [1])
    },
    Damage("a published report is changed", "publication.changed") {
      try $0.flip($0.path + "/reports/daily/2026-06-30/data.json", at: 5)
    },
    Damage("somebody laid a batch into the outbox", "publication.stray") {
      try FileSystem.makeFolder(FileSystem.parent(of: $0.batch()) + "/20260101-00000000")
    },
    Damage("a killed run left a staged batch", "publication.staging", mends: true) {
      try FileSystem.makeFolder($0.path + "/outbox/.staging/A-20260101-00000000")
    },
    Damage("others may read the inbox", "workspace.permissions", mends: true) {
      try FileSystem.setPermissions($0.path + "/inbox", 0o755)
    },
    Damage("others may read a file of the vault", "workspace.permissions", mends: true) {
      try FileSystem.setPermissions($0.vaultFile("identities"), 0o644)
    },
    Damage("a stopped program was writing a file", "workspace.temporary", mends: true) {
      try $0.overwrite($0.path + "/quarantine/summary.json.tmp", [1])
    },
  ]
}
