internal import Language

extension PlaceFinder {
  /// The place of a request.
  ///
  /// - Parameters:
  ///   - source: What the source says beside the texts.
  ///   - scratch: The request's texts.
  /// - Complexity: O(*n*) in the bytes of the texts; names that are written otherwise are looked
  ///   for only in the first 2,000 characters, and only where no name says where it is.
  public func find(_ source: PlaceSource, using scratch: inout PlaceScratch) -> PlaceAnswer {
    collectMentions(&scratch)
    var answer = PlaceAnswer()
    answer.district = source.district
    answer.town = source.town
    settleDistrict(&answer, scratch.mentions, hasAddress: scratch.hasAddress)
    if answer.isMoved { answer.town = -1 }
    let givenTown = answer.town
    if givenTown < 0 { answer.town = mentionedTown(scratch.mentions, in: answer.district) }
    var best = bestMention(answer, source, &scratch)
    if best == nil || best?.isWeak == true, !scratch.text.isEmpty {
      let repaired = bestRepair(answer, source, &scratch)
      if let repaired,
        best == nil || best?.confidence ?? 0 < 0.5 || best?.rank ?? .town <= .town
          || best?.isSecondary == true
      {
        if repaired.confidence >= leastConfidence { best = repaired }
      }
    }
    if best == nil, let near = nearest(answer, source) { best = near }
    if let best, best.confidence >= leastConfidence || best.rank <= .town && best.isSure {
      if givenTown < 0, entries[Int(best.place)].town >= 0 { answer.town = -1 }
      settle(best, &answer, scratch)
    }
    if scratch.memory != nil { remember(best, answer, &scratch) }
    return answer
  }

  /// A place that a request may mean.
  struct Candidate {
    var place: Int32
    var rank: Rank
    var start: Int32
    var end: Int32
    var confidence: Float
    var reading: PlaceReading
    var basis: PlaceBasis
    var isSecondary: Bool

    /// Whether another reading of the texts may be better.
    var isWeak: Bool { isSecondary || rank <= .town }
    /// Whether something decided between places of the name.
    var isSure: Bool { basis != .nothing && basis != .memory }
  }

  private func settle(_ best: Candidate, _ answer: inout PlaceAnswer, _ scratch: PlaceScratch) {
    let entry = entries[Int(best.place)]
    answer.place = best.place
    if answer.district < 0 { answer.district = entry.district }
    if answer.town < 0 { answer.town = entry.town }
    if answer.town < 0 { answer.town = mentionedTown(scratch.mentions, in: answer.district) }
    answer.confidence = best.confidence
    answer.reading = best.reading
    answer.basis = best.basis
    guard best.reading != .nearest else { return }
    let field = scratch.field(at: best.start)
    let offset = scratch.fields[Int(field)]
    let tail = PlaceTail(
      scratch.text, best.start, best.end, rank: entry.rank, isWater: entry.isWater)
    answer.pattern = tail.pattern
    answer.field = field
    answer.span = best.start - offset..<tail.end - offset
  }

  private func remember(
    _ best: Candidate?, _ answer: PlaceAnswer, _ scratch: inout PlaceScratch
  ) {
    if let best, best.isSure, best.confidence > 0.5 {
      scratch.memory?.note(place: best.place, district: entries[Int(best.place)].district)
    } else if best == nil, answer.district >= 0 {
      scratch.memory?.note(place: -1, district: answer.district)
    }
    scratch.memory?.advance()
  }

  // MARK: - District

  /// Takes the district from the texts where the source gives none or the address contradicts it.
  private func settleDistrict(
    _ answer: inout PlaceAnswer, _ mentions: [PlaceMention], hasAddress: Bool
  ) {
    if answer.district < 0 {
      answer.district = answer.town >= 0 ? districtOfTown[Int(answer.town)] : -1
      if answer.district < 0 { answer.district = mentionedDistrict(mentions) }
      return
    }
    let addressed = hasAddress ? addressedDistrict(mentions) : -1
    if addressed < 0 || addressed == answer.district { return }
    if mentions.contains(where: { onlyDistrict($0.name) == answer.district }) { return }
    answer.district = addressed
    answer.isMoved = true
  }

  /// The district that the address names by itself or by one of its towns, in full.
  private func addressedDistrict(_ mentions: [PlaceMention]) -> Int32 {
    for mention in mentions where mention.field == 0 {
      let name = names[mention.name]
      if name.isDivision, !name.isShort || name.isDistrict {
        let district = onlyDistrict(mention.name)
        if district >= 0 { return district }
      }
    }
    return -1
  }

