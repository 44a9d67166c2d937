/// The units, and which of them may rightly get a matter.
struct Offices: Sendable {
  /// What the truth says about a leaf.
  private struct Duty {
    let functions: [String]
    let level: String
  }

  private let offices: [Office]
  private let byCode: [String: Int]
  private let duties: [Duty?]

  init(resources: GeneratorResources, leafIndex: [String: Int]) {
    offices = TabTable(resources.units).rows.map { row in
      Office(
        code: row[0], name: row[1],
        oldNames: row[2].split(separator: "|").map(String.init),
        shortNames: row[3].split(separator: "|").map(String.init))
    }
    byCode = Dictionary(uniqueKeysWithValues: offices.enumerated().map { ($1.code, $0) })
    var duties: [Duty?] = Array(repeating: nil, count: leafIndex.count)
    for row in TabTable(resources.truthUnits).rows where row[1] != "-" {
      guard let leaf = leafIndex[row[0]] else {
        preconditionFailure("units of the unknown leaf \(row[0])")
      }
      duties[leaf] = Duty(functions: row[1].split(separator: "|").map(String.init), level: row[2])
    }
    self.duties = duties
  }

  /// The codes of the units that may rightly lead a matter, best first; none where nobody here may.
  func acceptable(leaf: Int, town: Landscape.Town) -> [String] {
    guard let duty = duties[leaf] else { return [] }
    var codes: [String] = []
    let district = Landscape.districtCodes[town.district]
    let isCounty = town.district >= 3
    for function in duty.functions {
      if function == "ZF" || duty.level == "镇" {
        codes.append("ZF-" + town.code)
        if function == "ZF" { continue }
      }
      let own = function + "-" + district
      let city = function + "-3212"
      let hasOwn = byCode[own] != nil
      let hasCity = byCode[city] != nil
      switch duty.level {
      case "市":
        if hasCity && !(isCounty && hasOwn) { codes.append(city) }
        if hasOwn { codes.append(own) }
        if hasCity && isCounty && hasOwn { codes.append(city) }
      case "企业", "垂管":
        if hasOwn { codes.append(own) }
        if hasCity { codes.append(city) }
      default:
        codes.append(hasOwn ? own : city)
      }
    }
    var seen: Set<String> = []
    return codes.filter { seen.insert($0).inserted }
  }

  /// A unit's name as a clerk writes it: mostly today's, at times an abbreviation or the one of before 2019.
  func written(_ code: String, town: Landscape.Town, _ dice: inout Dice) -> String {
    guard let index = byCode[code] else { return town.name + (dice.chance(300) ? "" : "人民政府") }
    let office = offices[index]
    let roll = dice.below(100)
    if roll < 6, !office.oldNames.isEmpty { return dice.pick(office.oldNames) }
    if roll < 20, !office.shortNames.isEmpty { return dice.pick(office.shortNames) }
    return office.name
  }
}
