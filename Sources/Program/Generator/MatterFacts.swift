/// What all requests about one matter agree on.
struct MatterFacts {
  let town: Landscape.Town
  let block: Int
  let unit: Int
  let number: Int
  let group: Int
  let room: Int
  let road: String
  let crossing: String
  let far: String
  let landmark: Int
  let side: String
  let corner: String
  private let world: World
  private let plan: RequestPlan

  init(_ plan: RequestPlan, _ world: World) {
    self.plan = plan
    self.world = world
    let site = plan.site
    town = world.landscape.towns[Int(site.town)]
    var dice = Dice(UInt64(site.spot), 11)
    // Steps that share no factor with the bound: neighbours differ for as long as they can.
    let lap = Int(site.lap)
    block = 1 + (dice.below(32) + lap * 5) % 32
    unit = 1 + dice.below(4)
    number = 1 + (dice.below(260) + lap * 7) % 260
    group = 1 + (dice.below(19) + lap * 4) % 19
    room = (1 + dice.below(17)) * 100 + 1 + dice.below(4)
    landmark = dice.below(64)
    side = dice.pick(["东", "南", "西", "北"])
    corner = dice.pick(["东北", "东南", "西北", "西南"])
    let roads = world.landscape.spots(.road, plan.fold, district: town.district)
    let start = dice.below(roads.count) + lap
    let others = (0..<3).map { roads[(start + $0 * 7) % roads.count] }.filter {
      site.kind != .road || $0 != site.spot
    }
    let name = { (spot: Int32) in world.landscape.name(.road, spot) }
    crossing = name(others[0])
    far = name(others[others.count - 1])
    road = site.kind == .road ? name(site.spot) : name(roads[(start + 3) % roads.count])
  }

  /// The name of what the matter is at.
  var spotName: String { world.landscape.name(plan.site.kind, plan.site.spot) }

  /// The thing of a kind that the matter has to do with: what it is at, or something near.
  func thing(_ kind: SiteKind) -> String {
    if kind == plan.site.kind { return spotName }
    var dice = Dice(plan.matterSeed, 100 + UInt64(kind.rawValue))
    let fitting = world.spots(kind, leaf: Int(plan.leaf), plan.fold, district: town.district)
    let near = fitting.filter {
      world.landscape.spots[Int(kind.rawValue)][Int($0)].town == plan.site.town
    }
    if let spot = near.isEmpty ? nil : dice.pick(near) { return world.landscape.name(kind, spot) }
    return fitting.isEmpty ? town.name : world.landscape.name(kind, dice.pick(fitting))
  }

  /// The unit that an accusing text names: who should have acted, or the town.
  var accusedCode: String {
    var dice = Dice(plan.matterSeed, 90)
    let codes = world.offices.acceptable(leaf: Int(plan.leaf), town: town)
    return codes.isEmpty || dice.chance(150) ? "ZF-" + town.code : codes[0]
  }
}
