/// Options of the form `--name value`.
struct BenchmarkOptions {
  private var values: [String: String] = [:]

  init(_ words: some Collection<String>) throws(BenchmarkFault) {
    var rest = Array(words)[...]
    while let name = rest.popFirst() {
      guard name.hasPrefix("--"), let value = rest.popFirst() else {
        throw BenchmarkFault("\(name): options have the form --name value")
      }
      values[name] = value
    }
  }

  /// An option's value, nil where it was not given.
  subscript(name: String) -> String? { values[name] }

  /// The value of an option that must be given.
  func required(_ name: String) throws(BenchmarkFault) -> String {
    guard let value = values[name] else { throw BenchmarkFault("\(name) is missing") }
    return value
  }

  /// A count of at least one.
  func count(_ name: String) throws(BenchmarkFault) -> Int? {
    guard let text = values[name] else { return nil }
    guard let count = Int(text), count > 0 else {
      throw BenchmarkFault("\(name): \(text) is no count")
    }
    return count
  }
}

/// Wrong usage, or an answer that was found wrong.
struct BenchmarkFault: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
