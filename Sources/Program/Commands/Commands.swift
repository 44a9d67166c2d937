internal import Bytes
internal import Complaints
internal import Glibc
internal import Pipeline
internal import Tabular

/// The command line of the `minsheng` binary.
public enum Commands {
  /// Runs the command that the process was called with, and ends the process with its exit code.
  public static func run() {
    signal(SIGPIPE, SIG_IGN)
    keepMemory()
    // Every file and folder is made with a stated mode: 0600 and 0700, or what the lake's and the
    // reports' own folders say. A umask must not narrow what an operator has let others read.
    umask(0)
    exit(run(Array(CommandLine.arguments.dropFirst())).rawValue)
  }

  /// Lets the allocator keep what is freed.
  ///
  /// Buffers of megabytes come and go with every block, and fresh pages for each cost a tenth of an
  /// ingest. One arena, so that what one thread frees another takes.
  private static func keepMemory() {
    // The toolchain's Glibc module leaves `malloc.h` out; other C libraries have no such call.
    guard let symbol = dlsym(nil, "mallopt") else { return }
    typealias Option = @convention(c) (Int32, Int32) -> Int32
    let setOption = unsafeBitCast(symbol, to: Option.self)
    let (arenaMax, mmapThreshold, trimThreshold): (Int32, Int32, Int32) = (-8, -3, -1)
    _ = setOption(arenaMax, 1)
    _ = setOption(mmapThreshold, 1 << 30)
    _ = setOption(trimThreshold, 512 << 20)
  }

  /// All commands, in the order of help.
  static let all: [CommandDefinition] =
    [
      RunCommand.definition,
      IngestCommand.definition,
      MappingSuggestCommand.definition,
      StatusCommand.definition,
    ] + QuarantineCommand.definitions + ReviewCommand.definitions + [
      DriftCommand.definition,
      VerifyCommand.definition,
      CompactCommand.definition,
      ExpireCommand.definition,
      ExplainCommand.definition,
      RevealCommand.definition,
      RemaskCommand.definition,
      ForgetCommand.definition,
      InspectCommand.definition,
      TrainCommand.definition,
      EvaluateCommand.definition,
      ClassifyCommand.definition,
      MatchCommand.definition,
      GenerateCommand.definition,
    ]

  static func run(_ words: [String]) -> ExitCode {
    guard let first = words.first, first != "--help", first != "-h", first != "help" else {
      Terminal.output(overview)
      return words.isEmpty ? .usage : .success
    }
    if first == "--version" {
      Terminal.output("minsheng 0.1.0\n")
      return .success
    }
    guard let (command, rest) = find(words) else {
      let names = all.map(\.name)
      let typed = words.prefix(2).joined(separator: " ")
      let hint =
        names.contains { $0.hasPrefix(first + " ") }
        ? "; did you mean one of \(names.filter { $0.hasPrefix(first + " ") }.joined(separator: ", "))?"
        : NearestName.hint(first, in: names)
      Terminal.message("minsheng: unknown command \(typed)\(hint)")
      return .usage
    }
    if rest.contains("--help") {
      Terminal.output(command.help)
      return .success
    }
    do {
      return try command.run(Arguments(rest, for: command))
    } catch {
      Terminal.message("minsheng \(command.name): \(error)")
      return exitCode(of: error)
    }
  }

  /// Wrong usage and wrong configuration are 2, everything else that throws is 1.
  static func exitCode(of error: any Error) -> ExitCode {
    switch error {
    case is UsageError: .usage
    case let error as StorageError
    where error.code == .configuration || error.code == .openToOthers: .usage
    case let error as AnalysisError
    where error.code == .configuration || error.code == .missingColumn: .usage
    default: .failure
    }
  }

  private static func find(_ words: [String]) -> (CommandDefinition, [String])? {
    for length in [2, 1] where words.count >= length {
      let name = words.prefix(length).joined(separator: " ")
      if let command = all.first(where: { $0.name == name }) {
        return (command, Array(words.dropFirst(length)))
      }
    }
    return nil
  }

  private static var overview: String {
    let width = all.map(\.name.count).max() ?? 0
    var text =
      "民声 (Minsheng): turns a city's complaint exports into matters, assignments and reports\n\n"
    text += "usage: minsheng COMMAND [OPTIONS]\n\n"
    for command in all {
      let padding = String(repeating: " ", count: width - command.name.count)
      text += "  \(command.name)\(padding)  \(command.summary)\n"
    }
    return text + "\nminsheng COMMAND --help tells a command's options.\n"
  }
}
