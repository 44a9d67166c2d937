internal import Bytes

/// Runs of equal integers and bit-packed groups of eight, in turn (RLE).
///
/// Source: apache/parquet-format, `Encodings.md`, "Run Length Encoding / Bit-Packing Hybrid".
enum HybridEncoding {
  /// Appends integers of at most `width` bits.
  ///
  /// Takes an array and a range, as does `BitPacking`: over a span of a generic type the optimiser
  /// of Swift 6.3.1 crashes.
  static func append<Integer: FixedWidthInteger & UnsignedInteger>(
    _ values: [Integer], _ range: Range<Int>, width: Int, to output: inout [UInt8]
  ) {
    // A run must pay for its own header and for a new one behind it.
    let leastRun = max(8, 48 / max(1, width))
    var packedStart = range.lowerBound
    var index = range.lowerBound
    while index < range.upperBound {
      var runEnd = index &+ 1
      while runEnd < range.upperBound && values[runEnd] == values[index] { runEnd &+= 1 }
      if runEnd &- index >= leastRun || (packedStart == index && runEnd == range.upperBound) {
        appendPacked(values, packedStart..<index, width: width, to: &output)
        appendRun(of: values[index], count: runEnd - index, width: width, to: &output)
        index = runEnd
        packedStart = index
      } else {
        // Groups are whole eights, so a run in the midst of one starts behind it.
        index = min(range.upperBound, index &+ max(8, (runEnd &- index) & ~7))
      }
    }
    appendPacked(values, packedStart..<range.upperBound, width: width, to: &output)
  }

  /// Appends a run of one integer.
  static func appendRun<Integer: FixedWidthInteger & UnsignedInteger>(
    of value: Integer, count: Int, width: Int, to output: inout [UInt8]
  ) {
    Varint.append(UInt64(count) << 1, to: &output)
    var rest = value
    for _ in 0..<(width + 7) / 8 {
      output.append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  private static func appendPacked<Integer: FixedWidthInteger & UnsignedInteger>(
    _ values: [Integer], _ range: Range<Int>, width: Int, to output: inout [UInt8]
  ) {
    if range.isEmpty { return }
    let groupCount = (range.count + 7) / 8
    Varint.append(UInt64(groupCount) << 1 | 1, to: &output)
    let end = output.count + groupCount * width
    BitPacking.append(values, range, width: width, to: &output)
    output.append(contentsOf: repeatElement(0, count: end - output.count))
  }

  /// Reads exactly `count` integers.
  ///
  /// The caller vouches for `count`: a run of any length takes a few bytes only.
  static func read<Integer: FixedWidthInteger & UnsignedInteger>(
    _ bytes: [UInt8], in range: Range<Int>, width: Int, count: Int
  ) throws(StorageError) -> [Integer] {
    guard width <= min(32, Integer.bitWidth) else {
      throw .corrupt("packed integers of \(width) bits")
    }
    var fault: String?
    let values = [Integer](unsafeUninitializedCapacity: count) { output, initialized in
      bytes.withUnsafeBytes { bytes in
        let source = UnsafeRawBufferPointer(rebasing: bytes[range])
        initialized = read(source, width: width, into: output, fault: &fault)
      }
    }
    if let fault { throw .corrupt(fault) }
    return values
  }

  /// Fills `output` and gives how many integers were read; says why when that is not all.
  private static func read<Integer: FixedWidthInteger & UnsignedInteger>(
    _ source: UnsafeRawBufferPointer, width: Int, into output: UnsafeMutableBufferPointer<Integer>,
    fault: inout String?
  ) -> Int {
    guard let base = output.baseAddress else { return 0 }
    let count = output.count
    let valueSize = (width + 7) / 8
    var position = 0
    var done = 0
    while done < count {
      guard let header = runHeader(source, at: &position) else {
        // With no bits to a value, writers may leave the runs out.
        if width == 0 && position >= source.count {
          (base + done).initialize(repeating: 0, count: count - done)
          return count
        }
        fault = "runs end after \(done) of \(count) integers"
        return done
      }
      if header & 1 == 0 {
        guard source.count - position >= valueSize else {
          fault = "a run is cut"
          return done
        }
        var value: UInt64 = 0
        for step in 0..<valueSize { value |= UInt64(source[position + step]) << UInt64(8 * step) }
        position += valueSize
        let run = Int(min(header >> 1, UInt64(count - done)))
        (base + done).initialize(repeating: Integer(truncatingIfNeeded: value), count: run)
        done += run
      } else {
        let groups = Int(min(header >> 1, UInt64(count - done + 7) / 8))
        // The last group may be cut behind its last integer.
        let run = min(groups * 8, count - done)
        guard source.count - position >= BitPacking.byteCount(run, width: width) else {
          fault = "packed integers are cut"
          return done
        }
        BitPacking.unpack(source, at: position, width: width, count: run, into: base + done)
        position += min(groups * width, source.count - position)
        done += run
      }
    }
    return done
  }

  private static func runHeader(_ source: UnsafeRawBufferPointer, at position: inout Int) -> UInt64?
  {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while position < source.count && shift <= 35 {
      let byte = source[position]
      position &+= 1
      value |= UInt64(byte & 0x7f) &<< shift
      if byte < 0x80 { return value }
      shift &+= 7
    }
    return nil
  }
}
