internal import Complaints

/// Which word of our vocabulary a source's word most likely means.
struct VocabularyWords: Sendable {
  /// Our word for a source's word under a target that takes words by a map.
  ///
  /// - Parameter text: The source's word, cleaned.
  static func word(_ text: String, for target: Target) -> String? {
    guard let lists = lists[target] else { return nil }
    let key = text.lowercased().filter { $0 != " " }
    for (word, list) in lists where list.contains(where: { $0 == key }) { return word }
    // Longer words decide before shorter ones: 不予受理 holds 受理.
    var best: (word: String, length: Int)?
    for (word, list) in lists {
      for part in list where part.utf8.count >= 6 || part.utf8.first.map({ $0 < 0x80 }) == true {
        guard part.utf8.count >= 5, key.contains(part), part.utf8.count > best?.length ?? 0 else {
          continue
        }
        best = (word, part.utf8.count)
      }
    }
    return best?.word
  }

  /// What a target's map says of words that it does not know and of empty cells.
  static func rest(_ target: Target) -> (other: String, empty: String?) {
    switch target {
    case .requestType: ("other", "other")
    case .urgency: ("elevated", "normal")
    case .status: ("processing", "received")
    case .disposition: ("dispatch", "dispatch")
    case .origin: ("citizen", "citizen")
    default: ("", nil)
    }
  }

  /// The words of a target's vocabulary with their Chinese labels.
  static func labels(_ target: Target) -> [(label: String, word: String)] {
    func all<Word: CodeWord>(_: Word.Type) -> [(label: String, word: String)] {
      Word.allCases.map { (label: $0.label, word: $0.rawValue) }
    }
    return switch target {
    case .requestType: all(RequestType.self)
    case .urgency: all(Urgency.self)
    case .status: all(RequestStatus.self)
    case .disposition: all(Disposition.self)
    default: all(Origin.self)
    }
  }

  private static func words(_ text: String) -> [String] {
    text.split(separator: " ").map { $0.lowercased() }
  }

  private static let lists: [Target: [(word: String, list: [String])]] = [
    .requestType: [
      ("consultation", words("咨询 咨询类 政策咨询 consultation inquiry question information")),
      ("help", words("求助 求助类 求决 求决类 诉求 help")),
      ("complaint", words("投诉 投诉类 申诉 申诉求决 complaint")),
      ("report", words("举报 举报类 检举 揭发 检举控告 揭发控告 report")),
      ("suggestion", words("建议 建议类 意见 意见建议 建议意见 谏言 建言 suggestion")),
      ("praise", words("表扬 表扬类 感谢 感谢信 praise compliment")),
      ("other", words("其他 其他类 其它 other")),
    ],
    .urgency: [
      ("normal", words("一般 普通 正常 常规 平 平件 三级 低 normal low medium")),
      ("elevated", words("较急 加急 急 急件 二级 中 elevated high")),
      ("urgent", words("紧急 特急 特急件 应急 重大 重大紧急 一级 高 urgent critical emergency")),
    ],
    .status: [
      (
        "received",
        words(
          "待签收 待接收 未签收 待受理 待办 待立案 待处置 待审查 待审核 待派单 待分派 已受理 新建 登记 received new open unassigned")
      ),
      (
        "processing",
        words(
          "办理中 处理中 在办 处置中 待处理 流转中 已派单 已签收 正在办理 未办结 已转办 processing assigned inprogress started pending"
        )
      ),
      ("answered", words("已答复 已反馈 已回复 待核查 待回访 已处理 待结案 处置完成 answered responded resolved")),
      ("closed", words("已办结 办结 已结案 结案 已完成 已归档 归档 已关闭 办理完成 closed completed complete done")),
      ("returned", words("退单 退回 退办 已退回 已退单 returned")),
      ("suspended", words("挂账 挂起 暂缓 暂停 延期 suspended onhold")),
      ("rejected", words("不予受理 不受理 作废 撤销 已作废 不再受理 rejected cancelled canceled invalid")),
    ],
    .disposition: [
      ("direct", words("直接答复 在线答复 当场答复 直办 直接办结 直接解答 即时答复 direct")),
      ("dispatch", words("派单办理 派单 交办 转送 直接办理 派遣 下派 分派 转派 承办 dispatch assign")),
      ("transfer", words("转县级平台 转省平台 上转 转办 转省 转县 移送 transfer")),
      ("emergency", words("转110/119/120/122 转应急 应急转接 转110 转119 转120 三方通话 emergency")),
      ("guide", words("引导法定途径 引导 法定途径 告知引导 guide")),
      ("reject", words("不予受理 不受理 不再受理 reject")),
      ("urge", words("催办补充 催办 催单 补充 urge")),
      ("invalid", words("无效 无效电话 骚扰 空号 误拨 invalid")),
      ("transit", words("流转中 流转 在途 transit")),
    ],
    .origin: [
      ("inspector", words("监督员上报 监督员 采集员上报 巡查 巡查上报 网格员上报 inspector")),
      ("citizen", words("公众举报 市民 市民来电 电话 网站 微信 微博 app 来电 来信 走访 信函 phone wechat web citizen")),
      ("enterprise", words("企业 企业诉求 enterprise")),
      ("video", words("视频发现 视频 视频巡查 智能抓拍 video")),
      ("leader", words("领导批示 领导交办 leader")),
      ("media", words("媒体曝光 媒体 舆情 media")),
      ("other_system", words("12345 12345转办 省平台转派 省12345平台转派 110转办 其他系统 other_system")),
    ],
  ]

  /// The targets whose words are known by themselves.
  static let targets: [Target] = [.requestType, .urgency, .status, .disposition]

  /// Words that mean yes, and those that mean no, for a header that asks for secrecy.
  static func flag(_ text: String, header: String) -> Bool? {
    let yes = ["是", "1", "true", "y", "yes", "保密", "要求保密", "不公开", "匿名"]
    let no = ["否", "0", "false", "n", "no", "不保密", "公开", "无需保密"]
    let key = text.lowercased()
    if ["保密", "不保密", "公开", "不公开", "要求保密", "无需保密", "匿名"].contains(key) {
      return yes.contains(key)
    }
    guard yes.contains(key) || no.contains(key) else { return nil }
    // 是否公开: yes there means not secret.
    let asksForOpenness = header.contains("公开") || header.lowercased().contains("public")
    return yes.contains(key) != asksForOpenness
  }
}