  /// The district of the first division that lies in only one; −1 where there is none.
  private func mentionedDistrict(_ mentions: [PlaceMention]) -> Int32 {
    var best: (key: (Int, Int32), district: Int32)?
    for mention in mentions where names[mention.name].isDivision {
      let district = onlyDistrict(mention.name)
      if district < 0 { continue }
      let key = (names[mention.name].isDistrict ? 0 : 1, mention.start)
      if let best, best.key <= key { continue }
      best = (key, district)
    }
    return best?.district ?? -1
  }

  /// The first town of a district that the texts name; −1 where there is none.
  private func mentionedTown(_ mentions: [PlaceMention], in district: Int32) -> Int32 {
    if district < 0 { return -1 }
    for mention in mentions where names[mention.name].isDivision {
      for place in names.bearers(of: mention.name) {
        let entry = entries[Int(place)]
        if entry.rank == .town, entry.district == district { return entry.town }
      }
    }
    return -1
  }

  /// The district that all bearers of a name lie in; −1 where there are several.
  func onlyDistrict(_ name: Int32) -> Int32 {
    let own = names.bearers(of: name)
    let district = entries[Int(own[own.startIndex])].district
    for place in own where entries[Int(place)].district != district { return -1 }
    return district
  }

  // MARK: - Names

  /// The best name that stands in the texts as the gazetteer has it.
  private func bestMention(
    _ answer: PlaceAnswer, _ source: PlaceSource, _ scratch: inout PlaceScratch
  ) -> Candidate? {
    var best: (key: Key, mention: PlaceMention)?
    for mention in scratch.mentions {
      for place in names.bearers(of: mention.name) {
        let entry = entries[Int(place)]
        if entry.rank == .district { continue }
        if answer.district >= 0, entry.district != answer.district { continue }
        let key = Key(entry: entry, town: answer.town, mention: mention)
        if let best, !(key < best.key) { continue }
        best = (key, mention)
      }
    }
    guard let mention = best?.mention else { return nil }
    scratch.bearers.removeAll(keepingCapacity: true)
    scratch.bearers.append(contentsOf: names.bearers(of: mention.name))
    guard let choice = choose(answer, source, &scratch, near: mention.start) else { return nil }
    let base: Float = mention.isSecondary ? 0.6 : names[mention.name].isShort ? 0.85 : 0.97
    return Candidate(
      place: choice.place, rank: entries[Int(choice.place)].rank, start: mention.start,
      end: mention.end, confidence: base * choice.share, reading: .exact, basis: choice.basis,
      isSecondary: mention.isSecondary)
  }

  /// The order of places for one request; the least is taken.
  private struct Key {
    let isSecondary: Int
    /// Lower for more specific kinds.
    let kind: Int
    /// Whether it lies in another town than the one known.
    let isElsewhere: Int
    let field: Int32
    let byteCount: Int32
    let start: Int32

    init(entry: Entry, town: Int32, mention: PlaceMention) {
      isSecondary = mention.isSecondary ? 1 : 0
      kind = -entry.rank.rawValue
      isElsewhere = town >= 0 && entry.town >= 0 && entry.town != town ? 1 : 0
      field = mention.field
      byteCount = mention.start - mention.end
      start = mention.start
    }

    static func < (left: Key, right: Key) -> Bool {
      if left.kind == -1 || right.kind == -1, left.kind != right.kind {
        return left.kind < right.kind
      }
      return (left.isSecondary, left.kind, left.isElsewhere, left.field, left.byteCount, left.start)
        < (
          right.isSecondary, right.kind, right.isElsewhere, right.field, right.byteCount,
          right.start
        )
    }
  }

  // MARK: - Names written otherwise

  private func bestRepair(
    _ answer: PlaceAnswer, _ source: PlaceSource, _ scratch: inout PlaceScratch
  ) -> Candidate? {
    prepareRepair(answer.district, &scratch)
    repair.search(&scratch.repair)
    var best: Candidate?
    for index in scratch.repair.groups.indices {
      let group = scratch.repair.groups[index]
      if let best, group.confidence <= best.confidence { continue }
      guard let found = candidate(group, answer, source, &scratch) else { continue }
      if let best, found.confidence <= best.confidence { continue }
      if isEdit(group), hasRival(found, index, answer, source, &scratch) { continue }
      best = found
    }
    return best
  }

  private func isEdit(_ group: PlaceRepair.Group) -> Bool {
    group.reading == .oneEdit || group.reading == .sound
  }

