/// A place in a text where somebody is named who may be accused.
struct AccusedParty: Equatable {
  /// What kind of party it is.
  enum Kind: String {
    case unit, staff, firm, person
  }

  /// The first byte of the name.
  var start: Int32
  /// The byte after the name.
  var end: Int32
  /// What it is.
  var kind: Kind
  /// The unit's code, where the name says it.
  var unitCode: String?
  /// The function that answers for it, where only the place says which unit it is.
  var function: String?
  /// Whether the name stands for a city bureau only because it says no district.
  var isGeneric = false
  /// Whether the name is a division's too, and so mostly a place.
  var isPlace = false
  /// Whether it is an enterprise that serves customers.
  var isEnterprise = false
}
