import Assignment
import Columns
import Complaints

@testable import Exchange

/// A small invented city and lines for it.
enum OutboxSample {
  static func unit(
    _ code: String, _ name: String, level: UnitLevel = .district, routeTo: String? = nil
  ) -> Unit {
    Unit(
      code: code, names: [.init(text: name, validFrom: nil, validTo: nil)], aliases: [],
      functionCode: String(code.prefix(2)), level: level, districtCode: "900101", townCode: nil,
      parent: nil, routeTo: routeTo, isAssignable: true, group: "", successor: nil)
  }

  static func release(
    _ id: String, _ field: String, _ rule: ReleaseRule, access: [Access] = [],
    code: String = "", kinds: [UnitLevel] = [], roles: [Role] = []
  ) -> ReleaseLine {
    ReleaseLine(
      rule: id, field: field, requestTypes: [], access: access, code: code, unitKinds: kinds,
      roles: roles, release: rule, basis: "法第\(id)条")
  }

  static let city = CityConfiguration(
    name: "临川市",
    taxonomy: Taxonomy(
      scheme: "T",
      categories: [
        Category(
          scheme: "T", code: "030301", level1: "交通", level2: "停车", level3: "违停",
          definition: "", inScope: true, redirectTo: nil, urgency: .normal,
          defaultType: .complaint)
      ]), crosswalk: [], lexicon: [],
    units: UnitRegister([
      unit("CG-1", "东山区城市管理局"), unit("JJ-1", "东山交警大队"),
      unit("DX-1", "中国电信东山分公司", level: .enterprise, routeTo: "DX-0"),
      unit("DX-0", "中国电信临川分公司", level: .enterprise), unit("XX-1", "../坏/名字"),
    ]), responsibilities: [],
    gazetteer: Gazetteer([
      Place(
        placeID: "1", name: "东山区", kind: "district", districtCode: "900101", townCode: nil,
        aliases: [], longitude: nil, latitude: nil)
    ]), limits: [],
    calendar: WorkCalendar(firstDay: 0, isWorkday: [], holidayNames: [], periods: []),
    releases: [
      release("1", "full_place", .release),
      release("2", "object_plate", .release, code: "0303", kinds: [.district], roles: [.lead]),
      release("3", "contact_phone", .viaHotline, kinds: [.enterprise]),
      release("4", "contact_phone", .release, roles: [.lead]),
      release("5", "contact_name", .release, kinds: [.district], roles: [.lead]),
      release("6", "room", .release),
    ], retentionDays: [:], fileHashes: [:])

  static let issuedAt = CivilTime.timestamp(
    CivilTime.days(year: 2026, month: 7, day: 1), hour: 2)

  static func line(
    _ id: Int64, unit: String = "CG-1", role: Role = .lead, access: Access = .normal,
    sections: OutboxSections = [.new, .open], title: String = "幸福路违停",
    content: String = "多辆汽车停在人行道上，行人只能走机动车道。", facts: [String: String] = [:],
    record: String = "202607010000123456"
  ) -> OutboxLine {
    OutboxLine(
      assignmentID: id,
      assignmentNo: ReferenceNumber.make(prefix: "JB", id: id, day: 20_635),
      matterNo: ReferenceNumber.make(prefix: "SX", id: id, day: 20_635), sourceRecordID: record,
      sections: sections, unitCode: unit, leadUnitCode: "CG-1", role: role, state: .unsigned,
      source: .hotline, requestType: .complaint, urgency: .normal, access: access, title: title,
      content: content, districtCode: "900101", townCode: nil, placeText: "幸福路〔门牌〕",
      code: "030301", basis: "派单目录 R030301-1", assignedAt: issuedAt,
      clocks: [
        AssignmentClock(
          clock: .sign, kind: .workHour, amount: 4, startedAt: issuedAt,
          dueAt: issuedAt + 10 * 3600 * CivilTime.second, isProvisional: false, ruleID: "L1"),
        AssignmentClock(
          clock: .close, kind: .workDay, amount: 5, startedAt: issuedAt,
          dueAt: issuedAt + 7 * CivilTime.day, isProvisional: false, ruleID: "L2"),
      ], requestCount: 3, personCount: 2, firstReceivedAt: issuedAt - CivilTime.day,
      lastReceivedAt: issuedAt - 3600 * CivilTime.second, round: 1, facts: facts)
  }
}
