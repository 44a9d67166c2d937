import Bytes
import Columns
import Testing

@testable import Generator

@Suite struct CityTests {
  /// A month's plans, without texts.
  private static let plans: [RequestPlan] = {
    let world = World(GenerationOptions(rows: 40_000, seed: 3, days: 28))
    var planner = Planner(world)
    return (0..<28).flatMap { planner.plan(dayIndex: $0).requests }
  }()

  private static func share(_ predicate: (RequestPlan) -> Bool) -> Double {
    Double(plans.count(where: predicate)) / Double(plans.count)
  }

  private static func hotlineShare(_ predicate: (RequestPlan) -> Bool) -> Double {
    let hotline = plans.filter { $0.platform.isHotline }
    return Double(hotline.count(where: predicate)) / Double(hotline.count)
  }

  @Test func `there are as many requests as were asked for`() {
    #expect(Self.plans.count == 40_000)
    #expect(Set(Self.plans.map { $0.reference.id + $0.platform.folder }).count == 40_000)
  }

  @Test(arguments: Platform.allCases)
  func `platforms have their shares`(platform: Platform) {
    let share = Self.share { $0.platform == platform }
    #expect(abs(share - platform.share) < 0.004)
  }

  @Test func `the city behaves as cities do`() {
    let consultations = Self.hotlineShare { $0.kind == .consultation }
    #expect((0.40...0.60).contains(consultations))
    #expect((0.68...0.80).contains(Self.hotlineShare { $0.handling == .direct }))
    #expect((0.15...0.20).contains(Self.share { $0.kinship != .first }))
    #expect((0.04...0.06).contains(Self.share { $0.traits.contains(.doubtful) }))
    #expect((0.010...0.022).contains(Self.hotlineShare { $0.channel == .province }))
    #expect((0.001...0.006).contains(Self.hotlineShare { $0.channel == .police }))
    let dispatched = Self.plans.filter { $0.handling == .dispatch }
    let returned = Double(dispatched.count { $0.traits.contains(.returned) })
    #expect((0.05...0.08).contains(returned / Double(dispatched.count)))
    let managed = Self.plans.filter { $0.platform == .urbanManagement }
    let inspected = Double(managed.count { $0.traits.contains(.inspected) })
    #expect(inspected / Double(managed.count) > 0.9)
  }

  @Test func `Mondays are busiest, weekends quiet, mornings full`() {
    var weekdays = Array(repeating: 0, count: 8)
    var hours = Array(repeating: 0, count: 24)
    for plan in Self.plans {
      weekdays[CivilTime.weekday(plan.day)] += 1
      hours[Int(plan.second) / 3600] += 1
    }
    #expect(weekdays[1] == weekdays.max())
    let workday = weekdays[1...5].reduce(0, +) / 5
    #expect((0.5...0.7).contains(Double(weekdays[6] + weekdays[7]) / 2 / Double(workday)))
    #expect(hours.firstIndex(of: hours.max() ?? 0) == 9 || hours[10] == hours.max())
  }

  @Test func `one caller in a hundred makes one call in ten`() {
    var calls: [Int32: Int] = [:]
    for plan in Self.plans where plan.person >= 0 { calls[plan.person, default: 0] += 1 }
    let most = calls.values.sorted(by: >).prefix(calls.count / 100).reduce(0, +)
    let share = Double(most) / Double(calls.values.reduce(0, +))
    #expect((0.07...0.14).contains(share))
  }

  @Test func `matters have one to dozens of requests, all of one fold, leaf and place`() {
    var matters: [Int32: [RequestPlan]] = [:]
    for plan in Self.plans { matters[plan.matter, default: []].append(plan) }
    #expect(matters.values.contains { $0.count >= 20 })
    #expect(matters.values.allSatisfy { $0.count <= 80 })
    for plans in matters.values {
      #expect(Set(plans.map(\.fold)).count == 1)
      #expect(Set(plans.map(\.leaf)).count == 1)
      #expect(Set(plans.map(\.site.spot)).count == 1)
      #expect(plans.count { $0.kinship == .first } == 1)
    }
  }

  @Test func `copies tell the same story as their originals`() throws {
    let world = World(GenerationOptions(rows: 40_000, seed: 3, days: 28))
    let copies = Self.plans.filter { $0.kinship == .copy && $0.platform.isHotline }.prefix(40)
    var compared = 0
    for copy in copies {
      let original = try #require(Self.plans.first { $0.matter == copy.matter })
      if original.traits.contains(.silent) { continue }
      let texts = [original, copy].map { plan in
        var composer = TextComposer(world, plan, facts: MatterFacts(plan, world))
        return composer.compose().content
      }
      let first = Set(zip(texts[0].dropLast(), texts[0].dropFirst()).map { "\($0)\($1)" })
      let second = Set(zip(texts[1].dropLast(), texts[1].dropFirst()).map { "\($0)\($1)" })
      let common = Double(first.intersection(second).count)
      if common / Double(min(first.count, second.count)) > 0.4 { compared += 1 }
      #expect(copy.earlier?.id == original.reference.id)
    }
    #expect(compared * 10 >= copies.count * 9)
  }

  @Test func `seasons and incidents show`() {
    let leaves = Leaf.all(.embedded)
    func count(_ code: String, _ predicate: (RequestPlan) -> Bool = { _ in true }) -> Int {
      Self.plans.count { leaves[Int($0.leaf)].code == code && predicate($0) }
    }
    #expect(count("010607") > 40)
    #expect(count("080105") > 40)
    let first = GenerationOptions.defaultLastDay - 27
    let burst = Self.plans.filter {
      leaves[Int($0.leaf)].code == "040202" && (19...22).contains(Int($0.day - first))
    }
    #expect(burst.count >= 60)
  }
}
