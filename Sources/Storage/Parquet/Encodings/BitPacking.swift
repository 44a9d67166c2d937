/// Integers of a fixed number of bits, packed one after the other from the lowest bit up.
enum BitPacking {
  /// The bits needed for the integers up to a greatest one.
  static func width(of greatest: UInt64) -> Int { 64 - greatest.leadingZeroBitCount }

  /// The bytes that integers take.
  static func byteCount(_ count: Int, width: Int) -> Int { (count * width + 7) / 8 }

  /// Appends integers of at most `width` bits, with zero bits up to a whole byte.
  static func append<Integer: FixedWidthInteger & UnsignedInteger>(
    _ values: [Integer], _ range: Range<Int>, width: Int, to output: inout [UInt8]
  ) {
    if width == 0 || range.isEmpty { return }
    let start = output.count
    // Room for whole words; what is too much goes at the end.
    let size = byteCount(range.count, width: width)
    output.append(contentsOf: repeatElement(0, count: size + 8))
    output.withUnsafeMutableBytes { buffer in
      var position = start
      var word: UInt64 = 0
      var filled = 0
      for index in range {
        let value = UInt64(truncatingIfNeeded: values[index])
        word |= value &<< UInt64(truncatingIfNeeded: filled)
        filled &+= width
        if filled >= 64 {
          buffer.storeBytes(of: word.littleEndian, toByteOffset: position, as: UInt64.self)
          position &+= 8
          filled &-= 64
          let used = width &- filled
          word = used < 64 ? value &>> UInt64(truncatingIfNeeded: used) : 0
        }
      }
      if filled > 0 {
        buffer.storeBytes(of: word.littleEndian, toByteOffset: position, as: UInt64.self)
      }
    }
    output.removeLast(output.count - start - size)
  }

  /// Unpacks integers into memory for as many.
  ///
  /// - Precondition: `bytes` holds `byteCount(count, width:)` bytes from `offset` on.
  static func unpack<Integer: FixedWidthInteger>(
    _ bytes: UnsafeRawBufferPointer, at offset: Int, width: Int, count: Int,
    into output: UnsafeMutablePointer<Integer>
  ) {
    if width == 0 {
      output.update(repeating: 0, count: count)
      return
    }
    precondition(offset + byteCount(count, width: width) <= bytes.count, "packed integers are cut")
    let mask: UInt64 = width == 64 ? .max : (1 &<< UInt64(width)) &- 1
    // The last integers whose eight-byte window would reach past the end are read byte by byte.
    let lastWhole = bytes.count &- 9
    var bit = 0
    for index in 0..<count {
      let byte = offset &+ bit &>> 3
      let shift = UInt64(truncatingIfNeeded: bit & 7)
      var value: UInt64
      if byte <= lastWhole {
        value = bytes.loadUnaligned(fromByteOffset: byte, as: UInt64.self).littleEndian &>> shift
        if Int(shift) &+ width > 64 {
          value |= UInt64(bytes[byte &+ 8]) &<< (64 &- shift)
        }
      } else {
        value = window(bytes, at: byte, shift: shift, width: width)
      }
      output[index] = Integer(truncatingIfNeeded: value & mask)
      bit &+= width
    }
  }

  private static func window(
    _ bytes: UnsafeRawBufferPointer, at byte: Int, shift: UInt64, width: Int
  ) -> UInt64 {
    var value: UInt64 = 0
    for step in 0..<min(9, bytes.count - byte) {
      let part = UInt64(bytes[byte + step])
      let place = step * 8 - Int(shift)
      value |= place < 0 ? part >> UInt64(-place) : part << UInt64(place)
    }
    return value
  }
}
