internal import Columns
internal import Complaints

/// Turns lines into rows: names for codes, and of the vault's facts only what may go out.
struct OutboxRowMaker: Sendable {
  let city: CityConfiguration
  let policy: ReleasePolicy
  let day: Int32

  init(city: CityConfiguration, issuedAt: Int64) {
    self.city = city
    policy = ReleasePolicy(city.releases)
    day = CivilTime.day(of: issuedAt)
  }

  func row(_ line: OutboxLine, receiver: String) -> OutboxRow {
    let level = city.units[receiver]?.level ?? .enterprise
    var releases: [(field: String, rule: String, basis: String)] = []
    func fact(_ field: String) -> (value: String?, viaHotline: Bool) {
      guard let value = line.facts[field], !value.isEmpty else { return (nil, false) }
      let decision = policy.decide(field, for: line, receiver: level)
      guard decision.release == .release, let rule = decision.rule else {
        return (nil, decision.release == .viaHotline)
      }
      releases.append((field, rule.rule, rule.basis))
      return (value, false)
    }
    var place = fact("full_place").value ?? line.placeText
    if let room = fact("room").value { place += " " + room }
    let objects = ReleasePolicy.objectFields.compactMap { field, label in
      fact(field).value.map { "\(label)：\($0)" }
    }
    let name = fact("contact_name")
    let phone = fact("contact_phone")
    var contact: OutboxRow.Contact?
    if name.value != nil || phone.value != nil {
      let basis = releases.first { $0.field.hasPrefix("contact_") }?.basis ?? ""
      contact = .init(name: name.value ?? "", phone: phone.value ?? "", basis: basis)
    }
    let isLead = line.role == .lead
    return OutboxRow(
      line: line, receiver: receiver,
      leadName: city.units[line.leadUnitCode]?.name(on: day) ?? line.leadUnitCode,
      categoryPath: categoryPath(line.code),
      district: line.districtCode.map(city.gazetteer.divisionName) ?? "",
      town: line.townCode.map(city.gazetteer.divisionName) ?? "", place: place,
      object: objects.joined(separator: "；"), title: line.title,
      content: isLead ? line.content : "（协办：诉求内容由主办单位掌握，请按主办单位要求配合）",
      secrecy: secrecy(line, hasContact: contact != nil, viaHotline: phone.viaHotline),
      contact: contact, releases: releases)
  }

  private func categoryPath(_ code: String?) -> String {
    guard let code, let leaf = city.taxonomy[code] else { return "待定" }
    return "\(leaf.level1)/\(leaf.level2)/\(leaf.level3)"
  }

  private func secrecy(_ line: OutboxLine, hasContact: Bool, viaHotline: Bool) -> String {
    if line.access != .normal { return "诉求人要求保密：不得打听、透露诉求人信息" }
    if line.role == .support { return "" }
    if hasContact { return "联系方式见联系单，仅限办理本件使用" }
    return viaHotline ? "联系诉求人请拨12345，由热线转接" : ""
  }
}
