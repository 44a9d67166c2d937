package import Bytes
internal import Tabular

/// The steps of a pipeline, in the only order in which data flow.
package enum StepName: String, CaseIterable, Sendable {
  case ingest, classify, match, assign, trends, report, compact
}

/// A pipeline as `Pipelines/*.json5` defines it.
package struct PipelineDefinition: Sendable {
  /// Its name, a part of run ids.
  package let name: String
  /// The city's folder.
  package let cityFolder: String
  /// The report definitions it renders.
  package let reportFiles: [String]
  /// The model, a folder below the workspace's `models`.
  package let model: String
  /// Its steps, in order.
  package let steps: [StepName]
  /// The days in which a request may join an earlier matter.
  package let matchWindowDays: Int
  /// SHA-256 of the definition file.
  package let hash: String

  /// Reads a definition; paths in it are relative to its file.
  ///
  /// - Throws: `configuration` naming file, line, key and what is allowed.
  package static func load(path: String, city: String?) throws(StorageError) -> PipelineDefinition {
    let bytes = try FileSystem.read(path)
    let root = try ConfigurationValue.parse(bytes, path: path)
    try root.allow(keys: ["name", "city", "reports", "model", "steps", "match_window_days"])
    let folder = FileSystem.parent(of: path)
    func resolve(_ text: String) -> String {
      text.hasPrefix("/") ? text : folder + "/" + text
    }
    func cityFolder() throws(StorageError) -> String {
      if let city { return city }
      return resolve(try root.required("city").string)
    }
    var steps: [StepName] = []
    for value in try root.required("steps").array {
      steps.append(try value.choice(StepName.self))
    }
    guard steps == StepName.allCases.filter(steps.contains) else {
      let order = StepName.allCases.map(\.rawValue).joined(separator: ", ")
      throw try root.required("steps").error("steps must follow the order of data: \(order)")
    }
    return PipelineDefinition(
      name: try root.required("name").string,
      cityFolder: try cityFolder(),
      reportFiles: try (root.optional("reports")?.strings ?? []).map(resolve),
      model: try root.optional("model")?.string ?? "category",
      steps: steps,
      matchWindowDays: try root.optional("match_window_days")?.integer(in: 1...3650) ?? 90,
      hash: SHA256.hash(bytes).hexadecimal)
  }
}
