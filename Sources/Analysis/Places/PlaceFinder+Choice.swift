extension PlaceFinder {
  /// Which of several places is meant, how likely, and why.
  struct Choice {
    let place: Int32
    let share: Float
    let basis: PlaceBasis
  }

  /// Chooses between the places in `scratch.bearers`: by the district, the towns that the text
  /// names, its other places, the coordinates, and last by what earlier rows named.
  func choose(
    _ answer: PlaceAnswer, _ source: PlaceSource, _ scratch: inout PlaceScratch, near offset: Int32
  ) -> Choice? {
    let wasOne = isOne(scratch.bearers)
    var basis = PlaceBasis.onlyOne
    if answer.district >= 0 {
      scratch.bearers.removeAll { entries[Int($0)].district != answer.district }
      basis = source.district == answer.district ? .source : .namedDistrict
    }
    guard let first = scratch.bearers.first else { return nil }
    if isOne(scratch.bearers) {
      return Choice(place: first, share: 1, basis: wasOne ? .onlyOne : basis)
    }
    if answer.town >= 0, keep(&scratch.bearers, { entries[Int($0)].town == answer.town }) {
      basis = source.town >= 0 ? .source : .namedTown
      if isOne(scratch.bearers) { return Choice(place: scratch.bearers[0], share: 1, basis: basis) }
    }
    if keepNamedTowns(&scratch, near: offset) {
      basis = .namedTown
      if isOne(scratch.bearers) { return Choice(place: scratch.bearers[0], share: 1, basis: basis) }
    }
    if answer.district < 0, keepWithOthers(&scratch, near: offset) {
      return Choice(place: scratch.bearers[0], share: 0.8, basis: .otherPlaces)
    }
    if let place = nearest(of: scratch.bearers, source) {
      return Choice(place: place, share: 0.95, basis: .coordinates)
    }
    return likeliest(scratch)
  }

  private func isOne(_ places: [Int32]) -> Bool {
    for place in places where place != places[0] { return false }
    return true
  }

  /// Keeps the places that fulfil a condition, if any does.
  private func keep(_ places: inout [Int32], _ condition: (Int32) -> Bool) -> Bool {
    guard places.contains(where: condition) else { return false }
    places.removeAll { !condition($0) }
    return true
  }

  /// Keeps places in towns that the text names, if there are any; else those in districts that
  /// have such a town.
  private func keepNamedTowns(_ scratch: inout PlaceScratch, near offset: Int32) -> Bool {
    var nearest: PlaceMention?
    for mention in scratch.mentions
    where names[mention.name].isDivision && !names[mention.name].isDistrict {
      if let nearest, abs(nearest.start - offset) <= abs(mention.start - offset) { continue }
      nearest = mention
    }
    guard let nearest else { return false }
    let towns = names.bearers(of: nearest.name)
    let count = scratch.bearers.count
    let isKept = keep(&scratch.bearers) { place in
      let entry = entries[Int(place)]
      return towns.contains {
        entries[Int($0)].rank == .town && entries[Int($0)].town == entry.town
      }
    }
    if isKept { return scratch.bearers.count < count }
    let isInDistrict = keep(&scratch.bearers) { place in
      let entry = entries[Int(place)]
      return towns.contains {
        entries[Int($0)].rank == .town && entries[Int($0)].district == entry.district
      }
    }
    return isInDistrict && scratch.bearers.count < count
  }

  /// Keeps places in a district where another place of the text lies that has no namesake.
  private func keepWithOthers(_ scratch: inout PlaceScratch, near offset: Int32) -> Bool {
    for mention in scratch.mentions where mention.start != offset {
      let district = onlyDistrict(mention.name)
      if district < 0 { continue }
      let isKept = keep(&scratch.bearers) { entries[Int($0)].district == district }
      if isKept, isOne(scratch.bearers) { return true }
    }
    return false
  }

  /// How much farther the second place must lie than the first for coordinates to decide.
  private static let clearlyFarther: Float = 2
  /// The farthest that a place may lie from coordinates that decide for it.
  private static let farthest: Float = 5000

  private func nearest(of places: [Int32], _ source: PlaceSource) -> Int32? {
    guard let (longitude, latitude) = source.coordinates else { return nil }
    var best: (distance: Float, place: Int32)?
    var second = Float.infinity
    for place in places {
      guard let distance = grid.distance(place, longitude, latitude) else { continue }
      if let found = best, found.distance <= distance {
        second = min(second, distance)
      } else {
        second = best?.distance ?? second
        best = (distance, place)
      }
    }
    guard let best, best.distance < Self.farthest,
      second > best.distance * Self.clearlyFarther
    else { return nil }
    return best.place
  }

  /// The place that earlier rows named most, with its share; the first where none did.
  private func likeliest(_ scratch: PlaceScratch) -> Choice? {
    guard let memory = scratch.memory else {
      guard let first = scratch.bearers.first else { return nil }
      return Choice(
        place: first, share: 1 / Float(scratch.bearers.count), basis: .nothing)
    }
    var best: (weight: Double, place: Int32)?
    var sum = 0.0
    for place in scratch.bearers {
      let weight = memory.weight(place: place, district: entries[Int(place)].district)
      sum += weight
      if let best, best.weight >= weight { continue }
      best = (weight, place)
    }
    guard let best else { return nil }
    return Choice(place: best.place, share: Float(best.weight / sum), basis: .memory)
  }
}
