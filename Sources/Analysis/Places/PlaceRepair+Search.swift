internal import Language

extension PlaceRepair {
  /// Names that a window of a text may stand for.
  struct Group {
    let reading: PlaceReading
    /// The window, in characters.
    let start: Int32
    let end: Int32
    let confidence: Float
    /// Its names in `Scratch.candidates`.
    let candidates: Range<Int32>
  }

  /// Buffers that one thread reuses from row to row.
  struct Scratch {
    /// The text, normalised.
    var text: [UInt32] = []
    /// The byte offset of each character, and the end.
    var offsets: [Int32] = []
    /// For each character: 1 where a division's name ends before it, 2 where a name covers it.
    var marks: [UInt8] = []
    var groups: [Group] = []
    var candidates: [Int32] = []
    fileprivate var hashes: [UInt64] = []
    fileprivate var sounds: [UInt64] = []
    fileprivate var proposed: [Int32] = []
  }

  static let afterDivision: UInt8 = 1
  static let covered: UInt8 = 2
  /// How many characters of a request's texts are looked at.
  static let textLimit = 2000
  /// How many names of one window, and of one request, are looked at.
  private static let windowLimit = 512
  private static let rowLimit = 8192

  /// Collects the names that windows of the text may stand for.
  func search(_ scratch: inout Scratch) {
    scratch.groups.removeAll(keepingCapacity: true)
    scratch.candidates.removeAll(keepingCapacity: true)
    prepare(&scratch)
    let count = scratch.text.count
    var start = 0
    var runEnd = 0
    while start < count {
      if start >= runEnd {
        runEnd = start
        while runEnd < count, isPart(scratch, runEnd) { runEnd += 1 }
        if runEnd == start {
          start += 1
          continue
        }
      }
      if mayStart(scratch.text[start]) {
        let lead =
          scratch.marks[start] & Self.afterDivision != 0 ? 2 : PlaceSlot.lead(scratch.text, start)
        searchWindows(start, lead, min(runEnd - start, Self.longest + 1), &scratch)
        if scratch.candidates.count > Self.rowLimit { return }
      }
      start += 1
    }
  }

  private func isPart(_ scratch: Scratch, _ index: Int) -> Bool {
    scratch.text[index] &- 0x4E00 < 0x5200 && scratch.marks[index] & Self.covered == 0
  }

  private func prepare(_ scratch: inout Scratch) {
    scratch.hashes.removeAll(keepingCapacity: true)
    scratch.sounds.removeAll(keepingCapacity: true)
    var hash: UInt64 = 0
    var sound: UInt64 = 0
    scratch.hashes.append(0)
    scratch.sounds.append(0)
    for scalar in scratch.text {
      hash = hash &* Self.base &+ UInt64(scalar)
      sound = sound &* Self.base &+ syllables.sound(of: scalar)
      scratch.hashes.append(hash)
      scratch.sounds.append(sound)
    }
  }

  @inline(__always)
  private func window(_ hashes: [UInt64], _ start: Int, _ count: Int) -> UInt64 {
    hashes[start &+ count] &- hashes[start] &* powers[count]
  }

  private func searchWindows(_ start: Int, _ lead: Int, _ longest: Int, _ scratch: inout Scratch) {
    guard longest >= 2 else { return }
    for count in 2...longest {
      let hash = window(scratch.hashes, start, count)
      if count <= 8 {
        let key = Self.key(hash, .core)
        if !lacks(key) { addCores(key, start, count, lead, &scratch) }
      }
      if count == 2 {
        let key = Self.key(hash, .pair)
        if lead > 0, !lacks(key) { addAbbreviations(key, start, lead, &scratch) }
        continue
      }
      if count <= Self.longest {
        let key = Self.key(window(scratch.sounds, start, count), .sound)
        if !lacks(key) { addEdits(key, start, count, lead, .sound, &scratch) }
        let missing = Self.key(hash, .missing)
        if !lacks(missing) { addEdits(missing, start, count, lead, .oneEdit, &scratch) }
      }
      for position in 0..<count {
        let place = powers[count &- 1 &- position]
        if count <= Self.longest {
          let other =
            hash &+ (Self.wildcard &- UInt64(scratch.text[start &+ position])) &* place
          let key = Self.key(other, .wild, position)
          if !lacks(key) { addEdits(key, start, count, lead, .oneEdit, &scratch) }
        }
        if count >= 4 {
          let shorter =
            window(scratch.hashes, start, position) &* place
            &+ window(scratch.hashes, start &+ position &+ 1, count &- 1 &- position)
          let key = Self.key(shorter, .own)
          if !lacks(key) { addEdits(key, start, count, lead, .oneEdit, &scratch) }
        }
      }
    }
  }

