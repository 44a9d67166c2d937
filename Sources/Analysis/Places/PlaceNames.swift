internal import Complaints

/// The names of a gazetteer, each with the places that bear it.
struct PlaceNames: Sendable {
  /// A name or alias.
  struct Name: Sendable {
    let firstBearer: Int32
    let bearerCount: Int32
    /// Where its characters start in `scalars`.
    let firstScalar: Int32
    let scalarCount: Int32
    /// Whether it is so short that it may be part of another word.
    let isShort: Bool
    /// Whether it names a district or town.
    let isDivision: Bool
    /// Whether it names a district.
    let isDistrict: Bool
    /// Whether it names something more specific than a town.
    let isSpecific: Bool
  }

  let names: [Name]
  /// The places that bear each name, name after name.
  let bearers: [Int32]
  /// The characters of the names, name after name.
  let scalars: [UInt32]
  /// The names.
  let texts: [String]

  init(_ gazetteer: Gazetteer, _ entries: [PlaceFinder.Entry]) {
    var bearersByName: [String: [Int32]] = [:]
    for (index, place) in gazetteer.places.enumerated() {
      for name in [place.name] + place.aliases where name.unicodeScalars.count >= 2 {
        if bearersByName[name]?.last != Int32(index) {
          bearersByName[name, default: []].append(Int32(index))
        }
      }
    }
    let texts = bearersByName.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    var names: [Name] = []
    var bearers: [Int32] = []
    var scalars: [UInt32] = []
    for text in texts {
      let own = bearersByName[text] ?? []
      let characters = text.unicodeScalars.map(\.value)
      names.append(
        Name(
          firstBearer: Int32(bearers.count), bearerCount: Int32(own.count),
          firstScalar: Int32(scalars.count), scalarCount: Int32(characters.count),
          isShort: characters.count <= 2,
          isDivision: own.contains { entries[Int($0)].rank <= .town },
          isDistrict: own.contains { entries[Int($0)].rank == .district },
          isSpecific: own.contains { entries[Int($0)].rank > .town }))
      bearers += own
      scalars += characters
    }
    self.names = names
    self.bearers = bearers
    self.scalars = scalars
    self.texts = texts
  }

  @inline(__always) subscript(index: Int32) -> Name { names[Int(index)] }

  /// The places that bear a name.
  @inline(__always)
  func bearers(of name: Int32) -> ArraySlice<Int32> {
    let name = names[Int(name)]
    return bearers[Int(name.firstBearer)..<Int(name.firstBearer + name.bearerCount)]
  }

  /// The characters of a name.
  @inline(__always)
  func characters(of name: Int32) -> ArraySlice<UInt32> {
    let name = names[Int(name)]
    return scalars[Int(name.firstScalar)..<Int(name.firstScalar + name.scalarCount)]
  }
}
