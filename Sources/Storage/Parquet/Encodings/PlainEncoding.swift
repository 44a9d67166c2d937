/// Values as they lie in memory, which is little-endian on every platform of this product (PLAIN).
enum PlainEncoding {
  /// Appends the fixed-width values of those entries that have one.
  static func append<Element>(
    _ values: [Element], _ entries: Range<Int>, _ validity: [Bool], to output: inout [UInt8]
  ) {
    if validity.isEmpty {
      values[entries].withUnsafeBytes { output.append(contentsOf: $0) }
      return
    }
    var present: [Element] = []
    present.reserveCapacity(entries.count)
    for entry in entries where validity[entry] { present.append(values[entry]) }
    present.withUnsafeBytes { output.append(contentsOf: $0) }
  }

  /// Appends truth values, one bit each.
  static func append(
    bits values: [Bool], _ entries: Range<Int>, _ validity: [Bool], to output: inout [UInt8]
  ) {
    var bits: [UInt8] = []
    bits.reserveCapacity(entries.count)
    for entry in entries where validity.isEmpty || validity[entry] {
      bits.append(values[entry] ? 1 : 0)
    }
    BitPacking.append(bits, bits.indices, width: 1, to: &output)
  }

  /// Appends the texts of those entries that have one, each behind its length.
  static func append(
    texts bytes: [UInt8], _ offsets: [Int32], _ entries: some Sequence<Int>, _ validity: [Bool],
    to output: inout [UInt8]
  ) {
    var size = 0
    for entry in entries where validity.isEmpty || validity[entry] {
      size &+= 4 &+ Int(offsets[entry &+ 1] &- offsets[entry])
    }
    // Made anew at its full size: what is there so far is little, and nothing is filled twice.
    let head = output
    output = [UInt8](unsafeUninitializedCapacity: head.count + size) { target, initialized in
      let target = UnsafeMutableRawBufferPointer(target)
      target.copyBytes(from: head)
      var position = head.count
      bytes.withUnsafeBytes { source in
        for entry in entries where validity.isEmpty || validity[entry] {
          let range = Int(offsets[entry])..<Int(offsets[entry &+ 1])
          target.storeBytes(
            of: UInt32(truncatingIfNeeded: range.count).littleEndian, toByteOffset: position,
            as: UInt32.self)
          position &+= 4
          if range.isEmpty { continue }
          UnsafeMutableRawBufferPointer(rebasing: target[position..<position &+ range.count])
            .copyMemory(from: UnsafeRawBufferPointer(rebasing: source[range]))
          position &+= range.count
        }
      }
      initialized = position
    }
  }
}
