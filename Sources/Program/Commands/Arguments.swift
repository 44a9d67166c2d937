internal import Tabular

/// What was typed after a command's name, checked against its table.
struct Arguments: Sendable {
  /// What stands after the options.
  let positionals: [String]
  private let values: [String: [String]]

  /// Checks words against a command's table.
  ///
  /// - Throws: `UsageError` naming the word and, for an unknown option, the nearest.
  init(_ words: [String], for command: CommandDefinition) throws(UsageError) {
    var positionals: [String] = []
    var values: [String: [String]] = [:]
    var index = 0
    while index < words.count {
      let word = words[index]
      index += 1
      if word == "--" {
        positionals += words[index...]
        break
      }
      guard word.hasPrefix("--") else {
        positionals.append(word)
        continue
      }
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      guard let option = command.options.first(where: { $0.name == name }) else {
        let hint = NearestName.hint(name, in: command.options.map(\.name))
        throw UsageError("unknown option \(name)\(hint)", command)
      }
      if values[name] != nil && !option.repeats {
        throw UsageError("\(name) was given twice", command)
      }
      if option.value == nil {
        guard parts.count == 1 else { throw UsageError("\(name) takes no value", command) }
        values[name] = [""]
      } else if parts.count == 2 {
        values[name, default: []].append(String(parts[1]))
      } else if index < words.count {
        values[name, default: []].append(words[index])
        index += 1
      } else {
        throw UsageError("\(name) needs a value (\(option.value ?? ""))", command)
      }
    }
    for option in command.options where option.isRequired && values[option.name] == nil {
      throw UsageError("\(option.name) \(option.value ?? "") is missing", command)
    }
    let least = command.positionals.map(\.count.lowerBound).reduce(0, +)
    let most = command.positionals.map(\.count.upperBound).reduce(0) {
      $0.addingReportingOverflow($1).overflow ? Int.max : $0 + $1
    }
    guard positionals.count >= least else {
      let name = command.positionals[min(positionals.count, command.positionals.count - 1)].name
      throw UsageError("\(name) is missing", command)
    }
    guard positionals.count <= most else {
      throw UsageError("unexpected argument \(positionals[most])", command)
    }
    self.positionals = positionals
    self.values = values
  }

  /// Whether a flag was given.
  func has(_ name: String) -> Bool { values[name] != nil }
  /// An option's value, nil where it was not given.
  func optional(_ name: String) -> String? { values[name]?.first }
  /// A required option's value.
  func required(_ name: String) -> String {
    guard let value = values[name]?.first else { preconditionFailure("\(name) is not required") }
    return value
  }
  /// All values of an option that repeats, commas splitting each.
  func list(_ name: String) -> [String] {
    (values[name] ?? []).flatMap { $0.split(separator: ",").map(String.init) }
  }
  /// A whole number within bounds, nil where it was not given.
  func integer(_ name: String, in range: ClosedRange<Int>) throws(UsageError) -> Int? {
    guard let text = optional(name) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw UsageError(
        "\(name) \(text): not a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }
  /// A number within bounds, nil where it was not given.
  func number(_ name: String, in range: ClosedRange<Double>) throws(UsageError) -> Double? {
    guard let text = optional(name) else { return nil }
    guard let number = Double(text), range.contains(number) else {
      throw UsageError(
        "\(name) \(text): not a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }
}

/// A command line that cannot be followed; exit code 2.
struct UsageError: Error, CustomStringConvertible {
  /// What is wrong, and the usage line where it helps.
  let description: String

  init(_ detail: String, _ command: CommandDefinition? = nil) {
    description = command.map { "\(detail)\nusage: \($0.usage)" } ?? detail
  }
}
