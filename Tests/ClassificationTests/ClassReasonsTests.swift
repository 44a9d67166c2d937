import Columns
import Complaints
import Testing

@testable import Classification

/// What is written as evidence is read back.
@Suite struct ClassReasonsTests {
  @Test func `every part of an evidence is read`() {
    let reasons = ClassReasons(
      "人工决定：复核岗 2026-05-02 看错了；平台分类代码 010102（按大类）；模型 010101 0.83：c12-24 0.45、t0-6 0.20；"
        + "规则 L1 2.35：占道经营 c6-18、摆摊 t0-6、夜 市；规则 K1 1.00：爆炸；候选 010101 0.91、010102 0.05；别的")
    #expect(reasons.persons == ["人工决定：复核岗 2026-05-02 看错了"])
    #expect(reasons.platform == .init(code: "010102", isCode: true, isWide: true))
    #expect(
      reasons.model
        == .init(
          code: "010101", confidence: 0.83,
          spans: [
            TextSpan(field: .content, range: 12..<24, share: 0.45),
            TextSpan(field: .title, range: 0..<6, share: 0.2),
          ]))
    #expect(reasons.rules.map(\.rule) == ["L1", "K1"])
    #expect(reasons.rules[0].strength == 2.35)
    #expect(reasons.rules[0].words.map(\.text) == ["占道经营", "摆摊", "夜 市"])
    #expect(reasons.rules[0].words[0].span == TextSpan(field: .content, range: 6..<18))
    #expect(reasons.rules[0].words[2].span == nil)
    #expect(reasons.rules[1].words == [.init(text: "爆炸", span: nil)])
    #expect(reasons.candidates.map(\.code) == ["010101", "010102"])
    #expect(reasons.others == ["别的"])
    #expect(
      ClassReasons("平台分类名称 010102").platform
        == .init(code: "010102", isCode: false, isWide: false))
    #expect(ClassReasons("") == ClassReasons("；；"))
  }

  @Test(arguments: [
    "", "c", "c1", "c1-", "c2-1", "x1-2", "c-1-2", "c1-2 a", "c1-2 0.1 0.2", "t1-b",
  ])
  func `what is no span is none`(text: String) {
    #expect(TextSpan(text[...]) == nil)
  }

  @Test func `words are read from the text as it is now`() {
    let span = TextSpan(field: .content, range: 3..<9)
    #expect(span.words(in: "夜间施工") == "间施")
    #expect(span.words(in: "夜间") == nil)
    #expect(span.words(in: "abcde夜间") == nil)
  }

  @Test func `what a classifier writes is understood, and its spans are the rules' words`() {
    let classifier = Classifier(city: SmallCity.configuration, model: nil)
    var batch = RecordBatch(schema: Tables.requests.schema)
    let title = "有人摆摊"
    let content = "门口占道经营，燃气泄漏，快爆炸了"
    batch.appendRow([
      "request_id": .int(1), "received_on": .int(20_000), "title": .string(title),
      "content": .string(content),
    ])
    let rows = classifier.classify(batch, runID: "r")
    let reasons = ClassReasons(rows.strings("evidence").text(0))
    #expect(reasons.others.isEmpty)
    let words = reasons.rules.flatMap(\.words)
    #expect(Set(words.map(\.text)).isSuperset(of: ["占道经营"]))
    for word in words {
      let span = word.span
      #expect(span?.words(in: span?.field == .title ? title : content) == word.text)
    }
    #expect(!reasons.candidates.isEmpty)
  }
}
