internal import Language
internal import Parallel

/// Finds the pairs of requests that are worth comparing: those that share a block and are
/// neighbours in it by time.
struct CandidateSearch {
  let table: FactTable
  let statistics: GramStatistics
  let windowDays: Int

  /// Neighbours before a request that it is compared with, in a block of one place or person.
  static let neighbours = 12
  /// The same in blocks of similar texts.
  static let textNeighbours = 4

  /// A key, and a row that holds it; sorting brings equal keys together, by time within.
  typealias Posting = (key: UInt64, row: UInt32)

  /// The pairs of each kind of block, smaller row first, ascending.
  func pairs() -> [[UInt64]] {
    let kinds = 5 + Sketch.bandCount
    let bands = sketches()
    return Parallel.map(chunks: kinds) { kind in
      var pairs =
        switch kind {
        case 0: neighbours(in: spotPostings(), Self.neighbours)
        case 1: neighbours(in: personPostings(), Self.neighbours)
        case 2: neighbours(in: textPostings(), Self.textNeighbours)
        case 3: neighbours(in: roadPostings(), Self.neighbours)
        case 4: referencePairs()
        default: bandPairs(bands, kind - 5)
        }
      pairs.sort()
      return pairs
    }
  }

  /// The pairs of all lists whose smaller row lies in a range, ascending, each once.
  static func merged(_ lists: [[UInt64]], rows: Range<Int>) -> [UInt64] {
    var pairs: [UInt64] = []
    for list in lists {
      let start = position(of: UInt64(rows.lowerBound) << 32, in: list)
      let end = position(of: UInt64(rows.upperBound) << 32, in: list)
      pairs += list[start..<end]
    }
    pairs.sort()
    var unique = 0
    for index in pairs.indices where index == 0 || pairs[index] != pairs[index - 1] {
      pairs[unique] = pairs[index]
      unique += 1
    }
    pairs.removeLast(pairs.count - unique)
    return pairs
  }

  /// Where the first pair that is not smaller stands in a sorted list.
  private static func position(of pair: UInt64, in list: [UInt64]) -> Int {
    var low = 0
    var high = list.count
    while low < high {
      let middle = (low + high) / 2
      if list[middle] < pair { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func spotPostings() -> [Posting] {
    var postings: [Posting] = []
    postings.reserveCapacity(table.count * 2)
    for row in 0..<table.count where !table[row].isSilent {
      let facts = table[row]
      for spot in table.spots(row) {
        postings.append((spot, UInt32(row)))
        let topic = facts.level2 != 0 ? facts.level2 : facts.level1
        if topic != 0 {
          postings.append((CharacterNGrams.mix(spot ^ topic), UInt32(row)))
        }
      }
    }
    return postings
  }

  private func roadPostings() -> [Posting] {
    var postings: [Posting] = []
    for row in 0..<table.count where !table[row].isSilent {
      let facts = table[row]
      for road in table.roads(row) {
        var key = road ^ (facts.level2 == 0 ? 0 : CharacterNGrams.mix(facts.level2))
        key = CharacterNGrams.mix(key)
        postings.append((key, UInt32(row)))
        if facts.houseNumber > 0 {
          postings.append((CharacterNGrams.mix(road &+ UInt64(facts.houseNumber)), UInt32(row)))
        }
      }
    }
    return postings
  }

  private func personPostings() -> [Posting] {
    var postings: [Posting] = []
    for row in 0..<table.count where !table[row].isSilent {
      let person = table[row].person
      if person != 0 {
        postings.append((CharacterNGrams.mix(UInt64(bitPattern: person)), UInt32(row)))
      }
    }
    return postings
  }

  private func textPostings() -> [Posting] {
    var postings: [Posting] = []
    for row in 0..<table.count where !table[row].isSilent {
      if table[row].text != 0 { postings.append((table[row].text, UInt32(row))) }
    }
    return postings
  }

  /// The pairs of which one names the other's number, as a transfer under a new number does.
  private func referencePairs() -> [UInt64] {
    var named: [UInt64: [UInt32]] = [:]
    for row in 0..<table.count where !table[row].isSilent {
      for number in table.references(row) { named[number, default: []].append(UInt32(row)) }
    }
    if named.isEmpty { return [] }
    var pairs: [UInt64] = []
    for row in 0..<table.count where table[row].record != 0 && !table[row].isSilent {
      for other in named[table[row].record] ?? [] {
        add(min(UInt32(row), other), max(UInt32(row), other), to: &pairs)
      }
    }
    return pairs
  }

  private func sketches() -> [[UInt32]] {
    Parallel.map(chunks: table.chunks.count) { index -> [UInt32] in
      let chunk = table.chunks[index]
      var output: [UInt32] = []
      output.reserveCapacity(chunk.facts.count * Sketch.bandCount)
      var bands = [UInt32](repeating: 0, count: Sketch.bandCount)
      for (row, facts) in chunk.facts.enumerated() {
        let range = Int(facts.grams.lowerBound)..<Int(facts.grams.upperBound)
        let known = Sketch.bands(of: chunk.grams.span.extracting(range), into: &bands)
        if !known || facts.isSilent {
          // Unlike anything: its own number in every band.
          let own = UInt32(truncatingIfNeeded: CharacterNGrams.mix(UInt64(row + index << 20)))
          for band in bands.indices { bands[band] = own }
        }
        output += bands
      }
      return output
    }
  }

  private func bandPairs(_ sketches: [[UInt32]], _ band: Int) -> [UInt64] {
    var keys = [UInt64]()
    keys.reserveCapacity(table.count)
    for row in 0..<table.count {
      let local = row & (FactChunk.size - 1)
      let value = sketches[row >> FactChunk.shift][local * Sketch.bandCount + band]
      keys.append(UInt64(value) << 32 | UInt64(row))
    }
    keys.sort()
    var pairs: [UInt64] = []
    for index in keys.indices {
      var back = index - 1
      let row = UInt32(truncatingIfNeeded: keys[index])
      let limit = max(0, index - Self.textNeighbours)
      while back >= limit, keys[back] >> 32 == keys[index] >> 32 {
        add(UInt32(truncatingIfNeeded: keys[back]), row, to: &pairs)
        back -= 1
      }
    }
    return pairs
  }

  private func neighbours(in list: [Posting], _ count: Int) -> [UInt64] {
    let postings = list.sorted { $0.key == $1.key ? $0.row < $1.row : $0.key < $1.key }
    var pairs: [UInt64] = []
    for index in postings.indices {
      var back = index - 1
      let limit = max(0, index - count)
      while back >= limit, postings[back].key == postings[index].key {
        add(postings[back].row, postings[index].row, to: &pairs)
        back -= 1
      }
    }
    return pairs
  }

  private func add(_ a: UInt32, _ b: UInt32, to pairs: inout [UInt64]) {
    if a == b { return }
    let first = table[Int(a)]
    let second = table[Int(b)]
    if second.day - first.day > Int32(windowDays) { return }
    if first.matter >= 0 && second.matter >= 0 { return }
    pairs.append(UInt64(a) << 32 | UInt64(b))
  }
}
