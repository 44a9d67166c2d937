import Classification
import Columns
import TestSupport

/// Texts of a few invented classes, whose words overlap.
struct InventedTexts {
  private static let classes: [(label: String, words: [String])] = [
    ("噪声", ["半夜施工", "打桩声", "机器轰鸣", "吵得睡不着", "噪音", "喇叭叫卖"]),
    ("路灯", ["路灯不亮", "一片漆黑", "灯杆歪了", "灯泡坏了", "照明", "夜里看不见路"]),
    ("供水", ["停水", "水压低", "水管漏水", "自来水发黄", "水表", "二次供水泵房"]),
    ("停车", ["乱停车", "占用车位", "堵住出口", "违停", "停车收费", "地锁"]),
  ]
  private static let fillers = ["您好", "小区门口", "请尽快处理", "已经好几天了", "打过电话没人管", "谢谢"]

  private var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  /// Rows with a title and a content; one in `noise` has a wrong label, 0 for none.
  mutating func data(rows: Int, noise: Int = 0) -> TrainingData {
    var titles = StringColumn()
    var contents = StringColumn()
    var labels = StringColumn()
    for row in 0..<rows {
      let own = Self.classes[row % Self.classes.count]
      titles.append("反映\(own.words.randomElement(using: &random) ?? "")的问题")
      var parts = (0..<3).map { _ in Self.fillers.randomElement(using: &random) ?? "" }
      parts.append(own.words.randomElement(using: &random) ?? "")
      parts.append(own.words.randomElement(using: &random) ?? "")
      parts.shuffle(using: &random)
      contents.append(parts.joined(separator: "，"))
      let isWrong = noise > 0 && row % noise == noise - 1
      labels.append(isWrong ? Self.classes[(row + 1) % Self.classes.count].label : own.label)
    }
    return TrainingData(texts: [titles, contents], labels: labels)
  }
}
