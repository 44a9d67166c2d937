/// How a platform writes its records into a file.
protocol PlatformExport {
  /// The name of the file about a day; later parts of a large day count from 2.
  func fileName(day: Int32, part: Int) -> String
  /// The file's bytes.
  ///
  /// - Parameters:
  ///   - plans: The records to come, in the platform's order.
  ///   - record: Makes the record of a plan.
  func file(_ plans: [RequestPlan], day: Int32, record: (RequestPlan) -> Record) -> [UInt8]
}

extension Platform {
  /// How it writes its records.
  func export(_ world: World) -> any PlatformExport {
    switch self {
    case .taizhou: TaizhouExport(world: world)
    case .jingjiang: JingjiangExport(world: world)
    case .taixing: TaixingExport(world: world)
    case .xinghua: XinghuaExport(world: world)
    case .mailbox: MailboxExport(world: world)
    case .petition: PetitionExport(world: world)
    case .urbanManagement: UrbanManagementExport(world: world)
    case .urbanConstruction: UrbanConstructionExport(world: world)
    case .jingjiangMailbox: JingjiangMailboxExport(world: world)
    }
  }
}

extension Record {
  /// The answer to a call-back, in the words that most platforms share; nil before it.
  func satisfaction(_ dice: inout Dice) -> String? {
    guard isClosed, plan.handling != .invalid else { return nil }
    if plan.traits.contains(.unreachable) { return "未接通" }
    if plan.traits.contains(.discontent) {
      return dice.pick(["不满意", "不满意", "不满意", "非常不满意"])
    }
    return dice.pick(["满意", "非常满意", "满意", "基本满意", "满意", "未评价", "非常满意"])
  }

  /// How the call-back ended; nil before it.
  func visit(_ dice: inout Dice) -> String? {
    guard isClosed, plan.handling != .invalid else { return nil }
    if plan.traits.contains(.unreachable) { return "未接通" }
    return dice.chance(30) ? "拒访" : "有效回访"
  }

  /// One of a platform's words for the handling, in the order of `Handling`.
  func handlingWord(_ words: [String]) -> String {
    words[Int(plan.handling.rawValue)]
  }

  /// One of a platform's words for the state: waiting, working, answered, closed, returned,
  /// suspended, rejected.
  func statusWord(_ words: [String], _ dice: inout Dice) -> String {
    let waits = dice.chance(300)
    if plan.handling == .reject { return words[6] }
    if isClosed { return isDispatched ? words[3] : words[dice.chance(350) ? 2 : 3] }
    if plan.closedAfter < 0 && changedAt > receivedAt && dice.chance(200) { return words[5] }
    if isReturned { return words[dice.chance(500) ? 4 : 1] }
    return words[waits ? 0 : 1]
  }

  /// A time in a form, or a null.
  func time(_ time: Int64?, _ form: Stamp.Form, _ dice: inout Dice) -> String {
    guard let time else { return Dirt.null(&dice) }
    return Stamp.text(time, form)
  }
}

extension Channel {
  /// The word in hotlines' exports.
  var word: String {
    switch self {
    case .phone: "电话"
    case .website: "网站"
    case .wechat: "微信"
    case .weibo: "微博"
    case .app: "APP"
    case .province: "省12345平台转派"
    case .police: "110转办"
    }
  }
}