  /// The place that a window may mean; an edit only counts where one place of the context is meant.
  private func candidate(
    _ group: PlaceRepair.Group, _ answer: PlaceAnswer, _ source: PlaceSource,
    _ scratch: inout PlaceScratch
  ) -> Candidate? {
    scratch.bearers.removeAll(keepingCapacity: true)
    for candidate in group.candidates {
      scratch.bearers.append(
        contentsOf: names.bearers(of: scratch.repair.candidates[Int(candidate)]))
    }
    let start = scratch.repair.offsets[Int(group.start)]
    let end = scratch.repair.offsets[Int(group.end)]
    guard let choice = choose(answer, source, &scratch, near: start) else { return nil }
    if isEdit(group), choice.share < 0.9 || isElsewhere(choice.place, answer.town) { return nil }
    let rank = entries[Int(choice.place)].rank
    if rank == .district { return nil }
    return Candidate(
      place: choice.place, rank: rank, start: start, end: end,
      confidence: group.confidence * choice.share, reading: group.reading, basis: choice.basis,
      isSecondary: PlaceContext.isSecondary(scratch.text, Int(start), Int(end)))
  }

  /// Whether another edit of the same words leads to another place.
  private func hasRival(
    _ found: Candidate, _ index: Int, _ answer: PlaceAnswer, _ source: PlaceSource,
    _ scratch: inout PlaceScratch
  ) -> Bool {
    let groups = scratch.repair.groups
    let own = groups[index]
    // Groups come by their starts, and none is longer than the longest name and one.
    var first = index
    while first > 0, groups[first - 1].start + Int32(PlaceRepair.longest) >= own.start {
      first -= 1
    }
    for other in first..<groups.count {
      let group = groups[other]
      if group.start >= own.end { break }
      guard other != index, group.reading == own.reading, group.confidence >= own.confidence,
        own.start < group.end,
        let other = candidate(group, answer, source, &scratch)
      else { continue }
      if other.place != found.place { return true }
    }
    return false
  }

  /// Normalises the texts, and marks what the names found in them cover.
  private func prepareRepair(_ district: Int32, _ scratch: inout PlaceScratch) {
    var scalars: [UInt32] = []
    var offsets: [Int32] = []
    swap(&scalars, &scratch.repair.text)
    swap(&offsets, &scratch.repair.offsets)
    scalars.removeAll(keepingCapacity: true)
    offsets.removeAll(keepingCapacity: true)
    let bytes = min(scratch.text.count, PlaceRepair.textLimit * 3)
    PlaceRepair.plain.append(
      scratch.text.span.extracting(0..<bytes), to: &scalars, offsets: &offsets)
    offsets.append(Int32(bytes))
    swap(&scalars, &scratch.repair.text)
    swap(&offsets, &scratch.repair.offsets)
    let count = scratch.repair.text.count
    scratch.repair.marks.removeAll(keepingCapacity: true)
    for _ in 0...count { scratch.repair.marks.append(0) }
    for match in scratch.found where Int(match.patternID) < nameCount {
      let name = names[match.patternID]
      if name.isShort, !isMentioned(match, scratch) { continue }
      // What another district has under this name may be written so here for something else.
      if !name.isDivision, district >= 0, !isIn(district, match.patternID) { continue }
      var index = Self.firstIndex(scratch.repair.offsets, match.start)
      while index < count, scratch.repair.offsets[index] < match.end {
        scratch.repair.marks[index] |= PlaceRepair.covered
        index += 1
      }
      if name.isDivision, index <= count {
        scratch.repair.marks[index] |= PlaceRepair.afterDivision
      }
    }
  }

  /// Whether a place lies in another town than the one given or named.
  private func isElsewhere(_ place: Int32, _ town: Int32) -> Bool {
    let own = entries[Int(place)].town
    return own >= 0 && town >= 0 && own != town
  }

  private func isIn(_ district: Int32, _ name: Int32) -> Bool {
    names.bearers(of: name).contains { entries[Int($0)].district == district }
  }

  private func isMentioned(_ match: PatternMatch, _ scratch: PlaceScratch) -> Bool {
    scratch.mentions.contains { $0.start == match.start && $0.end == match.end }
  }

  /// The first index whose offset is no less than a value.
  private static func firstIndex(_ offsets: [Int32], _ value: Int32) -> Int {
    var low = 0
    var high = offsets.count
    while low < high {
      let middle = (low + high) / 2
      if offsets[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }

  // MARK: - Coordinates

  /// How near a place must lie to coordinates to stand for them.
  private static let nearMetres: Float = 300

  private func nearest(_ answer: PlaceAnswer, _ source: PlaceSource) -> Candidate? {
    guard let (longitude, latitude) = source.coordinates,
      let place = grid.nearest(longitude, latitude, within: Self.nearMetres)
    else { return nil }
    let entry = entries[Int(place)]
    if answer.district >= 0, entry.district != answer.district { return nil }
    return Candidate(
      place: place, rank: entry.rank, start: 0, end: 0, confidence: 0.6, reading: .nearest,
      basis: .coordinates, isSecondary: false)
  }
}
