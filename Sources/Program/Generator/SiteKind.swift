/// What kind of thing a matter is at.
enum SiteKind: UInt8, CaseIterable {
  case compound, road, village, river, firm, school, hospital, shop, market
  /// Anywhere in a town.
  case town

  /// The kinds that a leaf's letters name; none where it is about no place.
  static func kinds(_ letters: String) -> [SiteKind] {
    letters.split(separator: "|").compactMap { letter in
      switch letter {
      case "c": .compound
      case "r": .road
      case "v": .village
      case "f": .firm
      case "s": .school
      case "h": .hospital
      case "p": .shop
      case "m": .market
      case "t": .town
      default: nil
      }
    }
  }

  /// The kind of a name in the tables.
  init?(word: String) {
    guard let kind = Self.allCases.first(where: { "\($0)" == word }) else { return nil }
    self = kind
  }

  /// The gap that names such a thing; nil for what is only ever written as a place.
  var slot: Slot? {
    switch self {
    case .firm: .firm
    case .school: .school
    case .hospital: .hospital
    case .shop: .shop
    case .village: .village
    case .compound, .road, .river, .market, .town: nil
    }
  }

  /// Whether it is one single house, so that whatever is shared there is one matter.
  var isSingle: Bool {
    switch self {
    case .firm, .school, .hospital, .shop, .market: true
    case .compound, .road, .village, .river, .town: false
    }
  }
}
