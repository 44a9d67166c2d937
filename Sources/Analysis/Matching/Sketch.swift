internal import Language

/// A one-permutation MinHash of 128 bins, cut into 25 bands of 5.
///
/// Empty bins borrow from the next filled one, so that short texts have whole sketches. Two texts
/// with Jaccard similarity 0.7 share a band with probability 0.99, two with 0.4 with 0.23.
/// Source: Shrivastava and Li, "Improved densification of one permutation hashing", 2014.
enum Sketch {
  static let binCount = 128
  static let bandCount = 25
  static let bandWidth = 5

  /// Writes the bands' hashes of a set of 3-grams; false for sets too small to compare.
  static func bands(of grams: Span<UInt32>, into bands: inout [UInt32]) -> Bool {
    guard grams.count >= 8 else { return false }
    return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: binCount) { bins in
      bins.initialize(repeating: .max)
      for index in 0..<grams.count {
        let hash = CharacterNGrams.mix(UInt64(grams[index]))
        let bin = Int(hash &>> 57)
        let value = UInt32(truncatingIfNeeded: hash)
        if value < bins[bin] { bins[bin] = value }
      }
      fillEmpty(bins)
      for band in 0..<bandCount {
        var hash: UInt64 = UInt64(band)
        for bin in 0..<bandWidth {
          hash = CharacterNGrams.mix(hash ^ UInt64(bins[band &* bandWidth &+ bin]))
        }
        bands[band] = UInt32(truncatingIfNeeded: hash &>> 32)
      }
      return true
    }
  }

  private static func fillEmpty(_ bins: UnsafeMutableBufferPointer<UInt32>) {
    var filled = binCount
    for bin in 0..<binCount where bins[bin] != .max { filled = min(filled, bin) }
    if filled == binCount { return }
    var source = bins[filled]
    var distance: UInt32 = 0
    for step in 0..<binCount {
      let bin = (filled &+ binCount &- step) & (binCount &- 1)
      if bins[bin] == .max {
        distance &+= 1
        bins[bin] = source &+ distance &* 0x9E37_79B9
      } else {
        source = bins[bin]
        distance = 0
      }
    }
  }
}
