public import Complaints
internal import Language

/// Finds the places of a gazetteer in requests, and with them district and town.
///
/// Specific places (compounds, villages, markets, schools, firms, parks …) go before roads and
/// rivers, these before towns. What the source says of district and town stays unless the address
/// clearly says otherwise. Where several places bear one name, the district decides, then the town,
/// then other places of the text. Only where no name of the gazetteer says where it is are names
/// looked for that are written otherwise (`PlaceRepair`).
public struct PlaceFinder: Sendable {
  /// The gazetteer.
  public let gazetteer: Gazetteer
  let patterns: PatternSet
  let names: PlaceNames
  let repair: PlaceRepair
  let grid: PlaceGrid
  /// What is known of each place.
  let entries: [Entry]
  /// The district of each town's number; −1 for numbers of districts.
  let districtOfTown: [Int32]
  /// Numbers of district and town codes and of their names, which sources give as text.
  private let divisions: [ArraySlice<UInt8>: Int32]
  /// The codes by their numbers.
  private let codes: [[UInt8]]
  let context: PlaceContext
  /// Places that are less sure than this are left out.
  let leastConfidence: Float

  /// The first pattern that is an ending; those before it that are no names are words about where
  /// people come from.
  let firstEnding: Int
  /// The first pattern that is the ending of a road's name.
  let firstRoadEnding: Int

  /// A place.
  struct Entry: Sendable {
    let rank: Rank
    let isWater: Bool
    /// The number of its district.
    let district: Int32
    /// The number of its town; −1 where it crosses several.
    let town: Int32
  }

  /// How specific a kind of place is.
  enum Rank: Int, Comparable, Sendable {
    case district, town, road, specific
    static func < (left: Rank, right: Rank) -> Bool { left.rawValue < right.rawValue }

    init(kind: String, name: String) {
      switch kind {
      case "district": self = .district
      case "town": self = .town
      case "road", "river": self = .road
      case "place": self = Self.roadEndings.contains { name.hasSuffix($0) } ? .road : .specific
      default: self = .specific
      }
    }

    private static let roadEndings = ["路", "街", "大道", "巷"]
  }

  /// Makes a finder for a gazetteer.
  ///
  /// - Parameters:
  ///   - gazetteer: The places.
  ///   - leastConfidence: Places that are less sure than this are left out; 0 gives every best
  ///     guess with its confidence.
  /// - Complexity: O(*m*) time and memory in the characters of all names.
  public init(_ gazetteer: Gazetteer, leastConfidence: Float = 0.55) {
    self.gazetteer = gazetteer
    self.leastConfidence = leastConfidence
    let numbering = DivisionNumbering(gazetteer.places)
    divisions = numbering.numbers
    codes = numbering.codes.map { Array($0.utf8) }
    districtOfTown = numbering.districts
    let entries = gazetteer.places.map { place in
      Entry(
        rank: Rank(kind: place.kind, name: place.name), isWater: place.kind == "river",
        district: numbering.number(place.districtCode),
        town: place.townCode.map { numbering.number($0, in: place.districtCode) } ?? -1)
    }
    self.entries = entries
    names = PlaceNames(gazetteer, entries)
    repair = PlaceRepair(names)
    grid = PlaceGrid(gazetteer.places)
    firstEnding = names.texts.count + PlaceContext.originWords.count
    firstRoadEnding = firstEnding + OpenNames.endings.count
    patterns = PatternSet(
      names.texts + PlaceContext.originWords + OpenNames.endings + OpenNames.roadEndings)
    context = PlaceContext()
  }

  /// How many districts and towns are known.
  public var divisionCount: Int { codes.count }
  /// The code of a division by its number.
  public func code(_ division: Int32) -> ArraySlice<UInt8> { codes[Int(division)][...] }

  /// The name of a division by its number.
  public func name(_ division: Int32) -> String {
    gazetteer.divisionName(String(decoding: codes[Int(division)], as: UTF8.self))
  }

  /// The number of a district or town by its code, or of a district by its name; −1 for none.
  public func division(_ code: ArraySlice<UInt8>) -> Int32 { divisions[code] ?? -1 }

  /// The number of a town by its code, or by its name in a district; −1 for none.
  public func town(_ code: ArraySlice<UInt8>, district: Int32) -> Int32 {
    if district >= 0,
      let number = divisions[Self.townKey(code, districtCode: self.code(district))]
    {
      return number
    }
    if let number = divisions[code], number >= 0, districtOfTown[Int(number)] >= 0 {
      return number
    }
    return -1
  }

  /// The district of a division: its own number, or that of the district a town lies in.
  public func district(of division: Int32) -> Int32 {
    let district = districtOfTown[Int(division)]
    return district >= 0 ? district : division
  }

  /// The division that the code of a cell of urban management begins with: the town of its first
  /// nine digits, else the district of its first six; −1 for none.
  public func division(ofGrid code: ArraySlice<UInt8>) -> Int32 {
    for count in [9, 6] where code.count >= count {
      if let number = divisions[code.prefix(count)], number >= 0 { return number }
    }
    return -1
  }

  fileprivate static func townKey(_ name: ArraySlice<UInt8>, districtCode: ArraySlice<UInt8>)
    -> ArraySlice<UInt8>
  {
    (Array(districtCode) + [0] + Array(name))[...]
  }
}

/// Numbers for the codes of districts and towns.
///
/// A gazetteer without codes has names in their place, and towns of one name in several districts.
private struct DivisionNumbering {
  private(set) var codes: [String] = []
  private(set) var numbers: [ArraySlice<UInt8>: Int32] = [:]
  private(set) var districts: [Int32] = []

  init(_ places: [Place]) {
    for place in places {
      add(place.districtCode, key: Array(place.districtCode.utf8)[...], district: -1)
    }
    for place in places {
      guard let town = place.townCode else { continue }
      let district = number(place.districtCode)
      let key = Self.key(town, in: place.districtCode)
      add(town, key: key, district: district)
      guard let number = numbers[key] else { continue }
      let plain = Array(town.utf8)[...]
      if let other = numbers[plain] {
        // A town's name that several districts have is no key by itself.
        if other != number, other < 0 || districts[Int(other)] >= 0 { numbers[plain] = -1 }
      } else {
        numbers[plain] = number
      }
      if place.kind != "town" { continue }
      for name in [place.name] + place.aliases {
        let key = Self.key(name, in: place.districtCode)
        if numbers[key] == nil { numbers[key] = number }
      }
    }
    for place in places where place.kind == "district" {
      for name in [place.name] + place.aliases {
        let key = Array(name.utf8)[...]
        if numbers[key] == nil { numbers[key] = number(place.districtCode) }
      }
    }
  }

  private mutating func add(_ code: String, key: ArraySlice<UInt8>, district: Int32) {
    if numbers[key] != nil { return }
    numbers[key] = Int32(codes.count)
    codes.append(code)
    districts.append(district)
  }

  private static func key(_ town: String, in district: String) -> ArraySlice<UInt8> {
    PlaceFinder.townKey(Array(town.utf8)[...], districtCode: Array(district.utf8)[...])
  }

  func number(_ code: String) -> Int32 { numbers[Array(code.utf8)[...]] ?? -1 }

  func number(_ town: String, in district: String) -> Int32 {
    numbers[Self.key(town, in: district)] ?? -1
  }
}
