/// Compares two requests.
struct PairComparison {
  let table: FactTable
  let statistics: GramStatistics
  /// Whether most requests have a class, so that one without has none that is sure.
  let isClassed: Bool
  /// Whether most requests have a person, so that those without come from inspectors and cameras,
  /// who report every sight as a case of its own.
  let hasPersons: Bool

  /// Whether any request has a district; where none has, its lack says nothing.
  let hasDistricts: Bool

  init(table: FactTable, statistics: GramStatistics) {
    self.table = table
    self.statistics = statistics
    var classed = 0
    var persons = 0
    var districts = 0
    for chunk in table.chunks {
      for facts in chunk.facts {
        if facts.level1 != 0 { classed += 1 }
        if facts.person != 0 { persons += 1 }
        if facts.district != 0 { districts += 1 }
      }
    }
    isClassed = classed * 2 > table.count
    hasDistricts = districts > 0
    hasPersons = persons * 2 > table.count
  }

  /// The score of a pair; nil where something forbids that they are one matter.
  func score(_ a: Int, _ b: Int) -> PairScore? {
    let first = table[a]
    let second = table[b]
    var score = PairScore()
    score.days = second.day - first.day
    score.samePerson = first.person != 0 && first.person == second.person
    score.names = names(first, b) || names(second, a)
    if score.names && (score.samePerson || first.person == 0 || second.person == 0) {
      score.total = MatchWeights.names
      return score
    }
    if Self.differ(first.district, second.district), !score.samePerson { return nil }
    if Self.differ(first.building, second.building) || Self.differ(first.group, second.group) {
      return nil
    }
    guard addPlace(a, b, first, second, &score) else { return nil }
    addClass(first, second, &score)
    addTime(&score)
    if score.samePerson { score.total += MatchWeights.samePerson }
    // Texts are read last: most pairs are too far apart for any text to help.
    let most = MatchWeights.words + MatchWeights.farText
    if score.total + most < MatchWeights.threshold { return nil }
    addText(a, b, first, second, &score)
    return isAllowed(first, second, score) ? score : nil
  }

  private func names(_ facts: RequestFacts, _ other: Int) -> Bool {
    facts.record != 0 && table.references(other).contains(facts.record)
  }

  private static func differ<T: BinaryInteger>(_ a: T, _ b: T) -> Bool {
    a != 0 && b != 0 && a != b
  }

  private func addPlace(
    _ a: Int, _ b: Int, _ first: RequestFacts, _ second: RequestFacts, _ score: inout PairScore
  ) -> Bool {
    score.spot = Self.common(table.spots(a), table.spots(b))
    (score.road, score.roads) = Self.commonRoads(table.roads(a), table.roads(b))
    if Self.differ(table.spots(a), table.spots(b)) { return false }
    if score.spot != 0 {
      if isElsewhere(a, b, score) { return false }
      score.total += MatchWeights.spot
      if PlaceLexicon.isFirm(score.spot), score.road == 0, hasPlace(a) || hasPlace(b) {
        score.total += MatchWeights.firmAnywhere
      }
      if score.road != 0 {
        score.total += 1
      } else if !first.roads.isEmpty, !second.roads.isEmpty {
        score.total -= 2
      }
    } else if score.road != 0 {
      score.total += MatchWeights.road
      if first.roads.count == 1, second.roads.count == 1 { score.total += 2 }
      if Self.differ(first.houseNumber, second.houseNumber) { return false }
      // A crossing or a stretch between two others: the shorter list must be part of the longer.
      if lacks(b, first.mainRoad) || lacks(a, second.mainRoad) { return false }
      if score.roads < min(first.roads.count, second.roads.count) { return false }
      if score.roads > 1 { score.total += MatchWeights.crossing }
      if first.houseNumber != 0, first.houseNumber == second.houseNumber {
        score.total += MatchWeights.roadNumber
      }
    } else if !first.roads.isEmpty && !second.roads.isEmpty {
      return false
    }
    if first.building != 0, first.building == second.building {
      score.total += MatchWeights.number
    }
    if first.group != 0, first.group == second.group { score.total += MatchWeights.number }
    if first.side != 0, second.side != 0 {
      score.total += first.side == second.side ? MatchWeights.side : MatchWeights.otherSide
    }
    if first.district != 0, first.district == second.district {
      score.total += MatchWeights.district
    }
    if !hasDistricts { score.total += MatchWeights.district }
    if first.town != 0, second.town != 0 {
      score.total += first.town == second.town ? MatchWeights.town : MatchWeights.otherTown
    }
    return true
  }

  /// Whether two requests name two places, or two firms where one of them names no place.
  static func differ(_ a: ArraySlice<UInt64>, _ b: ArraySlice<UInt64>) -> Bool {
    if a.isEmpty || b.isEmpty { return false }
    let first = a.filter { !PlaceLexicon.isFirm($0) }
    let second = b.filter { !PlaceLexicon.isFirm($0) }
    if !first.isEmpty, !second.isEmpty { return common(first[...], second[...]) == 0 }
    return first.isEmpty && second.isEmpty && common(a, b) == 0
  }

  /// Whether a request names more than firms: a road, a compound.
  private func hasPlace(_ row: Int) -> Bool {
    !table[row].roads.isEmpty || table.spots(row).contains { !PlaceLexicon.isFirm($0) }
  }

