internal import Bytes
internal import Pipeline
internal import Tabular

/// `minsheng quarantine list|export|replay`: rejected rows are shown, mended and taken in.
enum QuarantineCommand {
  /// The three commands, in the order of help.
  static let definitions = [list, export, replay]

  private static let workspace = CommandDefinition.Option.required(
    "--workspace", "DIR", "the folder that holds inbox, lake, quarantine and vault")
  private static let json = CommandDefinition.Option.flag("--json", "print it as one JSON object")

  private static let list = CommandDefinition(
    "quarantine list", "Show how many rejected rows wait, by platform, file and reason",
    options: [
      workspace, .list("--platform", "NAME", "only these platforms; by default all"), json,
    ]
  ) { arguments in
    let list = try QuarantineList(
      path: arguments.required("--workspace"), platforms: arguments.list("--platform"))
    if arguments.has("--json") {
      Terminal.output(JSONText.string(of: list.json) + "\n")
    } else {
      Terminal.output(lines(of: list).joined(separator: "\n") + "\n")
    }
    return .success
  }

  private static func lines(of list: QuarantineList) -> [String] {
    var table = AlignedTable()
    table.rightAligned = [4]
    table.append(["平台", "文件", "原因", "代码", "行数"])
    for entry in list.entries {
      table.append([
        entry.platform, AlignedTable.printable(entry.file), entry.wording, entry.reason,
        String(entry.count),
      ])
    }
    var lines = [
      "\(list.quarantined) quarantined = \(list.waiting) waiting + \(list.replayed) replayed + "
        + "\(list.dropped) dropped"
    ]
    if !list.entries.isEmpty { lines += [""] + table.lines }
    if !list.refused.isEmpty { lines += ["", "refused whole: mend the file and deliver it again"] }
    lines += list.refused.map {
      "  \($0.platform)  \(AlignedTable.printable($0.file))  \(AlignedTable.printable($0.reason))"
    }
    if !list.drops.isEmpty { lines += ["", "dropped"] }
    lines += list.drops.map { "  \($0.key)  \(AlignedTable.printable($0.reason))" }
    return lines
  }

  private static let export = CommandDefinition(
    "quarantine export", "Write the waiting rows into a workbook or CSV file to be mended",
    options: [
      workspace,
      .required("--output", "FILE", "a .xlsx or .csv file; it holds personal data"),
      .list("--platform", "NAME", "only these platforms; by default all"),
      .list("--reason", "CODE", "only rows rejected for these reasons; by default all"),
      .optional("--purpose", "TEXT", "what for, for the audit; by default to mend the rows"),
      .optional("--actor", "NAME", "who asks; the user who runs the command is entered as well"),
      json,
    ]
  ) { arguments in
    let export = try QuarantineExport(
      .init(
        workspacePath: arguments.required("--workspace"), output: arguments.required("--output"),
        platforms: arguments.list("--platform"), reasons: arguments.list("--reason"),
        actor: OperatingUser.actor(arguments),
        purpose: arguments.optional("--purpose") ?? "修正隔离行 mending rejected rows"),
      now: SystemClock.now)
    if arguments.has("--json") {
      Terminal.output(JSONText.string(of: export.json) + "\n")
    } else {
      Terminal.output(
        "\(export.rowCount) rows in \(export.path), which holds personal data: only you may read "
          + "it; remove it when it is replayed\n")
    }
    return .success
  }

  private static let replay = CommandDefinition(
    "quarantine replay", "Take mended rows in, as if their files had been right",
    positionals: [.init("FILE")],
    options: [
      workspace,
      .optional("--date", "YYYY-MM-DD", "the business date of the run; by default today"),
      .optional("--mapping", "FILE", "the mapping, where that of the rows' run is gone"),
      .optional("--city", "DIR", "the city's configuration, likewise"), json,
    ]
  ) { arguments in
    guard let file = arguments.positionals.first, FileSystem.exists(file),
      !FileSystem.isFolder(file)
    else { throw UsageError("\(arguments.positionals.first ?? ""): there is no such file") }
    let summary = try QuarantineReplay(
      .init(
        workspacePath: arguments.required("--workspace"), file: file,
        date: try arguments.businessDate(),
        mapping: arguments.optional("--mapping"), cityFolder: arguments.optional("--city")),
      progress: Progress(isInteractive: Terminal.isInteractive, write: Terminal.progress),
      now: SystemClock.now
    ).run()
    if arguments.has("--json") {
      Terminal.output(JSONText.string(of: summary.json) + "\n")
    } else {
      Terminal.output(summary.lines.joined(separator: "\n") + "\n")
    }
    return summary.attention.isEmpty ? .success : .attention
  }
}
