import Language
import TestSupport
import Testing

@Suite struct PatternSetTests {
  @Test func `all occurrences are reported by their ends, longest first`() {
    let set = PatternSet(["占道", "占道经营", "经营", "营"])
    #expect(
      set.matches(in: "占道经营") == [
        PatternMatch(patternID: 0, start: 0, end: 6),
        PatternMatch(patternID: 1, start: 0, end: 12),
        PatternMatch(patternID: 2, start: 6, end: 12),
        PatternMatch(patternID: 3, start: 9, end: 12),
      ])
  }

  @Test func `leftmost-longest occurrences do not overlap`() {
    let set = PatternSet(["海陵", "海陵区", "陵区政府", "政府"])
    #expect(
      set.matches(in: "海陵区政府", selecting: .leftmostLongest) == [
        PatternMatch(patternID: 1, start: 0, end: 9), PatternMatch(patternID: 3, start: 9, end: 15),
      ])
  }

  @Test func `ASCII matches in either case and equal words all match`() {
    let set = PatternSet(["KTV", "ktv", "", "x"])
    #expect(set.matches(in: "去Ktv").map(\.patternID) == [0, 1])
    #expect(set.matches(in: "去ＫＴＶ").isEmpty)
  }

  @Test func `an empty set matches nothing`() {
    #expect(PatternSet([]).matches(in: "路灯").isEmpty)
    #expect(PatternSet([""]).matches(in: "").isEmpty)
  }

  @Test(arguments: [("路", false), ("路灯", true), ("", false)])
  func `occurrence can be asked for alone`(text: String, expected: Bool) {
    let occurs = PatternSet(["灯"]).occurs(in: Array(text.utf8).span)
    #expect(occurs == expected)
  }

  @Test(arguments: [UInt64(1), 2, 3, 4, 5, 6])
  func `it agrees with trying every word at every place`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let letters = Array("路灯坏了占道ab")
    func word(_ longest: Int) -> String {
      String(
        (0..<Int.random(in: 1...longest, using: &random)).map { _ in
          letters[Int.random(in: 0..<letters.count, using: &random)]
        })
    }
    let patterns = (0..<60).map { _ in word(4) }
    let set = PatternSet(patterns)
    for _ in 0..<50 {
      let text = word(40)
      let bytes = Array(text.utf8)
      var expected: Set<PatternMatch> = []
      for (id, pattern) in patterns.enumerated() {
        let wanted = Array(pattern.utf8)
        guard wanted.count <= bytes.count else { continue }
        for start in 0...(bytes.count - wanted.count)
        where Array(bytes[start..<start + wanted.count]) == wanted {
          expected.insert(
            PatternMatch(
              patternID: Int32(id), start: Int32(start), end: Int32(start + wanted.count)))
        }
      }
      let found = set.matches(in: text)
      #expect(Set(found) == expected)
      #expect(found.count == expected.count)
    }
  }
}
