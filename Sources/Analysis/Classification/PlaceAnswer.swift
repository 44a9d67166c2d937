/// What was found of a request's place.
struct PlaceAnswer: Equatable, Sendable {
  /// The number of the district's code; −1 for none.
  var district: Int32 = -1
  /// The number of the town's code; −1 for none.
  var town: Int32 = -1
  /// The place's position in the gazetteer; −1 for none.
  var place: Int32 = -1
  /// Whether the text contradicted the source's district.
  var isMoved = false
}
