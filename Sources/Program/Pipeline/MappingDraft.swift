internal import Bytes
internal import Complaints
package import Intake
internal import Tabular

/// What `minsheng mapping suggest` makes of a file: a draft, and whether it can be used as it stands.
package struct MappingDraft: Sendable {
  /// The choices.
  package let suggestion: MappingSuggestion
  /// The draft.
  package let text: String
  /// What keeps the draft from being used as it stands; nil where nothing does.
  package let fault: String?

  /// Reads the first rows of a file and drafts a mapping for it.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - cityFolder: The city, whose divisions and standards are then known; nil for none.
  ///   - schema: Where the JSON Schema for editors is; nil for no `$schema`.
  /// - Throws: As `TabularSource.open` and `readRows`.
  package init(path: String, cityFolder: String?, schema: String? = nil) throws {
    let city = try cityFolder.map { try CityConfiguration.load(folder: $0) }
    let source = try TabularSource.open(path: path)
    var sample = TableSample(
      fileName: FileSystem.name(of: path), format: source.format, encoding: source.encoding,
      sheets: source.sheets)
    do {
      try source.readRows(blockRows: 1_024) { block in
        if !sample.add(block) { throw EnoughRows() }
      }
    } catch is EnoughRows {}
    sample.finish()
    if source.format == .xlsx { sample.note(merged: try source.mergedRanges(sheet: sample.sheet)) }
    suggestion = MappingSuggestion(of: sample, city: city)
    text = suggestion.draft(schema: schema)
    do {
      _ = try SourceMapping.load(path: "draft", bytes: Array(text.utf8), city: city ?? .bare)
      fault = nil
    } catch { fault = String(describing: error) }
  }

  /// Ends the reading of a file of which enough is known.
  private struct EnoughRows: Error {}
}
