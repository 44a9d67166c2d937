import TestSupport
import Testing

@testable import Trends

@Suite struct DriftTestTests {
  private static let weeks = 7

  /// Days of a platform whose classes come with the shares given, more on working days, and whose
  /// days differ by more than chance would have it: one class of each day has a burst.
  private static func measure(
    _ platform: String, kind: DriftKind = .classes, shares: [Double], seed: UInt64,
    perDay: Int = 60, _ change: (_ day: Int, inout [Double]) -> Void = { _, _ in }
  ) -> DriftMeasure {
    var random = SeededGenerator(seed: seed)
    var counts: [[Int]] = []
    for day in 0..<weeks * 7 {
      var daily = shares
      change(day, &daily)
      let burst = Int.random(in: 0..<shares.count, using: &random)
      daily[burst] *= 1 + Double.random(in: 0...1.5, using: &random)
      let sum = daily.reduce(0, +)
      var row = [Int](repeating: 0, count: shares.count)
      for _ in 0..<(day % 7 < 5 ? perDay : perDay / 3) {
        var rest = Double.random(in: 0..<sum, using: &random)
        var index = 0
        while index < shares.count - 1, rest >= daily[index] {
          rest -= daily[index]
          index += 1
        }
        row[index] += 1
      }
      counts.append(row)
    }
    return DriftMeasure(
      platform: platform, kind: kind, categories: shares.indices.map { "类\($0)" }, counts: counts)
  }

  private static let shares = (1...24).map { 1 / Double($0) }

  @Test func `nothing is said of platforms that did not move, over twenty cities`() {
    for seed in UInt64(0)..<20 {
      let measures = (0..<9).flatMap { platform -> [DriftMeasure] in
        let seed = seed * 100 + UInt64(platform)
        return [
          Self.measure("平台\(platform)", shares: Self.shares, seed: seed),
          Self.measure(
            "平台\(platform)", kind: .disagreement, shares: [0.8, 0.2], seed: seed + 50),
        ]
      }
      let findings = DriftTest().findings(measures)
      #expect(findings.count == 18)
      #expect(findings.filter(\.isStrong).isEmpty, "seed \(seed)")
    }
  }

  @Test(arguments: [UInt64(1), 2, 3, 4, 5])
  func `a class that is called otherwise is found, with its day`(seed: UInt64) throws {
    let renamed = 43
    let measures = (0..<9).map { platform in
      Self.measure(
        "平台\(platform)", kind: .categories, shares: Self.shares + [0],
        seed: seed * 31 + UInt64(platform)
      ) { day, daily in
        guard platform == 4, day >= renamed else { return }
        daily[24] = daily[1]
        daily[1] = 0
      }
    }
    let strong = DriftTest().findings(measures).filter(\.isStrong)
    #expect(strong.map(\.platform) == ["平台4"])
    let movers = try #require(strong.first).movers
    let mover = try #require(movers.first)
    #expect(mover.category == "类24" && mover.chance <= 0.01)
    #expect(abs(mover.sinceDay - renamed) <= 2, "\(mover)")
    // The class that is gone moved too; whether that is beyond chance depends on its share.
    #expect(Set(movers.map(\.category)).isSubset(of: ["类1", "类24"]))
    #expect(strong.first?.chance ?? 1 <= 0.01)
  }

  @Test func `confidence that sinks is found by its steps`() throws {
    let steps = [0.05, 0.1, 0.2, 0.3, 0.35]
    let measure = Self.measure("甲", kind: .confidence, shares: steps, seed: 9) { day, daily in
      if day >= 42 { daily.reverse() }
    }
    let finding = try #require(DriftTest().findings([measure]).first)
    #expect(finding.isStrong)
    let means = try #require(finding.means)
    #expect(means.now < means.before - 0.1)
    #expect(finding.movers.isEmpty)
  }

  @Test func `the same counts give the same findings, few counts none`() {
    let measure = Self.measure("甲", shares: Self.shares, seed: 3)
    #expect(DriftTest().findings([measure]) == DriftTest().findings([measure]))
    let small = Self.measure("乙", shares: Self.shares, seed: 3, perDay: 3)
    #expect(DriftTest().findings([small]).isEmpty)
  }

  @Test(arguments: [
    ([0.01, 0.04, 0.03], [0.03, 0.06, 0.06]), ([0.5, 0.9], [1.0, 1.0]), ([], []), ([0.2], [0.2]),
  ])
  func `chances are held down for all together`(chances: [Double], adjusted: [Double]) {
    let found = DriftTest.holm(chances)
    #expect(found.count == adjusted.count)
    for (a, b) in zip(found, adjusted) { #expect(abs(a - b) < 1e-12) }
  }
}
