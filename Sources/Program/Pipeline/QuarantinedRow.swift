internal import Bytes
internal import Intake
internal import Tabular

/// A rejected row as the quarantine keeps it.
struct QuarantinedRow {
  let key: QuarantineKey
  /// The input file, below the inbox or absolute.
  let path: String
  let sheet: Int
  let line: Int
  let offset: Int
  let reason: String
  let detail: String
  /// The names over its columns; empty where columns go by position.
  let header: [String]
  /// The cells as they were read.
  let cells: [String]
  let delimiter: UInt8?
  /// The bytes as they stood in the file; personal data.
  let original: [UInt8]

  /// Where it stands in its file, whatever run read it.
  struct Place: Hashable {
    let sheet: Int
    let line: Int
    let offset: Int
  }

  var place: Place { Place(sheet: sheet, line: line, offset: offset) }

  /// The rejected rows of a run and file, in their order; none where retention has removed them.
  ///
  /// - Throws: `corrupt` where a line is not one that `QuarantineFolder` wrote.
  static func read(of file: Ledger.File, in workspace: Workspace) throws(StorageError)
    -> [QuarantinedRow]
  {
    if file.quarantined == 0 { return [] }
    let key = QuarantineKey(
      runID: file.runID, platform: file.platform, fileID: file.fileID, ordinal: 1)
    let path = workspace.quarantine + "/" + key.file
    if !FileSystem.exists(path) { return [] }
    let bytes = try FileSystem.read(path)
    var rows: [QuarantinedRow] = []
    var header: [String] = []
    var delimiter: UInt8?
    for line in bytes.split(separator: 10) {
      do throws(StorageError) {
        let value = try ConfigurationValue.parse(Array(line), path: path)
        if let names = try value.optional("header") {
          header = try names.strings
          delimiter = try value.optional("delimiter").map { mark throws(StorageError) in
            try mark.string.utf8.first ?? 44
          }
        }
        rows.append(
          try row(value, QuarantineKey(key, ordinal: rows.count + 1), header, delimiter))
      } catch {
        throw StorageError(
          .corrupt, at: .init(path: path, line: rows.count + 1), "not a rejected row")
      }
    }
    return rows
  }

  private static func row(
    _ value: ConfigurationValue, _ key: QuarantineKey, _ header: [String], _ delimiter: UInt8?
  ) throws(StorageError) -> QuarantinedRow {
    QuarantinedRow(
      key: key, path: try value.required("file").string,
      sheet: try value.optional("sheet")?.integer ?? 0, line: try value.required("line").integer,
      offset: try value.required("offset").integer, reason: try value.required("reason").string,
      detail: try value.required("detail").string, header: header,
      cells: try value.optional("cells")?.strings ?? [], delimiter: delimiter,
      original: Base64.decode(try value.required("bytes").string) ?? [])
  }

  /// How often each reason stands in a file of rejected rows, without reading more than that; the
  /// ordinals are those to count.
  static func reasons(in bytes: [UInt8], isCounted: (Int) -> Bool) -> [String: Int] {
    // Quotes inside texts are escaped, so this stands where the member begins and nowhere else.
    let mark = Array(",\"reason\":\"".utf8)
    var counts: [String: Int] = [:]
    for (index, line) in bytes.split(separator: 10).enumerated() where isCounted(index + 1) {
      guard let range = line.firstRange(of: mark) else { continue }
      let word = line[range.upperBound...].prefix { $0 != UInt8(ascii: "\"") }
      counts[String(decoding: word, as: UTF8.self), default: 0] += 1
    }
    return counts
  }
}

extension QuarantineKey {
  /// The key of another row of the same run and file.
  init(_ other: QuarantineKey, ordinal: Int) {
    self.init(
      runID: other.runID, platform: other.platform, fileID: other.fileID, ordinal: ordinal)
  }
}
