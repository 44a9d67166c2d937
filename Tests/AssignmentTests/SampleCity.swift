import Columns
import Complaints

@testable import Assignment

/// A small invented city with the kinds of units that a real one has.
enum SampleCity {
  static func unit(
    _ code: String, _ names: [String], aliases: [String] = [], level: UnitLevel = .district,
    district: String? = "900101", town: String? = nil, parent: String? = nil,
    routeTo: String? = nil, assignable: Bool = true, successor: String? = nil, renamed: Int32? = nil
  ) -> Unit {
    let function = String(code.prefix { $0 != "-" })
    var list: [Unit.Name] = []
    for (index, name) in names.enumerated() {
      list.append(
        Unit.Name(
          text: name, validFrom: index == 0 ? nil : renamed,
          validTo: index == names.count - 1 ? nil : renamed.map { $0 - 1 }))
    }
    return Unit(
      code: code, names: list, aliases: aliases, functionCode: function, level: level,
      districtCode: district, townCode: town, parent: parent, routeTo: routeTo,
      isAssignable: assignable, group: "", successor: successor)
  }

  static let units = UnitRegister([
    unit("ZF-9001", ["临川市人民政府"], level: .city, district: nil, assignable: false),
    unit("ZF-900101", ["东山区人民政府"], aliases: ["东山区", "东山区政府"], parent: "ZF-9001"),
    unit(
      "ZF-900102", ["西河区人民政府"], aliases: ["西河区", "西河区政府"], district: "900102", parent: "ZF-9001"),
    unit(
      "ZF-900101001", ["东山区柳浪街道办事处"], aliases: ["柳浪街道", "柳浪街道办"], level: .town,
      town: "900101001", parent: "ZF-900101"),
    unit(
      "ZF-900101002", ["东山区碧溪镇人民政府"], aliases: ["碧溪镇", "碧溪镇政府"], level: .town,
      town: "900101002", parent: "ZF-900101"),
    unit(
      "CG-9001", ["临川市城市管理局"], aliases: ["城管局", "市城管局", "城管", "临川市行政执法局"],
      level: .city, district: nil, parent: "ZF-9001"),
    unit(
      "CG-900101", ["东山区行政执法局", "东山区城市管理局"], aliases: ["东山区城管局", "东山城管"],
      parent: "ZF-900101", renamed: 17_897),
    unit(
      "CG-900102", ["西河区城市管理局"], aliases: ["西河区城管局"], district: "900102",
      parent: "ZF-900102"),
    unit("GA-9001", ["临川市公安局"], aliases: ["市公安局"], level: .city, district: nil, parent: "ZF-9001"),
    unit("GA-900101", ["临川市公安局东山分局"], aliases: ["东山公安分局"], parent: "GA-9001"),
    unit(
      "JJ-900101", ["临川市公安局交通警察支队东山大队"], aliases: ["东山交警大队"], parent: "GA-900101"),
    unit(
      "ZJ-9001", ["临川市住房和城乡建设局"], aliases: ["市住建局", "住建局"], level: .city, district: nil,
      parent: "ZF-9001"),
    unit("ZJ-900101", ["东山区住房和城乡建设局"], aliases: ["东山区住建局"], parent: "ZF-900101"),
    unit(
      "FGJ-9001", ["临川市房产管理局"], aliases: ["市房管局", "房管局"], level: .city, district: nil,
      parent: "ZF-9001", assignable: false, successor: "ZJ-9001"),
    unit("ZR-9001", ["临川市自然资源和规划局"], level: .city, district: nil, parent: "ZF-9001"),
    unit("ZR-900101", ["临川市自然资源和规划局东山分局"], parent: "ZR-9001"),
    unit(
      "ZS-9001", ["临川市数据局"], aliases: ["市行政审批局"], level: .city, district: nil, parent: "ZF-9001"),
    unit("DX-9001", ["中国电信临川分公司"], aliases: ["电信公司"], level: .enterprise, district: nil),
    unit(
      "DX-900101", ["中国电信东山分公司"], aliases: ["东山电信"], level: .enterprise,
      parent: "DX-9001", routeTo: "DX-9001"),
    unit("NY-900101", ["东山区农业农村局"], parent: "ZF-900101"),
  ])

  static func requests(
    _ rows: [(title: String, content: String, type: String, petition: String?)],
    access: String = "normal", district: String? = "900101", town: String? = nil
  ) -> RecordBatch {
    var batch = RecordBatch(schema: Tables.requests.schema)
    for (index, row) in rows.enumerated() {
      batch.appendRow([
        "request_id": .int(Int64(index)), "title": .string(row.title),
        "content": .string(row.content), "request_type": .string(row.type),
        "petition_kind": .text(row.petition), "access": .string(access),
        "district_code": .text(district), "town_code": .text(town),
      ])
    }
    return batch
  }
}
