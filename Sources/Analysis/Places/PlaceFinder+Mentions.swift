internal import Language

extension PlaceFinder {
  /// How many names of one request are looked at.
  private static let nameLimit = 256

  /// Collects the names in the texts that stand for themselves.
  func collectMentions(_ scratch: inout PlaceScratch) {
    scratch.mentions.removeAll(keepingCapacity: true)
    scratch.found.removeAll(keepingCapacity: true)
    let text = scratch.text
    patterns.appendMatches(in: text.span, to: &scratch.found)
    scratch.found.removeAll { Int($0.patternID) >= firstEnding }
    // Names are compared with each other, so a text that is nothing but names must not cost n².
    if scratch.found.count > Self.nameLimit {
      scratch.found.removeLast(scratch.found.count - Self.nameLimit)
    }
    if scratch.found.isEmpty { return }
    dropInner(&scratch.found)
    let hasOrigin = scratch.found.contains { Int($0.patternID) >= nameCount }
    for index in scratch.found.indices {
      let match = scratch.found[index]
      if Int(match.patternID) >= nameCount { continue }
      if !isName(match, scratch) { continue }
      let field = scratch.field(at: match.start)
      if hasOrigin, field > 0 || !scratch.hasAddress, isOrigin(match, scratch) { continue }
      scratch.mentions.append(
        PlaceMention(
          name: match.patternID, field: field, start: match.start, end: match.end,
          isSecondary: PlaceContext.isSecondary(
            scratch.text, Int(match.start), Int(match.end))))
    }
  }

  /// Drops what lies within something longer.
  private func dropInner(_ found: inout [PatternMatch]) {
    var kept = 0
    for index in found.indices {
      let match = found[index]
      var isInner = false
      // Matches come by their ends, the longest first: what holds this one ends with it or later.
      var other = index - 1
      while other >= 0, found[other].end == match.end {
        if found[other].start < match.start { isInner = true }
        other -= 1
      }
      other = index + 1
      while !isInner, other < found.count, found[other].end < match.end + 64 {
        if found[other].start <= match.start, found[other].end > match.end { isInner = true }
        other += 1
      }
      if isInner { continue }
      found[kept] = match
      kept += 1
    }
    found.removeLast(found.count - kept)
  }

  private func isName(_ match: PatternMatch, _ scratch: PlaceScratch) -> Bool {
    let text = scratch.text.span
    let name = names[match.patternID]
    let end = Int(match.end)
    if name.isShort {
      let followsName = scratch.found.contains {
        $0.end == match.start && Int($0.patternID) < nameCount
      }
      return context.standsAlone(in: text, Int(match.start), end, followsName: followsName)
    }
    // 文化街 in 文化街道办事处 is no street.
    let next = PlaceContext.han(at: end, in: text)
    return next != 0x9053 || PlaceContext.han(before: end, in: text) != 0x8857
  }

  /// Whether the clause tells where somebody comes from.
  private func isOrigin(_ match: PatternMatch, _ scratch: PlaceScratch) -> Bool {
    let text = scratch.text.span
    return scratch.found.contains { other in
      Int(other.patternID) >= nameCount
        && PlaceContext.sameClause(
          Int(match.start)..<Int(match.end), Int(other.start)..<Int(other.end), in: text)
    }
  }
}
