internal import Bytes
internal import Tabular

/// Reads a city's files, and collects what is wrong with them instead of stopping at the first fault.
struct CityLoader {
  /// The city's folder.
  let folder: String
  /// The city whose files stand in for those that this one does not have.
  var base: String?
  /// The faults found, in the order of files and lines.
  private(set) var problems: [StorageError] = []
  /// SHA-256 of each file read.
  private(set) var hashes: [String: String] = [:]

  init(folder: String) { self.folder = folder }

  /// Reads a table; a file that may be missing gives no rows.
  mutating func rows(
    _ name: String, _ columns: [ConfigurationTable.ColumnRule], optional: Bool = false
  ) -> [ConfigurationTable.Row] {
    let path = path(of: name)
    if optional && !FileSystem.exists(path) { return [] }
    do throws(StorageError) {
      let bytes = try FileSystem.read(path)
      hashes[name] = SHA256.hash(bytes).hexadecimal
      return try ConfigurationTable(path: path, bytes: bytes, columns: columns).rows
    } catch {
      problems.append(
        error.code == .notFound
          ? StorageError(.configuration, path: path, "the file is missing") : error)
      return []
    }
  }

  /// Reads a JSON5 file.
  mutating func object(_ name: String) -> ConfigurationValue? {
    let path = folder + "/" + name
    do throws(StorageError) {
      let bytes = try FileSystem.read(path)
      hashes[name] = SHA256.hash(bytes).hexadecimal
      return try ConfigurationValue.parse(bytes, path: path)
    } catch {
      problems.append(
        error.code == .notFound
          ? StorageError(.configuration, path: path, "the file is missing") : error)
      return nil
    }
  }

  /// Where a file of the city lies: in its own folder, else in that of the city it extends.
  func path(of name: String) -> String {
    let own = folder + "/" + name
    guard let base, !FileSystem.exists(own) else { return own }
    return base + "/" + name
  }

  /// Notes a fault.
  mutating func note(_ problem: StorageError) { problems.append(problem) }

  /// Turns each row into a value; a row with a fault is noted and left out.
  mutating func values<Value>(
    _ rows: [ConfigurationTable.Row],
    _ make: (ConfigurationTable.Row) throws(StorageError) -> Value
  ) -> [Value] {
    var output: [Value] = []
    for row in rows {
      do throws(StorageError) {
        output.append(try make(row))
      } catch {
        problems.append(error)
      }
    }
    return output
  }

  /// Notes rows whose id another row has.
  mutating func checkUnique(_ rows: [ConfigurationTable.Row], _ column: String) {
    var lines: [String: Int] = [:]
    for row in rows {
      let id = row[column]
      if let earlier = lines[id] {
        note(row.error(column, "\"\(id)\" stands in line \(earlier) already"))
      } else {
        lines[id] = row.line
      }
    }
  }

  /// Notes cells that name something unknown.
  mutating func check(
    _ row: ConfigurationTable.Row, _ column: String, names value: String, in known: [String],
    what: String
  ) {
    if known.contains(value) { return }
    note(row.error(column, "unknown \(what) \"\(value)\"\(NearestName.hint(value, in: known))"))
  }

  /// Fails with all faults found, at most twenty of them.
  func finish() throws(StorageError) {
    guard let first = problems.first else { return }
    if problems.count == 1 { throw first }
    let shown = problems.prefix(20).map { "\n  \($0.description)" }.joined()
    let more = problems.count > 20 ? "\n  … and \(problems.count - 20) more" : ""
    throw StorageError(
      .configuration, path: folder, "\(problems.count) faults:\(shown)\(more)")
  }
}

extension ConfigurationTable.Row {
  /// A flag: 1 or true, 0 or false.
  func flag(_ column: String, default fallback: Bool) throws(StorageError) -> Bool {
    guard let text = try choice(column, of: ["1", "0", "true", "false"]) else { return fallback }
    return text == "1" || text == "true"
  }

  /// A required word of a closed list, written as its raw value or as its label.
  func word<Word: CodeWord>(_ column: String, _: Word.Type) throws(StorageError) -> Word? {
    guard let text = optional(column) else { return nil }
    return try word(text, column)
  }

  /// Words of a closed list, separated by `|`.
  func words<Word: CodeWord>(_ column: String, _: Word.Type) throws(StorageError) -> [Word] {
    var output: [Word] = []
    for text in list(column) { output.append(try word(text, column)) }
    return output
  }

  private func word<Word: CodeWord>(_ text: String, _ column: String) throws(StorageError) -> Word {
    for word in Word.allCases where word.rawValue == text || word.label == text { return word }
    let allowed = Word.allCases.map(\.rawValue)
    throw error(
      column,
      "\"\(text)\" is none of \(allowed.joined(separator: ", "))"
        + NearestName.hint(text, in: allowed))
  }
}
