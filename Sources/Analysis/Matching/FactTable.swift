/// The facts of consecutive requests, and the lists they point into.
struct FactChunk: Sendable {
  /// Requests in a chunk; a power of two.
  static let size = 4096
  static let shift = 12

  var facts: [RequestFacts] = []
  /// Named places, of the gazetteer or by the way they are written, sorted within a request.
  var spots: [UInt64] = []
  /// Roads, sorted within a request.
  var roads: [UInt64] = []
  /// Hashes of the text's 3-grams, each once, ascending.
  var grams: [UInt32] = []
  /// Record numbers that the request names.
  var references: [UInt64] = []
}

/// The facts of all requests, by time.
struct FactTable: Sendable {
  var chunks: [FactChunk]
  let count: Int

  @inline(__always) subscript(row: Int) -> RequestFacts {
    chunks[row &>> FactChunk.shift].facts[row & (FactChunk.size &- 1)]
  }

  /// What the texts of two requests share: how many 3-grams, how many both have together, and
  /// what those shared weigh.
  @inline(__always)
  func sharedGrams(_ a: Int, _ b: Int, _ statistics: GramStatistics)
    -> (shared: Int, union: Int, weight: Float)
  {
    let first = self[a].grams
    let second = self[b].grams
    return chunks[a &>> FactChunk.shift].grams.withUnsafeBufferPointer { x in
      chunks[b &>> FactChunk.shift].grams.withUnsafeBufferPointer { y in
        var i = Int(first.lowerBound)
        var j = Int(second.lowerBound)
        var shared = 0
        var weight: Float = 0
        while i < Int(first.upperBound) && j < Int(second.upperBound) {
          let p = x[i]
          let q = y[j]
          if p == q {
            shared &+= 1
            weight += statistics.weight(p)
          }
          i &+= p <= q ? 1 : 0
          j &+= q <= p ? 1 : 0
        }
        return (shared, first.count + second.count - shared, weight)
      }
    }
  }

  /// The named places of a request.
  func spots(_ row: Int) -> ArraySlice<UInt64> {
    let range = self[row].spots
    return chunks[row &>> FactChunk.shift].spots[Int(range.lowerBound)..<Int(range.upperBound)]
  }
  /// The roads of a request.
  func roads(_ row: Int) -> ArraySlice<UInt64> {
    let range = self[row].roads
    return chunks[row &>> FactChunk.shift].roads[Int(range.lowerBound)..<Int(range.upperBound)]
  }
  /// The record numbers that a request names.
  func references(_ row: Int) -> ArraySlice<UInt64> {
    let range = self[row].references
    return chunks[row &>> FactChunk.shift].references[
      Int(range.lowerBound)..<Int(range.upperBound)]
  }
}

extension FactTable {
  /// Forgets names of places that are none: what is written like one but said in several districts.
  ///
  /// - Parameter known: The gazetteer's names, which stay.
  mutating func dropPhrases(keeping known: Set<UInt64>) {
    var counts: [UInt64: [UInt64: Int]] = [:]
    for row in 0..<count {
      let facts = self[row]
      if facts.district == 0 { continue }
      for name in spots(row) where !known.contains(name) {
        counts[name, default: [:]][facts.district, default: 0] += 1
      }
      for name in roads(row) where !known.contains(name) {
        counts[name, default: [:]][facts.district, default: 0] += 1
      }
    }
    let phrases = Set(
      counts.compactMap { name, districts in
        let total = districts.values.reduce(0, +)
        let most = districts.values.max() ?? 0
        return total >= 3 && most * 10 < total * 7 ? name : nil
      })
    if phrases.isEmpty { return }
    for chunk in chunks.indices { chunks[chunk].drop(phrases) }
  }
}

extension FactChunk {
  /// Takes some names out of the lists of spots and roads.
  fileprivate mutating func drop(_ names: Set<UInt64>) {
    var keptSpots: [UInt64] = []
    var keptRoads: [UInt64] = []
    for row in facts.indices {
      let firstSpot = Int32(keptSpots.count)
      for index in facts[row].spots where !names.contains(spots[Int(index)]) {
        keptSpots.append(spots[Int(index)])
      }
      facts[row].spots = firstSpot..<Int32(keptSpots.count)
      let firstRoad = Int32(keptRoads.count)
      for index in facts[row].roads where !names.contains(roads[Int(index)]) {
        keptRoads.append(roads[Int(index)])
      }
      facts[row].roads = firstRoad..<Int32(keptRoads.count)
      if names.contains(facts[row].mainRoad) { facts[row].mainRoad = 0 }
    }
    spots = keptSpots
    roads = keptRoads
  }
}