  /// Whether a request names roads, but not this one.
  private func lacks(_ row: Int, _ road: UInt64) -> Bool {
    road != 0 && !table.roads(row).isEmpty && !table.roads(row).contains(road)
  }

  /// Whether two requests name a firm or an institution in common, but two roads.
  private func isElsewhere(_ a: Int, _ b: Int, _ score: PairScore) -> Bool {
    (PlaceLexicon.isFirm(score.spot) || PlaceLexicon.isInstitution(score.spot))
      && score.road == 0 && !table[a].roads.isEmpty && !table[b].roads.isEmpty
  }

  private func addClass(
    _ first: RequestFacts, _ second: RequestFacts, _ score: inout PairScore
  ) {
    guard first.level1 != 0, second.level1 != 0 else { return }
    score.sameLeaf = first.leaf != 0 && first.leaf == second.leaf
    score.sameLevel2 = first.level2 != 0 && first.level2 == second.level2
    if score.sameLeaf {
      score.total += MatchWeights.leaf
    } else if score.sameLevel2 {
      score.total += MatchWeights.level2
    } else if first.level1 == second.level1 {
      score.total += MatchWeights.level1
    } else {
      score.total += MatchWeights.otherClass
    }
  }

  private func addText(
    _ a: Int, _ b: Int, _ first: RequestFacts, _ second: RequestFacts, _ score: inout PairScore
  ) {
    score.sameText = first.text != 0 && first.text == second.text
    let (shared, union, weight) = table.sharedGrams(a, b, statistics)
    score.jaccard = union == 0 ? 0 : Float(shared) / Float(union)
    // Where classes are unknown, rare words stand for them.
    let bit =
      first.level1 != 0 && second.level1 != 0
      ? MatchWeights.wordBit : MatchWeights.wordBitAlone
    score.total += min(MatchWeights.words, weight * bit)
    score.total += score.jaccard * MatchWeights.farText
    let isLong = first.length >= 40 && second.length >= 40
    score.isNearCopy =
      score.sameText || score.jaccard >= 0.6 || isLong && score.jaccard >= 0.35
  }

  private func addTime(_ score: inout PairScore) {
    switch score.days {
    case ...3: score.total += 1
    case ...14: break
    case ...30: score.total -= 1.5
    default: score.total -= 3
    }
  }

  /// What must hold besides the score.
  private func isAllowed(_ first: RequestFacts, _ second: RequestFacts, _ score: PairScore) -> Bool
  {
    if first.level2 != 0, second.level2 != 0, !score.sameLevel2, !score.isNearCopy { return false }
    if first.leaf != 0, second.leaf != 0, !score.sameLeaf, !score.samePerson, score.jaccard < 0.3 {
      return false
    }
    if isClassed, first.level2 == 0 || second.level2 == 0 {
      let isAlike = score.jaccard >= 0.25 && min(first.length, second.length) >= 30
      if !score.samePerson, !isAlike || PlaceLexicon.isInstitution(score.spot) { return false }
      if score.samePerson, score.jaccard < 0.2 { return false }
    }
    if first.isQuestion != second.isQuestion, first.hasType, second.hasType,
      !score.samePerson, score.jaccard < 0.35
    {
      return false
    }
    if hasPersons, first.person == 0, second.person == 0,
      score.jaccard < 0.2 || score.days > 7
    {
      return false
    }
    if score.samePerson {
      return score.sameText || score.jaccard >= 0.4 || score.sameLevel2
        || first.level1 == 0 && score.total >= MatchWeights.threshold
    }
    if first.isPersonal && second.isPersonal && !score.sameText { return false }
    if first.isQuestion && second.isQuestion && isClassed && first.leaf != second.leaf {
      return false
    }
    if first.isQuestion && second.isQuestion && (score.spot == 0 || score.jaccard < 0.3) {
      return false
    }
    if PlaceLexicon.isFirm(score.spot), score.jaccard < 0.12 { return false }
    if score.spot != 0 {
      return !PlaceLexicon.isInstitution(score.spot) || score.jaccard >= 0.3 && !first.isQuestion
    }
    if score.road != 0 {
      if score.days > 14, score.jaccard < 0.3 { return false }
      return score.roads > 1 || first.houseNumber != 0 && first.houseNumber == second.houseNumber
        || score.isNearCopy || first.roads.count == 1 && second.roads.count == 1 && score.days <= 30
    }
    return (score.sameText || score.jaccard >= 0.75) && first.length >= 40
      && first.district != 0 && first.district == second.district && score.days <= 14
  }

  /// A key that two sorted lists share, and how many they do.
  static func commonRoads(_ a: ArraySlice<UInt64>, _ b: ArraySlice<UInt64>) -> (UInt64, Int) {
    var first: UInt64 = 0
    var count = 0
    for road in a where b.contains(road) {
      if count == 0 { first = road }
      count += 1
    }
    return (first, count)
  }

  /// A key that two sorted lists share; 0 for none.
  static func common(_ a: ArraySlice<UInt64>, _ b: ArraySlice<UInt64>) -> UInt64 {
    var i = a.startIndex
    var j = b.startIndex
    while i < a.endIndex && j < b.endIndex {
      if a[i] == b[j] { return a[i] }
      if a[i] < b[j] { i += 1 } else { j += 1 }
    }
    return 0
  }
}
