import Columns
import TestSupport
import Testing

@testable import Matching

@Suite struct NearDuplicatesTests {
  @Test func `texts of one draft are one group, whatever their numbers`() {
    let draft = "我是阳光花园业主，小区物业长期不作为，电梯坏了3天没人修，老人上下楼很不方便，请有关部门督促尽快维修。"
    let texts: [String] = [
      draft, "新区菜场门口每天早上占道经营，车都开不过去，希望城管来管一管，已经打过几次电话了。",
      draft.replacing("3天", with: "15天"), "谢谢", draft + "谢谢！", "谢谢",
      "公交车站牌倒了，压在人行道上，行人只能走到马路中间去，非常危险，请尽快处理。",
    ]
    let groups = NearDuplicates.groups(StringColumn(texts.map(Optional.some)))
    #expect(groups == [0, 1, 0, 3, 0, 5, 6])
    #expect(NearDuplicates.groups(StringColumn()).isEmpty)
  }

  /// Every pair that shares half of its 3-grams against all pairs.
  @Test func `groups are those of all pairs compared`() {
    var random = SeededGenerator(seed: 5)
    let letters = Array("路灯不亮没人修理请尽快处理电梯坏了三天物业推诿噪音扰民半夜施工水管破裂")
    var texts: [String] = []
    for _ in 0..<40 {
      let base = (0..<60).map { _ in letters.randomElement(using: &random) ?? "路" }
      for _ in 0..<3 {
        var copy = base
        for _ in 0..<2 {
          copy[Int.random(in: 0..<60, using: &random)] =
            letters.randomElement(using: &random) ?? "灯"
        }
        texts.append(String(copy))
      }
    }
    let groups = NearDuplicates.groups(StringColumn(texts.map(Optional.some)))
    for row in texts.indices { #expect(groups[row] == row / 3 * 3, "row \(row)") }
  }
}
