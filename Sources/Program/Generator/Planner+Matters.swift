internal import Columns

extension Planner {
  /// Begins a new matter with its first request, and draws what will follow.
  mutating func beginMatter(day: Int32, plans: inout [RequestPlan], quota: Int) {
    let platform = drawPlatform()
    let district = dice.index(cumulative: Self.cumulative(platform.districtWeights))
    let month = CivilTime.date(day).month
    var leaf = chooser.leaf(platform, month: month, district: district, &dice)
    var fold = drawFold()
    var site: Site
    if let again = recurrence(day: day) {
      (leaf, fold, site) = (again.leaf, again.fold, again.site)
    } else {
      site = drawSite(leaf: leaf, fold, district: district)
    }
    let house = site.kind.isSingle ? Self.house(leaf, site) : -1
    if house >= 0, world.leaves[leaf].isShared, let number = atHouse[house],
      let matter = matters[number], matter.count < 40, day - matter.day < 60
    {
      plans.append(
        request(
          FollowUp(matter: number, kinship: .sameMatter, platform: platform, channel: .phone),
          day: day))
      return
    }
    let plan = firstRequest(leaf: leaf, fold, site, platform, day: day)
    plans.append(plan)
    open(plan)
    if house >= 0 && world.leaves[leaf].isShared { atHouse[house] = plan.matter }
    drawFollowUps(of: plan, plans: &plans, quota: quota)
  }

  /// Begins what an incident is about.
  mutating func begin(
    _ incident: Incident, day: Int32, plans: inout [RequestPlan], quota: Int
  ) {
    guard let leaf = world.leaves.firstIndex(where: { $0.code == incident.leafCode }) else {
      return
    }
    let fold: Fold = world.options.folds == .b ? .b : .a
    let spots = world.spots(incident.kind, leaf: leaf, fold, district: incident.district)
    let town = world.landscape.towns.firstIndex { $0.name == incident.townName } ?? 0
    let site = Site(
      kind: incident.kind, spot: spots[dice.below(spots.count)], town: UInt8(town),
      seed: dice.next(), lap: 0, precision: .any, isStated: true)
    let platform: Platform = incident.district == 5 ? .taixing : .taizhou
    var first = firstRequest(leaf: leaf, fold, site, platform, day: day)
    first.traits.subtract([.doubtful, .asks, .double])
    first.kind = .complaint
    first.second = 7 * 3600
    plans.append(first)
    open(first)
    for _ in 1..<max(2, incident.requests) {
      let other: Platform = dice.chance(120) ? .taizhou : platform
      let followUp = FollowUp(
        matter: first.matter, kinship: .sameMatter, platform: other, channel: drawChannel())
      let isFirstDay = dice.below(100) < incident.firstDayShare
      schedule(followUp, after: isFirstDay ? 0 : 1, first, plans: &plans, quota: quota)
    }
  }

  /// What will follow a first request: the caller again, others about the same, copies.
  private mutating func drawFollowUps(
    of plan: RequestPlan, plans: inout [RequestPlan], quota: Int
  ) {
    guard !plan.traits.contains(.doubtful), !plan.traits.contains(.silent) else { return }
    let leaf = world.leaves[Int(plan.leaf)]
    let asks = plan.traits.contains(.asks)
    if plan.platform.isHotline && dice.chance(24) {
      let isPolice = dice.chance(170)
      let other: Platform =
        plan.platform == .taizhou ? .taizhou : dice.chance(600) ? .taizhou : plan.platform
      schedule(
        FollowUp(
          matter: plan.matter, kinship: .copy, platform: other,
          channel: isPolice ? .police : .province), after: 1 + dice.below(3), plan,
        plans: &plans, quota: quota)
    }
    if plan.platform.isHotline, plan.handling == .dispatch, leaf.weights[3] > 0, dice.chance(60) {
      schedule(
        FollowUp(matter: plan.matter, kinship: .copy, platform: .urbanManagement, channel: .phone),
        after: 1, plan, plans: &plans, quota: quota)
    }
    if !plan.traits.contains(.inspected), leaf.isInScope, dice.chance(asks ? 40 : 155) {
      for _ in 0..<(1 + (dice.chance(250) ? 1 + dice.below(2) : 0)) {
        let other =
          plan.platform.isHotline && dice.chance(30)
          ? (dice.chance(500) ? plan.platform.mailbox : .petition) : plan.platform
        schedule(
          FollowUp(
            matter: plan.matter, kinship: .samePerson, platform: other, channel: drawChannel()),
          after: 1 + delay(mean: 5), plan, plans: &plans, quota: quota)
      }
    }
    guard leaf.isShared, !asks, plan.site.isStated,
      dice.chance(plan.traits.contains(.inspected) ? 30 : 170)
    else { return }
    for _ in 0..<heavyTail() {
      schedule(
        FollowUp(
          matter: plan.matter, kinship: .sameMatter, platform: plan.platform,
          channel: drawChannel()), after: delay(mean: 3), plan, plans: &plans, quota: quota)
    }
  }

  /// Puts a request to come on its day; one of the same day is made at once while there is room.
  private mutating func schedule(
    _ followUp: FollowUp, after days: Int, _ plan: RequestPlan, plans: inout [RequestPlan],
    quota: Int
  ) {
    let dayIndex = Int(plan.day - world.options.firstDay) + days
    guard dayIndex < followUps.count else { return }
    if days == 0 && plans.count < quota {
      var request = request(followUp, day: plan.day)
      request.second = min(86_399, plan.second + 300 + Int32(dice.below(5 * 3600)))
      plans.append(request)
      return
    }
    let later = max(dayIndex, Int(plan.day - world.options.firstDay) + 1)
    guard later < followUps.count else { return }
    matters[followUp.matter]?.awaited += 1
    followUps[later].append(followUp)
  }

