/// Names of places that no gazetteer has, known by their endings: 某某花园, 某某路, 某某有限公司.
enum OpenNames {
  /// Endings of names of compounds and firms; two characters before them make a name.
  static let endings = [
    "小区", "花园", "家园", "嘉园", "佳园", "花苑", "名苑", "佳苑", "雅苑", "嘉苑", "新苑", "新村", "公寓", "公馆", "华庭", "名邸",
    "华府", "御府", "府邸", "雅居", "新城", "庄园", "山庄", "名都", "豪庭", "豪园", "新寓", "学府", "名城", "华苑", "丽苑", "雅园",
    "有限公司", "公司", "修造船厂", "造船厂", "船厂", "厂", "合作社", "养殖场", "购物中心", "超市", "酒店", "幼儿园", "小学", "中学",
    "卫生院", "医院", "菜市场",
    "农贸市场", "广场", "大厦", "村", "府", "苑", "庭", "邸", "里",
  ]

  /// Words between a name and its ending that say what it does, not which it is: 某某船舶重工有限公司.
  static let trades: Set<[UInt32]> = Set(
    """
    造船 船舶 重工 精细 化工 化学 材料 塑业 塑料 置业 开发 地产 建筑 安装 建设 工程 劳务 网络 科技 信息 技术 汽车 销售
    服务 贸易 商贸 实业 集团 股份 物业 管理 投资 教育 咨询 培训 旅游 旅行 餐饮 食品 医药 制药 药业 电子 电器 电气 机械
    设备 制造 金属 制品 纺织 服装 服饰 家具 装饰 装潢 装修 设计 园林 绿化 环保 环境 能源 电力 水务 燃气 热力 供水 供热
    快递 速递 物流 运输 货运 客运 快运 码头 港务 农业 生态 养殖 种业 粮油 水产 饲料 纸业 印刷 包装 家政 人力 资源 保安
    传媒 文化 传播 广告 体育 健身 美容 美发 健康 医疗 器械 生物 租赁 经纪 房产 中介 担保 金融 保险 贷款 修造 责任 有限
    实验 中心 第一 第二 第三 初级 高级 人民 中医 妇幼 公交 混凝 搅拌 铸造 橡胶 喷涂 涂料 钢构 模具 电镀 印染 酿造 屠宰
    专业 橡塑 橡胶 水泥 沥青 石材 木业 门窗 玻璃 五金 轮胎 电缆 电池 光伏 养老 家居 商业 运营 发展
    """.split { " \n".contains($0) }.map { $0.unicodeScalars.map(\.value) })

  /// With these after it, 村 is no village's name: 找过村里, 压坏村路.
  static let afterVillage: Set<UInt32> = Set("里路道上头口干".unicodeScalars.map(\.value))
  /// With these before it, 里 ends no name: 家里, 公里, 手里.
  static let beforeLane: Set<UInt32> = Set(
    "家村店屋车手夜心院校厂公这那楼道房城河水地群局会路区园厅箱池沟洞田".unicodeScalars.map(\.value))
  /// What may stand between a road's name and its ending: 济川东路.
  static let directions: Set<UInt32> = Set("东西南北中".unicodeScalars.map(\.value))
  /// With these before it, 路 or 街 is no road's ending: 马路, 公路, 电路, 走路.
  static let beforeRoad: Set<UInt32> = Set(
    "马公道铁跑思网电水管半走修让拦堵条小条出上下岔干线过带问失沿顺大步古老逛摆占扫环高".unicodeScalars.map(\.value))

  /// Characters of which no name is made: with one before an ending, it is none.
  static let functionWords: Set<UInt32> = Set(
    "过找出叫往进哪政的在是了我你他她它们这那有个某各该及为把被就还让说去来给要问请每从到住本全整同几两一二三四五六七八九十多些最不没里外边近旁所区县镇乡市个"
      .unicodeScalars.map(\.value))

  /// Endings of names of roads.
  static let roadEndings = ["路", "大道", "大街", "街", "巷"]

  /// Where the name before an ending starts: trades are skipped, then two characters make a name,
  /// of villages three where they can.
  static func nameStart(
    _ text: Span<UInt8>, before ending: Int, from first: Int
  ) -> Int? {
    var start = ending
    while start - 6 >= first, let a = ideograph(text, start - 6),
      let b = ideograph(text, start - 3),
      trades.contains([a, b])
    {
      start -= 6
    }
    guard start - 6 >= first, isName(text, start - 3), isName(text, start - 6) else { return nil }
    if ideograph(text, ending) == 0x91CC, let last = ideograph(text, start - 3),
      beforeLane.contains(last)
    {
      return nil
    }
    let isVillage = ideograph(text, ending) == 0x6751
    if isVillage, ending + 5 < text.count, let next = ideograph(text, ending + 3),
      afterVillage.contains(next)
    {
      return nil
    }
    return isVillage && start - 9 >= first && isName(text, start - 9) ? start - 9 : start - 6
  }

  /// Where the name before a road's ending starts: two characters, and a direction after them.
  static func roadStart(
    _ text: Span<UInt8>, before ending: Int, from first: Int
  ) -> Int? {
    var start = ending
    if start - 9 >= first, let last = ideograph(text, start - 3),
      directions.contains(last)
    {
      start -= 3
    }
    guard start - 6 >= first, let last = ideograph(text, start - 3), isName(text, start - 3),
      isName(text, start - 6), !beforeRoad.contains(last)
    else { return nil }
    return start - 6
  }

  /// The ideograph at an offset.
  private static func ideograph(_ text: Span<UInt8>, _ offset: Int) -> UInt32? {
    let scalar = PlaceContext.han(at: offset, in: text)
    return scalar == 0 ? nil : scalar
  }

  /// Whether an ideograph that a name may have stands at an offset.
  private static func isName(_ text: Span<UInt8>, _ offset: Int) -> Bool {
    ideograph(text, offset).map { !functionWords.contains($0) } ?? false
  }
}
