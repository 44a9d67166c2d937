package import Bytes
internal import Columns
internal import Parallel

/// Makes a city's exports and the truth about them.
///
/// The days are planned one after another, which is cheap; the files of several days are then
/// written on all cores. The bytes follow from the options alone.
package struct CityGenerator {
  private let options: GenerationOptions
  private let world: World
  private let deliveries: DeliveryPlan

  /// How many rows a file holds before the next part begins.
  package static let partRows = 20_000
  /// How many rows are planned before they are written.
  private static let batchRows = 240_000

  /// Prepares a city.
  package init(_ options: GenerationOptions) {
    self.options = options
    world = World(options)
    deliveries = DeliveryPlan(days: options.days)
  }

  /// Writes `inbox/` and `truth/` into a folder.
  ///
  /// - Parameters:
  ///   - folder: The folder; `inbox` and `truth` in it must not exist.
  ///   - progress: Called with the number of days done and of all days.
  /// - Throws: `io` when a file cannot be written.
  package func write(to folder: String, progress: (Int, Int) -> Void = { _, _ in })
    throws(StorageError) -> GenerationSummary
  {
    var truth = try TruthWriter(folder: folder + "/truth", world: world)
    var planner = Planner(world)
    var summary = GenerationSummary()
    var tasks: [FileTask] = []
    for dayIndex in 0..<options.days {
      tasks += fileTasks(planner.plan(dayIndex: dayIndex), dayIndex: dayIndex)
      let isLast = dayIndex == options.days - 1
      if isLast || tasks.reduce(0, { $0 + $1.plans.count }) >= Self.batchRows {
        try run(tasks, inbox: folder + "/inbox", &truth, &summary)
        tasks = []
        progress(dayIndex + 1, options.days)
      }
    }
    summary.mishaps = deliveries.all.map { platform, dayIndex, mishap in
      GenerationSummary.Mishap(
        platform: platform.folder,
        day: CivilTime.format(day: options.firstDay + Int32(dayIndex)), kind: "\(mishap)")
    }
    try truth.finish(summary, incidents: Incident.all(options))
    return summary
  }

  /// The files of a day.
  private func fileTasks(_ plan: DayPlan, dayIndex: Int) -> [FileTask] {
    var tasks: [FileTask] = []
    for platform in Platform.allCases {
      let changes = plan.changes.filter { $0.platform == platform }
      let plans = changes + plan.requests.filter { $0.platform == platform }
      // A day without records is still exported, with the header alone; one line a record has none.
      if plans.isEmpty && platform == .urbanConstruction { continue }
      let ranges = plans.isEmpty ? [0..<0] : Parallel.ranges(plans.count, of: Self.partRows)
      for (part, range) in ranges.enumerated() {
        tasks.append(
          FileTask(
            platform: platform, day: plan.day, part: part + 1, plans: Array(plans[range]),
            newFrom: max(0, changes.count - range.lowerBound),
            mishap: deliveries.mishap(platform, dayIndex: dayIndex), world: world))
      }
    }
    return tasks
  }

  private func run(
    _ tasks: [FileTask], inbox: String, _ truth: inout TruthWriter,
    _ summary: inout GenerationSummary
  ) throws(StorageError) {
    for task in tasks { try FileSystem.makeFolder(inbox + "/" + task.folder) }
    let results = try Parallel.map(chunks: tasks.count) { index throws(StorageError) in
      try tasks[index].run(inbox: inbox)
    }
    for result in results {
      summary.requests += result.requests
      summary.rows += result.rows
      summary.files += result.files
      summary.bytes += result.bytes
      let folder = result.platform.folder
      if let index = summary.requestsByPlatform.firstIndex(where: { $0.platform == folder }) {
        summary.requestsByPlatform[index].requests += result.requests
      } else {
        summary.requestsByPlatform.append((folder, result.requests))
        summary.requestsByPlatform.sort { $0.platform < $1.platform }
      }
      try truth.append(result)
    }
  }
}