  // MARK: - Proposals

  /// Names whose own part the window is, with another ending after it or none.
  private func addCores(
    _ key: UInt64, _ start: Int, _ count: Int, _ lead: Int, _ scratch: inout Scratch
  ) {
    let end = start + count
    let next = endings.ending(at: end, in: scratch.text)
    let trail = PlaceSlot.trail(scratch.text, end)
    scratch.proposed.removeAll(keepingCapacity: true)
    appendNames(key, limit: Self.windowLimit, to: &scratch.proposed)
    let first = Int32(scratch.candidates.count)
    var reading = PlaceReading.withoutEnding
    for name in scratch.proposed where Int(coreCounts[Int(name)]) == count {
      let characters = names.characters(of: name)
      guard characters.prefix(count) == scratch.text[start..<end] else { continue }
      if let next {
        guard let own = endings.ending(of: characters), next.scalars != own.scalars,
          next.family != 0, own.family == next.family || own.family == 0 && next.family == 1
        else { continue }
        reading = .otherEnding
      }
      scratch.candidates.append(name)
    }
    let confidence: Float
    if let next {
      confidence = count >= 3 || lead > 0 ? 0.8 : 0.6
      close(
        reading, start, end + next.scalars.count, confidence, from: first, &scratch)
      return
    }
    if count >= 3 {
      confidence = lead + trail > 0 ? 0.7 : 0
    } else {
      confidence = lead > 0 && trail > 0 ? 0.6 : lead == 2 ? 0.45 : 0
    }
    close(reading, start, end, confidence, from: first, &scratch)
  }

  /// Names that have the window's two characters, the first of them first.
  private func addAbbreviations(
    _ key: UInt64, _ start: Int, _ lead: Int, _ scratch: inout Scratch
  ) {
    let trail = PlaceSlot.trail(scratch.text, start + 2)
    if lead < 2, trail == 0 { return }
    if endings.ending(at: start + 2, in: scratch.text) != nil { return }
    let first = Int32(scratch.candidates.count)
    scratch.proposed.removeAll(keepingCapacity: true)
    appendNames(key, limit: Self.windowLimit, to: &scratch.proposed)
    for name in scratch.proposed {
      let characters = names.characters(of: name)
      guard characters.first == scratch.text[start],
        characters.dropFirst().contains(scratch.text[start + 1])
      else { continue }
      scratch.candidates.append(name)
    }
    close(.abbreviation, start, start + 2, trail > 0 ? 0.45 : 0.3, from: first, &scratch)
  }

  /// Names that the window sounds like, or that one edit makes of it.
  private func addEdits(
    _ key: UInt64, _ start: Int, _ count: Int, _ lead: Int, _ reading: PlaceReading,
    _ scratch: inout Scratch
  ) {
    let trail = PlaceSlot.trail(scratch.text, start + count)
    scratch.proposed.removeAll(keepingCapacity: true)
    appendNames(key, limit: Self.windowLimit, to: &scratch.proposed)
    let first = Int32(scratch.candidates.count)
    let window = scratch.text[start..<start + count]
    var best: Float = 0
    for name in scratch.proposed {
      let characters = names.characters(of: name)
      let confidence =
        reading == .sound
        ? soundConfidence(characters, window, lead, trail)
        : editConfidence(characters, window, Int(coreCounts[Int(name)]), lead, trail)
      if confidence == 0 { continue }
      best = max(best, confidence)
      scratch.candidates.append(name)
    }
    close(reading, start, start + count, best, from: first, &scratch)
  }

