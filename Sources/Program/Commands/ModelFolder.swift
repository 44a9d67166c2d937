internal import Bytes
internal import Classification
internal import Complaints
internal import Tabular

/// A trained model as a folder: `model.bin`, and `model.json` that says what it is.
enum ModelFolder {
  /// Reads a folder's model.
  static func read(_ folder: String) throws -> LinearModel {
    try LinearModel(mapping: MappedFile(path: folder + "/model.bin"))
  }

  /// Writes a model and its card; the folder is made where it is missing.
  ///
  /// - Parameters:
  ///   - source: The name and the SHA-256 of the file it was trained on.
  ///   - texts: The names of the text columns.
  ///   - label: The name of the label column.
  static func write(
    _ model: LinearModel, _ card: ModelCard, to folder: String,
    source: (name: String, hash: String), texts: [String], label: String
  ) throws {
    try FileSystem.makeFolder(folder)
    try FileSystem.replace(folder + "/model.bin", with: model.encoded().span)
    let json: JSONValue = [
      "version": .string(card.version), "kind": "linear-ngram",
      "format": .int(LinearModel.fileFormat), "ngram_keys": .string(LinearModel.keyDefinition),
      "trained_on": ["file": .string(source.name), "sha256": .string(source.hash)],
      "text": .texts(texts), "label": .string(label), "rows": .int(card.rows),
      "features": .int(card.features), "cost": .number(card.cost),
      "balanced": .bool(card.isBalanced), "head_length": .int(card.headLength),
      "split": .string(card.split.rawValue), "held_out_rows": .int(card.heldOutRows),
      "held_out_accuracy": .number(rounded(card.heldOutAccuracy)),
      "accuracy_asked": .number(card.accuracy), "threshold": .number(rounded(card.threshold)),
      "held_out_coverage": .number(rounded(card.heldOutCoverage)), "labels": .texts(card.labels),
      "labels_sha256": .string(
        SHA256.hash(card.labels.joined(separator: "\n")).hexadecimal),
      "rounding_agreement": .number(rounded(card.roundingAgreement)),
      "thresholds": .object(
        zip(card.labels, card.thresholds).map { JSONValue.Member($0, .number(rounded($1))) }),
    ]
    let text = JSONText.string(of: json, indented: true) + "\n"
    try FileSystem.replace(folder + "/model.json", with: Array(text.utf8).span)
  }

  /// A share with four decimal places.
  static func rounded(_ share: Double) -> Double { (share * 10_000).rounded() / 10_000 }
}
