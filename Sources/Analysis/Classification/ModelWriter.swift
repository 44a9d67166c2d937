/// Builds the bytes of a model file; numbers are little-endian.
struct ModelWriter {
  private(set) var bytes: [UInt8] = []

  mutating func append<Number: FixedWidthInteger>(_ number: Number) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }
  mutating func append(_ number: Float) { append(number.bitPattern) }
  mutating func append(_ text: String) {
    append(UInt32(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }
  mutating func append(_ numbers: [UInt64]) { for number in numbers { append(number) } }
  mutating func append(_ numbers: [Float]) { for number in numbers { append(number) } }
  mutating func append(_ more: UnsafeRawBufferPointer) { bytes.append(contentsOf: more) }

  /// Makes room for so many bytes.
  mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  /// Adds zeros up to the next multiple of a number.
  mutating func align(to alignment: Int) {
    while bytes.count % alignment != 0 { bytes.append(0) }
  }

  /// Writes a number over what is there.
  mutating func put<Number: FixedWidthInteger>(_ number: Number, at offset: Int) {
    withUnsafeBytes(of: number.littleEndian) { number in
      for index in number.indices { bytes[offset + index] = number[index] }
    }
  }
}
