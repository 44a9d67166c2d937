internal import CSystem

extension WeightTable {
  /// Two bytes side by side in each lane: those of two labels half a group apart.
  private typealias Pairs = SIMD16<UInt16>

  /// So many bytes add up to sixteen bits at most.
  private static let rowsAtOnce = 257

  /// Asks for the memory of a row that will be added up soon: most lie in no near cache.
  @inline(__always)
  func fetch(_ row: Int32) {
    guard let base = bytes.baseAddress else { return }
    var offset = Int(row) &* stride
    let end = offset &+ stride
    while offset < end {
      prefetch_line(base + offset)
      offset &+= 64
    }
  }

  /// Adds rows, times a factor, to the sums of all labels.
  ///
  /// Lanes add up pairs of bytes as if they were numbers of sixteen bits, and beside them their
  /// upper bytes alone. The upper sum times 256, taken from the whole, leaves the lower: carries from
  /// lower to upper bytes are undone modulo 2^16. Sixteen labels take three instructions of SSE2 or
  /// NEON that way, where widening takes six or more.
  ///
  /// - Parameters:
  ///   - rows: The rows, all of one class.
  ///   - narrow: As many as a row has weights, to work with.
  ///   - sums: The sums, by label, in steps.
  func add(
    _ rows: UnsafeBufferPointer<Int32>, times factor: Float, via narrow: inout [UInt16],
    to sums: inout [Float]
  ) {
    precondition(sums.count == stride && narrow.count == stride, "a sum for each weight")
    narrow.withUnsafeMutableBufferPointer { narrow in
      sums.withUnsafeMutableBufferPointer { sums in
        var start = 0
        while start < rows.count {
          let end = min(start &+ Self.rowsAtOnce, rows.count)
          let some = UnsafeBufferPointer(rebasing: rows[start..<end])
          for column in Swift.stride(from: 0, to: stride, by: Self.groupSize) {
            add(some, column, to: UnsafeMutableRawBufferPointer(narrow))
          }
          Self.widen(narrow, some.count &* Self.zero, times: factor, into: sums)
          start = end
        }
      }
    }
  }

  /// Adds sums of sixteen bits, less an excess and times a factor, to others.
  private static func widen(
    _ narrow: UnsafeMutableBufferPointer<UInt16>, _ excess: Int, times factor: Float,
    into sums: UnsafeMutableBufferPointer<Float>
  ) {
    guard let narrow = UnsafePointer(narrow.baseAddress), let wide = sums.baseAddress else {
      return
    }
    // SAFETY: both have a number for each weight of a row.
    for label in 0..<sums.count {
      wide[label] += Float(Int32(narrow[label]) &- Int32(truncatingIfNeeded: excess)) * factor
    }
  }

  /// Adds up one group of labels of some rows.
  @inline(__always)
  private func add(
    _ rows: UnsafeBufferPointer<Int32>, _ column: Int, to narrow: UnsafeMutableRawBufferPointer
  ) {
    guard let base = bytes.baseAddress.map({ $0 + column }) else { return }
    var whole = Pairs.zero
    var upper = Pairs.zero
    for index in 0..<rows.count {
      // SAFETY: rows are below `rowCount`, and a group lies within the stride.
      let pairs = (base + Int(rows[index]) &* stride).loadUnaligned(as: Pairs.self)
      whole &+= pairs
      upper &+= pairs &>> 8
    }
    let lower = whole &- upper &<< 8
    narrow.storeBytes(of: lower, toByteOffset: column * 2, as: Pairs.self)
    narrow.storeBytes(of: upper, toByteOffset: column * 2 + Self.groupSize, as: Pairs.self)
  }
}
