import Columns
import Complaints
import Testing

@testable import Assignment

@Suite struct RequestGuardTests {
  static let sut = RequestGuard(units: SampleCity.units, lexicon: [])

  struct Screened {
    let access: String?
    let kind: String?
    let codes: Set<String>
  }

  static func screen(
    _ content: String, title: String = "", type: String = "complaint", petition: String? = nil,
    access: String = "normal", district: String? = "900101", town: String? = nil
  ) -> Screened {
    var batch = SampleCity.requests(
      [(title, content, type, petition)], access: access, district: district, town: town)
    sut.screen(&batch)
    return Screened(
      access: batch.strings("access")[0], kind: batch.strings("accused_kind")[0],
      codes: Set(
        (batch.strings("accused_unit_code")[0] ?? "").split(separator: "|").map(String.init)))
  }

  @Test(arguments: [
    ("投诉东山区城市管理局不作为，占道经营多次反映没有处理。", "CG-900101"),
    ("投诉东山区城管局不作为。", "CG-900101"),  // abbreviation
    ("东山区行政执法局的人推诿扯皮，打了三次电话都说不归他们管。", "CG-900101"),  // old name
    ("投诉 东 山 区 城 管 局 不 作 为", "CG-900101"),  // blanks
    ("投诉东山区-城·管·局，不、作、为", "CG-900101"),  // punctuation
    ("投诉ＤＯＮＧ东山区城管局不作为", "CG-900101"),  // full-width letters before it
    ("投诉东山区城市官理局不作为", "CG-900101"),  // one wrong character
    ("投诉东山区成市管理局推诿", "CG-900101"),
    ("投訴東山區城管局不作為", "CG-900101"),  // traditional characters
    ("投诉东\u{200B}山区\u{FEFF}城管局不作为", "CG-900101"),  // invisible characters
    ("多次找东山区城管局，对方总是推脱不办。", "CG-900101"),  // turned to, and accused
    ("举报城管局工作人员收受摊贩好处费", "CG-900101"),  // city-wide name, the request says the district
    ("举报城管局工作人员收受摊贩好处费", "CG-9001"),
    ("投诉市房管局工作人员态度恶劣", "FGJ-9001"),  // a body that is no more
    ("举报东山公安分局民警打人", "GA-900101"),
    ("反映柳浪街道办推诿，至今不处理", "ZF-900101001"),
    ("柳浪街道不作为", "ZF-900101001"),  // a division's name that acts
  ])
  func `an accused unit is recognised however it is written`(text: String, code: String) {
    let result = Self.screen(text)
    #expect(result.access == "restricted")
    #expect(result.codes.contains(code), "\(result.codes)")
  }

  @Test(arguments: [
    ("举报村支书侵占集体土地款", "complaint"), ("投诉村委会账目不公开", "complaint"),
    ("举报某局局长受贿", "report"), ("社区书记优亲厚友，低保都给亲戚", "complaint"),
    ("派出所民警态度恶劣，不给立案", "complaint"), ("本地有黑恶势力保护伞", "report"),
    ("投诉居委会主任打人", "complaint"), ("城管队员暴力执法", "complaint"),
    ("要求追究执法人员失职责任", "complaint"), ("财政局推诿不给答复", "complaint"),
  ])
  func `staff and bodies that no register names are recognised`(text: String, type: String) {
    #expect(Self.screen(text, type: type).access == "restricted")
  }

  @Test(arguments: [
    "请城管局尽快处理店外经营。", "已向东山区城管局反映，没有回复，希望再派人看看。",
    "希望住建局督促物业维修电梯。", "东山区城管局门口有人乱停车。", "派出所旁边的路灯坏了。",
    "柳浪街道幸福路路面破损。", "东山区到处是垃圾没人清理。", "报警后民警到场劝离，摊贩又回来打人。",
    "物业不作为，电梯一直坏。", "咨询东山区公安分局上班时间，周末能不能办身份证？",
    "中国电信态度差，宽带修了三天没修好。", "感谢城管局工作人员及时清理垃圾。",
    "饭店店员态度恶劣，辱骂顾客。", "举报饭店油烟扰民。", "投诉邻居深夜唱歌。",
    "来电人此前已联系物业和社区，均未处理。", "食物腐败变质，要求市场监管部门查处。",
    "建议公安局在路口增设红绿灯。", "希望住建局管管物业，物业推诿扯皮。",
    "找城管局反映过，摊贩骂人。", "微信红包被骗，已到派出所报案。",
  ])
  func `a request that only names who should act stays open`(text: String) {
    let result = Self.screen(text)
    #expect(result.access == "normal", "\(result.codes) \(result.kind ?? "")")
  }

  @Test func `an accusation that stands only in the title counts`() {
    let result = Self.screen("详见附件。", title: "举报东山区城管局工作人员吃拿卡要")
    #expect(result.access == "restricted")
    #expect(result.codes.contains("CG-900101"))
    #expect(result.kind == "staff")
  }

  @Test func `several accused are all kept`() {
    let result = Self.screen("投诉东山区城管局不作为，东山区住建局推诿扯皮。")
    #expect(result.codes.isSuperset(of: ["CG-900101", "ZJ-900101"]))
    for unit in ["CG-900101", "ZJ-900101", "ZF-900101"] {
      #expect(Self.sut.isBarred(unit, accused: result.codes))
    }
    #expect(Self.sut.isBarred("CG-900101", accused: ["NY-900101|CG-900101"]))
  }

  @Test func `a denunciation is restricted whatever it says`() {
    #expect(Self.screen("见附件", petition: "检举控告").access == "restricted")
    #expect(Self.screen("见附件", petition: "揭发").access == "restricted")
    #expect(Self.screen("见附件", petition: "申诉求决").access == "normal")
  }

  @Test func `access is only ever raised`() {
    #expect(Self.screen("路灯坏了", access: "confidential").access == "confidential")
    #expect(Self.screen("举报局长受贿", access: "confidential").access == "restricted")
    #expect(Self.screen("路灯坏了", access: "restricted").access == "restricted")
  }

  @Test func `an enterprise is accused of offences, not of bad service`() {
    let offence = Self.screen("举报东山电信负责人收受回扣")
    #expect(offence.access == "restricted")
    #expect(offence.codes.contains("DX-900101"))
  }

  @Test(arguments: [
    ("CG-900101", "CG-900101", true), ("ZF-900101", "CG-900101", true),
    ("ZF-9001", "CG-900101", true), ("CG-900102", "CG-900101", false),
    ("ZJ-900101", "CG-900101", false),
    // Everything under an accused government.
    ("CG-900101", "ZF-900101", true), ("ZF-900101001", "ZF-900101", true),
    ("JJ-900101", "GA-9001", true), ("CG-900102", "ZF-900101", false),
    // The line of an accused city bureau.
    ("CG-900101", "CG-9001", true), ("CG-900102", "CG-9001", true),
    // History: who took over, and who was before.
    ("ZJ-9001", "FGJ-9001", true), ("FGJ-9001", "ZJ-9001", true),
    ("ZJ-900101", "FGJ-9001", true),
    // Who opens its mail, and whose mail it opens.
    ("DX-9001", "DX-900101", true), ("DX-900101", "DX-9001", true),
    ("NY-900101", "CG-900101", false), ("XX-1", "CG-900101", false), ("XX-1", "XX-1", true),
  ])
  func `who is barred`(unit: String, accused: String, expected: Bool) {
    #expect(Self.sut.isBarred(unit, accused: [accused]) == expected)
  }
}
