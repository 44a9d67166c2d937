internal import Columns
internal import Language

/// Which training rows are set aside to measure what the model's scores are worth.
///
/// Few rows are all set aside in turn, in five folds; of many, one tenth is; and where times are
/// known, the latest sixth. Rows of one group, or with the same text, are never parted.
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

  /// Divides `rows` of the data; folds name positions in `rows`.
  init(_ data: TrainingData, rows: [Int32]) {
    let groups = rows.map { Self.group(data, Int($0)) }
    if let times = data.times, let fold = Self.latest(times, rows: rows, groups: groups) {
      folds = [fold]
      split = .latestSixth
      return
    }
    let parts: UInt64 = rows.count <= Self.fewRows ? 5 : 10
    split = parts == 5 ? .fiveFolds : .oneTenth
    let numbers = groups.map { CharacterNGrams.mix($0 ^ 0x5EED) % parts }
    folds = (0..<(parts == 5 ? parts : 1)).map { part in
      Self.split(rows.count) { numbers[$0] == part }
    }
  }

  private static func split(_ count: Int, _ isHeld: (Int) -> Bool) -> Fold {
    var held: [Int32] = []
    var learned: [Int32] = []
    for position in 0..<count {
      if isHeld(position) { held.append(Int32(position)) } else { learned.append(Int32(position)) }
    }
    return Fold(held: held, learned: learned)
  }

  private static func latest(_ times: ValueColumn<Int64>, rows: [Int32], groups: [UInt64]) -> Fold?
  {
    let order = rows.indices.sorted {
      let (left, right) = (times[Int(rows[$0])] ?? .min, times[Int(rows[$1])] ?? .min)
      return left == right ? $0 < $1 : left < right
    }
    let held = Set(order.suffix(rows.count / 6).filter { times[Int(rows[$0])] != nil })
    guard held.count * 10 >= rows.count else { return nil }
    let heldGroups = Set(held.map { groups[$0] })
    let fold = split(rows.count) { held.contains($0) }
    return Fold(
      held: fold.held, learned: fold.learned.filter { !heldGroups.contains(groups[Int($0)]) })
  }

  /// What keeps a row with others: its group where it has one, else its text.
  private static func group(_ data: TrainingData, _ row: Int) -> UInt64 {
    if let groups = data.groups, !groups.range(row).isEmpty {
      return hash(groups.bytes.span.extracting(groups.range(row)), 1)
    }
    var value: UInt64 = 2
    for column in data.texts {
      value = hash(column.bytes.span.extracting(column.range(row)), value)
    }
    return value
  }

  private static func hash(_ bytes: Span<UInt8>, _ seed: UInt64) -> UInt64 {
    var hash = seed ^ 0xCBF2_9CE4_8422_2325
    for index in 0..<bytes.count { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01B3 }
    return hash
  }
}
