internal import Bytes
package import Tabular

/// What a step did, as named figures in a fixed order: the source of its progress line, of its
/// ledger entry and of the run's summary.
package struct StepDetail: Equatable, Sendable {
  /// The figures, in the order they are printed.
  package private(set) var figures: [(name: String, value: Int)] = []

  /// Makes a detail of its figures.
  package init(_ figures: KeyValuePairs<String, Int> = [:]) {
    self.figures = figures.map { (name: $0.key, value: $0.value) }
  }

  /// Reads back what `text` wrote.
  init(text: String) throws(StorageError) {
    let root = try ConfigurationValue.parse(Array(text.utf8), path: "ledger")
    for member in try root.members {
      figures.append((member.key, try member.value.integer))
    }
  }

  /// A figure; 0 where there is none of that name.
  package subscript(name: String) -> Int {
    get { figures.first { $0.name == name }?.value ?? 0 }
    set {
      if let index = figures.firstIndex(where: { $0.name == name }) {
        figures[index].value = newValue
      } else {
        figures.append((name, newValue))
      }
    }
  }

  /// The figures as a JSON object.
  package var json: JSONValue {
    .object(figures.map { JSONValue.Member($0.name, .int($0.value)) })
  }

  /// The figures as JSON text.
  var text: String { JSONText.string(of: json) }

  /// The figures as one line for people.
  package var line: String {
    figures.map { "\($0.name.replacing("_", with: " ")) \($0.value)" }.joined(separator: ", ")
  }

  package static func == (left: StepDetail, right: StepDetail) -> Bool {
    left.json == right.json
  }
}
