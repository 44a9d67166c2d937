import Testing

@testable import Trends

@Suite struct SharesTests {
  @Test(arguments: [
    ([1, 1, 1], [334, 333, 333]), ([0, 0], [0, 0]), ([2, 1], [667, 333]), ([5], [1000]),
    ([20_915, 19_346, 8_595, 2_759], [405, 375, 167, 53]),  // 泰州 2018-07 as published
  ])
  func `printed shares sum to one hundred`(parts: [Int], expected: [Int]) {
    #expect(Shares.perMille(parts) == expected)
  }

  @Test func `an interval holds its rate and narrows with the base`() {
    let small = Shares.wilson(8, of: 10)
    let large = Shares.wilson(800, of: 1000)
    #expect(small.low < 80 && 80 < small.high)
    #expect(large.high - large.low < small.high - small.low)
    #expect(Shares.wilson(0, of: 0) == (0, 100))
    #expect(abs(small.low - 49.0) < 0.1 && abs(small.high - 94.3) < 0.1)
  }
}
