import Complaints
import TestSupport
import Testing

@testable import Classification

@Suite struct RuleMatcherTests {
  private func match(_ rules: [LexiconRule], title: String = "", _ content: String) -> [RuleMatch] {
    let matcher = RuleMatcher(rules: rules)
    var scratch = matcher.makeScratch()
    matcher.match(
      title: Array(title.utf8).span, content: Array(content.utf8).span, using: &scratch)
    return scratch.matches
  }

  @Test func `a rule scores its weight for each different word, at most three`() {
    let rule = SmallCity.rule("R", "010101", any: ["摆摊", "占道", "夜市", "烧烤"], weight: 2)
    #expect(match([rule], "摆摊，还是摆摊").map(\.score) == [2])
    #expect(match([rule], "摆摊占道").map(\.score) == [4])
    #expect(match([rule], title: "夜市", "摆摊占道烧烤").map(\.score) == [6])
    #expect(match([rule], "").isEmpty)
  }

  @Test(arguments: [
    ("桌椅摆在店门口", true), ("桌椅", false), ("店门口", false), ("桌椅摆在店门口，小区里", false),
  ])
  func `a rule wants one word of also and none of not`(_ text: String, _ holds: Bool) {
    let rule = SmallCity.rule("R", "010102", any: ["桌椅"], also: ["店门口", "店外"], not: ["小区"])
    #expect(match([rule], text).isEmpty == !holds)
  }

  @Test(arguments: [
    ("店外摆摊", false), ("店外，摆摊", false), ("店外。摆摊", true), ("店外！路口摆摊？", true),
    ("店外\n摆摊", true), ("店外；摆摊", true), ("店外。店外摆摊", false), ("店外摆摊。摆摊", true),
  ])
  func `a word of not takes its own sentence only`(_ text: String, _ holds: Bool) {
    let rule = SmallCity.rule("R", "010101", any: ["摆摊"], not: ["店外"])
    #expect(match([rule], text).isEmpty == !holds)
    #expect(match([rule], title: text.replacing("。", with: ""), "摆摊").count == 1)
  }

  @Test func `what stands first says most`() {
    let rule = SmallCity.rule("R", "010101", any: ["摆摊"])
    func strength(title: String = "", _ content: String) -> Float {
      match([rule], title: title, content).first?.strength ?? 0
    }
    let filler = String(repeating: "这里说了很多别的事情", count: 30)
    #expect(strength(title: "摆摊", filler) > strength(title: "有事", "摆摊"))
    #expect(strength("摆摊" + filler) == strength(title: "摆摊", filler))
    #expect(strength(" \n摆摊" + filler) == strength("摆摊" + filler))
    #expect(strength("摆摊") > strength(title: "有事", filler + "摆摊"))
    #expect(strength(filler.prefix(100) + "摆摊") > strength(filler + "摆摊"))
  }

  @Test func `the weightiest word decides, and its place in the content is known`() {
    let rule = SmallCity.rule("R", "010101", any: ["摆摊", "占道经营"])
    let found = match([rule], "有人摆摊，占道经营")
    #expect(found.map(\.span) == [15..<27])
    #expect(match([rule], title: "占道经营", "有人").map(\.span) == [nil])
  }

  @Test func `the name of a mask is no word`() {
    let rule = SmallCity.rule("R", "120401", any: ["电话"])
    #expect(match([rule], "联系〔电话〕").isEmpty)
    #expect(match([rule], "联系〔电话〕，电话不通").map(\.span) == [21..<27])
  }

  @Test func `buffers carry nothing from text to text`() {
    let matcher = RuleMatcher(rules: SmallCity.lexicon)
    var scratch = matcher.makeScratch()
    let texts = ["占道摆摊，店外", "占道摆摊", "", "店门口桌椅", "桌椅"]
    for text in texts {
      matcher.match(title: [UInt8]().span, content: Array(text.utf8).span, using: &scratch)
      #expect(scratch.matches == match(SmallCity.lexicon, text))
    }
  }

  @Test func `rules hold as in a slow obvious reading of them`() {
    var random = SeededGenerator(seed: 7)
    let characters = ["甲", "乙", "丙", "x", "丁", "，", "。"]
    func word(_ length: ClosedRange<Int>) -> String {
      (0..<Int.random(in: length, using: &random)).map { _ in
        characters[Int.random(in: 0..<characters.count, using: &random)]
      }.joined()
    }
    func plain(_ length: ClosedRange<Int>) -> String {
      String(word(length).map { $0 == "。" ? "甲" : $0 })
    }
    for _ in 0..<60 {
      let rules = (0..<12).map { number in
        LexiconRule(
          rule: "R\(number)", code: "\(number % 5)", any: (0..<4).map { _ in plain(1...3) },
          also: number % 3 == 0 ? [plain(1...2)] : [], not: number % 4 == 0 ? [plain(1...2)] : [],
          weight: 1)
      }
      let title = plain(0...4)
      let content = word(0...20)
      let expected = rules.indices.filter { holds(rules[$0], title, content) }
      let found = match(rules, title: title, content)
      #expect(found.map(\.rule) == expected)
      for match in found {
        let words = words(of: rules[match.rule], title, content)
        #expect(match.wordCount == min(words.count, 3))
      }
    }
  }

  private func holds(_ rule: LexiconRule, _ title: String, _ content: String) -> Bool {
    !words(of: rule, title, content).isEmpty
      && (rule.also.isEmpty || rule.also.contains { occurs($0, title, content) })
  }

  /// The words of `any` that occur in a sentence without a word of `not`.
  private func words(of rule: LexiconRule, _ title: String, _ content: String) -> Set<String> {
    let sentences =
      [title] + content.split(separator: "。", omittingEmptySubsequences: false).map(String.init)
    let clean = sentences.filter { sentence in !rule.not.contains { occurs($0, sentence, "") } }
    return Set(rule.any.filter { word in clean.contains { occurs(word, $0, "") } })
  }

  private func occurs(_ word: String, _ title: String, _ content: String) -> Bool {
    [title, content].contains { text in
      let text = Array(text.utf8)
      return text.indices.contains { text[$0...].starts(with: word.utf8) }
    }
  }
}
