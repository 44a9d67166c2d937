public import Columns
public import Complaints
internal import Parallel

/// Joins requests about the same matter.
///
/// Pairs that share a block (place, person, text or sketch) are scored by what they have in
/// common; groups grow by the best pairs first and never hold two places, buildings or known
/// matters. The result depends neither on the order of rows nor on the number of cores.
public struct MatterMatcher: Sendable {
  let taxonomy: Taxonomy
  let gazetteer: Gazetteer?
  let windowDays: Int
  private let lexicon: PlaceLexicon
  private let affairs: PersonalAffairs

  /// Makes a matcher.
  ///
  /// - Parameters:
  ///   - taxonomy: The classes.
  ///   - gazetteer: The places, where known.
  ///   - windowDays: The days in which a request may join an earlier matter.
  public init(taxonomy: Taxonomy, gazetteer: Gazetteer?, windowDays: Int = 90) {
    self.taxonomy = taxonomy
    self.gazetteer = gazetteer
    self.windowDays = windowDays
    lexicon = PlaceLexicon(gazetteer)
    affairs = PersonalAffairs(taxonomy)
  }

  /// Finds the matter of each new request.
  ///
  /// Known requests keep their matter; a new one joins a known matter, or one that another new
  /// request opens, or opens a matter under its own id.
  ///
  /// - Parameters:
  ///   - known: Rows of `MatchRows.schema` with a matter.
  ///   - new: Rows of `MatchRows.schema` without one.
  ///   - runID: The run.
  public func match(known: RecordBatch, new: RecordBatch, runID: String) -> MatchResult {
    let rows = MatchInput(known: known, new: new, lexicon: lexicon, affairs: affairs)
    var table = rows.readFacts()
    table.dropPhrases(keeping: lexicon.names)
    let statistics = GramStatistics(table)
    let search = CandidateSearch(table: table, statistics: statistics, windowDays: windowDays)
    let links = score(
      search.pairs(), PairComparison(table: table, statistics: statistics),
      rowCount: table.count)
    var clusters = MatterClusters(table)
    joinGiven(table, &clusters)
    var best = [Int32](repeating: -1, count: table.count)
    for (index, link) in links.enumerated() {
      let (a, b) = (Int(link.first), Int(link.second))
      if best[a] >= 0, best[b] >= 0, clusters.root(a) == clusters.root(b) { continue }
      if clusters.joinIfConsistent(a, b, link.score) {
        if best[a] < 0 { best[a] = Int32(index) }
        if best[b] < 0 { best[b] = Int32(index) }
      }
    }
    var writer = LinkWriter(
      rows: rows, table: table, links: links, gazetteer: gazetteer, windowDays: windowDays,
      runID: runID)
    return writer.write(&clusters, best: best)
  }

  /// Joins what the sources themselves say is one: the members of a known matter, and the records
  /// of one platform under one matter number.
  private func joinGiven(_ table: FactTable, _ clusters: inout MatterClusters) {
    var firstOfMatter: [Int64: Int] = [:]
    var firstOfNumber: [UInt64: Int] = [:]
    for row in 0..<table.count where table[row].matter >= 0 {
      if let first = firstOfMatter[table[row].matter] {
        clusters.join(first, row)
      } else {
        firstOfMatter[table[row].matter] = row
      }
    }
    for row in 0..<table.count where table[row].sourceMatter != 0 {
      let number = table[row].sourceMatter ^ table[row].platform &* 31
      if let first = firstOfNumber[number] {
        clusters.joinNumbered(first, row)
      } else {
        firstOfNumber[number] = row
      }
    }
  }

  /// The pairs that score high enough, best first.
  private func score(_ lists: [[UInt64]], _ comparison: PairComparison, rowCount: Int)
    -> [MatterLink]
  {
    let ranges = Parallel.ranges(rowCount, of: 2 * FactChunk.size)
    let parts = Parallel.map(chunks: ranges.count) { chunk in
      var links: [MatterLink] = []
      for pair in CandidateSearch.merged(lists, rows: ranges[chunk]) {
        let first = UInt32(truncatingIfNeeded: pair >> 32)
        let second = UInt32(truncatingIfNeeded: pair)
        if let score = comparison.score(Int(first), Int(second)),
          score.total >= MatchWeights.threshold
        {
          links.append(MatterLink(first: first, second: second, score: score))
        }
      }
      return links
    }
    var links = parts.flatMap { $0 }
    links.sort { $0.isBetter(than: $1) }
    return links
  }
}
