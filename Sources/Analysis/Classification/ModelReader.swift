internal import Complaints

/// Takes the bytes of a model file apart, never past their end.
struct ModelReader {
  private let bytes: UnsafeRawBufferPointer
  private(set) var offset: Int
  private let end: Int

  init(_ bytes: UnsafeRawBufferPointer, from offset: Int, to end: Int) {
    self.bytes = bytes
    self.offset = offset
    self.end = end
  }

  mutating func number<Number: FixedWidthInteger>(_ type: Number.Type) throws(AnalysisError)
    -> Number
  {
    let range = try take(MemoryLayout<Number>.size)
    var number = Number.zero
    for index in range.reversed() {
      number = number << 8 | Number(truncatingIfNeeded: bytes[index])
    }
    return number
  }

  mutating func float() throws(AnalysisError) -> Float {
    Float(bitPattern: try number(UInt32.self))
  }

  mutating func text() throws(AnalysisError) -> String {
    let range = try take(Int(try number(UInt32.self)))
    return String(decoding: bytes[range], as: UTF8.self)
  }

  mutating func keys(_ count: Int) throws(AnalysisError) -> [UInt64] {
    let range = try take(count, of: 8)
    return (0..<count).map { index in
      UInt64(
        littleEndian: bytes.loadUnaligned(
          fromByteOffset: range.lowerBound + index * 8, as: UInt64.self))
    }
  }

  mutating func floats(_ count: Int) throws(AnalysisError) -> [Float] {
    let range = try take(count, of: 4)
    return (0..<count).map { index in
      Float(
        bitPattern: UInt32(
          littleEndian: bytes.loadUnaligned(
            fromByteOffset: range.lowerBound + index * 4, as: UInt32.self)))
    }
  }

  /// Passes over bytes that begin at the next multiple of a number; gives where they lie.
  mutating func range(_ count: Int, alignedTo alignment: Int) throws(AnalysisError) -> Range<Int> {
    _ = try take((alignment - offset % alignment) % alignment)
    return try take(count)
  }

  /// Whether nothing is left.
  var isAtEnd: Bool { offset == end }

  private mutating func take(_ count: Int, of size: Int = 1) throws(AnalysisError) -> Range<Int> {
    guard count >= 0, count <= (end - offset) / size else {
      throw AnalysisError(.model, "the model file ends too early")
    }
    let range = offset..<offset + count * size
    offset = range.upperBound
    return range
  }
}
