/// The city: its districts, towns, roads, rivers, and the invented things that stand in them.
struct Landscape: Sendable {
  /// A town or street.
  struct Town: Sendable {
    let code: String
    let name: String
    let shortName: String
    let district: Int
    let weight: Double
    let longitude: Double
    let latitude: Double
  }

  /// A thing with a name.
  struct Spot: Sendable {
    let name: String
    let town: UInt8
    /// Nil for what is really there, which both folds may use.
    let fold: Fold?
  }

  /// The districts' codes, in the order of their indexes.
  static let districtCodes = ["321202", "321203", "321204", "321281", "321282", "321283"]
  /// The districts' names.
  static let districtNames = ["海陵区", "高港区", "姜堰区", "兴化市", "靖江市", "泰兴市"]
  /// The districts' names as people say them.
  static let districtShortNames = ["海陵", "高港", "姜堰", "兴化", "靖江", "泰兴"]

  /// All towns.
  let towns: [Town]
  /// The things of each kind.
  let spots: [[Spot]]
  private let townsOfDistrict: [[Int]]
  private let townWeights: [[Double]]
  private let choices: [[Int32]]
  private let townChoices: [[Int32]]

  init(resources: GeneratorResources) {
    let table = TabTable(resources.towns)
    let towns = table.rows.map { row in
      Town(
        code: row[0], name: row[1], shortName: row[4],
        district: Self.districtCodes.firstIndex(of: row[2]) ?? 0,
        weight: Double(row[5]) ?? 1, longitude: Double(row[6]) ?? 0, latitude: Double(row[7]) ?? 0)
    }
    self.towns = towns
    townsOfDistrict = (0..<6).map { district in
      towns.indices.filter { towns[$0].district == district }
    }
    townWeights = townsOfDistrict.map { indexes in
      var total = 0.0
      return indexes.map { index in
        total += towns[index].weight
        return total
      }
    }
    var spots: [[Spot]] = Array(repeating: [], count: SiteKind.allCases.count)
    let things =
      Self.things(TabTable(resources.compounds), towns: towns)
      + Self.things(TabTable(resources.spots), towns: towns) + Self.roads(resources, towns: towns)
    for (kind, spot) in things { spots[Int(kind.rawValue)].append(spot) }
    spots[Int(SiteKind.town.rawValue)] = towns.indices.map {
      Spot(name: towns[$0].name, town: UInt8($0), fold: nil)
    }
    self.spots = spots
    var choices: [[Int32]] = []
    var townChoices: [[Int32]] = []
    for kind in SiteKind.allCases {
      let all = spots[Int(kind.rawValue)]
      for fold in Fold.allCases {
        let mine = all.indices.filter { all[$0].fold == nil || all[$0].fold == fold }
        for district in 0..<6 {
          choices.append(
            mine.filter { towns[Int(all[$0].town)].district == district }.map(Int32.init))
        }
        for town in towns.indices {
          townChoices.append(mine.filter { Int(all[$0].town) == town }.map(Int32.init))
        }
      }
    }
    self.choices = choices
    self.townChoices = townChoices
  }

  /// The things of a kind that a fold knows in a district.
  func spots(_ kind: SiteKind, _ fold: Fold, district: Int) -> [Int32] {
    choices[(Int(kind.rawValue) * 2 + Int(fold.rawValue)) * 6 + district]
  }

  /// The things of a kind that a fold knows in a town, else in its district.
  func spotsNear(_ kind: SiteKind, _ fold: Fold, town: Int) -> [Int32] {
    let near = townChoices[(Int(kind.rawValue) * 2 + Int(fold.rawValue)) * towns.count + town]
    return near.isEmpty ? spots(kind, fold, district: towns[town].district) : near
  }

  /// The things of a kind with a word in their names.
  func spots(_ kind: SiteKind, whoseNameHas word: String) -> Set<Int32> {
    let word = Array(word.utf8)
    let all = spots[Int(kind.rawValue)]
    return Set(
      all.indices.filter { index in
        let name = Array(all[index].name.utf8)
        guard name.count >= word.count else { return false }
        return (0...(name.count - word.count)).contains {
          name[$0..<($0 + word.count)].elementsEqual(word)
        }
      }.map(Int32.init))
  }

  /// A thing's name.
  func name(_ kind: SiteKind, _ spot: Int32) -> String {
    spots[Int(kind.rawValue)][Int(spot)].name
  }

  /// A town of a district, by how many people it has.
  func town(of district: Int, _ dice: inout Dice) -> Int {
    townsOfDistrict[district][dice.index(cumulative: townWeights[district])]
  }

  private static func things(_ table: TabTable, towns: [Town]) -> [(SiteKind, Spot)] {
    let byCode = Dictionary(uniqueKeysWithValues: towns.enumerated().map { ($1.code, $0) })
    return table.rows.compactMap { row in
      guard let kind = SiteKind(word: row[4]), let town = byCode[row[2]] else { return nil }
      // A group of a village is said by its number, not by a name of its own.
      if kind == .village && row[0].hasSuffix("组") { return nil }
      return (kind, Spot(name: row[0], town: UInt8(town), fold: row[3] == "A" ? .a : .b))
    }
  }

  /// Roads and rivers name a district only; which of its towns they lie in follows from the name:
  /// the town that they are called after, else one of the streets of the district's own town.
  private static func roads(_ resources: GeneratorResources, towns: [Town]) -> [(SiteKind, Spot)] {
    TabTable(resources.roads).rows.compactMap { row in
      guard let district = districtCodes.firstIndex(of: row[1]) else { return nil }
      let kind: SiteKind = row[2] == "river" ? .river : .road
      let mine = towns.indices.filter { towns[$0].district == district }
      let named = mine.filter { row[0].hasPrefix(towns[$0].shortName) }
      let urban = mine.filter { towns[$0].name.hasSuffix("街道") }
      let local = named.isEmpty ? urban : named
      var dice = Dice(row[0].utf8.reduce(7) { Dice.mix($0, UInt64($1)) })
      return (kind, Spot(name: row[0], town: UInt8(dice.pick(local)), fold: nil))
    }
  }
}