  private mutating func open(_ plan: RequestPlan) {
    let matter = OpenMatter(
      number: plan.matter, seed: plan.matterSeed, leaf: Int(plan.leaf), fold: plan.fold,
      site: plan.site, day: plan.day, textSeed: plan.textSeed, person: plan.person,
      platform: plan.platform, traits: plan.traits, kind: plan.kind, first: nil, count: 1,
      awaited: 0)
    matters[plan.matter] = matter
    if world.options.days > 100, world.leaves[matter.leaf].isShared, matter.site.isStated,
      past.count < 50_000, dice.chance(50)
    {
      past.append(matter)
    }
  }

  /// A matter of more than a hundred days ago that comes again as a new one.
  private mutating func recurrence(day: Int32) -> OpenMatter? {
    guard let first = past.first, day - first.day > 100, dice.chance(10) else { return nil }
    let old = past.prefix { day - $0.day > 100 }
    return old[dice.below(old.count)]
  }

  // MARK: - Draws

  /// The platform that a new matter comes in by: those behind their share come first.
  private mutating func drawPlatform() -> Platform {
    let total = Double(counts.reduce(0, +) + 400)
    var sum = 0.0
    let wanted = Platform.allCases.map { platform in
      let behind = platform.share * total - Double(counts[Int(platform.rawValue)])
      sum += max(behind, platform.share * 20)
      return sum
    }
    return Platform.allCases[dice.index(cumulative: wanted)]
  }

  private mutating func drawFold() -> Fold {
    switch world.options.folds {
    case .a: .a
    case .b: .b
    case .both: dice.chance(500) ? .a : .b
    }
  }

  /// Where a new matter is: the leaf's places take turns, so that none comes twice before all have.
  private mutating func drawSite(leaf: Int, _ fold: Fold, district: Int) -> Site {
    let anchors = world.leaves[leaf].anchors
    let kind = anchors.isEmpty ? SiteKind.compound : anchors[dice.below(anchors.count)]
    let spots = world.spots(kind, leaf: leaf, fold, district: district)
    let seed = dice.next()
    if kind == .town || spots.isEmpty {
      let fair = world.leaves[leaf].code == "030407" && district == 2
      let town =
        fair
        ? world.landscape.towns.firstIndex { $0.name == "溱潼镇" } ?? 0
        : world.landscape.town(of: district, &dice)
      return Site(
        kind: .town, spot: Int32(town), town: UInt8(town), seed: seed, lap: 0, precision: .any,
        isStated: !anchors.isEmpty)
    }
    let turnIndex = (leaf * 6 + district) * 2 + Int(fold.rawValue)
    let turn = Int(turns[turnIndex])
    turns[turnIndex] += 1
    let step = 1 + 2 * (leaf % 5)
    let start = Int(Dice.mix(world.options.seed, UInt64(turnIndex)) % 1000)
    let spot = spots[(start + turn * Self.coprime(step, spots.count)) % spots.count]
    let lap = turn / spots.count
    let isCrowded = isCrowded[leaf * 6 + district] || lap > 0
    let hasCrossings = world.placeForms.hasCrossings(kind, fold)
    let precision: Site.Precision =
      !isCrowded || kind.isSingle
      ? .any : hasCrossings && lap % 2 == 0 ? .crossing : .number
    return Site(
      kind: kind, spot: spot, town: world.landscape.spots[Int(kind.rawValue)][Int(spot)].town,
      seed: seed, lap: Int32(lap), precision: precision, isStated: !anchors.isEmpty)
  }

  /// How many others ask about the same: mostly one or two, seldom dozens.
  private mutating func heavyTail() -> Int {
    let unit = max(dice.unit(), 1e-6)
    var power = 1.0
    // unit^(-3/4) by two square roots, so that no library's pow takes part.
    let root = unit.squareRoot()
    power = 1 / (root * root.squareRoot())
    return min(39, max(1, Int(power)))
  }

  /// Days until something follows, by a coin of the given mean.
  private mutating func delay(mean: Int) -> Int {
    var days = 0
    while days < 21 && !dice.chance(1000 / (mean + 1)) { days += 1 }
    return days
  }

  mutating func drawChannel() -> Channel {
    let roll = dice.below(1000)
    return roll < 885
      ? .phone : roll < 930 ? .wechat : roll < 965 ? .app : roll < 992 ? .website : .weibo
  }

  static func house(_ leaf: Int, _ site: Site) -> Int {
    (leaf * 16 + Int(site.kind.rawValue)) * 100_000 + Int(site.spot)
  }

  private static func coprime(_ step: Int, _ count: Int) -> Int {
    var step = step
    while greatestCommonDivisor(step, count) != 1 { step += 1 }
    return step
  }

  private static func greatestCommonDivisor(_ first: Int, _ second: Int) -> Int {
    second == 0 ? first : greatestCommonDivisor(second, first % second)
  }

  static func cumulative(_ weights: [Double]) -> [Double] {
    var total = 0.0
    return weights.map {
      total += $0
      return total
    }
  }
}
