internal import Complaints

/// The places of a gazetteer that have coordinates, by cells of a hundredth of a degree.
struct PlaceGrid: Sendable {
  /// A place and where it is, in metres from the corner of the gazetteer's area.
  private struct Point: Sendable {
    let place: Int32
    let x: Float
    let y: Float
  }

  /// How far from all places of the gazetteer coordinates may lie, in degrees.
  private static let margin = 0.3
  private static let metresNorth = 111_320.0

  private var points: [Int64: [Point]] = [:]
  private var positions: [Int32: Point] = [:]
  private var west = 0.0
  private var south = 0.0
  private var east = -1.0
  private var north = -1.0
  private var metresEast = 0.0

  init(_ places: [Place]) {
    let known = places.enumerated().compactMap { index, place in
      place.longitude.flatMap { x in place.latitude.map { (index: index, x: x, y: $0) } }
    }
    guard let first = known.first else { return }
    west = known.reduce(first.x) { min($0, $1.x) } - Self.margin
    east = known.reduce(first.x) { max($0, $1.x) } + Self.margin
    south = known.reduce(first.y) { min($0, $1.y) } - Self.margin
    north = known.reduce(first.y) { max($0, $1.y) } + Self.margin
    // A degree of longitude shrinks with the cosine; its parabola is close enough for a city.
    let angle = (south + north) / 2 * 0.017_453_292_5
    metresEast = Self.metresNorth * (1 - angle * angle / 2 + angle * angle * angle * angle / 24)
    for (index, x, y) in known {
      let point = point(Int32(index), x, y)
      positions[Int32(index)] = point
      if places[index].kind == "district" || places[index].kind == "town" { continue }
      points[Self.cell(point.x, point.y), default: []].append(point)
    }
  }

  private func point(_ place: Int32, _ longitude: Double, _ latitude: Double) -> Point {
    Point(
      place: place, x: Float((longitude - west) * metresEast),
      y: Float((latitude - south) * Self.metresNorth))
  }

  private static let cellSize: Float = 1000

  private static func cell(_ x: Float, _ y: Float) -> Int64 {
    Int64(x / cellSize) << 32 | Int64(y / cellSize)
  }

  /// Whether coordinates lie in the gazetteer's area at all.
  func isPlausible(_ longitude: Double, _ latitude: Double) -> Bool {
    longitude > west && longitude < east && latitude > south && latitude < north
  }

  /// The metres between coordinates and a place; nil where either is unknown.
  func distance(_ place: Int32, _ longitude: Double, _ latitude: Double) -> Float? {
    guard isPlausible(longitude, latitude), let known = positions[place] else { return nil }
    let point = point(place, longitude, latitude)
    return Self.distance(point, known)
  }

  private static func distance(_ a: Point, _ b: Point) -> Float {
    ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).squareRoot()
  }

  /// The place nearest to coordinates, no farther than a bound of at most a kilometre.
  func nearest(_ longitude: Double, _ latitude: Double, within metres: Float) -> Int32? {
    guard isPlausible(longitude, latitude), !points.isEmpty else { return nil }
    let here = point(-1, longitude, latitude)
    var best: (distance: Float, place: Int32)?
    for dx in [-Self.cellSize, 0, Self.cellSize] {
      for dy in [-Self.cellSize, 0, Self.cellSize] {
        guard here.x + dx >= 0, here.y + dy >= 0 else { continue }
        for point in points[Self.cell(here.x + dx, here.y + dy)] ?? [] {
          let distance = Self.distance(here, point)
          if distance > metres { continue }
          if let best, (best.distance, best.place) <= (distance, point.place) { continue }
          best = (distance, point.place)
        }
      }
    }
    return best?.place
  }
}
