/// What was found of a request's place.
public struct PlaceAnswer: Equatable, Sendable {
  /// The number of the district's code; −1 for none.
  public internal(set) var district: Int32 = -1
  /// The number of the town's code; −1 for none.
  public internal(set) var town: Int32 = -1
  /// The place's position in the gazetteer; −1 for none.
  public internal(set) var place: Int32 = -1
  /// Whether the text contradicted the source's district.
  public internal(set) var isMoved = false
  /// How the place is written; nil where nothing was found.
  public internal(set) var pattern: PlacePattern?
  /// The field it was found in; −1 where no text names it.
  public internal(set) var field: Int32 = -1
  /// The bytes of the field that name it.
  public internal(set) var span: Range<Int32> = 0..<0
  /// How sure the place is, from 0 to 1; 1 without a place.
  public internal(set) var confidence: Float = 1
  /// How the name was read.
  public internal(set) var reading = PlaceReading.exact
  /// What decided between places of one name.
  public internal(set) var basis = PlaceBasis.onlyOne

  /// Makes an empty answer.
  public init() {}
}

/// How a name in a text was read.
public enum PlaceReading: UInt8, Sendable {
  /// As the gazetteer writes it.
  case exact
  /// With another generic ending: 家园 for 花园, 路 for 大道.
  case otherEnding
  /// Without its generic ending.
  case withoutEnding
  /// By ear: characters of the same sound.
  case sound
  /// With one character wrong, missing or added.
  case oneEdit
  /// By its first and one more character.
  case abbreviation
  /// From the request's coordinates, without a name.
  case nearest

  /// What people call it.
  public var name: String {
    switch self {
    case .exact: "地名"
    case .otherEnding: "通名不同"
    case .withoutEnding: "省略通名"
    case .sound: "同音字"
    case .oneEdit: "一字之差"
    case .abbreviation: "简称"
    case .nearest: "坐标最近"
    }
  }
}

/// What decided between places of one name.
public enum PlaceBasis: UInt8, Sendable {
  /// There is only one place of the name.
  case onlyOne
  /// The district or town that the source gives.
  case source
  /// The district that the text names.
  case namedDistrict
  /// The town that the text names.
  case namedTown
  /// Other places that the text names.
  case otherPlaces
  /// The coordinates of the request.
  case coordinates
  /// The places that earlier rows named.
  case memory
  /// Nothing: one of several.
  case nothing

  /// What people call it.
  public var name: String {
    switch self {
    case .onlyOne: "无同名"
    case .source: "来源区划"
    case .namedDistrict: "文中区县"
    case .namedTown: "文中乡镇街道"
    case .otherPlaces: "文中其他地名"
    case .coordinates: "坐标"
    case .memory: "前文各行"
    case .nothing: "同名未定"
    }
  }
}
