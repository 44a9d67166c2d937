/// Texts without what they share with the one before (DELTA_BYTE_ARRAY).
///
/// Source: apache/parquet-format, `Encodings.md`, "Delta Strings": the lengths of what is shared,
/// the lengths of what is not, both as differences, then the bytes that are not shared.
enum DeltaTextEncoding {
  /// How many texts are looked at before the encoding is chosen.
  private static let sampleCount = 8192

  /// Whether the texts at the start share most of their bytes each with the one before, as ids
  /// that count up do; a few texts are not worth it.
  static func pays(_ bytes: [UInt8], _ offsets: [Int32], _ validity: [Bool]) -> Bool {
    if offsets.count <= sampleCount / 8 { return false }
    var size = 0
    var sharedSize = 0
    var last = 0..<0
    bytes.withUnsafeBytes { source in
      for entry in 0..<min(sampleCount, offsets.count - 1)
      where validity.isEmpty || validity[entry] {
        let range = Int(offsets[entry])..<Int(offsets[entry + 1])
        sharedSize += sharedCount(source, last, range)
        size += range.count
        last = range
      }
    }
    return sharedSize * 2 > size
  }

  /// Appends the texts of those entries that have one.
  static func append(
    _ bytes: [UInt8], _ offsets: [Int32], _ entries: Range<Int>, _ validity: [Bool],
    to output: inout [UInt8]
  ) {
    var shared: [Int64] = []
    var rest: [Int64] = []
    shared.reserveCapacity(entries.count)
    rest.reserveCapacity(entries.count)
    var tail: [UInt8] = []
    var last = 0..<0
    bytes.withUnsafeBytes { source in
      for entry in entries where validity.isEmpty || validity[entry] {
        let range = Int(offsets[entry])..<Int(offsets[entry &+ 1])
        let count = sharedCount(source, last, range)
        shared.append(Int64(count))
        rest.append(Int64(range.count &- count))
        tail.append(contentsOf: source[range.lowerBound &+ count..<range.upperBound])
        last = range
      }
    }
    DeltaEncoding.append(shared, shared.indices, to: &output)
    DeltaEncoding.append(rest, rest.indices, to: &output)
    output.append(contentsOf: tail)
  }

  /// How many bytes two texts have in common at their starts.
  private static func sharedCount(
    _ bytes: UnsafeRawBufferPointer, _ one: Range<Int>, _ other: Range<Int>
  ) -> Int {
    let limit = min(one.count, other.count)
    var count = 0
    while count < limit && bytes[one.lowerBound &+ count] == bytes[other.lowerBound &+ count] {
      count &+= 1
    }
    return count
  }
}
