package import Bytes
internal import Tabular

/// What a report contains and when its sentences are printed; read from `Reports/<kind>.json5`.
package struct ReportDefinition: Sendable {
  /// The kind: `daily`.
  package let kind: String
  /// The title, to which the city's name is put.
  package let title: String

  /// Reads a definition and the metrics it names.
  ///
  /// - Throws: `StorageError` of code `configuration`, with file, line and key.
  package static func load(path: String) throws(StorageError) -> ReportDefinition {
    let value = try ConfigurationValue.read(path: path)
    return ReportDefinition(
      kind: try value.required("kind").choice(of: ["daily"]),
      title: try value.required("title").string)
  }
}
