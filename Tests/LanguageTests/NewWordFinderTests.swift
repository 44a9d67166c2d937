import TestSupport
import Testing

@testable import Language

@Suite struct NewWordFinderTests {
  private static let places = ["鼓楼路", "海阳路", "东风路", "青年路", "济川路", "迎春路", "江洲路", "凤凰路"]
  private static let troubles = ["路灯不亮", "垃圾没人清", "噪音很大", "积水很深", "占道经营", "井盖破损"]

  private static func text(_ random: inout SeededGenerator, _ word: String? = nil) -> String {
    let place = places.randomElement(using: &random) ?? ""
    let trouble = troubles.randomElement(using: &random) ?? ""
    let day = Int.random(in: 1...28, using: &random)
    guard let word else { return "来电人反映\(place)\(trouble)，\(day)日起无人处理。" }
    let forms = [
      "来电人反映\(place)附近有\(word)，夜里\(trouble)。", "\(word)在\(place)开张，\(trouble)，请核实。",
      "市民投诉\(place)：\(word)，\(day)日\(trouble)。", "要求查处\(word)造成\(place)\(trouble)的问题。",
    ]
    return forms.randomElement(using: &random) ?? ""
  }

  private static func finder(_ word: String, recent: Int, earlier: Int = 0, seed: UInt64 = 1)
    -> NewWordFinder
  {
    var random = SeededGenerator(seed: seed)
    var finder = NewWordFinder()
    for index in 0..<3000 {
      finder.addEarlier(Array(text(&random, index < earlier ? word : nil).utf8).span)
    }
    let texts = (0..<500).map { text(&random, $0 < recent ? word : nil) }
    for text in texts { finder.addRecent(Array(text.utf8).span) }
    for (row, text) in texts.enumerated() { finder.collect(Array(text.utf8).span, row: Int64(row)) }
    return finder
  }

  @Test(arguments: ["剧本杀", "飞线充电桩", "网红烤肠"])
  func `a word that comes up is found whole, with the texts that hold it`(word: String) throws {
    let words = Self.finder(word, recent: 24).words(limit: 20)
    let found = try #require(words.first { $0.text == word }, "\(words.map(\.text))")
    #expect(found.count == 24)
    #expect(found.rows == Array(0..<8))
    #expect(
      !words.contains { $0.text != word && (word.contains($0.text) || $0.text.contains(word)) })
  }

  @Test func `words of before are none, and neither are rare ones`() {
    #expect(
      !Self.finder("剧本杀", recent: 24, earlier: 150).words(limit: 20).contains {
        $0.text.contains("剧本")
      })
    #expect(!Self.finder("剧本杀", recent: 4).words(limit: 20).contains { $0.text.contains("剧本") })
    let common = Self.finder("剧本杀", recent: 24).words(limit: 20).map(\.text)
    #expect(!common.contains { "来电人反映".contains($0) })
  }

  @Test func `what one week alone has is unseen`() {
    var grams = WeekGrams()
    for week in 0..<4 { grams.add(Array("路灯不亮没人修".utf8).span, week: week) }
    grams.add(Array("剧本杀扰民".utf8).span, week: 3)
    let old = grams.count(Array("路灯不亮没人修".utf8).span, week: 3)
    let new = grams.count(Array("剧本杀扰民".utf8).span, week: 3)
    #expect(old.unseen == 0 && old.all == 15)
    #expect(new.unseen == 9 && new.all == 9)
    let empty = grams.count([UInt8]().span, week: 0)
    #expect(empty == (0, 0))
  }
}
