/// Which places the rows of a file have named so far, for names that several places bear.
///
/// Complaints come in bursts: a name that many write these days without its district is mostly
/// the one that others have just written with it. One count for each place and district fades
/// with the rows that follow, so the memory is bounded, and a row's answer depends only on the rows
/// before it.
struct PlaceMemory: Sendable {
  /// After so many rows a mention counts half.
  private static let halfLife = 4000.0
  /// What the share of a district counts beside the mentions of a place.
  private static let districtWeight = 0.3

  private var places: [Float]
  /// The row at which each place's count was true.
  private var placeRows: [Int32]
  private var districts: [Double]
  private var mostInDistrict = 1.0
  private var row: Int32 = 0

  init(placeCount: Int, districtCount: Int) {
    places = Array(repeating: 0, count: placeCount)
    placeRows = Array(repeating: 0, count: placeCount)
    districts = Array(repeating: 1, count: max(1, districtCount))
  }

  /// Counts a place that a row named beyond doubt.
  mutating func note(place: Int32, district: Int32) {
    if place >= 0 {
      places[Int(place)] = Float(faded(Int(place))) + 1
      placeRows[Int(place)] = row
    }
    if district >= 0 {
      districts[Int(district)] += 1
      mostInDistrict = max(mostInDistrict, districts[Int(district)])
    }
  }

  /// Ends a row.
  mutating func advance() { row &+= 1 }

  /// How likely a place is by what was read, not normalised.
  func weight(place: Int32, district: Int32) -> Double {
    var weight = faded(Int(place))
    if district >= 0 {
      weight += Self.districtWeight * districts[Int(district)] / mostInDistrict
    }
    return weight
  }

  private func faded(_ place: Int) -> Double {
    let age = Double(row &- placeRows[place]) / Self.halfLife
    // A hyperbola fades like a half-life for long enough and needs no library function.
    return Double(places[place]) / (1 + age * age)
  }
}
