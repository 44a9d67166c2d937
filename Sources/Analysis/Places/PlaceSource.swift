/// What a request says of its place beside its texts.
public struct PlaceSource: Sendable {
  /// The number of the district that the source gives; −1 for none.
  public var district: Int32
  /// The number of the town that the source gives; −1 for none.
  public var town: Int32
  /// Degrees east and north, where the source gives them.
  public var coordinates: (longitude: Double, latitude: Double)?

  /// Makes what a source says.
  public init(
    district: Int32 = -1, town: Int32 = -1,
    coordinates: (longitude: Double, latitude: Double)? = nil
  ) {
    self.district = district
    self.town = town
    self.coordinates = coordinates
  }
}
