internal import Bytes

/// Differences of consecutive integers, bit-packed in blocks (DELTA_BINARY_PACKED).
///
/// Source: apache/parquet-format, `Encodings.md`, "Delta Encoding". All arithmetic wraps around.
enum DeltaEncoding {
  private static let blockSize = 128
  private static let miniblockCount = 4
  private static let miniblockSize = 32

  /// Appends the integers of a range.
  static func append(_ values: [Int64], _ range: Range<Int>, to output: inout [UInt8]) {
    Varint.append(UInt64(blockSize), to: &output)
    Varint.append(UInt64(miniblockCount), to: &output)
    Varint.append(UInt64(range.count), to: &output)
    Varint.append(Varint.zigzag(range.isEmpty ? 0 : values[range.lowerBound]), to: &output)
    var deltas: [UInt64] = []
    deltas.reserveCapacity(blockSize)
    var start = range.lowerBound + 1
    while start < range.upperBound {
      let end = min(range.upperBound, start + blockSize)
      var least = Int64.max
      for index in start..<end { least = min(least, values[index] &- values[index &- 1]) }
      deltas.removeAll(keepingCapacity: true)
      for index in start..<end {
        deltas.append(UInt64(bitPattern: values[index] &- values[index &- 1] &- least))
      }
      Varint.append(Varint.zigzag(least), to: &output)
      appendBlock(&deltas, to: &output)
      start = end
    }
  }

  private static func appendBlock(_ deltas: inout [UInt64], to output: inout [UInt8]) {
    let usedCount = (deltas.count + miniblockSize - 1) / miniblockSize
    deltas.append(
      contentsOf: repeatElement(0, count: usedCount * miniblockSize - deltas.count))
    var widths: [Int] = []
    for miniblock in 0..<miniblockCount {
      var union: UInt64 = 0
      if miniblock < usedCount {
        for index in miniblock * miniblockSize..<(miniblock + 1) * miniblockSize {
          union |= deltas[index]
        }
      }
      widths.append(BitPacking.width(of: union))
      output.append(UInt8(widths[miniblock]))
    }
    for miniblock in 0..<usedCount {
      let range = miniblock * miniblockSize..<(miniblock + 1) * miniblockSize
      BitPacking.append(deltas, range, width: widths[miniblock], to: &output)
    }
  }

  /// Reads exactly `count` integers that end before `end`, and moves `position` behind them.
  ///
  /// The caller vouches for `count`: blocks of equal differences take a few bytes only.
  static func read(
    _ bytes: [UInt8], at position: inout Int, end: Int, count: Int
  ) throws(StorageError) -> [Int64] {
    let blockSize = try Varint.read(bytes, at: &position, end: end)
    let miniblockCount = try Varint.read(bytes, at: &position, end: end)
    let total = try Varint.read(bytes, at: &position, end: end)
    let first = Varint.unzigzag(try Varint.read(bytes, at: &position, end: end))
    guard blockSize > 0, blockSize <= 1 << 20, blockSize % 128 == 0, miniblockCount > 0,
      blockSize % miniblockCount == 0, (blockSize / miniblockCount) % 32 == 0
    else { throw .corrupt("delta blocks of \(blockSize) in \(miniblockCount) parts") }
    guard total == UInt64(count) else {
      throw .corrupt("\(total) delta-encoded integers where \(count) belong")
    }
    var values: [Int64] = []
    if count == 0 { return values }
    values.reserveCapacity(count)
    values.append(first)
    let miniblockSize = Int(blockSize / miniblockCount)
    // No larger than what is wanted: a small page may tell of large blocks.
    var deltas = [Int64](repeating: 0, count: min(miniblockSize, count))
    while values.count < count {
      try readBlock(
        bytes, at: &position, end: end, miniblockCount: Int(miniblockCount),
        miniblockSize: miniblockSize, count: count, &deltas, into: &values)
    }
    return values
  }

  private static func readBlock(
    _ bytes: [UInt8], at position: inout Int, end: Int, miniblockCount: Int, miniblockSize: Int,
    count: Int, _ deltas: inout [Int64], into values: inout [Int64]
  ) throws(StorageError) {
    let least = Varint.unzigzag(try Varint.read(bytes, at: &position, end: end))
    guard end - position >= miniblockCount else { throw .corrupt("a delta block is cut") }
    let widths = position
    position += miniblockCount
    for miniblock in 0..<miniblockCount {
      // Miniblocks past the last value have no bytes, whatever their widths say.
      if values.count == count { return }
      let width = Int(bytes[widths + miniblock])
      guard width <= 64 else { throw .corrupt("a delta miniblock of \(width) bits") }
      let take = min(miniblockSize, count - values.count)
      let size = BitPacking.byteCount(miniblockSize, width: width)
      // Some writers cut the padding of the very last miniblock.
      guard end - position >= BitPacking.byteCount(take, width: width) else {
        throw .corrupt("a delta miniblock is cut")
      }
      let start = position
      bytes.withUnsafeBytes { source in
        deltas.withUnsafeMutableBufferPointer { deltas in
          BitPacking.unpack(
            UnsafeRawBufferPointer(rebasing: source[..<end]), at: start, width: width, count: take,
            into: deltas.baseAddress!)
        }
      }
      position += min(size, end - position)
      var last = values[values.count - 1]
      for index in 0..<take {
        last = last &+ least &+ deltas[index]
        values.append(last)
      }
    }
  }
}
