public import Columns
internal import Language
internal import Parallel

/// Groups texts that are much alike, whatever they are about.
public enum NearDuplicates {
  /// From which share of common 3-grams on two texts are alike.
  private static let leastLikeness = 0.5
  /// How many neighbours in a band a text is compared with.
  private static let neighbours = 4
  private static let chunkRows = 1024

  /// The group of each row, named by its first row; a row unlike any other is its own.
  ///
  /// - Parameter texts: Numbers in them count as one digit each.
  /// - Complexity: O(*n* log *n*) in the rows, on all cores; the groups do not depend on their
  ///   number.
  public static func groups(_ texts: StringColumn) -> [Int] {
    let ranges = Parallel.ranges(texts.count, of: chunkRows)
    let parts = Parallel.map(chunks: ranges.count) { chunk in
      ranges[chunk].map { sketch(texts, $0) }
    }
    let sketches = parts.flatMap { $0 }
    var parents = Array(0..<texts.count)
    func root(_ row: Int) -> Int {
      var row = row
      while parents[row] != row { row = parents[row] }
      return row
    }
    for band in 0..<Sketch.bandCount {
      let order = sketches.indices.filter { !sketches[$0].bands.isEmpty }.sorted {
        (sketches[$0].bands[band], $0) < (sketches[$1].bands[band], $1)
      }
      for (place, row) in order.enumerated() {
        for back in order[max(0, place - neighbours)..<place]
        where sketches[back].bands[band] == sketches[row].bands[band] {
          let (a, b) = (root(back), root(row))
          if a == b || likeness(sketches[back].grams, sketches[row].grams) < leastLikeness {
            continue
          }
          parents[max(a, b)] = min(a, b)
        }
      }
    }
    return parents.indices.map { root($0) }
  }

  private static func sketch(_ texts: StringColumn, _ row: Int)
    -> (grams: [UInt32], bands: [UInt32])
  {
    var scalars: [UInt32] = []
    TextNormalizer(keepsOnlyLettersAndDigits: true, foldsDigits: true)
      .append(texts.bytes.span.extracting(texts.range(row)), to: &scalars)
    var keys: [UInt64] = []
    CharacterNGrams(3...3).appendKeys(of: scalars.span, to: &keys)
    let grams = Set(keys.map { UInt32(truncatingIfNeeded: $0 >> 32) }).sorted()
    var bands = [UInt32](repeating: 0, count: Sketch.bandCount)
    return Sketch.bands(of: grams.span, into: &bands) ? (grams, bands) : (grams, [])
  }

  /// The share of common elements of two ascending lists.
  private static func likeness(_ a: [UInt32], _ b: [UInt32]) -> Double {
    var (left, right, common) = (0, 0, 0)
    while left < a.count, right < b.count {
      if a[left] == b[right] {
        common += 1
        left += 1
        right += 1
      } else if a[left] < b[right] {
        left += 1
      } else {
        right += 1
      }
    }
    let all = a.count + b.count - common
    return all == 0 ? 0 : Double(common) / Double(all)
  }
}
