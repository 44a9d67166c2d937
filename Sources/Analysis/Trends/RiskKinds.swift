internal import Complaints

/// What kind of danger a word of the lexicon stands for.
struct RiskKinds: Sendable {
  private let codes: [String: String]

  /// Reads the lexicon's rules whose codes start with `risk:`; the first rule with a word wins.
  init(_ lexicon: [LexiconRule]) {
    var codes: [String: String] = [:]
    for rule in lexicon where rule.code.hasPrefix("risk:") {
      for word in rule.any where codes[word] == nil {
        codes[word] = String(rule.code.dropFirst("risk:".count))
      }
    }
    self.codes = codes
  }

  /// The kind of danger of a word, as people read it; the word itself where it is unknown.
  func label(of word: String) -> String { Self.labels[codes[word] ?? ""] ?? codes[word] ?? word }

  private static let labels = [
    "suicide": "自杀轻生", "collective": "集体上访与聚集", "explosion": "爆炸", "gas_leak": "燃气与毒气泄漏",
    "threat": "威胁报复", "minor_harm": "未成年人受害", "extreme": "极端行为", "collapse": "坍塌与塌陷",
    "fire": "火灾", "poisoning": "中毒", "electric": "触电", "casualty": "人员伤亡", "water": "饮水安全",
    "pollution": "环境突发", "epidemic": "疫情", "wage_crowd": "讨薪聚集", "flood": "洪涝",
  ]
}
