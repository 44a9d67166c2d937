internal import Language

/// A place that a text names, whether the gazetteer has it or only its ending tells.
public struct NamedPlace: Sendable {
  /// Where the name comes from.
  public enum Kind: Sendable {
    /// A name of the gazetteer.
    case known
    /// A name that ends like one of a compound, a village, a firm.
    case openSpot
    /// A name that ends like one of a road.
    case openRoad
  }

  /// Where the name comes from.
  public let kind: Kind
  /// The gazetteer's name, or the ending, by its number.
  public let number: Int32
  /// The bytes of the name in all texts of the scratch.
  public let span: Range<Int>
}

extension PlaceFinder {
  /// The endings by which names outside the gazetteer are known, by their numbers.
  public static var endings: [String] { OpenNames.endings }

  /// How many names the gazetteer has.
  public var nameCount: Int { names.names.count }
  /// The place that a name of the gazetteer stands for first.
  public func place(ofName name: Int) -> Int { Int(names.bearers(of: Int32(name)).first ?? 0) }

  /// Collects the places that the texts name, from left to right, none over another.
  ///
  /// - Parameter scratch: The request's texts; receives the names in `named`.
  /// - Complexity: O(*n*) in the bytes of the texts.
  public func readNames(_ scratch: inout PlaceScratch) {
    scratch.named.removeAll(keepingCapacity: true)
    scratch.found.removeAll(keepingCapacity: true)
    let bytes = scratch.text
    let text = bytes.span
    patterns.appendMatches(in: text, selecting: .leftmostLongest, to: &scratch.found)
    var previousEnd = 0
    for match in scratch.found {
      let number = Int(match.patternID)
      var start = Int(match.start)
      let end = Int(match.end)
      if number < nameCount {
        scratch.named.append(NamedPlace(kind: .known, number: match.patternID, span: start..<end))
      } else if number >= firstRoadEnding {
        if let first = OpenNames.roadStart(text, before: start, from: previousEnd) {
          start = first
          scratch.named.append(
            NamedPlace(
              kind: .openRoad, number: Int32(number - firstRoadEnding), span: start..<end))
        }
      } else if number >= firstEnding {
        if let first = OpenNames.nameStart(text, before: start, from: previousEnd) {
          start = first
          scratch.named.append(
            NamedPlace(kind: .openSpot, number: Int32(number - firstEnding), span: start..<end))
        }
      }
      previousEnd = end
    }
  }
}