  /// How sure it is that a text means a name that sounds the same; 0 for not at all.
  private func soundConfidence(
    _ name: ArraySlice<UInt32>, _ text: ArraySlice<UInt32>, _ lead: Int, _ trail: Int
  ) -> Float {
    guard name.count == text.count else { return 0 }
    var wrong = 0
    for (own, other) in zip(name, text) where own != other {
      guard syllables.areAlike(own, other), !PlaceEndings.distinguishing.contains(other) else {
        return 0
      }
      wrong += 1
    }
    guard wrong > 0, wrong * 2 <= name.count else { return 0 }
    if name.count == 3 {
      // 海棠附近 is not near 海棠府: a last character that was only heard must end the name.
      if name.last != text.last, trail == 0 { return 0 }
      return lead + trail > 0 ? 0.65 : 0
    }
    return lead + trail > 0 ? 0.85 : 0.7
  }

  /// How sure it is that a text means a name from which one edit leads to it; 0 for not at all.
  ///
  /// - Parameter core: How many characters of the name stand before a generic ending.
  func editConfidence(
    _ name: ArraySlice<UInt32>, _ text: ArraySlice<UInt32>, _ core: Int, _ lead: Int, _ trail: Int
  ) -> Float {
    guard let edit = Self.edit(from: name, to: text) else { return 0 }
    // Another generic ending, number or direction is another place.
    if core < name.count, edit.position >= core { return 0 }
    for scalar in [edit.own, edit.other]
    where scalar != 0 && PlaceEndings.distinguishing.contains(scalar) {
      return 0
    }
    // 鸥柳岱村 and 鸥坝岱村 are two villages as often as one misspelt: a third of a name is much.
    let isSlot = lead + trail > 0
    if core >= 4 { return isSlot ? 0.75 : 0.6 }
    if core == 3, name.count >= 4 { return name.count == text.count ? 0.5 : isSlot ? 0.6 : 0.5 }
    return lead > 0 && trail > 0 && text.count >= 3 ? 0.5 : 0
  }

  /// The one edit that makes a text of a name; nil where it takes none or more.
  ///
  /// - Returns: Where in the name, the name's character and the text's; 0 for the side that has
  ///   none.
  static func edit(
    from name: ArraySlice<UInt32>, to text: ArraySlice<UInt32>
  ) -> (position: Int, own: UInt32, other: UInt32)? {
    var prefix = 0
    let shorter = min(name.count, text.count)
    while prefix < shorter,
      name[name.startIndex + prefix] == text[text.startIndex + prefix]
    {
      prefix += 1
    }
    let rest = name.dropFirst(prefix)
    let other = text.dropFirst(prefix)
    switch name.count - text.count {
    case 0:
      guard let own = rest.first, let wrong = other.first,
        rest.dropFirst() == other.dropFirst()
      else { return nil }
      return (prefix, own, wrong)
    case 1: return rest.dropFirst() == other ? (prefix, rest.first ?? 0, 0) : nil
    case -1: return rest == other.dropFirst() ? (prefix, 0, other.first ?? 0) : nil
    default: return nil
    }
  }

  private func close(
    _ reading: PlaceReading, _ start: Int, _ end: Int, _ confidence: Float, from first: Int32,
    _ scratch: inout Scratch
  ) {
    let last = Int32(scratch.candidates.count)
    if first == last { return }
    if confidence == 0 {
      scratch.candidates.removeLast(Int(last - first))
      return
    }
    scratch.groups.append(
      Group(
        reading: reading, start: Int32(start), end: Int32(end), confidence: confidence,
        candidates: first..<last))
  }
}
