internal import Language

extension PlaceFinder {
  /// Buffers that one thread reuses from row to row.
  struct Scratch {
    var found: [PatternMatch] = []
    var hits: [Hit] = []
  }

  /// The name of a place in one of a request's texts.
  struct Hit {
    let name: Int32
    /// 0 for the address, 1 for the title, 2 for the content.
    let field: Int32
    let start: Int32
    let byteCount: Int32
  }

  /// The place of a request.
  ///
  /// - Parameters:
  ///   - address: The place as the source gives it.
  ///   - title: The title.
  ///   - content: The content.
  ///   - source: District and town as the source gives them, by number; −1 for none.
  func find(
    address: Span<UInt8>, title: Span<UInt8>, content: Span<UInt8>,
    source: (district: Int32, town: Int32), using scratch: inout Scratch
  ) -> PlaceAnswer {
    scratch.hits.removeAll(keepingCapacity: true)
    collect(address, field: 0, &scratch)
    collect(title, field: 1, &scratch)
    collect(content, field: 2, &scratch)
    var answer = PlaceAnswer(district: source.district, town: source.town)
    settleDistrict(&answer, scratch.hits)
    if answer.isMoved { answer.town = -1 }
    settlePlace(&answer, scratch.hits)
    return answer
  }

  /// How many names of one text are looked at.
  private static let nameLimit = 256

  /// Collects the names in a text that stand for themselves.
  private func collect(_ text: Span<UInt8>, field: Int32, _ scratch: inout Scratch) {
    if text.isEmpty { return }
    scratch.found.removeAll(keepingCapacity: true)
    patterns.appendMatches(in: text, to: &scratch.found)
    // Names are compared with each other, so a text that is nothing but names must not cost n².
    if scratch.found.count > Self.nameLimit {
      scratch.found.removeLast(scratch.found.count - Self.nameLimit)
    }
    let found = scratch.found
    for (index, match) in found.enumerated() where Int(match.patternID) < nameCount {
      if Self.isInsideLonger(index, found) { continue }
      let span = Int(match.start)..<Int(match.end)
      if names[Int(match.patternID)].isShort,
        !context.standsAlone(
          in: text, span.lowerBound, span.upperBound,
          followsName: found.contains { $0.end == match.start && Int($0.patternID) < nameCount })
      {
        continue
      }
      if field > 0, isOrigin(span, found, in: text) { continue }
      scratch.hits.append(
        Hit(
          name: match.patternID, field: field, start: match.start,
          byteCount: match.end &- match.start))
    }
  }

  private static func isInsideLonger(_ index: Int, _ found: [PatternMatch]) -> Bool {
    let match = found[index]
    for other in found
    where other.start <= match.start && other.end >= match.end
      && other.byteCount > match.byteCount
    {
      return true
    }
    return false
  }

  /// Whether the clause tells where somebody comes from.
  private func isOrigin(_ span: Range<Int>, _ found: [PatternMatch], in text: Span<UInt8>) -> Bool {
    found.contains { match in
      Int(match.patternID) >= nameCount
        && PlaceContext.sameClause(span, Int(match.start)..<Int(match.end), in: text)
    }
  }

  // MARK: - Choice

  /// Takes the district from the texts where the source gives none or the address contradicts it.
  private func settleDistrict(_ answer: inout PlaceAnswer, _ hits: [Hit]) {
    if answer.district < 0 {
      answer.district = answer.town >= 0 ? district(ofTown: answer.town) : -1
      if answer.district < 0 { answer.district = mentionedDistrict(hits) }
      return
    }
    let addressed = addressedDistrict(hits)
    if addressed < 0 || addressed == answer.district { return }
    if hits.contains(where: { onlyDistrict($0.name) == answer.district }) { return }
    answer.district = addressed
    answer.isMoved = true
  }

  private func district(ofTown town: Int32) -> Int32 {
    entries.first { $0.rank == .town && $0.town == town }?.district ?? -1
  }

  /// The district that the address names by itself or by one of its towns, in full.
  private func addressedDistrict(_ hits: [Hit]) -> Int32 {
    for hit in hits where hit.field == 0 {
      let name = names[Int(hit.name)]
      if name.isDivision, !name.isShort || name.isDistrict {
        let district = onlyDistrict(hit.name)
        if district >= 0 { return district }
      }
    }
    return -1
  }

  /// The district of the most telling name that lies in only one: divisions first, then places.
  private func mentionedDistrict(_ hits: [Hit]) -> Int32 {
    var best: (key: (Int, Int32, Int32), district: Int32)?
    for hit in hits {
      let district = onlyDistrict(hit.name)
      if district < 0 { continue }
      let key = (names[Int(hit.name)].isDivision ? 0 : 1, hit.field, hit.start)
      if let best, best.key <= key { continue }
      best = (key, district)
    }
    return best?.district ?? -1
  }

  /// The district that all bearers of a name lie in; −1 where there are several.
  private func onlyDistrict(_ name: Int32) -> Int32 {
    let own = bearers(of: name)
    let district = entries[Int(own[own.startIndex])].district
    return own.allSatisfy { entries[Int($0)].district == district } ? district : -1
  }

  private func bearers(of name: Int32) -> ArraySlice<Int32> {
    let name = names[Int(name)]
    return bearers[Int(name.firstBearer)..<Int(name.firstBearer + name.bearerCount)]
  }

  /// Chooses the most specific place in the district, and the town with it.
  private func settlePlace(_ answer: inout PlaceAnswer, _ hits: [Hit]) {
    if answer.town < 0 { answer.town = mentionedTown(hits, in: answer.district) }
    var best: (key: Key, place: Int32)?
    for hit in hits {
      if answer.district < 0, onlyDistrict(hit.name) < 0 { continue }
      for place in bearers(of: hit.name) {
        let entry = entries[Int(place)]
        if entry.rank == .district { continue }
        if answer.district >= 0, entry.district != answer.district { continue }
        let key = Key(entry: entry, town: answer.town, hit: hit)
        if let best, !(key < best.key) { continue }
        best = (key, place)
      }
    }
    guard let best else { return }
    answer.place = best.place
    let entry = entries[Int(best.place)]
    if answer.district < 0 { answer.district = entry.district }
    if answer.town < 0 { answer.town = entry.town }
  }

  private func mentionedTown(_ hits: [Hit], in district: Int32) -> Int32 {
    for field in Int32(0)...2 {
      for hit in hits where hit.field == field {
        for place in bearers(of: hit.name) {
          let entry = entries[Int(place)]
          if entry.rank == .town, district < 0 || entry.district == district { return entry.town }
        }
      }
    }
    return -1
  }

  /// The order of places for one request; the least is taken.
  private struct Key {
    /// Lower for more specific kinds.
    let kind: Int
    /// Whether it lies in another town than the one known.
    let isElsewhere: Int
    let field: Int32
    let byteCount: Int32
    let start: Int32

    init(entry: Entry, town: Int32, hit: Hit) {
      kind = -entry.rank.rawValue
      isElsewhere = town >= 0 && entry.town >= 0 && entry.town != town ? 1 : 0
      field = hit.field
      byteCount = -hit.byteCount
      start = hit.start
    }

    static func < (left: Key, right: Key) -> Bool {
      (left.kind, left.isElsewhere, left.field, left.byteCount, left.start)
        < (right.kind, right.isElsewhere, right.field, right.byteCount, right.start)
    }
  }
}
