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
  mutating func append(_ numbers: [Int8]) {
    numbers.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }
}
