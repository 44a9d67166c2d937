/// Where a matter is: a named thing in a town, and what tells it from its neighbours.
struct Site {
  /// How a place is to be written.
  enum Precision: UInt8 {
    /// Anyhow.
    case any
    /// With the house, building or group number.
    case number
    /// With the crossing.
    case crossing
  }

  /// What kind of thing it is.
  var kind: SiteKind
  /// The thing, among those of its kind.
  var spot: Int32
  /// The town's index.
  var town: UInt8
  /// What house, building, group, crossing and landmark follow from.
  var seed: UInt64
  /// How many matters of its leaf have been at this very thing before.
  var lap: Int32
  /// How it must be written so that it is not taken for another matter at the same thing.
  var precision: Precision
  /// Whether the matter is really about a place.
  var isStated: Bool
}
