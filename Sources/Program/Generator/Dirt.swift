/// What fields look like after years of typing, pasting and exporting.
enum Dirt {
  /// A null as people write it.
  static func null(_ dice: inout Dice) -> String {
    dice.chance(640) ? "" : dice.pick(["无", "/", "—", "-", "不详", "待确认", "null", "NULL"])
  }

  /// A value, or a null where there is none.
  static func field(_ value: String?, _ dice: inout Dice) -> String {
    guard let value, !value.isEmpty else { return null(&dice) }
    return value
  }

  /// A phone, mostly as it is; a damaged one is lost.
  static func phone(_ phone: String?, _ dice: inout Dice) -> String {
    guard let phone else { return null(&dice) }
    switch dice.below(200) {
    case 0, 1: return "+86 " + phone
    case 2, 3: return " " + phone
    case 4, 5:
      return String(phone.prefix(4)) + "-" + phone.dropFirst(4).prefix(3) + "-" + phone.suffix(4)
    case 6, 7:
      let wide = phone.utf8.map { Unicode.Scalar(UInt32($0) + 0xfee0) ?? " " }
      return String(String.UnicodeScalarView(wide))
    case 8, 9: return phone + ".0"
    case 10: return "1.4E+10"
    default: return phone
    }
  }

  /// A name, now and then with blanks in it or hidden behind a surname.
  static func name(_ name: String?, isMale: Bool, _ dice: inout Dice) -> String {
    guard let name else { return null(&dice) }
    switch dice.below(100) {
    case 0: return " " + name + " "
    case 1: return name.map(String.init).joined(separator: "\u{3000}")
    case 2...9: return String(name.prefix(1)) + (isMale ? "先生" : "女士")
    case 10, 11: return dice.pick(["匿名", "不愿透露", "未提供"])
    default: return name
    }
  }

  /// A district as clerks have written it over the years.
  static func district(_ town: Landscape.Town, _ dice: inout Dice) -> String {
    let district = town.district
    let isNewZone = ["凤凰街道", "寺巷街道", "明珠街道", "野徐镇"].contains(town.name)
    if district == 1 && isNewZone && dice.chance(700) {
      return dice.pick(["医药高新区", "医药高新区", "高新区", "泰州医药高新区"])
    }
    let name = Landscape.districtNames[district]
    switch dice.below(100) {
    case 0...9: return Landscape.districtShortNames[district]
    case 10...15: return "泰州市" + name
    case 16...18: return null(&dice)
    default: return name
    }
  }

  /// A town's name, its short form, or nothing.
  static func town(_ town: Landscape.Town, _ dice: inout Dice) -> String {
    switch dice.below(100) {
    case 0...6: town.shortName
    case 7...18: null(&dice)
    case 19, 20: "其他"
    default: town.name
    }
  }

  /// A category that the platform's clerk chose: sometimes a neighbour's, sometimes none.
  static func leaf(_ plan: RequestPlan, _ world: World, _ dice: inout Dice) -> Leaf? {
    let roll = dice.below(100)
    if roll < 4 { return nil }
    if roll < 10 {
      let near = Int(plan.leaf) + (dice.chance(500) ? 1 : -1)
      return world.leaves[min(max(near, 0), world.leaves.count - 1)]
    }
    return world.leaves[Int(plan.leaf)]
  }
}
