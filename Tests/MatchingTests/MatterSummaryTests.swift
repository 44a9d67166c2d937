import Columns
import Complaints
import Matching
import Testing

@Suite struct MatterSummaryTests {
  private typealias F = MatchFixture

  @Test func `a matter counts all its members and shows the first that everybody may see`() {
    var rows = [
      F.row(
        1, person: 5, "限制件的内容不得出现在任何地方，这里写得足够长。",
        ["access": .string("restricted"), "title": .string("秘密"), "place_text": .string("甲宅")]),
      F.row(
        2, day: 3, person: 6, "阳光花园路灯坏了一个星期没有人来修。晚上很黑。",
        ["place_text": .string("阳光花园")]),
      F.row(3, day: 9, person: 5, "还没修。"),
    ]
    for index in rows.indices { rows[index]["matter_id"] = .int(1) }
    let matters = MatterSummary.rows(members: F.batch(rows), runID: "r")
    #expect(matters.rowCount == 1)
    #expect(matters.value("request_count", 0) == .int(3))
    #expect(matters.value("person_count", 0) == .int(2))
    #expect(matters.value("representative_request_id", 0) == .int(2))
    #expect(matters.value("title", 0) == .string("阳光花园路灯坏了一个星期没有人来修"))
    #expect(matters.value("place_text", 0) == .string("阳光花园"))
    #expect(matters.value("opened_on", 0) == .int(20_000))
    #expect(matters.value("last_request_on", 0) == .int(20_009))
    #expect(matters.value("code", 0) == .string("010201"))
    #expect(ReferenceNumber.isValid(matters.strings("matter_no").text(0)))
  }

  @Test func `a matter of restricted requests alone has neither title nor place`() {
    var row = F.row(
      1, "内容。", ["access": .string("confidential"), "title": .string("秘密")])
    row["matter_id"] = .int(1)
    let matters = MatterSummary.rows(members: F.batch([row]), runID: "r")
    for name in ["title", "place_text", "representative_request_id"] {
      #expect(matters.value(name, 0) == .null)
    }
  }
}
