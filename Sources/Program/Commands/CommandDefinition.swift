/// One subcommand: the table from which its parsing and its help both come, and the call.
struct CommandDefinition: Sendable {
  /// An option of a command.
  struct Option: Sendable {
    /// Its name with dashes.
    let name: String
    /// What its value is called in help; nil for a flag.
    let value: String?
    /// Whether it must be given.
    let isRequired: Bool
    /// Whether it may be given several times.
    let repeats: Bool
    /// What it does.
    let summary: String

    static func required(_ name: String, _ value: String, _ summary: String) -> Option {
      Option(name: name, value: value, isRequired: true, repeats: false, summary: summary)
    }
    static func optional(_ name: String, _ value: String, _ summary: String) -> Option {
      Option(name: name, value: value, isRequired: false, repeats: false, summary: summary)
    }
    static func list(_ name: String, _ value: String, required: Bool = false, _ summary: String)
      -> Option
    {
      Option(name: name, value: value, isRequired: required, repeats: true, summary: summary)
    }
    static func flag(_ name: String, _ summary: String) -> Option {
      Option(name: name, value: nil, isRequired: false, repeats: false, summary: summary)
    }
  }

  /// What stands after the options.
  struct Positional: Sendable {
    /// What it is called in help.
    let name: String
    /// How many are allowed.
    let count: ClosedRange<Int>

    init(_ name: String, _ count: ClosedRange<Int> = 1...1) {
      self.name = name
      self.count = count
    }
  }

  /// The words that call it, for example `run` or `mapping suggest`.
  let name: String
  /// What it does, starting with an imperative verb.
  let summary: String
  /// What stands after the options.
  let positionals: [Positional]
  /// Its options.
  let options: [Option]
  /// Does the work.
  let run: @Sendable (Arguments) throws -> ExitCode

  init(
    _ name: String, _ summary: String, positionals: [Positional] = [], options: [Option],
    run: @escaping @Sendable (Arguments) throws -> ExitCode
  ) {
    self.name = name
    self.summary = summary
    self.positionals = positionals
    self.options = options
    self.run = run
  }

  /// The first line of help.
  var usage: String {
    var words = ["minsheng", name]
    for positional in positionals {
      let more = positional.count.upperBound > 1 ? "…" : ""
      words.append(
        positional.count.lowerBound == 0 ? "[\(positional.name)\(more)]" : positional.name + more)
    }
    for option in options {
      let text = option.value.map { "\(option.name) \($0)" } ?? option.name
      words.append(option.isRequired ? text : "[\(text)]")
    }
    return words.joined(separator: " ")
  }

  /// The text of `--help`.
  var help: String {
    var lines = [summary, "", "usage: \(usage)"]
    if !options.isEmpty {
      lines.append("")
      let names = options.map { option in
        option.value.map { "\(option.name) \($0)" } ?? option.name
      }
      let width = names.map(\.count).max() ?? 0
      for (name, option) in zip(names, options) {
        let padding = String(repeating: " ", count: width - name.count)
        lines.append("  \(name)\(padding)  \(option.summary)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
