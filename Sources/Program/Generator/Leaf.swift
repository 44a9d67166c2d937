/// A leaf of the taxonomy, and how often and where people ask about it.
struct Leaf: Sendable {
  let code: String
  let level1: String
  let level2: String
  let name: String
  let type: RequestKind
  let urgency: Urgency
  /// Whether a city's authorities are there for it at all.
  let isInScope: Bool
  /// What it may be at; empty where it is about no place.
  let anchors: [SiteKind]
  /// Whether different people may ask about one cause.
  let isShared: Bool
  /// How often it comes in, by kind of platform.
  let weights: [Double]
  /// Its class by GB/T 30428.2-2013 and by CJ/T 214-2007: `01-10 暴露垃圾`, `B` before a part's.
  let standard2013: String
  let standard2007: String
  let season: Season
  /// What the names of its firms, shops, schools and hospitals have in them.
  let trades: [SiteKind: [String]]

  /// Whether it is a call about nothing: silence, abuse, a wrong number.
  var isIdle: Bool { code.hasPrefix("1204") }

  /// Whether its very subject is what a unit or an official has done.
  var isAboutUnits: Bool { ["110201", "110202", "120103"].contains(code) }

  /// All leaves, in the order of their codes.
  static func all(_ resources: GeneratorResources) -> [Leaf] {
    TabTable(resources.leaves).rows.map { row in
      var trades: [SiteKind: [String]] = [:]
      for part in row[17].split(separator: ";") {
        let pair = part.split(separator: ":")
        guard let kind = SiteKind(word: String(pair[0])) else {
          preconditionFailure("a trade of the unknown kind \(pair[0])")
        }
        trades[kind] = pair[1].split(separator: "|").map(String.init)
      }
      return Leaf(
        code: row[0], level1: row[1], level2: row[2], name: row[3], type: RequestKind(word: row[4]),
        urgency: Urgency(word: row[5]), isInScope: row[6] == "1", anchors: SiteKind.kinds(row[7]),
        isShared: row[8] == "1",
        weights: [row[9], row[10], row[11], row[13], row[12]].map { Double($0) ?? 0 },
        standard2013: row[14], standard2007: row[15], season: Season(row[16]), trades: trades)
    }
  }
}
