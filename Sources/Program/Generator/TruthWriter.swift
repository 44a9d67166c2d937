internal import Bytes
internal import Columns
internal import Parallel
internal import Tabular

/// Writes what is true about the generated requests, for measuring alone.
struct TruthWriter {
  private let folder: String
  private let world: World
  private var names: [Bool]
  private var phones: [Bool]

  private static let header = [
    "platform", "source_record_id", "fold", "code", "level2", "doubtful", "matter", "relation",
    "units", "district_code", "town_code", "person", "accused", "received_at", "disposition",
    "type", "first_file", "second_code",
  ]

  init(folder: String, world: World) throws(StorageError) {
    self.folder = folder
    self.world = world
    names = Array(repeating: false, count: world.population.names.count)
    phones = Array(repeating: false, count: Population.phoneCount)
    try FileSystem.makeFolder(folder)
    try start("requests.csv", Self.header)
    if world.options.folds != .b {
      try start("test_A.csv", LabelledText.header)
      try writeHistory()
    }
    if world.options.folds != .a { try start("test_B.csv", LabelledText.header) }
  }

  /// Adds the truth about a file's new requests.
  mutating func append(_ result: FileTask.Result) throws(StorageError) {
    try FileSystem.append(folder + "/requests.csv", result.truth.span)
    for fold in Fold.allCases {
      let lines = result.tests[Int(fold.rawValue)]
      if !lines.isEmpty { try FileSystem.append("\(folder)/test_\(fold.letter).csv", lines.span) }
    }
    for name in result.names { names[name] = true }
    for phone in result.phones { phones[phone] = true }
  }

  /// Writes the lists of names and phones and the summary.
  func finish(_ summary: GenerationSummary, incidents: [Incident]) throws(StorageError) {
    var list = names.indices.filter { names[$0] }.map { world.population.names[$0] }
    list.sort()
    try write("names.txt", list.map { $0 + "\n" }.joined())
    let numbers = phones.indices.filter { phones[$0] }.map { Population.phoneText($0) + "\n" }
    try write("phones.txt", numbers.joined())
    try write("summary.json", JSONText.string(of: json(summary, incidents), indented: true) + "\n")
  }

  private func json(_ summary: GenerationSummary, _ incidents: [Incident]) -> JSONValue {
    let options = world.options
    return [
      "rows": .integer(Int64(summary.requests)), "file_rows": .integer(Int64(summary.rows)),
      "files": .integer(Int64(summary.files)), "seed": .integer(Int64(clamping: options.seed)),
      "first_day": .string(CivilTime.format(day: options.firstDay)),
      "last_day": .string(CivilTime.format(day: options.lastDay)),
      "folds": .string(options.folds.rawValue),
      "platforms": .object(
        summary.requestsByPlatform.map { .init($0.platform, .integer(Int64($0.requests))) }),
      "mishaps": .array(
        summary.mishaps.map {
          ["platform": .string($0.platform), "day": .string($0.day), "kind": .string($0.kind)]
        }),
      "incidents": .array(
        incidents.map {
          [
            "name": .string($0.name),
            "day": .string(CivilTime.format(day: options.firstDay + Int32($0.dayIndex))),
            "code": .string($0.leafCode),
            "district_code": .string(Landscape.districtCodes[$0.district]),
            "requests": .integer(Int64($0.requests)),
          ]
        }),
    ]
  }

  /// Writes the labelled history: another year's texts of fold A, some with a neighbour's label.
  private func writeHistory() throws(StorageError) {
    try start("train_A.csv", LabelledText.header)
    let count = min(LabelledText.limit, world.options.rows * 2 / 5)
    var options = world.options
    options.seed = Dice.mix(options.seed, 0x6869_7374)
    options.rows = count * 4 / 3 + 10
    options.lastDay = options.firstDay - 31
    options.days = 365
    options.folds = .a
    let past = World(options, like: world)
    var planner = Planner(past)
    var plans: [RequestPlan] = []
    for dayIndex in 0..<options.days {
      plans += planner.plan(dayIndex: dayIndex).requests.filter(LabelledText.isLabelled)
    }
    if plans.count > count {
      // Every so-many-th, so that the whole year is there.
      let total = plans.count
      plans = (0..<count).map { plans[$0 * total / count] }
    }
    let chosen = plans
    let ranges = Parallel.ranges(chosen.count, of: 2000)
    let parts = Parallel.map(chunks: ranges.count) { index in
      ranges[index].flatMap { row in
        var dice = Dice(chosen[row].seed, 81)
        let near = dice.chance(15) ? (Int(chosen[row].leaf) + 1) % past.leaves.count : nil
        return LabelledText(chosen[row], past).line(label: near)
      }
    }
    for part in parts { try FileSystem.append(folder + "/train_A.csv", part.span) }
  }

  private func start(_ name: String, _ header: [String]) throws(StorageError) {
    var writer = CSVWriter(textEncoding: .utf8, lineEnding: .lf)
    writer.append(header)
    let line = writer.takeBytes()
    try FileSystem.write(folder + "/" + name, line.span)
  }

  private func write(_ name: String, _ text: String) throws(StorageError) {
    let bytes = Array(text.utf8)
    try FileSystem.write(folder + "/" + name, bytes.span)
  }
}
