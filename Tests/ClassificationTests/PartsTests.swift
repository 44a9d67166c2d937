import Columns
import Complaints
import Testing

@testable import Classification

@Suite struct PartsTests {
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

  private func split(_ rows: [[String: Value]]) -> (wholes: RecordBatch, parts: RecordBatch) {
    let batch = requests(rows)
    var wholes = classifier.classify(batch, runID: "r")
    let parts = classifier.parts(of: batch, wholes: &wholes, runID: "r")
    return (wholes, parts)
  }

  private static let two = "人民路有人占道经营，占道摆摊。另外，幸福小区停电了，一直没电。"

  @Test func `two matters become parts that cover the text`() {
    let (wholes, parts) = split([
      ["content": .string("停电")], ["content": .string(Self.two)], ["content": .string("")],
    ])
    #expect(wholes.rowCount == 3)
    #expect(parts.schema == Tables.classifications.schema)
    #expect(parts.int64s("request_id").values == [2, 2])
    #expect(parts.int32s("part").values == [1, 2])
    #expect((0..<2).map { parts.strings("code")[$0] } == ["010101", "080201"])
    let cut = Int32("人民路有人占道经营，占道摆摊。".utf8.count)
    #expect(parts.int32s("span_start").values == [0, cut])
    #expect(parts.int32s("span_end").values == [cut, Int32(Self.two.utf8.count)])
    #expect(wholes.int32s("part").values == [0, 0, 0])
  }

  @Test(arguments: [
    "人民路有人占道经营，占道摆摊。另外，他们还占道经营到夜里很晚。",  // one class
    "人民路有人占道经营，占道摆摊。另外，希望尽快给我一个答复谢谢。",  // nothing of its own
    "人民路有人占道经营，占道摆摊，幸福小区停电了，一直没电。",  // nothing sets them apart
    "占道经营占道摆摊，长1.5米，停电没电",  // an amount, no number of a list
    "占道摆摊占道经营。另外，停电没电",  // a piece too short
    "另外，人民路有人占道经营，占道摆摊", "1、", "",
  ])
  func `one matter stays whole`(text: String) {
    #expect(split([["content": .string(text)]]).parts.rowCount == 0)
  }

  @Test func `what stands before and between belongs to a part`() {
    let text = "您好，我有事情要说：1、人民路有人占道经营占道摆摊。2、希望能有人来看看情况。3.幸福小区总是停电，一直没电。"
    let parts = split([["content": .string(text)]]).parts
    #expect(parts.int32s("part").values == [1, 2])
    #expect(parts.int32s("span_start").values[0] == 0)
    #expect(parts.int32s("span_end").values[0] == parts.int32s("span_start").values[1])
    #expect(parts.int32s("span_end").values[1] == Int32(text.utf8.count))
  }

  @Test func `a standard's code for the whole is not taken apart`() {
    let parts = split([
      [
        "content": .string(Self.two), "source_category": .string("事件0405"),
        "source_category_scheme": .string("S4"),
      ]
    ]).parts
    #expect(parts.rowCount == 0)
  }

  @Test func `a whole stays in scope for the part that is`() {
    let (wholes, parts) = split([
      ["content": .string("挂断，无声电话，说的是无声电话的事。另外，幸福小区停电了，一直没电。法院下月开庭。")]
    ])
    #expect(parts.rowCount == 2)
    #expect((0..<2).map { parts.bools("in_scope")[$0] } == [false, false])
    #expect(wholes.bools("in_scope")[0] == false)
    let mixed = split([
      ["content": .string("挂断，无声电话，法院下月要开庭的事情。另外，幸福小区停电了，一直没电。")]
    ])
    #expect((0..<2).map { mixed.parts.bools("in_scope")[$0] } == [false, true])
    #expect(mixed.wholes.bools("in_scope")[0] == true)
    #expect(mixed.wholes.strings("code")[0] == "080201")
    #expect(mixed.wholes.strings("redirect_to")[0] == nil)
    #expect(mixed.parts.strings("redirect_to")[0] == "法院")
  }

  @Test func `parts do not depend on what comes with a request`() {
    let rows = (0..<300).map { number -> [String: Value] in
      ["content": .string(number % 7 == 0 ? Self.two : "停电\(number)")]
    }
    let all = split(rows).parts
    #expect(all.rowCount == 86)
    let one = split([rows[0]]).parts
    for field in all.schema.fields where field.name != "request_id" {
      for row in 0..<2 {
        #expect(all.value(field.name, row) == one.value(field.name, row))
        #expect(all.value(field.name, 84 + row) == one.value(field.name, row))
      }
    }
  }
}

/// How many of the invented texts are taken apart rightly by the city's rules alone.
@Suite struct PartsTableTests {
  @Test func `texts of two matters are told from stories, rather too few than too many`() throws {
    let classifier = Classifier(city: try SignalTables.city.get(), model: nil)
    let lines = try SignalTables.lines("parts")
    var batch = RecordBatch(schema: Tables.requests.schema)
    for (row, line) in lines.enumerated() {
      batch.appendRow([
        "request_id": .int(Int64(row)), "received_on": .int(20_000), "content": .string(line.text),
      ])
    }
    var wholes = classifier.classify(batch, runID: "r")
    let parts = classifier.parts(of: batch, wholes: &wholes, runID: "r")
    let split = Set(parts.int64s("request_id").values)
    var tally = Tally()
    var errors: [String] = []
    for (row, line) in lines.enumerated() {
      let isSplit = split.contains(Int64(row))
      tally.add(isTrue: line.label != "1", isFound: isSplit)
      if (line.label != "1") != isSplit { errors.append(line.text) }
    }
    #expect(tally.precision >= 0.85 && tally.recall >= 0.4, "\(tally): \(errors)")
  }
}
