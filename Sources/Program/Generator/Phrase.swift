/// A sentence pattern.
struct Phrase: Sendable {
  let pieces: [PhrasePiece]
  /// Whether it says where, as `{place}`.
  let namesPlace: Bool
  /// Whether it names a building beside the place.
  let namesBuilding: Bool
  /// Which kinds of things it names by themselves.
  let namedKinds: [SiteKind]

  init(_ pattern: String) {
    pieces = PhrasePiece.parse(pattern)
    let slots = PhrasePiece.slots(of: pieces)
    namesPlace = slots.contains(.place)
    namesBuilding = slots.contains(.building)
    namedKinds = SiteKind.allCases.filter { kind in kind.slot.map(slots.contains) ?? false }
  }
}
