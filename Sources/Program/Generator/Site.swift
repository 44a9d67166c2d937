/// What kind of thing a matter is at.
enum SiteKind: UInt8, CaseIterable {
  case compound, road, village, river, firm, school, hospital, shop
  /// Anywhere in a town.
  case town

  /// The kinds that a leaf's letters name; none where it is about no place.
  static func kinds(_ letters: String) -> [SiteKind] {
    letters.split(separator: "|").compactMap { letter in
      switch letter {
      case "c": .compound
      case "r": .road
      case "v": .village
      case "w": .river
      case "f": .firm
      case "s": .school
      case "h": .hospital
      case "p": .shop
      case "t": .town
      default: nil
      }
    }
  }

  /// The name of the place forms that write it.
  var formKind: String {
    switch self {
    case .compound: "compound"
    case .road: "road"
    case .village: "village"
    case .river: "river"
    case .town: "town"
    case .firm, .school, .hospital, .shop: "site"
    }
  }
}

/// Where a matter is: a named thing in a town, and what tells it from its neighbours.
struct Site {
  /// What kind of thing it is.
  var kind: SiteKind
  /// The thing, among those of its kind.
  var spot: Int32
  /// The district's index.
  var district: UInt8
  /// The town's index.
  var town: UInt8
  /// How many matters of the same leaf have been at this very thing before.
  var lap: Int16
  /// What house, building, group, crossing and landmark follow from.
  var seed: UInt64
  /// Whether the matter is really about a place.
  var isStated: Bool
}
