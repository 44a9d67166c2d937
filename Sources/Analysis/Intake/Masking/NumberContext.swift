/// What stands before a run of digits.
struct NumberContext {
  /// Capital letters touch it: `TZ180705000123` is a code, `TEL13800138000` is not.
  let isCode: Bool
  /// A word such as 工单号 stands before it.
  let isOrder: Bool
  /// A word such as 电话 stands near before it.
  let hasPhoneCue: Bool
  /// A word such as 电话 stands right before it.
  let hasPhoneCueBeside: Bool
  /// A word such as 卡号 stands near before it.
  let hasCardCue: Bool
  /// A word such as 卡号 stands right before it.
  let hasCardCueBeside: Bool

  init(_ text: Span<UInt8>, _ start: Int) {
    isCode = Self.touchesLetters(text, start)
    var cursor = start
    while cursor > 0, let length = Self.filler(text, before: cursor) { cursor &-= length }
    isOrder = Self.orderWords.contains { UTF8Text.has($0, before: cursor, in: text) }
    hasPhoneCueBeside = Self.phoneWords.contains { UTF8Text.has($0, before: cursor, in: text) }
    let window = text.extracting(max(0, start &- 30)..<start)
    hasPhoneCue = hasPhoneCueBeside || Self.contains(window, Self.phoneWords)
    hasCardCue = Self.contains(window, Self.cardWords)
    hasCardCueBeside =
      hasCardCue && Self.cardWords.contains { UTF8Text.has($0, before: cursor, in: text) }
  }

  /// Whether a unit of measure or money follows.
  func isMeasured(_ text: Span<UInt8>, _ end: Int) -> Bool {
    guard end < text.count else { return false }
    if text[end] == UInt8(ascii: "%") { return true }
    let (value, _) = UTF8Text.scalar(text, end)
    return Self.measures.contains(value)
  }

  private static func touchesLetters(_ text: Span<UInt8>, _ start: Int) -> Bool {
    var letter = start
    if letter > 0, text[letter &- 1] == UInt8(ascii: "-") { letter &-= 1 }
    let end = letter
    while letter > 0, (0x41...0x5a).contains(text[letter &- 1]) { letter &-= 1 }
    let count = end &- letter
    guard count >= 2, count <= 6 else { return false }
    if letter > 0, (0x61...0x7a).contains(text[letter &- 1]) { return false }
    return !contactLetters.contains { UTF8Text.has($0, before: end, in: text) }
  }

  private static func filler(_ text: Span<UInt8>, before end: Int) -> Int? {
    switch text[end &- 1] {
    case 0x20, UInt8(ascii: ":"), UInt8(ascii: "#"), UInt8(ascii: "("), UInt8(ascii: "+"),
      UInt8(ascii: "-"), UInt8(ascii: "\""):
      return 1
    default:
      return fillers.first { UTF8Text.has($0, before: end, in: text) }?.count
    }
  }

  private static func contains(_ window: Span<UInt8>, _ words: [[UInt8]]) -> Bool {
    guard window.count > 1 else { return false }
    let starts = starts
    for offset in 0..<(window.count &- 1)
    where starts[start(window[offset], window[offset &+ 1])] {
      for word in words where UTF8Text.has(word, at: offset, in: window) { return true }
    }
    return false
  }

  /// What words near a number start with, by their first two bytes.
  private static let starts: [Bool] = {
    var starts = [Bool](repeating: false, count: 1 << 12)
    for word in phoneWords + cardWords { starts[start(word[0], word[1])] = true }
    return starts
  }()

  private static func start(_ first: UInt8, _ second: UInt8) -> Int {
    Int(first & 0x0f) << 8 | Int(second)
  }

  private static func words(_ list: String) -> [[UInt8]] {
    list.split(separator: " ").map { Array($0.utf8) }
  }

  private static let fillers = words("： （ 为 是 “ 「 № 、 ，")
  private static let orderWords = words(
    "工单号 工单编号 编号 单号 件号 理号 流水号 案号 工单 文号 任务号 事项号 记录号 合同号 税号 订单 代码 编码 识别码 发票号码 批号 注册号 许可证号 备案号 设备号 网格号 杆号 表号 序列号 条码 密码 验证码 准考证号 报名号 学号"
  )
  private static let phoneWords = words(
    "电话 手机 联系方式 联系 号码 座机 固话 宅电 短号 来电 致电 回电 拨打 手机号 微信 Tel tel TEL phone Phone 电联 热线号")
  private static let cardWords = words("卡号 账号 帐号 银行卡 账户 帐户 存折")
  private static let contactLetters = words("TEL PHONE MOB CALL WX VX QQ DH SJ LX HM NO MOBILE")
  private static let measures = Set("元万亿米平吨公人个块股分度字次名年月日天岁斤克升倍位件条只头亩".unicodeScalars.map(\.value))
}
