internal import Columns
internal import Language

extension FactReader {
  func readPlaces(
    _ row: Int, _ facts: inout RequestFacts, _ chunk: inout FactChunk, _ scratch: inout FactScratch
  ) {
    scratch.spots.removeAll(keepingCapacity: true)
    scratch.roads.removeAll(keepingCapacity: true)
    scratch.mainRoad = 0
    scratch.divisions.removeAll(keepingCapacity: true)
    for column in [placeTexts, titles, contents] {
      column.withBytes(row) { text in
        if text.isEmpty { return }
        findPlaces(text, &scratch)
        scratch.scalars.removeAll(keepingCapacity: true)
        PlaceNumbers.plain.append(text, to: &scratch.scalars)
        PlaceNumbers.read(scratch.scalars.span, into: &facts)
      }
    }
    if facts.district == 0 { facts.district = onlyDistrict(scratch.divisions) }
    if facts.town == 0 { facts.town = onlyTown(scratch.divisions, facts.district) }
    let firstSpot = Int32(chunk.spots.count)
    Self.appendUnique(&scratch.spots, to: &chunk.spots)
    facts.spots = firstSpot..<Int32(chunk.spots.count)
    facts.mainRoad = scratch.mainRoad
    let firstRoad = Int32(chunk.roads.count)
    Self.appendUnique(&scratch.roads, to: &chunk.roads)
    facts.roads = firstRoad..<Int32(chunk.roads.count)
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
    for column in [placeTexts, titles, contents] {
      let name = column.withBytes(row) { text -> String? in
        var matches: [PatternMatch] = []
        lexicon.words.appendMatches(in: text, selecting: .leftmostLongest, to: &matches)
        var previousEnd = 0
        for match in matches {
          let entry = lexicon.entries[Int(match.patternID)]
          var start = Int(match.start)
          var found = entry.key
          if entry.kind == .roadEnding {
            guard let first = Self.roadStart(text, before: start, from: previousEnd) else {
              continue
            }
            start = first
            found = PlaceLexicon.key(text.extracting(start..<Int(match.end)))
          } else if entry.kind == .ending {
            guard let first = Self.nameStart(text, before: start, from: previousEnd) else {
              continue
            }
            start = first
            let name = PlaceLexicon.key(text.extracting(start..<Int(match.end)))
            found = PlaceLexicon.spotKey(name, like: entry.key)
          }
          previousEnd = Int(match.end)
          if found == key {
            return String(decoding: (start..<previousEnd).map { text[$0] }, as: UTF8.self)
          }
        }
        return nil
      }
      if let name { return name }
    }
    return nil
  }

  private func findPlaces(_ text: Span<UInt8>, _ scratch: inout FactScratch) {
    scratch.matches.removeAll(keepingCapacity: true)
    lexicon.words.appendMatches(in: text, selecting: .leftmostLongest, to: &scratch.matches)
    var previousEnd = 0
    for match in scratch.matches {
      let entry = lexicon.entries[Int(match.patternID)]
      let start = Int(match.start)
      if !entry.divisions.isEmpty { scratch.divisions.append(match.patternID) }
      switch entry.kind {
      case .spot: scratch.spots.append(entry.key)
      case .road:
        scratch.roads.append(entry.key)
        Self.noteMainRoad(entry.key, text, Int(match.end), &scratch)
      case .district, .town: break
      case .roadEnding:
        if let nameStart = Self.roadStart(text, before: start, from: previousEnd) {
          let name = PlaceLexicon.key(text.extracting(nameStart..<Int(match.end)))
          scratch.roads.append(name)
          Self.noteMainRoad(name, text, Int(match.end), &scratch)
        }
      case .ending:
        if let nameStart = Self.nameStart(text, before: start, from: previousEnd) {
          let name = PlaceLexicon.key(text.extracting(nameStart..<Int(match.end)))
          scratch.spots.append(PlaceLexicon.spotKey(name, like: entry.key))
        }
      }
      previousEnd = Int(match.end)
    }
  }

  /// Where the name before an ending starts: trades are skipped, then two characters make a name,
  /// of villages three where they can.
  private static func nameStart(
    _ text: Span<UInt8>, before ending: Int, from first: Int
  ) -> Int? {
    var start = ending
    while start - 6 >= first, let a = ideograph(text, start - 6),
      let b = ideograph(text, start - 3),
      PlaceLexicon.trades.contains([a, b])
    {
      start -= 6
    }
    guard start - 6 >= first, isName(text, start - 3), isName(text, start - 6) else { return nil }
    if ideograph(text, ending) == 0x91CC, let last = ideograph(text, start - 3),
      PlaceLexicon.beforeLane.contains(last)
    {
      return nil
    }
    let isVillage = ideograph(text, ending) == 0x6751
    if isVillage, ending + 5 < text.count, let next = ideograph(text, ending + 3),
      PlaceLexicon.afterVillage.contains(next)
    {
      return nil
    }
    return isVillage && start - 9 >= first && isName(text, start - 9) ? start - 9 : start - 6
  }

  /// Where the name before a road's ending starts: two characters, and a direction after them.
  private static func roadStart(
    _ text: Span<UInt8>, before ending: Int, from first: Int
  ) -> Int? {
    var start = ending
    if start - 9 >= first, let last = ideograph(text, start - 3),
      PlaceLexicon.directions.contains(last)
    {
      start -= 3
    }
    guard start - 6 >= first, let last = ideograph(text, start - 3), isName(text, start - 3),
      isName(text, start - 6), !PlaceLexicon.beforeRoad.contains(last)
    else { return nil }
    return start - 6
  }

  /// The ideograph at an offset.
  private static func ideograph(_ text: Span<UInt8>, _ offset: Int) -> UInt32? {
    let lead = text[offset]
    guard lead >= 0xE4, lead <= 0xE9, offset + 2 < text.count else { return nil }
    return UInt32(lead & 0xF) << 12 | UInt32(text[offset + 1] & 0x3F) << 6
      | UInt32(text[offset + 2] & 0x3F)
  }

  /// Whether an ideograph that a name may have stands at an offset.
  private static func isName(_ text: Span<UInt8>, _ offset: Int) -> Bool {
    ideograph(text, offset).map { !PlaceLexicon.functionWords.contains($0) } ?? false
  }

  /// The one district in which all named things can lie; 0 for none or several.
  private func onlyDistrict(_ names: [Int32]) -> UInt64 {
    guard let first = names.first else { return 0 }
    var found: UInt64 = 0
    for division in lexicon.entries[Int(first)].divisions where division.district != found {
      let fits = names.allSatisfy { name in
        lexicon.entries[Int(name)].divisions.contains { $0.district == division.district }
      }
      if !fits { continue }
      if found != 0 { return 0 }
      found = division.district
    }
    return found
  }

  /// The one town of a district that a text names; 0 for none or several.
  private func onlyTown(_ names: [Int32], _ district: UInt64) -> UInt64 {
    if district == 0 { return 0 }
    var found: UInt64 = 0
    for name in names where lexicon.entries[Int(name)].kind == .town {
      for division in lexicon.entries[Int(name)].divisions
      where division.district == district && division.town != found {
        if found != 0 { return 0 }
        found = division.town
      }
    }
    return found
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
