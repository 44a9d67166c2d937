internal import Bytes
internal import Columns
internal import Tabular

/// One file to be written.
struct FileTask: Sendable {
  /// What came of it.
  struct Result: Sendable {
    let platform: Platform
    var requests = 0
    var rows = 0
    var files = 0
    var bytes = 0
    /// Lines of `requests.csv`.
    var truth: [UInt8] = []
    /// Lines of the labelled tests, by fold.
    var tests: [[UInt8]] = [[], []]
    var names: [Int] = []
    var phones: [Int] = []
  }

  let platform: Platform
  let day: Int32
  let part: Int
  let plans: [RequestPlan]
  /// Where the day's own requests begin; those before come again.
  let newFrom: Int
  let mishap: DeliveryPlan.Mishap?
  let world: World

  /// The folder below the inbox.
  var folder: String {
    platform.folder + "/" + CivilTime.format(day: mishap == .late ? day + 1 : day)
  }

  /// Writes the file and tells the truth about it.
  func run(inbox: String) throws(StorageError) -> Result {
    var result = Result(platform: platform)
    let renderer = RecordRenderer(world: world, asOf: day)
    let export = platform.export(world)
    let name = export.fileName(day: day, part: part)
    let firstNew = newFrom < plans.count ? plans[newFrom].serial : Int32.max
    var bytes = export.file(plans, day: day) { plan in
      let record = renderer.record(plan)
      if plan.day == day && plan.serial >= firstNew {
        result.names += record.usedNames
        result.phones += record.usedPhones
      }
      return record
    }
    for plan in plans[min(newFrom, plans.count)...] { tell(plan, file: name, &result) }
    result.requests = plans.count - min(newFrom, plans.count)
    if mishap == .missing { return result }
    if mishap == .unreadable { bytes.removeLast(bytes.count * 2 / 5) }
    try FileSystem.write("\(inbox)/\(folder)/\(name)", bytes.span)
    result.files = 1
    if mishap == .duplicate {
      let copy = name.split(separator: ".", maxSplits: 1)
      try FileSystem.write("\(inbox)/\(folder)/\(copy[0])(1).\(copy[1])", bytes.span)
      result.files = 2
    }
    result.rows = plans.count
    result.bytes = bytes.count * result.files
    return result
  }

  /// The line of truth about a request, and perhaps its labelled text.
  private func tell(_ plan: RequestPlan, file: String, _ result: inout Result) {
    let facts = MatterFacts(plan, world)
    let leaf = world.leaves[Int(plan.leaf)]
    let received = CivilTime.timestamp(plan.day) + Int64(plan.second) * CivilTime.second
    var line = CSVWriter(textEncoding: .utf8, lineEnding: .lf)
    line.append([
      platform.folder, plan.reference.id, plan.fold.letter, leaf.code, leaf.level2,
      plan.traits.contains(.doubtful) ? "1" : "0", "\(plan.matter)", plan.kinship.identifier,
      world.offices.acceptable(leaf: Int(plan.leaf), town: facts.town).joined(separator: "|"),
      Landscape.districtCodes[facts.town.district], facts.town.code,
      plan.person < 0 ? "" : "\(plan.person)", plan.traits.contains(.accuses) ? "1" : "0",
      CivilTime.format(received), plan.handling.identifier, plan.kind.identifier,
      firstFile(of: plan, file: file), secondCode(of: plan, facts),
    ])
    result.truth += line.takeBytes()
    if LabelledText.isTested(plan, world.options) {
      result.tests[Int(plan.fold.rawValue)] += LabelledText(plan, world).line()
    }
  }

  /// The leaf of a second matter in a request's text; empty for none.
  private func secondCode(of plan: RequestPlan, _ facts: MatterFacts) -> String {
    guard plan.traits.contains(.double) else { return "" }
    var composer = TextComposer(world, plan, facts: facts)
    _ = composer.compose()
    return composer.secondLeaf.map { world.leaves[$0].code } ?? ""
  }

  /// Where a record first appears: here, or, when this file never came, where it comes again.
  private func firstFile(of plan: RequestPlan, file: String) -> String {
    if mishap != .missing && mishap != .unreadable { return folder + "/" + file }
    let export = platform.export(world)
    for after in [plan.returnedAfter, plan.closedAfter]
    where after > 0 && plan.day + Int32(after) <= world.options.lastDay {
      let later = plan.day + Int32(after)
      return
        "\(platform.folder)/\(CivilTime.format(day: later))/\(export.fileName(day: later, part: 1))"
    }
    return ""
  }
}
