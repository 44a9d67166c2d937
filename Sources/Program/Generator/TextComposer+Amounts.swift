internal import Columns

extension TextComposer {
  /// Writes a time, a span, a sum or a number as people of the fold say it.
  mutating func writeAmount(_ slot: Slot) {
    let isA = plan.fold == .a
    switch slot {
    case .since: put(since(isA))
    case .hour: put(hour(isA))
    case .days: put(pick(isA ? Self.daysA : Self.daysB, voice))
    case .times: put(pick(isA ? Self.timesA : Self.timesB, voice))
    case .money: put(money(isA))
    case .age: put(isA ? "\(60 + below(25, voice))" : Self.numeral(60 + below(25, voice)))
    case .few: put(isA ? "\(2 + below(5, voice))" : Self.numeral(2 + below(5, voice)))
    default: writeCount(isA)
    }
  }

  private mutating func writeCount(_ isA: Bool) {
    let number =
      bytes.hasSuffix(Self.thisYear)
      ? 50 + below(28, voice)
      : bytes.hasSuffix(Self.ordinal) ? 2 + below(4, voice) : 2 + below(28, voice)
    put(isA || chance(500, voice) ? "\(number)" : Self.numeral(number))
  }

  /// When it began; for what breaks suddenly, a day or two ago.
  private mutating func since(_ isA: Bool) -> String {
    let level1 = world.leaves[Int(plan.leaf)].code.prefix(2)
    if level1 == "08" {
      return pick(isA ? Self.justNowA : Self.justNowB, voice)
    }
    let (year, month, day) = CivilTime.date(plan.day - Int32(8 + below(80, voice)))
    return switch below(isA ? 6 : 7, voice) {
    case 0: isA ? "\(month)月\(day)日" : "\(month)月\(day)号"
    case 1: isA ? "\(month)月初" : "\(Self.numeral(month))月头上"
    case 2: isA ? "\(month)月中旬" : "\(Self.numeral(month))月里"
    case 3: isA ? "上个月" : "上个月头"
    case 4: isA ? "上周" : "上个礼拜"
    case 5: isA ? "\(year)年\(month)月" : "大前天"
    default: "前一阵子"
    }
  }

  /// An hour; with the part of the day where the sentence has not said it.
  private mutating func hour(_ isA: Bool) -> String {
    let level1 = world.leaves[Int(plan.leaf)].code.prefix(2)
    let isDay = level1 == "06" || level1 == "07" || level1 == "11"
    let hour = isDay ? 8 + below(9, voice) : 19 + below(8, voice)
    let clock = hour % 12 == 0 ? 12 : hour % 12
    let number = isA ? "\(clock)点" : Self.numeral(clock) + "点"
    if Self.partsOfDay.contains(where: { bytes.hasSuffix($0) }) {
      return number + (chance(300, voice) ? "多" : "")
    }
    let part =
      hour < 12
      ? (isA ? "上午" : "上昼")
      : hour < 18 ? (isA ? "下午" : "下昼") : hour < 24 ? (isA ? "晚上" : "夜里") : (isA ? "凌晨" : "后半夜")
    return part + number + (chance(250, voice) ? "多" : "")
  }

  /// A sum of the size that the leaf's disputes are about.
  private mutating func money(_ isA: Bool) -> String {
    var dice = Dice(plan.matterSeed, 33)
    let code = world.leaves[Int(plan.leaf)].code
    let group = code.prefix(4)
    let scale =
      Self.largeSums.contains(String(group))
      ? 10_000 : Self.smallSums.contains(String(group)) ? 10 : 300
    let sum = (1 + dice.below(30)) * scale + (dice.chance(400) ? dice.below(9) * scale / 10 : 0)
    if sum >= 10_000 {
      let tenth = sum % 10_000 / 1000
      let whole = sum / 10_000
      if isA { return tenth == 0 ? "\(whole)万元" : "\(whole).\(tenth)万元" }
      return tenth == 0 ? Self.numeral(whole) + "万块" : "\(whole)万\(Self.numeral(tenth))"
    }
    if isA { return "\(sum)元" }
    if sum >= 1000 && sum % 1000 == 0 { return Self.numeral(sum / 1000) + "千块" }
    if sum >= 100 && sum % 100 == 0 && sum < 1000 { return Self.numeral(sum / 100) + "百块" }
    return "\(sum)块"
  }

  /// A number below 100 in Chinese numerals.
  static func numeral(_ number: Int) -> String {
    let digits = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
    if number < 10 { return digits[number] }
    if number >= 100 { return "\(number)" }
    let tens = number / 10 == 1 ? "十" : digits[number / 10] + "十"
    return number % 10 == 0 ? tens : tens + digits[number % 10]
  }

  private static let largeSums: Set<String> = [
    "0202", "0203", "0205", "0206", "0601", "1101", "1104", "1105", "1201", "1203", "0904",
  ]
  private static let smallSums: Set<String> = [
    "0303", "0302", "0501", "0804", "0301", "0402", "0801", "0504", "0607", "0805",
  ]
  private static let justNowA = ["昨晚", "今早", "昨天下午", "前天", "今天上午", "昨日凌晨"]
  private static let justNowB = ["昨儿夜里", "一大早", "今儿早上", "前天下昼", "昨天吃晚饭时", "今天天没亮"]
  private static let daysA = ["3天", "5天", "一周", "10天", "半个月", "20多天", "一个月", "近40天"]
  private static let daysB = ["好几天", "三四天", "个把礼拜", "六七天", "十来天", "小半个月", "两个礼拜", "个把月"]
  private static let timesA = ["2次", "3次", "5次", "多次", "4次", "两次"]
  private static let timesB = ["三四回", "好几趟", "五六趟", "两三回", "三趟", "好多回"]
  private static let thisYear = Array("今年".utf8)
  private static let ordinal = Array("第".utf8)
  private static let partsOfDay: [[UInt8]] = [
    "傍晚", "晚上", "每晚", "夜里", "半夜", "凌晨", "下午", "上午", "早上", "中午",
  ].map { Array($0.utf8) }
}
