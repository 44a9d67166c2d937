/// What a text says about the conditions of the responsibility list.
///
/// A nil or empty value means that the text leaves the condition open.
struct CaseFacts: Equatable, Sendable {
  /// Kinds of place, the most telling first: `工地`, `人行道`, `河道`, `学校`, `公园绿地`, `小区内`,
  /// `公路`, `农村`, `市政道路`, or `其他` for a place of no kind that the list knows.
  var placeTypes: [String] = []
  /// `国道`, `省道`, `县道`, `乡道`, `村道`, or `城市道路`.
  var roadClass: String?
  /// `有` or `无`.
  var permit: String?
  /// `个人`, `商户`, `企业`.
  var subjects: [String] = []
  /// `昼`, `夜`, or both.
  var hours: [String] = []

  /// The values known for a condition of the list.
  func values(of condition: String) -> [String] {
    switch condition {
    case "place_type": placeTypes
    case "road_class": roadClass.map { [$0] } ?? []
    case "permit": permit.map { [$0] } ?? []
    case "subject": subjects
    case "hours": hours
    default: []
    }
  }
}
