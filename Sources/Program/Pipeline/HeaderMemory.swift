internal import Bytes
internal import Complaints
internal import Intake

/// The columns of the last file of each platform and mapping, by which those of the next one are
/// judged.
///
/// Files of one run follow each other here before any of them is committed.
final class HeaderMemory {
  private struct Key: Hashable {
    let platform: String
    let mapping: String
  }

  private let ledger: Ledger
  private var last: [Key: [String]] = [:]

  init(_ ledger: Ledger) { self.ledger = ledger }

  /// Compares a file's header with the last one, notes what differs, and remembers it for the file.
  ///
  /// - Throws: `changedColumns` when something differs and the mapping refuses that.
  func judge(
    _ headers: [IntakeSession.Header], of file: inout Ledger.File, by mapping: SourceMapping
  ) throws {
    guard let header = headers.first else { return }
    let key = Key(platform: file.platform, mapping: FileSystem.name(of: mapping.path))
    let known = try last[key] ?? ledger.lastHeader(platform: key.platform, mapping: key.mapping)
    var names = header.names
    if let known, mapping.changedColumns != .ignore {
      // Objects of JSON leave out what is empty, so that a key which is not there is no news.
      let absent = header.line == 0 ? known.filter { !names.contains($0) } : []
      let changes = mapping.changes(from: known, to: names + absent).map(\.text)
      names += absent
      if mapping.changedColumns == .refuse, !changes.isEmpty {
        throw AnalysisError(
          .changedColumns, at: .init(path: file.path, line: header.line),
          "columns changed since the last file: \(changes.joined(separator: "; "))")
      }
      for change in changes { file.remarks.add(.column, change) }
    }
    file.header = Ledger.File.Header(mapping: key.mapping, names: names)
  }

  /// Makes a file's header the last one, since it is taken.
  func remember(_ file: Ledger.File) {
    guard let header = file.header else { return }
    last[Key(platform: file.platform, mapping: header.mapping)] = header.names
  }
}

extension AnalysisError.Code {
  /// The columns of a file are not those of the last one, and the mapping refuses that.
  static let changedColumns = Self("changed-columns")
}
