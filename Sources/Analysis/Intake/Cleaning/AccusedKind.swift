/// Whom a complaint is about, as far as a name tells.
enum AccusedKind: String, CaseIterable, Sendable {
  case unit, staff, firm, person

  /// The kind that a name shows by its words; nil when it shows none.
  ///
  /// Staff comes before unit (城管局工作人员), and what is neither is a person when it is as short
  /// as a name.
  static func recognise(_ text: Span<UInt8>) -> AccusedKind? {
    if text.count == 0 { return nil }
    for (words, kind) in lists where words.contains(where: { UTF8Text.find($0, in: text) != nil }) {
      return kind
    }
    return text.count <= 12 ? .person : nil
  }

  private static func words(_ list: String) -> [[UInt8]] {
    list.split(separator: " ").map { Array($0.utf8) }
  }

  private static let lists: [([[UInt8]], AccusedKind)] = [
    (
      words(
        "工作人员 民警 交警 城管队员 执法人员 书记 主任 局长 所长 镇长 村长 科长 处长 院长 校长 老师 教师 医生 护士 队长 干部 法官 司机 职工 客服 协管员 辅警"
      ), .staff
    ),
    (
      words(
        "公司 企业 集团 工厂 超市 饭店 酒店 宾馆 餐厅 物业 商店 门市 商场 市场 药店 网吧 浴室 健身 培训 中介 工地 加工 作坊 KTV 驾校 幼儿园 汽修 快递 房产 开发商 银行 供电 营业厅 菜场 店"
      ), .firm
    ),
    (
      words(
        "局 委员会 办公室 政府 街道 居委 村委 社区 派出所 大队 中队 支队 法院 检察院 医院 学校 中学 小学 大学 管委会 指挥部 管理处 管理所 服务中心 中心 镇 乡 站 所 院 办"
      ), .unit
    ),
    (words("厂"), .firm),
  ]
}
