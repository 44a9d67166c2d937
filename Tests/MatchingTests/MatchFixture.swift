import Columns
import Complaints
import Matching

/// Rows of `MatchRows.schema`, said shortly.
enum MatchFixture {
  static let taxonomy = Taxonomy(
    scheme: "T",
    categories: [
      category("010201", "路灯", "路灯不亮"), category("020101", "社保", "养老金待遇"),
      category("030101", "噪声污染", "施工夜间噪声"),
    ])

  static let gazetteer = Gazetteer([
    place("D1", "东湖区", "district", nil), place("D2", "西岭区", "district", nil, "22"),
    place("P1", "阳光花园", "compound", "1101"), place("P2", "翠湖雅居", "compound", "1101"),
    place("R1", "兴业路", "road", nil), place("R2", "人民路", "road", nil),
    place("H1", "城东医院", "hospital", "1101"),
  ])

  private static func category(_ code: String, _ level2: String, _ level3: String) -> Category {
    Category(
      scheme: "T", code: code, level1: "一级", level2: level2, level3: level3, definition: "",
      inScope: true, redirectTo: nil, urgency: .normal, defaultType: .complaint)
  }

  private static func place(
    _ id: String, _ name: String, _ kind: String, _ town: String?, _ district: String = "11"
  ) -> Place {
    Place(
      placeID: id, name: name, kind: kind, districtCode: district, townCode: town, aliases: [],
      longitude: nil, latitude: nil)
  }

  /// One row; `more` sets further columns.
  static func row(
    _ id: Int64, day: Int32 = 0, person: Int64? = nil, _ content: String,
    code: String? = "010201", _ more: [String: Value] = [:]
  ) -> [String: Value] {
    var row: [String: Value] = [
      "request_id": .int(id), "received_on": .int(Int64(20_000 + day)),
      "received_at": .int(Int64(20_000 + day) * CivilTime.day + id), "platform": .string("p"),
      "source": .string("hotline"), "source_record_id": .string("A\(id)"),
      "request_type": .string("complaint"), "disposition": .string("dispatch"),
      "access": .string("normal"), "content": .string(content), "district_code": .string("11"),
    ]
    row["person_id"] = .int(person ?? id + 1000)
    if let code {
      row["code"] = .string(code)
      row["level1"] = .string(String(code.prefix(2)))
      row["level2"] = .string(String(code.prefix(4)))
    }
    for (name, value) in more { row[name] = value }
    return row
  }

  static func batch(_ rows: [[String: Value]]) -> RecordBatch {
    var batch = RecordBatch(schema: MatchRows.schema)
    for row in rows { batch.appendRow(row) }
    return batch
  }

  static func match(_ rows: [[String: Value]], known: [[String: Value]] = []) -> MatchResult {
    MatterMatcher(taxonomy: taxonomy, gazetteer: gazetteer).match(
      known: batch(known), new: batch(rows), runID: "r")
  }

  /// The matter of each new request, by request.
  static func matters(_ result: MatchResult) -> [Int64: Int64] {
    Dictionary(
      uniqueKeysWithValues: zip(
        result.links.int64s("request_id").values, result.links.int64s("matter_id").values))
  }
}
