public import Complaints
internal import Language

/// Finds the places of a gazetteer in requests, and with them district and town.
///
/// Specific places (compounds, villages, markets, schools, firms, parks …) go before roads and
/// rivers, these before towns. What the source says of district and town stays unless the address
/// clearly says otherwise. Where several places bear one name, the district decides, then the town.
public struct PlaceFinder: Sendable {
  /// The gazetteer.
  public let gazetteer: Gazetteer
  let patterns: PatternSet
  /// The number of patterns that are names; those after them are words about where people come from.
  let nameCount: Int
  /// What is known of each name.
  let names: [Name]
  /// The places that bear each name, name after name.
  let bearers: [Int32]
  /// What is known of each place.
  let entries: [Entry]
  /// Numbers of district and town codes, which sources give as text.
  let divisions: [ArraySlice<UInt8>: Int32]
  /// The codes by their numbers.
  let divisionCodes: StringWords
  let context: PlaceContext

  /// A name or alias.
  struct Name: Sendable {
    let firstBearer: Int32
    let bearerCount: Int32
    /// Whether it is so short that it may be part of another word.
    let isShort: Bool
    /// Whether it names a district or town.
    let isDivision: Bool
    /// Whether it names a district.
    let isDistrict: Bool
  }

  /// A place.
  struct Entry: Sendable {
    let rank: Rank
    /// The number of its district.
    let district: Int32
    /// The number of its town; −1 where it crosses several.
    let town: Int32
  }

  /// How specific a kind of place is.
  enum Rank: Int, Comparable, Sendable {
    case district, town, road, specific
    static func < (left: Rank, right: Rank) -> Bool { left.rawValue < right.rawValue }

    init(kind: String) {
      switch kind {
      case "district": self = .district
      case "town": self = .town
      case "road", "river": self = .road
      default: self = .specific
      }
    }
  }

  /// Makes a finder for a gazetteer.
  public init(_ gazetteer: Gazetteer) {
    self.gazetteer = gazetteer
    let numbering = DivisionNumbering(gazetteer.places)
    divisions = numbering.numbers
    divisionCodes = StringWords(numbering.codes)
    let entries = gazetteer.places.map { place in
      Entry(
        rank: Rank(kind: place.kind), district: numbering.number(place.districtCode),
        town: place.townCode.map(numbering.number) ?? -1)
    }
    self.entries = entries
    var bearersByName: [String: [Int32]] = [:]
    for (index, place) in gazetteer.places.enumerated() {
      for name in [place.name] + place.aliases where name.unicodeScalars.count >= 2 {
        if bearersByName[name]?.last != Int32(index) {
          bearersByName[name, default: []].append(Int32(index))
        }
      }
    }
    let texts = bearersByName.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    var names: [Name] = []
    var bearers: [Int32] = []
    for text in texts {
      let own = bearersByName[text] ?? []
      names.append(
        Name(
          firstBearer: Int32(bearers.count), bearerCount: Int32(own.count),
          isShort: text.unicodeScalars.count <= 2,
          isDivision: own.contains { entries[Int($0)].rank <= .town },
          isDistrict: own.contains { entries[Int($0)].rank == .district }))
      bearers += own
    }
    self.names = names
    self.bearers = bearers
    nameCount = texts.count
    patterns = PatternSet(texts + PlaceContext.originWords)
    context = PlaceContext()
  }

  /// The code of a division by its number.
  func code(_ division: Int32) -> ArraySlice<UInt8> { divisionCodes[Int(division)] }
}

/// Numbers for the codes of districts and towns.
private struct DivisionNumbering {
  private(set) var codes: [String] = []
  private(set) var numbers: [ArraySlice<UInt8>: Int32] = [:]

  init(_ places: [Place]) {
    for place in places {
      add(place.districtCode)
      if let town = place.townCode { add(town) }
    }
  }

  private mutating func add(_ code: String) {
    let key = Array(code.utf8)[...]
    if numbers[key] != nil { return }
    numbers[key] = Int32(codes.count)
    codes.append(code)
  }

  func number(_ code: String) -> Int32 { numbers[Array(code.utf8)[...]] ?? -1 }
}
