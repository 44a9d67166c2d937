internal import Columns

/// Plans the city's requests day by day, remembering only what is still to come.
struct Planner {
  let world: World
  let chooser: LeafChooser
  private let quotas: [Int]
  /// Requests to come about earlier matters, by day.
  var followUps: [[FollowUp]]
  private var changes: [[RequestPlan]]
  var matters: [Int32: OpenMatter] = [:]
  var matterCount: Int32 = 0
  /// For each leaf, district and fold, how many matters there have been.
  var turns: [Int32]
  /// Whether a leaf comes so often in a district that its places must be written exactly.
  var isCrowded: [Bool]
  /// The open matter at a single house, by leaf and house.
  var atHouse: [Int: Int32] = [:]
  /// Some shared matters of the past, which may come again after a hundred days.
  var past: [OpenMatter] = []
  /// How many requests of each platform there have been.
  var counts: [Int]
  var dice: Dice

  init(_ world: World) {
    self.world = world
    let options = world.options
    chooser = LeafChooser(world.leaves)
    quotas = DayCurve.quotas(
      rows: options.rows, firstDay: options.firstDay, days: options.days, seed: options.seed)
    followUps = Array(repeating: [], count: options.days)
    changes = Array(repeating: [], count: options.days)
    turns = Array(repeating: 0, count: world.leaves.count * 12)
    counts = Array(repeating: 0, count: Platform.allCases.count)
    dice = Dice(options.seed, 0x706c_616e)
    isCrowded = []
    isCrowded = Self.crowded(world, chooser)
  }

  /// Plans the next day; days are planned in order.
  mutating func plan(dayIndex: Int) -> DayPlan {
    let day = world.options.firstDay + Int32(dayIndex)
    var plans: [RequestPlan] = []
    plans.reserveCapacity(quotas[dayIndex])
    let quota = quotas[dayIndex]
    for incident in Incident.all(world.options) where incident.dayIndex == dayIndex {
      begin(incident, day: day, plans: &plans, quota: quota)
    }
    let due = followUps[dayIndex]
    followUps[dayIndex] = []
    for followUp in due {
      if plans.count < quota {
        matters[followUp.matter]?.awaited -= 1
        plans.append(request(followUp, day: day))
      } else if dayIndex + 1 < followUps.count {
        followUps[dayIndex + 1].append(followUp)
      }
    }
    while plans.count < quota { beginMatter(day: day, plans: &plans, quota: quota) }
    number(&plans)
    for plan in plans { remember(plan, dayIndex: dayIndex) }
    forgetOldMatters(day: day)
    let changed = changes[dayIndex]
    changes[dayIndex] = []
    return DayPlan(day: day, requests: plans, changes: changed)
  }

  /// Puts the day's requests into the order of their times and numbers them by platform.
  private func number(_ plans: inout [RequestPlan]) {
    let order = plans.indices.sorted {
      (plans[$0].second, $0) < (plans[$1].second, $1)
    }
    var serials = Array(repeating: Int32(0), count: Platform.allCases.count)
    plans = order.map { index in
      var plan = plans[index]
      serials[Int(plan.platform.rawValue)] += 1
      plan.serial = serials[Int(plan.platform.rawValue)]
      return plan
    }
  }

  /// Notes where a matter's first request stands, and the days on which a request changes.
  private mutating func remember(_ plan: RequestPlan, dayIndex: Int) {
    if plan.kinship == .first { matters[plan.matter]?.first = plan.reference }
    let days = [Int(plan.returnedAfter), Int(plan.closedAfter)].filter { $0 > 0 }
    for after in days where dayIndex + after < changes.count {
      changes[dayIndex + after].append(plan)
    }
  }

  /// Lets go of matters that nothing more will come about.
  private mutating func forgetOldMatters(day: Int32) {
    atHouse = atHouse.filter { (matters[$0.value]?.day ?? 0) > day - 60 }
    matters = matters.filter { number, matter in
      matter.awaited > 0
        || matter.site.kind.isSingle && atHouse[Self.house(matter.leaf, matter.site)] == number
    }
  }

  /// Whether more matters of a leaf are to be expected in a district than it has places for.
  private static func crowded(_ world: World, _ chooser: LeafChooser) -> [Bool] {
    let month = CivilTime.date(world.options.lastDay - Int32(world.options.days / 2)).month
    let folds = world.options.folds == .both ? 0.5 : 1
    var crowded: [Bool] = []
    for (index, leaf) in world.leaves.enumerated() {
      for district in 0..<6 {
        let expected = Platform.allCases.reduce(0.0) { sum, platform in
          let weights = platform.districtWeights
          return sum + platform.share * weights[district]
            * chooser.probability(index, platform, month: month, district: district)
        }
        let places = leaf.anchors.reduce(0) {
          $0 + world.spots($1, leaf: index, .a, district: district).count
        }
        crowded.append(expected * Double(world.options.rows) * folds > 0.5 * Double(places))
      }
    }
    return crowded
  }
}
