/// An entry of the gazetteer.
///
/// Read from `places.csv`:
/// `place_id,place,kind,district_code,district,town_code,street,aliases,longitude,latitude`.
///
/// Districts and towns are entries too (kinds `district`, `town`), so that one list knows every
/// name; roads and rivers may cross several districts and then have several entries.
public struct Place: Equatable, Sendable {
  /// The entry's id.
  public let placeID: String
  /// Its name.
  public let name: String
  /// What it is: district, town, road, river, compound, village, market, school, firm, and so on.
  public let kind: String
  /// The district it lies in.
  public let districtCode: String
  /// The town it lies in; nil where it crosses several.
  public let townCode: String?
  /// Other ways to write it.
  public let aliases: [String]
  /// WGS-like degrees, where known.
  public let longitude: Double?
  /// WGS-like degrees, where known.
  public let latitude: Double?

  /// Makes an entry.
  public init(
    placeID: String, name: String, kind: String, districtCode: String, townCode: String?,
    aliases: [String], longitude: Double?, latitude: Double?
  ) {
    self.placeID = placeID
    self.name = name
    self.kind = kind
    self.districtCode = districtCode
    self.townCode = townCode
    self.aliases = aliases
    self.longitude = longitude
    self.latitude = latitude
  }
}

/// A city's gazetteer and its divisions.
public struct Gazetteer: Sendable {
  /// All entries, in id order.
  public let places: [Place]
  /// District codes and names, in code order.
  public let districts: [(code: String, name: String)]
  private let names: [String: String]

  /// Makes a gazetteer.
  public init(_ places: [Place]) {
    self.places = places.sorted { $0.placeID < $1.placeID }
    districts = self.places.filter { $0.kind == "district" }
      .map { (code: $0.districtCode, name: $0.name) }.sorted { $0.code < $1.code }
    var names: [String: String] = [:]
    for place in self.places {
      if place.kind == "district" { names[place.districtCode] = place.name }
      if place.kind == "town", let town = place.townCode { names[town] = place.name }
    }
    self.names = names
  }

  /// The name of a district or town; the code itself where unknown.
  public func divisionName(_ code: String) -> String { names[code] ?? code }
  /// Whether a district or town code is known.
  public func knows(division code: String) -> Bool { names[code] != nil }
}
