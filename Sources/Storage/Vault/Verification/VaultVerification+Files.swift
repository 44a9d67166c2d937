internal import Bytes
internal import Columns
internal import Parallel
internal import Parquet
internal import SQLite

extension VaultVerification {
  /// Reads every listed file to its end.
  func checkFiles(_ vault: Vault) throws(StorageError) {
    for file in try vault.files() {
      let path = folder + "/" + file.name
      do throws(StorageError) {
        if file.kind == .known {
          try check(known: file, path, vault)
        } else {
          try check(parquet: file, path, vault)
        }
      } catch {
        isReadable = false
        report(error, file, path)
      }
    }
  }

  private func report(_ error: StorageError, _ file: VaultFile, _ path: String) {
    let isKnown = file.kind == .known
    switch error.code {
    case .notFound:
      findings.append(
        Finding(
          isKnown ? .vaultKnown : .vaultMissing, path: path,
          "the vault lists a file of \(file.rowCount) rows that is not there"))
    case _ where isKnown:
      findings.append(Finding(.vaultKnown, path: path, error.detail))
    default:
      let size = (try? FileSystem.size(path)) ?? 0
      findings.append(
        size < file.byteCount
          ? Finding(.vaultTruncated, path: path, "\(size) bytes are left of \(file.byteCount)")
          : Finding(.vaultCorrupt, path: path, error.detail))
    }
  }

  private func check(known file: VaultFile, _ path: String, _ vault: Vault) throws(StorageError) {
    let run = try KnownRun(path: path)
    byteCount += 20 + run.count * 24
    fileCount += 1
    guard run.isIntact() else {
      throw StorageError(.corrupt, path: path, "the checksum does not fit the records")
    }
    for rank in 0..<max(0, run.count - 1) where run.key(rank) >= run.key(rank + 1) {
      throw StorageError(.corrupt, path: path, "record \(rank + 1) is out of order")
    }
    if run.count != file.rowCount || file.byteCount != 20 + run.count * 24 {
      reportEntry(file, path, vault, rowCount: run.count, byteCount: 20 + run.count * 24, ids: nil)
    }
  }

  private func check(parquet file: VaultFile, _ path: String, _ vault: Vault)
    throws(StorageError)
  {
    let reader = try ParquetReader(path: path)
    byteCount += reader.byteCount
    fileCount += 1
    let schema = file.kind == .identities ? Vault.identitiesSchema : Vault.spansSchema
    guard reader.columns.map(\.field.name) == schema.fields.map(\.name),
      reader.columns.map(\.field.type) == schema.fields.map(\.type)
    else {
      isReadable = false
      findings.append(
        Finding(.vaultReplaced, path: path, "another file lies here: its columns differ"))
      return
    }
    var ids: ClosedRange<Int64>?
    for group in reader.rowGroupRowCounts.indices {
      let found = Parallel.map(chunks: schema.fields.count) { column in
        Self.read(reader, group, column)
      }
      for (column, result) in found.enumerated() where result.fault != nil {
        isReadable = false
        findings.append(
          Finding(
            result.page == nil ? .vaultCorrupt : .vaultChecksum, path: path,
            column: schema.fields[column].name, result.fault ?? ""))
        return
      }
      if let range = found[0].ids {
        ids =
          ids.map {
            min($0.lowerBound, range.lowerBound)...max($0.upperBound, range.upperBound)
          } ?? range
      }
    }
    compare(file, path, vault, reader, ids)
  }

  /// Compares a file with its row of the list: its size, its rows, and the requests it is about.
  private func compare(
    _ file: VaultFile, _ path: String, _ vault: Vault, _ reader: ParquetReader,
    _ ids: ClosedRange<Int64>?
  ) {
    let isSize = reader.byteCount == file.byteCount
    let isCount = reader.rowCount == file.rowCount
    let isRange = ids == file.requestIDs
    if isSize && isCount && isRange { return }
    if (isSize ? 1 : 0) + (isCount ? 1 : 0) + (isRange ? 1 : 0) >= 2 {
      reportEntry(
        file, path, vault, rowCount: reader.rowCount, byteCount: reader.byteCount, ids: ids)
    } else {
      isReadable = false
      findings.append(
        Finding(
          .vaultReplaced, path: path,
          "another file lies here: \(reader.byteCount) bytes and \(reader.rowCount) rows, where "
            + "the vault lists \(file.byteCount) and \(file.rowCount)"))
    }
  }

  private func reportEntry(
    _ file: VaultFile, _ path: String, _ vault: Vault, rowCount: Int, byteCount: Int,
    ids: ClosedRange<Int64>?
  ) {
    let connection = vault.connection
    findings.append(
      Finding(
        .vaultEntry, path: path, table: "files",
        "the list has another size, row count or range of requests than the file",
        mending: Finding.Mending("enters the file's own numbers") {
          try connection.transaction { () throws(StorageError) in
            try connection.execute(
              """
              UPDATE files SET row_count = ?, byte_count = ?, first_request_id = ?,
                last_request_id = ? WHERE name = ?
              """,
              [
                .int(rowCount), .int(byteCount), .optional(ids?.lowerBound),
                .optional(ids?.upperBound), .text(file.name),
              ])
          }
        }))
  }

  /// What reading a column of a row group gave.
  private struct Reading: Sendable {
    var ids: ClosedRange<Int64>?
    var fault: String?
    /// The page whose checksum does not fit.
    var page: Int?
  }

  private static func read(_ reader: ParquetReader, _ group: Int, _ column: Int) -> Reading {
    do throws(StorageError) {
      let content = try reader.read(rowGroup: group, columns: [column])[0]
      guard column == 0, case .int64(let ids) = content, let least = ids.values.min(),
        let most = ids.values.max()
      else { return Reading() }
      return Reading(ids: least...most)
    } catch {
      if let page = try? reader.firstDamagedPage(rowGroup: group, column: column) {
        return Reading(
          fault: "page \(page) of row group \(group) was changed after it was written", page: page)
      }
      return Reading(fault: "row group \(group): \(error.detail)")
    }
  }
}
