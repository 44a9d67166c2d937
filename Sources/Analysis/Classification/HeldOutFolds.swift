internal import Columns
internal import Language

/// Which training rows are set aside to measure what the model's scores are worth.
///
/// Few rows are all set aside in turn, in five folds; of many, one fifth is; and where times are
/// known, the latest sixth, if most earlier rows have drafts of their own. What is learned from
/// then has no row of a group, and none written from a draft, of which a row is set aside, as long
/// as enough is left to learn from. A draft that makes up most of a label is never set aside, for
/// nothing would be left to know the label by.
struct HeldOutFolds: Sendable {
  /// A fold: the rows set aside, and those to learn from.
  struct Fold: Sendable {
    let held: [Int32]
    let learned: [Int32]
  }

  let folds: [Fold]
  /// How the rows were chosen.
  let split: ModelCard.Split

  /// Up to how many rows all are set aside in turn.
  static let fewRows = 20_000
  private static let parts: UInt64 = 5

  /// Divides `rows` of the data, whose labels are `targets`; folds name positions in `rows`.
  init(_ data: TrainingData, rows: [Int32], targets: [Int32]) {
    let drafts = TextGroups(data.texts, rows: rows, labels: targets).groups
    let groups = Self.groups(data.groups, rows: rows, orElse: drafts)
    let mayHold = Self.isRare(drafts, targets)
    if let times = data.times,
      let held = Self.latest(times, rows: rows, drafts: drafts, groups: groups, mayHold: mayHold)
    {
      folds = [held]
      split = .latestSixth
      return
    }
    split = rows.count <= Self.fewRows ? .fiveFolds : .oneFifth
    let foldCount = split == .fiveFolds ? Self.parts : 1
    let plans: [(keys: [UInt64], ties: [[UInt64]])] = [
      (groups, [groups, drafts]), (drafts, [groups, drafts]), (groups, [groups]),
    ]
    let folds = plans.lazy.map { plan in
      (0..<foldCount).map { part in
        Self.fold(
          holding: rows.indices.filter { Self.part(plan.keys[$0]) == part && mayHold[$0] },
          ties: plan.ties)
      }
    }
    self.folds =
      folds.first { folds in
        folds.allSatisfy { 2 * $0.learned.count >= rows.count - $0.held.count }
      } ?? folds[plans.count - 1]
  }

  private static func part(_ key: UInt64) -> UInt64 { CharacterNGrams.mix(key ^ 0x5EED) % parts }

  /// A fold of rows to set aside and those that nothing ties to them.
  private static func fold(holding held: [Int], ties: [[UInt64]]) -> Fold {
    let tied = ties.map { keys in Set(held.map { keys[$0] }) }
    let learned = (ties.first ?? []).indices.filter { row in
      zip(ties, tied).allSatisfy { keys, held in !held.contains(keys[row]) }
    }
    return Fold(held: held.map { Int32($0) }, learned: learned.map { Int32($0) })
  }

  /// The latest sixth; nil where few rows have a time, or so many earlier ones are written from
  /// the same drafts that too little would be left to learn from.
  private static func latest(
    _ times: ValueColumn<Int64>, rows: [Int32], drafts: [UInt64], groups: [UInt64],
    mayHold: [Bool]
  ) -> Fold? {
    let order = rows.indices.sorted {
      let (left, right) = (times[Int(rows[$0])] ?? .min, times[Int(rows[$1])] ?? .min)
      return left == right ? $0 < $1 : left < right
    }
    let late = order.suffix(rows.count / 6).filter { times[Int(rows[$0])] != nil && mayHold[$0] }
    let fold = fold(holding: late.sorted(), ties: [drafts, groups])
    return fold.learned.count * 2 >= rows.count && fold.held.count * 20 >= rows.count ? fold : nil
  }

  /// Whether a row's draft makes up at most half of its label.
  private static func isRare(_ drafts: [UInt64], _ targets: [Int32]) -> [Bool] {
    var sizes: [UInt64: Int] = [:]
    for draft in drafts { sizes[draft, default: 0] += 1 }
    var counts: [Int32: Int] = [:]
    for target in targets { counts[target, default: 0] += 1 }
    return drafts.indices.map { index in
      2 * (sizes[drafts[index]] ?? 0) <= (counts[targets[index]] ?? 0)
    }
  }

  /// The group of each row; that of its draft where it has none.
  private static func groups(_ names: StringColumn?, rows: [Int32], orElse drafts: [UInt64])
    -> [UInt64]
  {
    guard let names else { return drafts }
    return rows.indices.map { position in
      let range = names.range(Int(rows[position]))
      if range.isEmpty { return drafts[position] }
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      for index in range { hash = (hash ^ UInt64(names.bytes[index])) &* 0x100_0000_01B3 }
      return hash
    }
  }
}
