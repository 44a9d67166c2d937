package import Complaints

/// A field of a request's classification on which people decide.
package enum DecidedField: String, CaseIterable, Sendable {
  /// The class: `<scheme>:<code>`.
  case code
  /// The district, town and gazetteer entry of the place.
  case districtCode = "district_code"
  case townCode = "town_code"
  case placeID = "place_id"
  /// What is asked for, and how soon it must be looked at.
  case requestType = "request_type"
  case urgency
  /// Whether the hotline may take it: `true` or `false`.
  case inScope = "in_scope"

  /// The field as people read it.
  package var label: String {
    switch self {
    case .code: "分类"
    case .districtCode: "事发区"
    case .townCode: "事发镇街"
    case .placeID: "地点"
    case .requestType: "诉求类型"
    case .urgency: "紧急程度"
    case .inScope: "是否受理"
    }
  }

  /// Says what is wrong with a new value; nil for one that may hold.
  package func fault(of value: String, in city: CityConfiguration) -> String? {
    switch self {
    case .code:
      return Self.category(value, city.taxonomy) == nil
        ? "class \(value) is not in the taxonomy \(city.taxonomy.scheme)" : nil
    case .districtCode, .townCode:
      return value.isEmpty || city.gazetteer.knows(division: value)
        ? nil : "division \(value) is not in the gazetteer"
    case .placeID:
      return value.isEmpty || city.gazetteer.places.contains { $0.placeID == value }
        ? nil : "place \(value) is not in the gazetteer"
    case .requestType: return Self.word(value, RequestType.self)
    case .urgency: return Self.word(value, Urgency.self)
    case .inScope:
      return value == "true" || value == "false" ? nil : "\(value) is neither true nor false"
    }
  }

  /// The leaf that `<scheme>:<code>` names; nil for one that the taxonomy does not have.
  package static func category(_ value: String, _ taxonomy: Taxonomy) -> Category? {
    let fields = value.split(separator: ":", omittingEmptySubsequences: false)
    guard fields.count == 2, fields[0] == taxonomy.scheme else { return nil }
    return taxonomy[String(fields[1])]
  }

  private static func word<Word: CodeWord>(_ value: String, _ words: Word.Type) -> String? {
    if Word(rawValue: value) != nil { return nil }
    return "\(value) is not one of " + Word.allCases.map(\.rawValue).joined(separator: ", ")
  }
}
