import Columns
import Complaints
import Matching
import TestSupport
import Testing

@Suite struct MatterMatcherTests {
  private typealias F = MatchFixture

  @Test func `different persons on one lamp are one matter, with evidence that names the place`() {
    let result = F.match([
      F.row(1, "阳光花园3号楼门口的路灯坏了一个星期没有人来修，晚上走路很危险。"),
      F.row(2, day: 2, "阳光花园3栋前面路灯不亮，老人晚上出门摔了一跤，请尽快安排维修。"),
    ])
    #expect(F.matters(result) == [1: 1, 2: 1])
    let relations = result.links.strings("relation")
    #expect([relations.text(0), relations.text(1)] == ["first", "same_matter"])
    let evidence = result.links.strings("evidence").text(1)
    #expect(evidence.contains("同地点 阳光花园") && evidence.contains("同类 010201"))
    #expect(evidence.contains("2天内"))
  }

  @Test(arguments: [
    ("阳光花园3号楼门口的路灯坏了没有人来修。", "阳光花园5号楼门口的路灯坏了没有人来修。"),
    ("阳光花园门口的路灯坏了没有人来修。", "翠湖雅居门口的路灯坏了没有人来修。"),
    ("兴业路12号门前路灯坏了没有人来修。", "兴业路96号门前路灯坏了没有人来修。"),
    ("金桂新村门口的路灯坏了没有人来修。", "银杏新村门口的路灯坏了没有人来修。"),
  ])
  func `another building, place or house number forbids it, however alike the words`(
    first: String, second: String
  ) {
    let matters = F.matters(F.match([F.row(1, first), F.row(2, day: 1, second)]))
    #expect(matters == [1: 1, 2: 2])
  }

  @Test func `a place that no gazetteer knows is told by its ending`() {
    let matters = F.matters(
      F.match([
        F.row(1, "金桂新村7幢楼下的路灯坏了，晚上一片漆黑，没有人管。"),
        F.row(2, day: 3, "住在金桂新村，路灯不亮好多天了，老人不敢出门。"),
      ]))
    #expect(matters == [1: 1, 2: 1])
  }

  @Test func `two people with affairs of their own stay two matters`() {
    let text = "城东医院旁边社保窗口说我的养老金要下个月才能到账，请问什么时候能发？"
    let matters = F.matters(
      F.match([
        F.row(1, text, code: "020101"), F.row(2, day: 1, text + "急。", code: "020101"),
      ]))
    #expect(matters == [1: 1, 2: 2])
  }

  @Test func `a transfer that names the first record is its copy, whatever it says`() {
    let result = F.match([
      F.row(1, person: 7, "人民路路灯不亮。"),
      F.row(
        2, day: 4, person: 7, "请尽快处理。", code: nil,
        ["platform": .string("q"), "related_record_ids": .list(["A1"])]),
    ])
    #expect(F.matters(result) == [1: 1, 2: 1])
  }

  @Test func `records of one platform under one matter number are one matter`() {
    let number: [String: Value] = ["source_matter_id": .string("X9")]
    let result = F.match([
      F.row(1, "甲。", number), F.row(2, day: 50, "乙。", code: nil, number),
    ])
    #expect(F.matters(result) == [1: 1, 2: 1])
  }

  @Test func `a known matter keeps its number and takes new requests in`() {
    var known = F.row(1, "阳光花园3号楼门口的路灯坏了一个星期没有人来修。")
    known["matter_id"] = .int(77)
    let result = F.match(
      [F.row(2, day: 2, "阳光花园3号楼路灯还是不亮，请尽快安排维修。")], known: [known])
    #expect(F.matters(result) == [2: 77])
    #expect(result.links.rowCount == 1)
    #expect(result.changes.rowCount == 1)
    #expect(result.changes.strings("change").text(0) == "joined")
  }

  @Test func `the same trouble after months is a new matter that names the old one`() {
    let text = "阳光花园3号楼门口的路灯坏了一个星期没有人来修，晚上走路很危险。"
    let result = F.match([F.row(1, text), F.row(2, day: 130, text + "又坏了。")])
    #expect(F.matters(result) == [1: 1, 2: 2])
    #expect(result.changes.strings("change").text(0) == "recurrence_of")
    #expect(result.changes.int64s("other_matter_id")[0] == 1)
  }

  @Test func `restricted requests never lend their place to the evidence`() {
    let hidden: [String: Value] = ["access": .string("restricted")]
    let result = F.match([
      F.row(1, "阳光花园3号楼门口的路灯坏了一个星期没有人来修。", hidden),
      F.row(2, day: 2, "阳光花园3号楼路灯不亮，请尽快安排维修。"),
    ])
    #expect(F.matters(result) == [1: 1, 2: 1])
    #expect(!result.links.strings("evidence").text(1).contains("阳光花园"))
  }

  @Test func `silent calls join nothing, and nothing joins nothing`() {
    let silent: [String: Value] = ["disposition": .string("invalid")]
    let result = F.match([
      F.row(1, "阳光花园路灯坏了一个星期没有人来修。", silent),
      F.row(2, "阳光花园路灯坏了一个星期没有人来修。", silent), F.row(3, "", code: nil),
      F.row(4, "", code: nil),
    ])
    #expect(F.matters(result) == [1: 1, 2: 2, 3: 3, 4: 4])
    #expect(F.match([]).links.rowCount == 0)
  }

  @Test func `the order of rows changes nothing`() {
    var generator = SeededGenerator(seed: 5)
    let rows = Self.many()
    let expected = F.match(rows)
    for _ in 0..<3 { #expect(F.match(rows.shuffled(using: &generator)) == expected) }
  }

  @Test func `groups never hold two buildings of one compound`() {
    let rows = Self.many()
    let matters = F.matters(F.match(rows))
    var buildings: [Int64: Set<Int64>] = [:]
    for row in rows {
      guard case .int(let id) = row["request_id"] else { continue }
      if id % 3 != 0 { buildings[matters[id] ?? 0, default: []].insert(id % 3) }
    }
    #expect(buildings.values.allSatisfy { $0.count == 1 })
    #expect(Set(matters.values).count < rows.count)
  }

  /// Requests about two buildings of one compound, every third without a building.
  private static func many() -> [[String: Value]] {
    (1...40).map { (id: Int64) in
      let building = id % 3 == 0 ? "" : "\(id % 3)号楼"
      return F.row(
        id, day: Int32(id / 4), person: id % 11 + 1, "阳光花园\(building)的路灯第\(id)次坏了，没有人来修，晚上很黑。")
    }
  }
}
