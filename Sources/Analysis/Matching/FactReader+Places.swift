internal import Columns
internal import Complaints
internal import Language
internal import Places

extension FactReader {
  func readPlaces(
    _ row: Int, _ facts: inout RequestFacts, _ chunk: inout FactChunk, _ scratch: inout FactScratch
  ) {
    scratch.spots.removeAll(keepingCapacity: true)
    scratch.roads.removeAll(keepingCapacity: true)
    scratch.mainRoad = 0
    appendTexts(row, to: &scratch.places)
    lexicon.finder.readNames(&scratch.places)
    takeNames(&scratch)
    takePlace(row, &facts, &scratch)
    for column in [placeTexts, titles, contents] {
      column.withBytes(row) { text in
        if text.isEmpty { return }
        scratch.scalars.removeAll(keepingCapacity: true)
        PlaceNumbers.plain.append(text, to: &scratch.scalars)
        PlaceNumbers.read(scratch.scalars.span, into: &facts)
      }
    }
    let firstSpot = Int32(chunk.spots.count)
    Self.appendUnique(&scratch.spots, to: &chunk.spots)
    facts.spots = firstSpot..<Int32(chunk.spots.count)
    facts.mainRoad = scratch.mainRoad
    let firstRoad = Int32(chunk.roads.count)
    Self.appendUnique(&scratch.roads, to: &chunk.roads)
    facts.roads = firstRoad..<Int32(chunk.roads.count)
  }

  private func appendTexts(_ row: Int, to places: inout PlaceScratch) {
    places.clear()
    placeTexts.withBytes(row) { places.append($0, isAddress: true) }
    titles.withBytes(row) { places.append($0) }
    contents.withBytes(row) { places.append($0) }
  }

  /// Takes the names in the texts.
  private func takeNames(_ scratch: inout FactScratch) {
    let bytes = scratch.places.bytes
    let text = bytes.span
    for name in scratch.places.named {
      let key = key(of: name, in: text)
      switch name.kind {
      case .known where lexicon.entries[Int(name.number)].kind == .district: break
      case .known where lexicon.entries[Int(name.number)].kind == .town: break
      case .known where lexicon.entries[Int(name.number)].kind == .spot, .openSpot:
        scratch.spots.append(key)
      default:
        scratch.roads.append(key)
        Self.noteMainRoad(key, text, name.span.upperBound, &scratch)
      }
    }
  }

  /// The key of a name: the gazetteer's where it has the name.
  private func key(of name: NamedPlace, in text: Span<UInt8>) -> UInt64 {
    switch name.kind {
    case .known: lexicon.entries[Int(name.number)].key
    case .openRoad: PlaceLexicon.key(text.extracting(name.span))
    case .openSpot:
      PlaceLexicon.spotKey(
        PlaceLexicon.key(text.extracting(name.span)), like: lexicon.endings[Int(name.number)])
    }
  }

  /// Takes district, town and place as they are found in the texts of a row that classification
  /// has not seen.
  ///
  /// Of names that are written otherwise only misspelt ones count: a shortened name or another
  /// ending means the place nine times of ten, and a wrong link hides a complaint.
  private func takePlace(
    _ row: Int, _ facts: inout RequestFacts, _ scratch: inout FactScratch
  ) {
    guard !isClassified(row) else { return }
    let finder = lexicon.finder
    let answer = finder.find(givenPlace(row), using: &scratch.places)
    if answer.basis != .otherPlaces {
      if facts.district == 0, answer.district >= 0 {
        facts.district = PlaceLexicon.key(finder.code(answer.district))
      }
      // A town that only the place tells is no evidence beside the place.
      if facts.town == 0, answer.town >= 0, namesTown(scratch.places) {
        facts.town = PlaceLexicon.key(finder.code(answer.town))
      }
    }
    if answer.place >= 0, answer.reading == .sound || answer.reading == .oneEdit,
      answer.confidence >= Self.sureReading
    {
      take(lexicon.places[Int(answer.place)], &scratch)
    }
  }

  private func namesTown(_ places: PlaceScratch) -> Bool {
    places.named.contains {
      $0.kind == .known && lexicon.entries[Int($0.number)].kind == .town
    }
  }

  private static let sureReading: Float = 0.75

  private func take(_ entry: PlaceLexicon.Entry, _ scratch: inout FactScratch) {
    switch entry.kind {
    case .spot: scratch.spots.append(entry.key)
    case .road: scratch.roads.append(entry.key)
    case .district, .town: break
    }
  }

  /// Takes a road for the main one where a bracket or 靠 follows it.
  private static func noteMainRoad(
    _ road: UInt64, _ text: Span<UInt8>, _ end: Int, _ scratch: inout FactScratch
  ) {
    guard scratch.mainRoad == 0, end < text.count else { return }
    if text[end] == UInt8(ascii: "(") {
      scratch.mainRoad = road
    } else if end + 2 < text.count,
      text[end] == 0xEF && text[end + 1] == 0xBC && text[end + 2] == 0x88
        || text[end] == 0xE9 && text[end + 1] == 0x9D && text[end + 2] == 0xA0
    {
      scratch.mainRoad = road
    }
  }

  /// The name in a row's text that has a key; nil where none has.
  func spotName(_ key: UInt64, row: Int) -> String? {
    var places = PlaceScratch()
    appendTexts(row, to: &places)
    lexicon.finder.readNames(&places)
    let bytes = places.bytes
    for name in places.named where self.key(of: name, in: bytes.span) == key {
      return String(decoding: bytes[name.span], as: UTF8.self)
    }
    return nil
  }

  private static func appendUnique(_ keys: inout [UInt64], to list: inout [UInt64]) {
    keys.sort()
    var last: UInt64 = 0
    for key in keys where key != last {
      list.append(key)
      last = key
    }
  }
}
