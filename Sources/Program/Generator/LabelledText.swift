internal import Columns
internal import Tabular

/// A text with its label, without anybody's name or number.
struct LabelledText {
  private let plan: RequestPlan
  private let world: World

  init(_ plan: RequestPlan, _ world: World) {
    self.plan = plan
    self.world = world
  }

  static let header = ["title", "content", "label", "matter", "received_at"]
  /// The most texts of a fold.
  static let limit = 60_000

  /// Whether a text says what it is about, in the words of somebody who asks.
  static func isLabelled(_ plan: RequestPlan) -> Bool {
    plan.traits.isDisjoint(with: [.doubtful, .inspected])
  }

  /// Whether a request's text is among the tests.
  static func isTested(_ plan: RequestPlan, _ options: GenerationOptions) -> Bool {
    guard isLabelled(plan) else { return false }
    let share = options.folds == .both ? options.rows / 2 : options.rows
    if share <= limit { return true }
    return Dice.mix(plan.seed, 80) % UInt64(share) < UInt64(limit)
  }

  /// The text's line.
  ///
  /// - Parameter label: The label, where a clerk has given another than the right one.
  func line(label: Int? = nil) -> [UInt8] {
    var composer = TextComposer(world, plan, facts: MatterFacts(plan, world), isMasked: true)
    let (title, content) = composer.compose()
    let received = CivilTime.timestamp(plan.day) + Int64(plan.second) * CivilTime.second
    var writer = CSVWriter(textEncoding: .utf8, lineEnding: .lf)
    writer.append([
      title, content, world.leaves[label ?? Int(plan.leaf)].code, "\(plan.matter)",
      CivilTime.format(received),
    ])
    return writer.takeBytes()
  }
}
