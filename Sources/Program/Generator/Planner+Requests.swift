extension Planner {
  /// A matter's first request.
  mutating func firstRequest(
    leaf: Int, _ fold: Fold, _ site: Site, _ platform: Platform, day: Int32
  ) -> RequestPlan {
    matterCount += 1
    let subject = world.leaves[leaf]
    var traits: RequestPlan.Traits = []
    let consults = !world.book.phrases(.consult, fold, leaf: leaf).isEmpty
    if platform.isHotline || platform.isMailbox, consults {
      let share = subject.type == .consultation ? 940 : 560
      if dice.chance(platform.isMailbox ? share / 4 : share) { traits.insert(.asks) }
    }
    if platform == .urbanManagement && dice.chance(935) { traits.insert(.inspected) }
    if platform.isHotline && subject.isInScope && dice.chance(82) {
      traits.insert(.doubtful)
      traits.remove(.asks)
    }
    if subject.code == "120401" && dice.chance(600) { traits.insert(.silent) }
    let seed = dice.next()
    var plan = RequestPlan(
      seed: seed, textSeed: Dice.mix(seed, 5), matterSeed: Dice.mix(seed, 6), matter: matterCount,
      day: day,
      second: traits.contains(.inspected)
        ? DayCurve.workingSecond(&dice) : DayCurve.second(&dice),
      serial: 0, platform: platform, leaf: Int16(leaf), fold: fold, kinship: .first,
      kind: .complaint, handling: .direct, channel: drawChannel(),
      person: traits.contains(.inspected) ? -1 : drawPerson(), site: site, traits: traits,
      returnedAfter: 0, closedAfter: 0, earlier: nil)
    plan.kind = drawKind(plan)
    drawCourse(&plan)
    counts[Int(plan.platform.rawValue)] += 1
    return plan
  }

  /// A request about an earlier matter.
  mutating func request(_ followUp: FollowUp, day: Int32) -> RequestPlan {
    guard var matter = matters[followUp.matter] else {
      preconditionFailure("a request about a matter that has been forgotten")
    }
    matter.count += 1
    matters[followUp.matter] = matter
    let seed = dice.next()
    var traits = matter.traits.intersection([.asks])
    if followUp.platform == .petition || followUp.platform == .urbanManagement { traits = [] }
    if followUp.kinship == .copy && followUp.platform == .urbanManagement {
      traits.insert(.handedOver)
    }
    if followUp.kinship == .samePerson, followUp.platform.isHotline, dice.chance(450) {
      traits.insert(.urges)
    }
    if dice.chance(followUp.kinship == .copy ? 150 : 500) { traits.insert(.numberLost) }
    let isOther = followUp.kinship == .sameMatter
    if isOther && followUp.platform == .urbanManagement && dice.chance(800) {
      traits.insert(.inspected)
    }
    var plan = RequestPlan(
      seed: seed, textSeed: followUp.kinship == .copy ? matter.textSeed : Dice.mix(seed, 5),
      matterSeed: matter.seed, matter: matter.number, day: day, second: DayCurve.second(&dice),
      serial: 0, platform: followUp.platform, leaf: Int16(matter.leaf), fold: matter.fold,
      kinship: followUp.kinship, kind: matter.kind, handling: .direct, channel: followUp.channel,
      person: traits.contains(.inspected)
        ? -1 : isOther || matter.person < 0 ? drawPerson() : matter.person,
      site: matter.site, traits: traits, returnedAfter: 0, closedAfter: 0,
      earlier: isOther ? nil : matter.first)
    if plan.kinship == .sameMatter { plan.kind = drawKind(plan) }
    drawCourse(&plan)
    counts[Int(plan.platform.rawValue)] += 1
    return plan
  }

  /// A caller; one of a hundred people makes one of ten calls.
  private mutating func drawPerson() -> Int32 {
    let count = world.population.count
    let frequent = max(1, count / 100)
    return Int32(
      dice.chance(150) ? dice.below(frequent) : frequent + dice.below(count - frequent))
  }

  private mutating func drawKind(_ plan: RequestPlan) -> RequestKind {
    let type = world.leaves[Int(plan.leaf)].type
    if plan.traits.contains(.asks) { return dice.chance(970) ? .consultation : .help }
    if plan.traits.contains(.silent) { return .other }
    if type == .consultation {
      let roll = dice.below(100)
      return roll < 30 ? .consultation : roll < 65 ? .help : .complaint
    }
    if dice.chance(850) { return type }
    return dice.pick([.complaint, .help, .report, .complaint, .suggestion])
  }

  /// How the request is handled, and when.
  private mutating func drawCourse(_ plan: inout RequestPlan) {
    let subject = world.leaves[Int(plan.leaf)]
    plan.handling = drawHandling(plan, subject)
    if !plan.traits.contains(.asks), plan.traits.isDisjoint(with: [.silent, .doubtful, .inspected])
    {
      if subject.isAboutUnits || subject.isInScope && dice.chance(24) {
        plan.traits.insert(.accuses)
      }
      if plan.kinship != .copy && dice.chance(15) { plan.traits.insert(.double) }
    }
    if plan.traits.contains(.accuses) && subject.isInScope {
      plan.handling = plan.platform.isHotline ? .dispatch : plan.handling
    }
    if dice.chance(plan.traits.contains(.accuses) || plan.kind == .report ? 180 : 45) {
      plan.traits.insert(.confidential)
    }
    if dice.chance(30) { plan.traits.insert(.enterprise) }
    if dice.chance(110) { plan.traits.insert(.discontent) }
    if dice.chance(140) { plan.traits.insert(.unreachable) }
    switch plan.handling {
    case .dispatch, .urge, .transit:
      if dice.chance(65) {
        plan.traits.insert(.returned)
        plan.returnedAfter = Int16(1 + dice.below(2))
      }
      if dice.chance(70) { plan.traits.insert(.extended) }
      let usual = plan.platform == .petition ? 20 : plan.traits.contains(.inspected) ? 0 : 2
      let span = plan.platform == .petition ? 35 : plan.traits.contains(.inspected) ? 3 : 9
      let extra = (plan.traits.contains(.extended) ? 6 : 0) + Int(plan.returnedAfter)
      plan.closedAfter = dice.chance(40) ? -1 : Int16(usual + dice.below(span) + extra)
      if plan.handling == .transit { plan.closedAfter = -1 }
    case .transfer: plan.closedAfter = dice.chance(800) ? Int16(1 + dice.below(6)) : -1
    default: plan.closedAfter = 0
    }
  }

  private mutating func drawHandling(_ plan: RequestPlan, _ subject: Leaf) -> Handling {
    switch plan.platform {
    case .mailbox, .jingjiangMailbox, .petition, .urbanManagement:
      return subject.isInScope || plan.platform == .urbanManagement ? .dispatch : .guide
    case .urbanConstruction: return dice.chance(400) ? .direct : .dispatch
    default: break
    }
    switch subject.code.prefix(4) {
    case "1201": return dice.chance(850) ? .guide : .direct
    case "1202": return dice.chance(900) ? .emergency : .direct
    case "1203": return dice.chance(450) ? .reject : .guide
    case "1204": return .invalid
    default: break
    }
    if plan.traits.contains(.urges) { return dice.chance(800) ? .urge : .direct }
    let home = Landscape.districtCodes.count / 2
    let district = world.landscape.towns[Int(plan.site.town)].district
    if plan.platform == .taizhou && district >= home {
      return dice.chance(880) ? .transfer : .direct
    }
    if plan.traits.contains(.asks) { return dice.chance(975) ? .direct : .dispatch }
    if plan.traits.contains(.doubtful) { return dice.chance(700) ? .direct : .dispatch }
    let roll = dice.below(1000)
    return roll < 650 ? .direct : roll < 985 ? .dispatch : .transit
  }
}
