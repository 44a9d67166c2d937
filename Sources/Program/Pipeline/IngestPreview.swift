internal import Bytes
internal import Intake
package import Tabular

/// What `minsheng ingest --dry-run` shows: what files hold and what is wrong with them.
///
/// Reads the files whole by the same way as an ingest and writes nothing, nor does it look at the
/// store: whether an acceptable row is new there stays open.
package struct IngestPreview: Sendable {
  /// What needs a person's look.
  package let attention: [String]
  /// The same as JSON.
  package let json: JSONValue
  /// The same as lines for people.
  package let lines: [String]

  /// Reads the files of a request.
  ///
  /// - Throws: `configuration` for a faulty mapping or city.
  package init(_ request: IngestRunner.Request) throws {
    let city = try IngestRunner.city(of: request).configuration
    let mapping = try SourceMapping.load(path: request.mappingPath, city: city)
    var attention: [String] = []
    let files = try request.files.map { path -> FilePreview in
      var file = FilePreview(path: path)
      do {
        try file.read(by: mapping, city: city, date: request.date)
      } catch let error where IngestStep.isFault(ofFile: error) {
        file.refusal = String(describing: error)
        attention.append("\(path) would be refused: \(error)")
      }
      for suspect in file.suspects {
        attention.append(
          "\(path): \(suspect.column.name) looks like a person's and would be stored")
      }
      if file.quarantineShare > mapping.quarantineLimit {
        attention.append(
          "\(path): \(file.rejected) of \(file.rowsRead) rows would be quarantined, over the limit "
            + "of \(mapping.quarantineLimit * 100) %")
      }
      return file
    }
    self.attention = attention
    json = [
      "dry_run": true, "mapping": .string(mapping.path), "platform": .string(mapping.platform),
      "files": .array(files.map(\.json)), "attention": .texts(attention),
    ]
    lines = files.flatMap(\.lines)
  }
}
