import Columns
import Complaints
import Testing

@testable import Classification

@Suite struct ClassifierTests {
  private let classifier = Classifier(city: SmallCity.configuration, model: nil)

  private func requests(_ rows: [[String: Value]]) -> RecordBatch {
    var batch = RecordBatch(schema: Tables.requests.schema)
    for (index, row) in rows.enumerated() {
      var row = row
      row["request_id"] = .int(Int64(index + 1))
      row["received_on"] = .int(20_000)
      batch.appendRow(row)
    }
    return batch
  }

  private func classify(_ row: [String: Value]) -> RecordBatch {
    classifier.classify(requests([row]), runID: "r1")
  }

  @Test func `a request gets class, span, evidence and scope`() {
    let rows = classify(["content": .string("路口占道经营，还有人摆摊"), "title": .string("摆摊")])
    #expect(rows.schema == Tables.classifications.schema)
    #expect(rows.strings("code")[0] == "010101")
    #expect(rows.strings("level3")[0] == "占道经营")
    #expect(rows.strings("decided_by")[0] == "rule")
    #expect(rows.strings("evidence")[0] == "规则 L1 5.79：摆摊 c30-36、占道经营 c6-18；候选 010101 1.00")
    #expect(rows.int32s("span_start")[0] == 6)
    #expect(rows.int32s("span_end")[0] == 18)
    #expect(rows.bools("in_scope")[0] == true)
    #expect(rows.strings("model_version")[0] == "lexicon-only")
    #expect(rows.strings("run_id")[0] == "r1")
    #expect(rows.lists("risk_words")[0] == nil)
  }

  @Test func `what nobody is sure of is left open with its candidates`() {
    let rows = classify(["content": .string("桌椅")])
    #expect(rows.strings("code")[0] == nil)
    #expect(rows.strings("scheme")[0] == nil)
    #expect(rows.bools("in_scope")[0] == nil)
    #expect(rows.strings("decided_by")[0] == "none")
    let candidates = ClassCandidates.parse(rows.strings("evidence").text(0))
    #expect(candidates.map(\.code) == ["010102"])
    let empty = classify([:])
    #expect(empty.strings("decided_by")[0] == "none")
    #expect(empty.strings("evidence")[0] == nil)
  }

  @Test func `the platform's code decides and its name hints`() {
    let code = classify([
      "content": .string("没电，没电，停电"), "source_category": .string("事件0405"),
      "source_category_scheme": .string("S4"),
    ])
    #expect(code.strings("code")[0] == "010102")
    #expect(code.strings("decided_by")[0] == "source")
    let content = Value.string("有人摆摊")
    let plain = classify(["content": content])
    let hinted = classify([
      "content": content, "source_category": .string("占道经营"),
      "source_category_scheme": .string("N"),
    ])
    #expect(hinted.strings("code")[0] == "010101")
    #expect(hinted.doubles("confidence")[0]! > plain.doubles("confidence")[0]!)
    let alone = classify([
      "content": .string("有事"), "source_category": .string("占道经营"),
      "source_category_scheme": .string("N"),
    ])
    #expect(alone.strings("code")[0] == nil)
  }

  @Test func `risk words are listed and silent calls are out of scope`() {
    let risky = classify(["content": .string("燃气泄漏要爆炸，很多人聚集")])
    #expect(risky.lists("risk_words")[0] == ["燃气泄漏", "爆炸", "聚集"])
    let silent = classify(["content": .string("无声电话，接通后挂断")])
    #expect(silent.strings("code")[0] == "120401")
    #expect(silent.bools("in_scope")[0] == false)
    #expect(silent.strings("redirect_to")[0] == "无需办理")
  }

  @Test func `unknown divisions of the source stay`() {
    let rows = classify(["content": .string("没电"), "district_code": .string("999999")])
    #expect(rows.strings("district_code")[0] == "999999")
    #expect(rows.strings("town_code")[0] == nil)
  }

  @Test func `rows do not depend on how many come with them`() {
    let texts = ["占道经营", "停电没电", "", "请问燃气味", "挂断", "人民路外摆"]
    let many = requests(
      (0..<5_000).map { number in
        [
          "content": .string(texts[number % texts.count] + "\(number)"),
          "district_code": .string("321202"),
        ]
      })
    let all = classifier.classify(many, runID: "r")
    #expect(all.rowCount == 5_000)
    for row in [0, 1, 2_047, 2_048, 4_999] {
      let one = classifier.classify(many.gathering([row]), runID: "r")
      for field in all.schema.fields {
        #expect(all.value(field.name, row) == one.value(field.name, 0))
      }
    }
    #expect(classifier.classify(requests([]), runID: "r").rowCount == 0)
  }

  @Test func `missing types are filled by the text alone, given ones stay`() {
    var batch = requests([
      ["content": .string("请问怎么办理，咨询一下")],
      ["content": .string("有燃气味，燃气泄漏")],
      [
        "content": .string("有燃气味"), "request_type": .string("praise"), "urgency": .string("normal"),
      ],
      ["content": .string("什么都没有")],
      ["content": .string("很多人聚集")],
    ])
    classifier.fillTypes(&batch)
    #expect(
      (0..<5).map { batch.strings("request_type")[$0] ?? "-" }
        == ["consultation", "-", "praise", "-", "-"])
  }
}
